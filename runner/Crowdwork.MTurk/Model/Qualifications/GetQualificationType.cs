using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.GetQualificationTypeAsync"/>.</summary>
public class GetQualificationTypeRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.GetQualificationTypeAsync"/>.</summary>
public class GetQualificationTypeResponse : AmazonWebServiceResponse
{
    /// <summary>The type.</summary>
    public QualificationType? QualificationType { get; set; }
}
