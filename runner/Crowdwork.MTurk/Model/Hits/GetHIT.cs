using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.GetHITAsync"/>.</summary>
public class GetHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.GetHITAsync"/>.</summary>
public class GetHITResponse : AmazonWebServiceResponse
{
    /// <summary>The HIT.</summary>
    public HIT? HIT { get; set; }
}
