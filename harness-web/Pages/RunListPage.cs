namespace Crowdwork.Web.Pages;

/// <summary>The list of runs at <c>/runs</c>.</summary>
public static class RunListPage
{
    public static string Render(IReadOnlyList<RunLine> runs, string clientRoot = "/client")
    {
        ArgumentNullException.ThrowIfNull(runs);
        var list = runs.Count == 0
            ? Html.Of($"""<section class="empty"><h2>No runs yet</h2><p>A run begins with <code>runner launch tasks/&lt;name&gt;</code>.</p></section>""")
            : RunTable.Of(runs);
        return new Document("Runs · Crowdwork", clientRoot)
        {
            Styles = ["index/index.css", "runs/table.css"],
            Module = "runs/list.js",
            ThemeSwitch = true,
            BodyClass = "index run-list",
        }.Render(Html.Of($"""
            <header class="index-top">{Brand.Line("/")}<span class="top-space"></span><span id="theme"></span></header>
            <main class="index-main">
            <div class="index-head"><h1>Runs</h1></div>
            <div id="runs">{list}</div>
            </main>
            """));
    }
}
