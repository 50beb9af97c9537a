using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.GetQualificationScoreAsync"/> is asked.</summary>
public class GetQualificationScoreRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>The worker. Required.</summary>
    public string? WorkerId { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.GetQualificationScoreAsync"/> answers.</summary>
public class GetQualificationScoreResponse : AmazonWebServiceResponse
{
    /// <summary>The qualification.</summary>
    public Qualification? Qualification { get; set; }
}
