using System.Net;
using System.Text.RegularExpressions;
using Amazon.MTurk;
using Amazon.MTurk.Model;
using Amazon.Runtime;

namespace Crowdwork.Engine.Crowds;

/// <summary>Puts into words what can go wrong between us and a marketplace that speaks MTurk's API.</summary>
internal static partial class MTurkFaults
{
    private static readonly string[] NotKnown =
        ["UnrecognizedClientException", "InvalidSignatureException", "MissingAuthenticationTokenException", "AccessDeniedException", "IncompleteSignatureException", "ExpiredTokenException", "SignatureDoesNotMatch"];

    public static CrowdFault Of(CrowdAddress crowd, Exception exception) => exception switch
    {
        CrowdFault fault => fault,
        RequestErrorException refused => new CrowdFault(CrowdFaultKind.Refused, refused.TurkErrorCode, $"{crowd.Name} ({crowd.Endpoint}) refuses: {Plain(refused.Message)}", refused),
        AmazonServiceException service => OfService(crowd, service),
        AmazonClientException { InnerException: null } client when client.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) => CrowdKeys.NoneFor(crowd, client),
        _ => Unreachable(crowd, InnermostOf(exception).Message, exception),
    };

    /// <summary>It answered, and said nothing that a marketplace would say.</summary>
    public static CrowdFault Strange(CrowdAddress crowd, string what) => new(CrowdFaultKind.Unreachable, null,
        $"{crowd.Name} ({crowd.Endpoint}) answered with {what}: this is no marketplace that speaks MTurk's API.\n  Check its address in crowd.json (\"crowds\").");

    private static CrowdFault OfService(CrowdAddress crowd, AmazonServiceException service)
    {
        var code = service.Data["TurkErrorCode"] as string ?? service.ErrorCode;
        if (NotKnown.Contains(service.ErrorCode) || service.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            return new CrowdFault(CrowdFaultKind.Credentials, code,
                $"{crowd.Name} ({crowd.Endpoint}) does not accept the keys: {Plain(service.Message)}\n"
                + (crowd.IsLocal ? "  The local marketplace knows the keys local/local. Remove other keys for it from crowd.json." : "  Check which keys are used (runner account), that they belong to this marketplace, and this machine's clock.")
                + AmazonsEnd(crowd), service);
        }

        if (service.ErrorCode == "ThrottlingException" || service is ServiceException || (int)service.StatusCode >= 500 && service.ErrorCode is { Length: > 0 })
            return new CrowdFault(CrowdFaultKind.Busy, code, $"{crowd.Name} ({crowd.Endpoint}) cannot do this now: {Plain(service.Message)}\n  Try again in a while.", service);
        if (service.StatusCode == 0 || service.ErrorCode is null or { Length: 0 } or "UnknownOperationException" || service.InnerException is HttpRequestException)
            return Unreachable(crowd, service.StatusCode != 0 ? $"it answered {(int)service.StatusCode}, and not as a marketplace does" : InnermostOf(service).Message, service);
        return new CrowdFault(CrowdFaultKind.Refused, code, $"{crowd.Name} ({crowd.Endpoint}) refuses: {Plain(service.Message)}", service);
    }

    private static CrowdFault Unreachable(CrowdAddress crowd, string why, Exception exception) => new(CrowdFaultKind.Unreachable, null,
        $"{crowd.Name} cannot be reached at {crowd.Endpoint}: {why.TrimEnd('.')}.\n"
        + (crowd.IsLocal ? "  Start it with `runner harness` or `runner marketplace`." : "  Check the address in crowd.json, and the network.")
        + AmazonsEnd(crowd), exception);

    private static string AmazonsEnd(CrowdAddress crowd) => crowd.IsAmazons
        ? "\n  Amazon announced that Mechanical Turk ends on 30 September 2026. Another marketplace of the same kind can be named in crowd.json (\"crowds\")."
        : "";

    private static Exception InnermostOf(Exception exception) => exception.InnerException is { } inner ? InnermostOf(inner) : exception;

    // MTurk ends its messages with the time in milliseconds, which says nothing to a reader.
    private static string Plain(string message) => Stamp().Replace(message, "");

    [GeneratedRegex(@"\s*\(\d{13}( s)?\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Stamp();
}
