using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.GetFileUploadURLAsync"/> is asked.</summary>
public class GetFileUploadURLRequest : AmazonMTurkRequest
{
    /// <summary>The assignment. Required.</summary>
    public string? AssignmentId { get; set; }

    /// <summary>The question that asked for the file. Required.</summary>
    public string? QuestionIdentifier { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.GetFileUploadURLAsync"/> answers.</summary>
public class GetFileUploadURLResponse : AmazonWebServiceResponse
{
    /// <summary>Where to fetch it, for 60 seconds.</summary>
    public string? FileUploadURL { get; set; }
}
