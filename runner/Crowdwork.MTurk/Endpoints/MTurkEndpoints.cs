using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.MTurk;

/// <summary>From settings to a URL: an endpoint that is set wins, the name <c>sandbox</c> is MTurk's sandbox, any other region is as it says.</summary>
internal sealed class MTurkEndpoints : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["UseFIPS"] is true) throw new AmazonClientException("MTurk has no FIPS endpoint. Set UseFIPSEndpoint to false.");
        if (parameters["UseDualStack"] is true) throw new AmazonClientException("MTurk has no dual-stack endpoint. Set UseDualstackEndpoint to false.");
        if (parameters["Endpoint"] is string { Length: > 0 } url) return new Endpoint(url);

        return parameters["Region"] switch
        {
            "sandbox" => new Endpoint("https://mturk-requester-sandbox.us-east-1.amazonaws.com"),
            string { Length: > 0 } region => new Endpoint($"https://mturk-requester.{region}.amazonaws.com"),
            _ => throw new AmazonClientException("Where is MTurk? Set ServiceURL or RegionEndpoint (us-east-1) in AmazonMTurkConfig."),
        };
    }
}
