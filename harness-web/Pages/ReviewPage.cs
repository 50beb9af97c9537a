namespace Crowdwork.Web.Pages;

/// <param name="Run">The run's id.</param>
/// <param name="Task">The task's name.</param>
/// <param name="OperatorToken">Lets the page read and decide.</param>
/// <param name="Reviewer">Under which name decisions go into the log.</param>
/// <param name="ClientRoot">Where the modules are, without a trailing slash.</param>
public sealed record ReviewPageModel(string Run, string Task, string OperatorToken, string Reviewer, string ClientRoot = "/client");

/// <summary>The page on which the work of a run is looked at and decided about.</summary>
public static class ReviewPage
{
    private static readonly string[] Modules =
    [
        "runs/bulk.js", "runs/decide.js", "runs/dialogs.js", "runs/folded.js", "runs/keys.js", "runs/part.js", "runs/queue.js", "runs/socket.js", "runs/toolbar.js", "runs/words.js", "worker/retry.js",
        "shared/data.js", "shared/dom.js", "shared/keep.js", "shared/time.js", "shared/icons.js", "shared/theme.js",
    ];

    public static string Render(ReviewPageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var boot = BootData.Of(new { model.Run, model.Task, Token = model.OperatorToken, model.Reviewer });
        return new Document($"{model.Task} · review", model.ClientRoot)
        {
            Styles = ["runs/layout.css", "runs/review.css"],
            Module = "runs/review.js",
            Preloads = Modules,
            ThemeSwitch = true,
            BodyClass = "runs review",
        }.Render(Html.Of($"""
            <header class="bar" id="bar">
            <a class="brand" href="/" title="All runs">{Brand.Mark}<span class="sr">All runs</span></a>
            <h1 class="bar-title"><span class="bar-name" dir="auto">{model.Task}</span><code class="bar-subtitle">{model.Run}</code></h1>
            <nav class="bar-tabs" aria-label="Run"><a href="/runs/{Uri.EscapeDataString(model.Run)}">Run</a><a aria-current="page" href="/runs/{Uri.EscapeDataString(model.Run)}/review">Review</a></nav>
            </header>
            <main class="review-main" id="main"><noscript><p class="no-script">This page needs JavaScript.</p></noscript></main>
            {boot}
            """));
    }
}
