using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.MTurk;

/// <summary>Where MTurk is and how to talk to it: endpoint, time limits, retries, proxy.</summary>
/// <remarks>
/// <para>
/// The production endpoint is <c>https://mturk-requester.us-east-1.amazonaws.com</c>, the sandbox
/// <c>https://mturk-requester-sandbox.us-east-1.amazonaws.com</c>; the service lives in no other region. Set
/// <see cref="ClientConfig.ServiceURL"/> to choose, and do so always: a configuration that has only a
/// <see cref="ClientConfig.RegionEndpoint"/> goes wherever the environment variable <c>AWS_ENDPOINT_URL_MTURK</c> points.
/// </para>
/// <para>
/// The SDK retries twice. A request that creates or pays something is safe to retry only with a <c>UniqueRequestToken</c>; no client fills
/// it in by itself.
/// </para>
/// </remarks>
public class AmazonMTurkConfig : ClientConfig
{
    internal const string Service = "MTurk";
    internal const string ApiVersion = "2017-01-17";

    private static readonly string UserAgentText =
        InternalSDKUtils.BuildUserAgentString(Service, typeof(AmazonMTurkConfig).Assembly.GetName().Version!.ToString());

    /// <summary>A configuration with the defaults of MTurk; region and profile come from the environment unless they are set here.</summary>
    public AmazonMTurkConfig() : this(new DefaultConfigurationProvider(DefaultsMode.All))
    {
    }

    /// <summary>A configuration whose defaults come from elsewhere.</summary>
    /// <param name="defaultConfigurationProvider">Says which retry mode and time limits apply where nothing is set.</param>
    public AmazonMTurkConfig(IDefaultConfigurationProvider defaultConfigurationProvider) : base(defaultConfigurationProvider)
    {
        // Not decoration: the id is what AWS_ENDPOINT_URL_MTURK and the section of a profile are looked up by.
        base.ServiceId = Service;
        AuthenticationServiceName = "mturk-requester";
        EndpointProvider = new MTurkEndpoints();
    }

    /// <summary>The service's id in AWS's own tables.</summary>
    public static new string ServiceId => Service;

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "mturk-requester";

    /// <summary>The version of the API that this client speaks.</summary>
    public override string ServiceVersion => ApiVersion;

    /// <inheritdoc/>
    public override string UserAgent => UserAgentText;

    /// <summary>Tells where a request would be sent, without sending it.</summary>
    /// <param name="parameters">The request.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="AmazonClientException">Neither an endpoint nor a region is configured.</exception>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var request = new RequestContext(false)
        {
            ClientConfig = this,
            OriginalRequest = parameters.Request,
            Request = new DefaultRequest(parameters.Request, Service),
        };
        return new MTurkEndpointResolver().GetEndpoint(new Amazon.Runtime.Internal.ExecutionContext(request, null));
    }
}
