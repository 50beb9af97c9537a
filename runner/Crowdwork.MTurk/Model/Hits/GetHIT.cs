using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.GetHITAsync"/> is asked.</summary>
public class GetHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.GetHITAsync"/> answers.</summary>
public class GetHITResponse : AmazonWebServiceResponse
{
    /// <summary>The HIT.</summary>
    public HIT? HIT { get; set; }
}
