using Amazon.MTurk.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.MTurk;

/// <summary>The client for Amazon Mechanical Turk: see <see cref="IAmazonMTurk"/> for what it can do.</summary>
/// <remarks>
/// <code>
///   XRequest -> JsonRequest -> MTurkEndpoints -> sign -> retry -> HTTP
///                                                                   |
///   XResponse &lt;- JsonResponse &lt;-------------------------------------+
/// </code>
/// Everything between JsonRequest and JsonResponse is AWSSDK.Core: credentials, Signature Version 4, retries with back-off, clocks that are off,
/// proxies. Clients are safe to use from many threads and meant to live long.
/// </remarks>
public partial class AmazonMTurkClient : AmazonServiceClient, IAmazonMTurk
{
    private static readonly Metadata ServiceFacts = new();
    private IMTurkPaginatorFactory? _paginators;

    /// <summary>A client with credentials and region from the environment: variables, profile, container, machine.</summary>
    public AmazonMTurkClient() : this(new AmazonMTurkConfig())
    {
    }

    /// <summary>A client with credentials from the environment.</summary>
    /// <param name="region">The region; MTurk lives in us-east-1.</param>
    public AmazonMTurkClient(RegionEndpoint region) : this(new AmazonMTurkConfig { RegionEndpoint = region })
    {
    }

    /// <summary>A client with credentials from the environment.</summary>
    /// <param name="config">Where MTurk is and how to talk to it.</param>
    public AmazonMTurkClient(AmazonMTurkConfig config) : base(config)
    {
    }

    /// <summary>A client with the region of the environment.</summary>
    /// <param name="credentials">Who is calling.</param>
    public AmazonMTurkClient(AWSCredentials credentials) : this(credentials, new AmazonMTurkConfig())
    {
    }

    /// <summary>A client for a region.</summary>
    /// <param name="credentials">Who is calling.</param>
    /// <param name="region">The region; MTurk lives in us-east-1.</param>
    public AmazonMTurkClient(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new AmazonMTurkConfig { RegionEndpoint = region })
    {
    }

    /// <summary>A client with all said explicitly.</summary>
    /// <param name="credentials">Who is calling.</param>
    /// <param name="clientConfig">Where MTurk is and how to talk to it.</param>
    public AmazonMTurkClient(AWSCredentials credentials, AmazonMTurkConfig clientConfig) : base(credentials, clientConfig)
    {
    }

    /// <summary>A client with an access key and the region of the environment.</summary>
    /// <param name="awsAccessKeyId">The access key.</param>
    /// <param name="awsSecretAccessKey">Its secret.</param>
    public AmazonMTurkClient(string awsAccessKeyId, string awsSecretAccessKey) : this(awsAccessKeyId, awsSecretAccessKey, new AmazonMTurkConfig())
    {
    }

    /// <summary>A client with an access key, for a region.</summary>
    /// <param name="awsAccessKeyId">The access key.</param>
    /// <param name="awsSecretAccessKey">Its secret.</param>
    /// <param name="region">The region; MTurk lives in us-east-1.</param>
    public AmazonMTurkClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonMTurkConfig { RegionEndpoint = region })
    {
    }

    /// <summary>A client with an access key.</summary>
    /// <param name="awsAccessKeyId">The access key.</param>
    /// <param name="awsSecretAccessKey">Its secret.</param>
    /// <param name="clientConfig">Where MTurk is and how to talk to it.</param>
    public AmazonMTurkClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonMTurkConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    /// <summary>A client with credentials for a session and the region of the environment.</summary>
    /// <param name="awsAccessKeyId">The access key.</param>
    /// <param name="awsSecretAccessKey">Its secret.</param>
    /// <param name="awsSessionToken">The token of the session.</param>
    public AmazonMTurkClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonMTurkConfig())
    {
    }

    /// <summary>A client with credentials for a session, for a region.</summary>
    /// <param name="awsAccessKeyId">The access key.</param>
    /// <param name="awsSecretAccessKey">Its secret.</param>
    /// <param name="awsSessionToken">The token of the session.</param>
    /// <param name="region">The region; MTurk lives in us-east-1.</param>
    public AmazonMTurkClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonMTurkConfig { RegionEndpoint = region })
    {
    }

    /// <summary>A client with credentials for a session.</summary>
    /// <param name="awsAccessKeyId">The access key.</param>
    /// <param name="awsSecretAccessKey">Its secret.</param>
    /// <param name="awsSessionToken">The token of the session.</param>
    /// <param name="clientConfig">Where MTurk is and how to talk to it.</param>
    public AmazonMTurkClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonMTurkConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)
    {
    }

    /// <inheritdoc/>
    public IMTurkPaginatorFactory Paginators => _paginators ??= new MTurkPaginatorFactory(this);

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => ServiceFacts;

    /// <inheritdoc/>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request)
        => Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonMTurkConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
        => new AmazonMTurkClient(awsCredentials, (AmazonMTurkConfig)clientConfig);

    /// <summary>Puts MTurk's endpoints and way of signing into the SDK's pipeline.</summary>
    /// <param name="pipeline">The stages that a request goes through.</param>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new MTurkEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new MTurkAuthScheme());
    }

    private Task<TResponse> Call<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonMTurkRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        ArgumentNullException.ThrowIfNull(request);
        var wire = new InvokeOptions
        {
            RequestMarshaller = JsonRequest<TRequest>.Marshaller,
            ResponseUnmarshaller = JsonResponse<TResponse>.Unmarshaller,
        };
        return InvokeAsync<TResponse>(request, wire, cancellationToken);
    }

    private sealed class Metadata : IServiceMetadata
    {
        public string ServiceId => AmazonMTurkConfig.Service;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
