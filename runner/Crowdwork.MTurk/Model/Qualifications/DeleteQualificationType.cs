using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.DeleteQualificationTypeAsync"/>.</summary>
public class DeleteQualificationTypeRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.DeleteQualificationTypeAsync"/>: it was done, and there is nothing more to say.</summary>
public class DeleteQualificationTypeResponse : AmazonWebServiceResponse
{
}
