using Crowdwork.Engine.Crowds;

namespace Crowdwork.Web.Runs;

/// <summary>Which sites may show a run's pages in a frame, and take what is handed in: those of the crowd that the run was launched on, and nobody else's.</summary>
/// <param name="Policy">The sites, as a content security policy writes them.</param>
internal sealed record MarketFrames(string Policy, Func<Uri, bool> Takes, Uri? Usual)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    public static MarketFrames Of(CrowdAddress crowd)
    {
        if (crowd.IsLocal) return new MarketFrames("http://localhost:* http://127.0.0.1:*", uri => uri.IsLoopback, crowd.WorkerSite);
        // Amazon's worker sites hand in to www.mturk.com and workersandbox.mturk.com, and say so in the address of the frame.
        if (crowd.IsAmazons)
            return new MarketFrames("https://*.mturk.com", uri => uri.Scheme == "https" && uri.Host.EndsWith(".mturk.com", StringComparison.OrdinalIgnoreCase), crowd.WorkerSite);
        var site = crowd.WorkerSite ?? crowd.Endpoint;
        var origins = new[] { site, crowd.Endpoint }.Select(uri => uri.GetLeftPart(UriPartial.Authority)).Distinct().ToArray();
        return new MarketFrames(string.Join(' ', origins), uri => origins.Contains(uri.GetLeftPart(UriPartial.Authority)) || (site.IsLoopback && Loopback.Contains(uri.Host)), site);
    }

    /// <summary>Where to hand in: what the marketplace says, if it is one of those that may; otherwise the usual place. Null when there is none.</summary>
    public string? SubmitTo(string? said)
    {
        var to = Uri.TryCreate(said, UriKind.Absolute, out var named) && named.Scheme is "https" or "http" && Takes(named!) ? named : Usual;
        return to is null ? null : $"{to.GetLeftPart(UriPartial.Path).TrimEnd('/')}/mturk/externalSubmit";
    }
}
