using Crowdwork.Engine.Tasks;

namespace Crowdwork.Web.Pages;

/// <param name="TasksFolder">Where tasks are looked for, as the author would write it.</param>
/// <param name="Tasks">All folders, broken ones included, in the order in which they are to be shown.</param>
/// <param name="Marketplace">Where the local marketplace is; null when there is none.</param>
public sealed record IndexPageModel(string TasksFolder, IReadOnlyList<TaskCard> Tasks, string ClientRoot = "/client", Uri? Marketplace = null)
{
    /// <summary>The runs on crowds that were launched from here, newest first.</summary>
    public IReadOnlyList<RunLine> Runs { get; init; } = [];

    /// <summary>Why the runs cannot be listed; null when they can.</summary>
    public string? RunsTrouble { get; init; }
}

/// <summary>One task in the list.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Title">As in config.json; empty when it could not be read.</param>
/// <param name="Roles">The roles that the script meets; empty when unknown.</param>
/// <param name="DataRows">Rows of the data file; null when the task has none.</param>
/// <param name="IsStatic">A form per data row, without a world.csx.</param>
public sealed record TaskCard(
    string Name,
    string Title,
    string Description,
    IReadOnlyList<string> Roles,
    int? DataRows,
    bool IsStatic,
    IReadOnlyList<Problem> Problems);

/// <summary>The list of tasks at <c>/</c>.</summary>
public static class IndexPage
{
    private const int ProblemsShown = 4;

    public static string Render(IndexPageModel model)
    {
        var list = model.Tasks.Count == 0
            ? Nothing(model.TasksFolder)
            : Html.Of($"""<ul class="cards">{Html.Join(model.Tasks.Select(Card))}</ul>{NewTask(model.TasksFolder)}""");
        return new Document("Tasks · Crowdwork", model.ClientRoot)
        {
            Styles = ["index/index.css", "runs/table.css"],
            Module = "index/main.js",
            ThemeSwitch = true,
            BodyClass = "index",
        }.Render(Html.Of($"""
            <header class="index-top">{Brand.Line("/")}<span class="top-space"></span>{MarketplaceLink(model.Marketplace)}<span id="theme"></span></header>
            <main class="index-main">
            <div class="index-head"><h1>Tasks</h1>{Count(model)}</div>
            {list}
            {Runs(model)}
            </main>
            """));
    }

    // The table's own server asks for a key, which a page that anybody on this machine can open must not hold.
    private static Html Runs(IndexPageModel model)
    {
        if (model.RunsTrouble is { } trouble) return Html.Of($"""<section class="index-runs"><h2>Runs</h2><p class="card-text">{trouble}</p></section>""");
        return Html.When(model.Runs.Count > 0, Html.Of($"""
            <section class="index-runs" aria-labelledby="runs-title">
            <h2 id="runs-title">Runs</h2>
            {RunTable.Of(model.Runs)}
            <p class="index-count">To look at one, decide and pay: <code>runner review &lt;run&gt;</code> prints an address with its key.</p>
            </section>
            """));
    }

    private static Html MarketplaceLink(Uri? address) => address is null
        ? Html.Empty
        : Html.Of($"""<a class="top-link" href="{address.AbsoluteUri}">Marketplace</a>""");

    private static Html Count(IndexPageModel model)
        => Html.Of($"""<p class="index-count">{Number(model.Tasks.Count, "task", "tasks")} in <code>{model.TasksFolder}</code></p>""");

    private static Html Card(TaskCard task)
    {
        var href = $"/tasks/{Uri.EscapeDataString(task.Name)}";
        var title = task.Title.Length == 0 ? task.Name : task.Title;
        var broken = task.Problems.Any(problem => problem.Severity == Severity.Error);
        var description = Html.When(task.Description.Length > 0, Html.Of($"""<p class="card-text" dir="auto">{task.Description}</p>"""));
        return Html.Of($"""
            <li class="card{(broken ? " card-broken" : "")}">
            <div class="card-head"><h2 dir="auto"><a href="{href}">{title}</a></h2><code class="card-name">{task.Name}</code></div>
            {description}
            {Badges(task)}
            {Preview(task)}
            {Problems(task.Problems)}
            </li>
            """);
    }

    private static Html Preview(TaskCard task) => Html.When(
        task.Title.Length > 0, Html.Of($"""<p class="card-links"><a href="/worker/preview/{Uri.EscapeDataString(task.Name)}">What workers see before they accept</a></p>"""));

    private static Html Badges(TaskCard task)
    {
        var badges = new List<Html>();
        var errors = task.Problems.Count(problem => problem.Severity == Severity.Error);
        var warnings = task.Problems.Count - errors;
        if (errors > 0) badges.Add(Html.Of($"""<li class="badge badge-bad">{Number(errors, "problem", "problems")}</li>"""));
        if (warnings > 0) badges.Add(Html.Of($"""<li class="badge badge-turn">{Number(warnings, "warning", "warnings")}</li>"""));
        badges.Add(Html.Of($"""<li class="badge">{(task.IsStatic ? "form" : "conversation")}</li>"""));
        if (task.DataRows is { } rows) badges.Add(Html.Of($"""<li class="badge">{Number(rows, "data row", "data rows")}</li>"""));
        badges.AddRange(task.Roles.Select(role => Html.Of($"""<li class="badge badge-role" dir="auto">{role}</li>""")));
        return Html.Of($"""<ul class="badges">{Html.Join(badges)}</ul>""");
    }

    private static Html Problems(IReadOnlyList<Problem> problems)
    {
        if (problems.Count == 0) return Html.Empty;
        var lines = Html.Join(problems.Take(ProblemsShown).Select(Line));
        var more = Html.When(
            problems.Count > ProblemsShown, Html.Of($"""<li class="card-more">and {problems.Count - ProblemsShown} more</li>"""));
        return Html.Of($"""<ul class="card-problems">{lines}{more}</ul>""");
    }

    private static Html Line(Problem problem)
    {
        var place = problem.Line == 0 ? problem.File
            : problem.Column == 0 ? $"{problem.File}:{problem.Line}"
            : $"{problem.File}:{problem.Line}:{problem.Column}";
        var remedy = Html.When(problem.Remedy.Length > 0, Html.Of($"""<span class="problem-remedy">{problem.Remedy}</span>"""));
        return Html.Of($"""<li><code class="problem-place">{place}</code><span class="problem-what">{problem.Message}</span>{remedy}</li>""");
    }

    private static Html Nothing(string folder) => Html.Of($"""
        <section class="empty">
        <h2>No tasks yet</h2>
        <p>A task is a folder in <code>{folder}</code> with a <code>config.json</code> and, when people are to talk, a <code>world.csx</code>.</p>
        {Recipe(folder)}
        <p>Save it and load this page again.</p>
        </section>
        """);

    private static Html NewTask(string folder) => Html.Of($"""
        <details class="new-task"><summary>How to make a new task</summary>
        <p>Make a folder beside the others, with these two files. It appears here when this page is loaded again.</p>
        {Recipe(folder)}
        </details>
        """);

    private static Html Recipe(string folder) => Html.Of($$"""
        <div class="recipe">
        <figure><figcaption>{{folder}}/hello/config.json</figcaption>
        <pre><code>{
          "title": "Say hello",
          "reward": 0.10
        }</code></pre></figure>
        <figure><figcaption>{{folder}}/hello/world.csx</figcaption>
        <pre><code>var worker = await Meet();
        var name = await worker.Ask("Hello. What shall we call you?");
        await worker.Tell($"Thank you, {name.Text}.");</code></pre></figure>
        </div>
        """);

    private static string Number(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
