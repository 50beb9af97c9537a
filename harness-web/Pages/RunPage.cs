namespace Crowdwork.Web.Pages;

/// <param name="Run">The run's id.</param>
/// <param name="Task">The task's name.</param>
/// <param name="OperatorToken">Lets the page speak to the run's socket and API.</param>
/// <param name="Seat">The address of the operator's own seat; null where the task has none or nobody serves it.</param>
/// <param name="ClientRoot">Where the modules are, without a trailing slash.</param>
public sealed record RunPageModel(string Run, string Task, string OperatorToken, string? Seat, string ClientRoot = "/client");

/// <summary>The page of one run: how far it is, who is here, what it has cost, what went wrong, what waits.</summary>
public static class RunPage
{
    private static readonly string[] Modules =
    [
        "runs/socket.js", "runs/actions.js", "runs/dialogs.js", "runs/faults.js", "runs/figures.js", "runs/words.js", "runs/workers.js", "worker/retry.js",
        "shared/dom.js", "shared/keep.js", "shared/icons.js", "shared/theme.js",
    ];

    public static string Render(RunPageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var boot = BootData.Of(new { model.Run, model.Task, Token = model.OperatorToken, model.Seat });
        var review = $"/runs/{Uri.EscapeDataString(model.Run)}/review";
        return new Document($"{model.Task} · run", model.ClientRoot)
        {
            Styles = ["runs/layout.css"],
            Module = "runs/main.js",
            Preloads = Modules,
            ThemeSwitch = true,
            BodyClass = "runs",
        }.Render(Html.Of($"""
            <header class="bar" id="bar">
            <a class="brand" href="/" title="All runs">{Brand.Mark}<span class="sr">All runs</span></a>
            <h1 class="bar-title"><span class="bar-name" dir="auto">{model.Task}</span><code class="bar-subtitle">{model.Run}</code></h1>
            <nav class="bar-tabs" aria-label="Run"><a aria-current="page" href="/runs/{Uri.EscapeDataString(model.Run)}">Run</a><a href="{review}">Review</a></nav>
            </header>
            <main class="run-main" id="main"><noscript><p class="no-script">This page needs JavaScript.</p></noscript></main>
            {boot}
            """));
    }
}
