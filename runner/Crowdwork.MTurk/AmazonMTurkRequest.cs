using Amazon.Runtime;

namespace Amazon.MTurk;

/// <summary>The base of all requests to MTurk.</summary>
/// <remarks>
/// A member that is null is not sent, and the service takes its own default for it. Nothing is checked before it is sent: the service
/// answers a wrong value with an <see cref="AmazonMTurkException"/>.
/// </remarks>
public class AmazonMTurkRequest : AmazonWebServiceRequest
{
}
