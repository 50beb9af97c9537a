using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.GetQualificationTypeAsync"/> is asked.</summary>
public class GetQualificationTypeRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.GetQualificationTypeAsync"/> answers.</summary>
public class GetQualificationTypeResponse : AmazonWebServiceResponse
{
    /// <summary>The type.</summary>
    public QualificationType? QualificationType { get; set; }
}
