namespace Crowdwork.Web.Pages;

/// <param name="Title">The task's title, as workers read it.</param>
/// <param name="TaskName">The folder's name.</param>
/// <param name="Token">The signed session: who the worker is and for which task.</param>
/// <param name="InstructionsHtml">Safe HTML made from instructions.md; null when the task has none.</param>
/// <param name="Reward">What the work pays, as text ("$0.50"); empty when there is nothing to say.</param>
/// <param name="BlockMobile">Phones are told that the task needs a larger screen.</param>
/// <param name="Harness">A rehearsal: "Take part again" after the end, and the page listens to the harness around it.</param>
/// <param name="ClientRoot">Where the modules are, without a trailing slash. With a version in it they may be cached for ever.</param>
public sealed record WorkerPageModel(
    string Title,
    string TaskName,
    string Token,
    string? InstructionsHtml = null,
    string Reward = "",
    bool BlockMobile = false,
    bool Harness = false,
    string ClientRoot = "/client")
{
    /// <summary>The JSX page of each role that has one; every other role has the standard page.</summary>
    public IReadOnlyDictionary<string, string> RolePages { get; init; } = new Dictionary<string, string>();

    /// <summary>What roles are called where that is not their name.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The roles with instructions of their own, which their pages ask for when they have the role.</summary>
    public IReadOnlyList<string> OwnInstructions { get; init; } = [];

    /// <summary>Whether the page counts how answers are written.</summary>
    public bool Signals { get; init; } = true;

    /// <summary>Where what was done is handed in, in a run on a crowd; null in a rehearsal.</summary>
    public HandInModel? HandIn { get; init; }

    /// <summary>Which version of the instructions this page was sent with.</summary>
    public string InstructionsRevision { get; init; } = "";
}

/// <summary>How a worker hands in.</summary>
/// <param name="Action">The marketplace's own address for it.</param>
/// <param name="Assignment">What they accepted.</param>
/// <param name="Receipt">By which the run knows what was handed in.</param>
public sealed record HandInModel(string Action, string Assignment, string Receipt);

/// <summary>
/// The standard chat page of a worker. The server sends its frame, with the instructions; everything that moves comes over the
/// worker protocol and is drawn by client/worker.
/// </summary>
public static class WorkerPage
{
    private static readonly string[] Modules =
    [
        "worker/author.js", "worker/author-props.js", "worker/typed.js", "worker/names.js", "worker/line.js", "worker/outbox.js", "worker/retry.js", "worker/conversation.js", "worker/clock.js", "worker/messages.js",
        "worker/prompt.js", "worker/signals.js", "page/ears.js", "worker/form.js", "worker/shown.js", "worker/task-frame.js", "worker/page-form.js", "worker/instructions.js", "worker/lobby.js", "worker/turn.js",
        "worker/ending.js", "worker/hand-in.js", "worker/attention.js", "worker/notices.js", "worker/faults.js", "worker/drafts.js", "worker/texts.js",
        "shared/dom.js", "shared/keep.js", "shared/time.js", "shared/data.js", "shared/icons.js",
    ];

    public static string Render(WorkerPageModel model)
    {
        var boot = BootData.Of(new { model.Title, model.Token, Task = model.TaskName, model.BlockMobile, model.Harness, model.HandIn, model.Signals, Pages = model.RolePages, model.Labels, Instructions = new { Roles = model.OwnInstructions, Revision = model.InstructionsRevision } });
        var reward = Html.When(model.Reward.Length > 0, Html.Of($"""<span class="reward" title="What this task pays">{model.Reward}</span>"""));
        var instructions = Html.Of($"""<div id="instructions" class="prose" hidden>{Html.Trusted(model.InstructionsHtml ?? "")}</div>""");
        return new Document(model.Title, model.ClientRoot)
        {
            Styles = ["worker/layout.css", "worker/chat.css", "worker/prompt.css", "worker/page-form.css"],
            Module = "worker/main.js",
            Preloads = Modules,
            ThemeSwitch = model.Harness,
            BodyClass = "worker",
        }.Render(Html.Of($"""
            <header class="top">
            <h1 class="top-title" dir="auto">{model.Title}</h1>
            <span id="role" class="role" dir="auto" hidden></span>
            {reward}
            <span class="top-space"></span>
            <div id="tools" class="top-tools"></div>
            </header>
            <main id="page" class="page"><noscript><p class="no-script">This task needs JavaScript. Please allow it for this page and load the page again.</p></noscript></main>
            {instructions}
            {boot}
            """));
    }
}
