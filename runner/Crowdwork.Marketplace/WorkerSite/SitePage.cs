using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>The frame that every page of the site has. Whose page it is stands in its address, so each tab can be another worker.</summary>
internal sealed record SitePage(string Title, SiteFiles Files)
{
    private static readonly Html s_mark = Html.Trusted("""
        <svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true" focusable="false"><rect class="mark-ground" width="32" height="32" rx="8"/><path class="mark-back" d="M13 7h9a4 4 0 0 1 4 4v5a4 4 0 0 1-4 4v3.2a.6.6 0 0 1-1 .4L17.6 20H13a4 4 0 0 1-4-4v-5a4 4 0 0 1 4-4Z"/><path class="mark-front" d="M9 12h7a3.5 3.5 0 0 1 3.5 3.5v4A3.5 3.5 0 0 1 16 23h-3.4l-3.1 2.9a.6.6 0 0 1-1-.4V23A3.5 3.5 0 0 1 5.5 19.5v-4A3.5 3.5 0 0 1 9 12Z"/></svg>
        """);

    /// <summary>Null on pages that belong to nobody.</summary>
    public WorkerCard? Worker { get; init; }

    public SiteTab Tab { get; init; }

    /// <summary>Makes the page as wide and high as the window, for a task.</summary>
    public bool Wide { get; init; }

    public string Render(Html main)
    {
        var home = Worker is null ? "/" : $"/w/{Worker.Id}";
        return Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{Title} · Crowdwork marketplace</title>
            <link rel="icon" href="{Files.Root}/brand/favicon.svg" type="image/svg+xml">
            <script src="{Files.Root}/shared/theme-early.js"></script>
            <link rel="stylesheet" href="{Files.Root}/shared/tokens.css">
            <link rel="stylesheet" href="{Files.Root}/shared/base.css">
            <link rel="stylesheet" href="{Files.Root}/site.css">
            <script type="module" src="{Files.Root}/site.js"></script>
            </head>
            <body class="site{(Wide ? " site-wide" : "")}">
            <a class="skip" href="#main">Skip to the content</a>
            <header class="top">
            <a class="brand" href="{home}">{s_mark}<span>Crowdwork <span class="brand-more">marketplace</span></span></a>
            {Tabs()}
            <span class="top-space"></span>
            {Who()}
            <span id="theme"></span>
            </header>
            <main id="main" tabindex="-1">
            {main}
            </main>
            </body>
            </html>

            """).ToString();
    }

    private Html Tabs()
    {
        if (Worker is null && Tab is SiteTab.None) return Html.Empty;
        var tabs = Worker is null
            ? [("/", "Workers", SiteTab.Workers), ("/clock", "Clock", SiteTab.Clock), ("/faults", "Faults", SiteTab.Faults)]
            : new[]
            {
                ($"/w/{Worker.Id}", "Find work", SiteTab.Work), ($"/w/{Worker.Id}/queue", "Queue", SiteTab.Queue),
                ($"/w/{Worker.Id}/qualifications", "Qualifications", SiteTab.Qualifications), ($"/w/{Worker.Id}/earnings", "Earnings", SiteTab.Earnings),
                ($"/w/{Worker.Id}/messages", "Messages", SiteTab.Messages),
            };
        return Html.Of($"""<nav class="tabs" aria-label="Pages">{Html.Join(tabs.Select(tab => Link(tab.Item1, tab.Item2, tab.Item3)))}</nav>""");
    }

    private Html Link(string href, string text, SiteTab tab)
    {
        var count = Html.When(tab == SiteTab.Queue && Worker is { Held: > 0 }, Html.Of($""" <span class="tab-count"><span class="sr">holds </span>{Worker?.Held ?? 0}</span>"""));
        return Html.Of($"""<a href="{href}"{Html.When(tab == Tab, Html.Trusted(" aria-current=\"page\""))}>{text}{count}</a>""");
    }

    private Html Who() => Worker is null
        ? Html.Empty
        : Html.Of($"""<a class="who-am-i" href="/" title="Be another worker"><span class="sr">You are </span><code>{Worker.Id}</code><span class="who-change" aria-hidden="true">change</span></a>""");
}

internal enum SiteTab
{
    None,
    Workers,
    Clock,
    Faults,
    Work,
    Queue,
    Qualifications,
    Earnings,
    Messages,
}
