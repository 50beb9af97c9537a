namespace Crowdwork.Web.Pages;

/// <param name="TaskName">The folder's name.</param>
/// <param name="Title">The task's title; the folder's name when it has none.</param>
/// <param name="OperatorToken">Lets the page speak to the harness socket and read the harness API.</param>
/// <param name="ClientRoot">Where the modules are, without a trailing slash.</param>
public sealed record HarnessPageModel(string TaskName, string Title, string OperatorToken, string ClientRoot = "/client");

/// <summary>The page that rehearses one task: its workers side by side, what the build says, the journal, the clock.</summary>
public static class HarnessPage
{
    private static readonly string[] Modules =
    [
        "harness/socket.js", "harness/topbar.js", "harness/clock-controls.js", "harness/panes.js", "harness/pane.js", "harness/grid.js",
        "harness/menu.js", "harness/bot-view.js", "harness/panel.js", "harness/problems.js", "harness/journal.js", "harness/tables.js", "harness/changes.js",
        "harness/words.js", "worker/retry.js", "worker/clock.js",
        "shared/dom.js", "shared/keep.js", "shared/time.js", "shared/data.js", "shared/icons.js", "shared/theme.js",
    ];

    public static string Render(HarnessPageModel model)
    {
        var boot = BootData.Of(new { Task = model.TaskName, model.Title, Token = model.OperatorToken });
        var title = model.Title.Length == 0 ? model.TaskName : model.Title;
        return new Document($"{title} · rehearsal", model.ClientRoot)
        {
            Styles = ["harness/layout.css", "harness/panes.css", "harness/panel.css"],
            Module = "harness/main.js",
            Preloads = Modules,
            ThemeSwitch = true,
            BodyClass = "harness",
        }.Render(Html.Of($"""
            <header class="bar" id="bar">
            <a class="brand" href="/" title="All tasks">{Brand.Mark}<span class="sr">All tasks</span></a>
            <h1 class="bar-title" dir="auto"><span class="bar-name">{model.TaskName}</span><span class="bar-subtitle" id="subtitle">{model.Title}</span></h1>
            </header>
            <main class="stage" id="stage"><noscript><p class="no-script">The harness needs JavaScript.</p></noscript></main>
            <section class="dock" id="dock" aria-label="Details"></section>
            {boot}
            """));
    }
}
