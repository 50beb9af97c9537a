using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.GetQualificationScoreAsync"/>.</summary>
public class GetQualificationScoreRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>The worker. Required.</summary>
    public string? WorkerId { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.GetQualificationScoreAsync"/>.</summary>
public class GetQualificationScoreResponse : AmazonWebServiceResponse
{
    /// <summary>The qualification.</summary>
    public Qualification? Qualification { get; set; }
}
