using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Server;

/// <summary>Whether a request comes from a page of ours, as far as the browser tells.</summary>
internal static class SameOrigin
{
    /// <summary>Programs send no Origin; a sandboxed frame sends "null" and has nothing but its token, which is checked anyway.</summary>
    public static bool Holds(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0 || origin == "null") return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
