using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.GetFileUploadURLAsync"/>.</summary>
public class GetFileUploadURLRequest : AmazonMTurkRequest
{
    /// <summary>The assignment. Required.</summary>
    public string? AssignmentId { get; set; }

    /// <summary>The question that asked for the file. Required.</summary>
    public string? QuestionIdentifier { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.GetFileUploadURLAsync"/>.</summary>
public class GetFileUploadURLResponse : AmazonWebServiceResponse
{
    /// <summary>Where to fetch it, for 60 seconds.</summary>
    public string? FileUploadURL { get; set; }
}
