using Microsoft.AspNetCore.Http;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>
/// Whether a post comes from a page of ours. Identities are in the address here and not in a cookie, so any page that knew a worker's id could
/// otherwise accept or return work in that worker's name.
/// </summary>
internal static class OwnPages
{
    public static bool Sent(HttpRequest request)
    {
        // Pages cannot write this header, and a sandboxed task is no page of ours for it. Older browsers do not send it.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site == "same-origin";

        // Browsers name the origin of every post. Programs name none and are not led astray by pages.
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
