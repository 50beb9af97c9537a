using System.Text.RegularExpressions;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>
/// A requester's HTML document as this marketplace serves it. What points at MTurk's own servers is turned to this one; nothing else is touched, for it
/// is the requester's page and runs in a sandbox.
/// </summary>
internal static partial class HtmlTask
{
    public static string Serve(string html, string helperScript)
        => Helper().Replace(Submit().Replace(html, "/mturk/externalSubmit"), helperScript);

    /// <summary>Whether the page draws itself with elements that come from a server of Amazon's, and stays empty without it.</summary>
    public static bool NeedsCrowdElements(string html) => html.Contains("crowd-html-elements", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"https?://(www|workersandbox|worker)\.mturk\.com/mturk/externalSubmit", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Submit();

    [GeneratedRegex(@"(https?:)?//[a-z0-9.\-]*amazonaws\.com/(mturk-public/)?externalHIT_v1\.js", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Helper();
}
