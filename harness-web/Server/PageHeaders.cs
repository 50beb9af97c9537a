using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Server;

/// <summary>What browsers are told about every page: run our scripts and nobody else's, tell nobody where you came from.</summary>
internal static partial class PageHeaders
{
    /// <summary>A worker's page. A marketplace shows it in a frame and takes what is handed in; in a rehearsal, only we do.</summary>
    /// <param name="response">The response.</param>
    /// <param name="marketplaces">The origins of the marketplaces that may, as a policy writes them; none in a rehearsal.</param>
    public static void ForWorkers(HttpResponse response, string marketplaces = "")
    {
        var with = marketplaces.Length == 0 ? "" : $" {marketplaces}";
        Common(response);
        var host = response.HttpContext.Request.Host.Value;
        response.Headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data:; "
            + $"connect-src 'self' ws://{host} wss://{host}; object-src 'none'; base-uri 'none'; form-action 'self'{with}; frame-src 'self'; frame-ancestors 'self'{with}";
    }

    /// <summary>A page of the task's author inside of a worker's page: it may run its own scripts, but has no origin and no way to ours.</summary>
    /// <remarks>The sites that may show it are all those around it: our page, and the marketplace's around that.</remarks>
    public static void ForTaskPages(HttpResponse response, string marketplaces = "")
    {
        Common(response);
        response.Headers.ContentSecurityPolicy =
            "default-src 'self' 'unsafe-inline' data: https:; connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; "
            + $"frame-ancestors 'self'{(marketplaces.Length == 0 ? "" : " ")}{marketplaces}; sandbox allow-scripts allow-forms";
    }

    /// <summary>
    /// A file of public/. Pictures are not touched by the policy; a document among them must not run as a page of ours. Everybody may read it, pages
    /// without an origin among them, which need it for fonts and modules.
    /// </summary>
    public static void ForPublicFiles(HttpResponse response, string marketplaces = "")
    {
        ForTaskPages(response, marketplaces);
        // A page of the task may frame one of its files, and a page without an origin is nobody that 'self' could mean. Framed or not, it can do nothing.
        response.Headers.ContentSecurityPolicy = AncestorsOf().Replace(response.Headers.ContentSecurityPolicy.ToString(), "");
        response.Headers.AccessControlAllowOrigin = "*";
        // Asked for anew each time, and answered with nothing when the content is the same.
        response.Headers.CacheControl = "no-cache";
    }

    /// <summary>A page of the operator.</summary>
    /// <param name="response">The response.</param>
    /// <param name="frames">An origin whose pages it may show in a frame, besides its own.</param>
    public static void ForOperators(HttpResponse response, string frames = "")
    {
        var with = frames.Length == 0 ? "" : $" {frames}";
        Common(response);
        var host = response.HttpContext.Request.Host.Value;
        response.Headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + $"connect-src 'self' ws://{host} wss://{host}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-src 'self'{with}; frame-ancestors 'none'";
        response.Headers.CacheControl = "no-store";
    }

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    [GeneratedRegex(@"frame-ancestors [^;]*; ")]
    private static partial Regex AncestorsOf();

    private static void Common(HttpResponse response)
    {
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/html; charset=utf-8";
    }
}
