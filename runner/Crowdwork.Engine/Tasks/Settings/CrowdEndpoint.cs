namespace Crowdwork.Engine.Tasks;

/// <summary>A marketplace that speaks Amazon MTurk's requester API.</summary>
public sealed record CrowdEndpoint
{
    /// <summary>The address of the requester API. Required.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The address of the site where workers find the tasks, for links. Default: none.</summary>
    public Uri? WorkerSite { get; init; }

    /// <summary>The region that requests are signed for. Default: "us-east-1".</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The profile in the AWS credentials file to use. Default: whatever the AWS tools would use.</summary>
    public string? Profile { get; init; }

    /// <summary>The name of the environment variable that holds the access key id, never the id itself. Default: whatever the AWS tools would use.</summary>
    [VariableName]
    public string? AccessKeyVariable { get; init; }

    /// <summary>The name of the environment variable that holds the secret key, never the key itself. Default: whatever the AWS tools would use.</summary>
    [VariableName]
    public string? SecretKeyVariable { get; init; }
}
