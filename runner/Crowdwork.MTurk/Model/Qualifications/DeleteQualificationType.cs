using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.DeleteQualificationTypeAsync"/> is asked.</summary>
public class DeleteQualificationTypeRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.DeleteQualificationTypeAsync"/> answers: that it was done, and nothing more.</summary>
public class DeleteQualificationTypeResponse : AmazonWebServiceResponse
{
}
