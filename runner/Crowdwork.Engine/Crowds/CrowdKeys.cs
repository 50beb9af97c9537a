using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace Crowdwork.Engine.Crowds;

/// <summary>
/// Finds the keys that requests to a crowd are signed with. The local crowd has its own and never looks at anybody's real ones: a rehearsal must not be able to send
/// them anywhere, nor wait for a cloud's metadata service.
/// </summary>
internal static class CrowdKeys
{
    private static readonly BasicAWSCredentials LocalKeys = new("local", "local");

    /// <exception cref="CrowdFault">There are none.</exception>
    public static AWSCredentials For(CrowdAddress crowd, Func<string, string?> environment)
    {
        if (crowd.Settings is { AccessKeyVariable: not null } or { SecretKeyVariable: not null }) return FromVariables(crowd, environment);
        if (crowd.IsLocal) return LocalKeys;
        return crowd.Settings?.Profile is { } profile ? FromProfile(crowd, profile) : FromTheUsualPlaces(crowd);
    }

    private static BasicAWSCredentials FromVariables(CrowdAddress crowd, Func<string, string?> environment)
    {
        var key = Required(crowd, "accessKeyVariable", crowd.Settings!.AccessKeyVariable, environment);
        var secret = Required(crowd, "secretKeyVariable", crowd.Settings.SecretKeyVariable, environment);
        return new BasicAWSCredentials(key, secret);
    }

    private static string Required(CrowdAddress crowd, string setting, string? variable, Func<string, string?> environment)
    {
        if (variable is null) throw Missing($"crowd.json names one of the two variables with the keys of '{crowd.Name}'; \"{setting}\" is missing.\n  Name both, or none.");
        if (environment(variable) is { Length: > 0 } value) return value;
        throw Missing($"The environment variable {variable} is not set. crowd.json says (\"{setting}\") that it holds a key of the crowd '{crowd.Name}'.\n  Set it in the shell that starts the runner.");
    }

    private static AWSCredentials FromProfile(CrowdAddress crowd, string profile)
    {
        if (new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials)) return credentials;
        throw Missing($"There is no profile '{profile}' in the AWS credentials files. crowd.json names it for the crowd '{crowd.Name}'.\n  Make it with `aws configure --profile {profile}`, or name another.");
    }

    private static AWSCredentials FromTheUsualPlaces(CrowdAddress crowd)
    {
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (AmazonClientException)
        {
            throw NoneFor(crowd);
        }
    }

    public static CrowdFault NoneFor(CrowdAddress crowd, Exception? inner = null) => new(CrowdFaultKind.Credentials, null,
        $"There are no keys for the crowd '{crowd.Name}' ({crowd.Endpoint.Host}).\n"
        + "  Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or make a profile with `aws configure`, or name a profile or variables for it in crowd.json (\"crowds\").", inner);

    private static CrowdFault Missing(string message) => new(CrowdFaultKind.Credentials, null, message);
}
