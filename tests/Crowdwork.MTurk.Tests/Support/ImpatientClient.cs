using Amazon.MTurk;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Crowdwork.MTurk.Tests.Support;

/// <summary>The client as it is, but for the pauses between retries, which are for the good of a busy service and not of a test.</summary>
public sealed class ImpatientClient(string url, string? sessionToken = null) : AmazonMTurkClient(Credentials(sessionToken), new AmazonMTurkConfig
{
    ServiceURL = url,
    AuthenticationRegion = "us-east-1",
})
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new AtOnce(Config)));
    }

    private static AWSCredentials Credentials(string? sessionToken)
        => sessionToken is null ? new BasicAWSCredentials(AccessKey, Secret) : new SessionAWSCredentials(AccessKey, Secret, sessionToken);

    private sealed class AtOnce(IClientConfig config) : StandardRetryPolicy(config)
    {
        public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) => Task.CompletedTask;
    }
}
