using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Amazon.MTurk;

/// <summary>The stage of the SDK's pipeline that says how requests are signed: all of MTurk's with Signature Version 4.</summary>
internal sealed class MTurkAuthScheme : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
}
