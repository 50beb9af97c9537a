using Microsoft.AspNetCore.Http;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>What browsers are told about each kind of page.</summary>
internal static class SiteHeaders
{
    private const string Own =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A page of ours: our scripts and styles, no frames, and nobody may frame it.</summary>
    public static void ForPages(HttpResponse response) => Set(response, $"{Own}; img-src 'self' data:");

    /// <summary>A page of ours that shows a task: frames of any server, and pictures, sounds and films that a form links to.</summary>
    public static void ForTasks(HttpResponse response) => Set(response, $"{Own}; img-src 'self' data: https: http:; media-src https: http:; frame-src 'self' https: http:");

    /// <summary>
    /// A requester's own document. It may do what it likes, in an origin that is nobody's: without cookies, storage or a way to our pages, whether it is in
    /// our frame or opened by itself.
    /// </summary>
    public static void ForStrangers(HttpResponse response) => Set(response, $"sandbox {TaskFrame.OpaqueSandbox}; frame-ancestors 'self'");

    /// <summary>The page that answers a task's post, in the task's frame or, when it was opened by itself, at the top.</summary>
    public static void ForReceipts(HttpResponse response)
        => Set(response, "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'");

    private static void Set(HttpResponse response, string policy)
    {
        response.Headers.ContentSecurityPolicy = policy;
        // Not "no-referrer": with that, browsers hide the origin of our own forms from ourselves.
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
    }
}
