using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>The first page: who shall work? Any number of workers can be played side by side, one per tab.</summary>
internal static class WorkersView
{
    /// <param name="goTo">Where a chosen worker starts: the group of a link, or null for the list of work.</param>
    public static Html Render(WorkerPage page, string? goTo, FormEcho echo)
    {
        var path = goTo is null ? "" : $"/groups/{goTo}";
        var list = page.Total == 0
            ? Html.Of($"""<p class="quiet">Nobody works here yet. Create the first worker.</p>""")
            : Html.Of($"""<ul class="people">{Html.Join(page.Workers.Select(worker => Person(worker, path)))}</ul>{Html.When(page.Total > page.Workers.Count, Find(page, goTo))}""");
        return Html.Of($"""
            <div class="head"><h1>Who is working?</h1><p class="quiet">A marketplace on this machine speaks MTurk's requester API; here you are its crowd. Open a tab per worker.</p></div>
            <div class="split">
            <section aria-labelledby="people-title"><h2 id="people-title" class="section-title">Workers</h2>
            {list}
            </section>
            <section class="panel" aria-labelledby="new-title"><h2 id="new-title" class="section-title">New worker</h2>
            {NewWorker(goTo, echo)}
            </section>
            </div>
            """);
    }

    private static Html Find(WorkerPage page, string? goTo) => Html.Of($"""
        <form class="filter people-find" method="get" action="/" role="search">
        {Html.When(goTo is not null, Html.Of($"""<input type="hidden" name="groupId" value="{goTo}">"""))}
        <label class="field filter-words"><span>These are the newest {page.Workers.Count} of {page.Total}. The id of another:</span><input name="worker" maxlength="64" autocomplete="off" required></label>
        <button class="button" type="submit">Go on as this worker</button>
        </form>
        """);

    private static Html Person(WorkerCard worker, string path)
    {
        var facts = new List<string>();
        if (worker.Locale is { } locale) facts.Add(locale.ToString());
        if (worker.Masters) facts.Add("Masters");
        if (worker.Adult) facts.Add("adult content");
        facts.Add(worker.Submitted == 0 ? "nothing handed in yet" : $"{Words.Count(worker.Submitted, "HIT", "HITs")} handed in, {worker.Approved} approved, {worker.Rejected} rejected");
        if (worker.Held > 0) facts.Add($"holds {worker.Held} now");
        return Html.Of($"""
            <li class="person"><a href="/w/{worker.Id}{path}"><code>{worker.Id}</code></a><span class="quiet">{string.Join(" · ", facts)}</span></li>

            """);
    }

    private static Html NewWorker(string? goTo, FormEcho echo) => Html.Of($"""
        <form class="stack" method="post" action="/workers">
        {Html.When(goTo is not null, Html.Of($"""<input type="hidden" name="groupId" value="{goTo}">"""))}
        <div class="pair">
        <label class="field"><span>Country</span><input name="country" value="{echo["country"]}" maxlength="2" autocomplete="off" placeholder="US" pattern="[A-Za-z][A-Za-z]"{echo.Invalid("country")}></label>
        <label class="field"><span>Part of it</span><input name="subdivision" value="{echo["subdivision"]}" maxlength="2" autocomplete="off" placeholder="PA" pattern="[A-Za-z][A-Za-z]"{echo.Invalid("subdivision")}></label>
        </div>
        {echo.Problem("country")}{echo.Problem("subdivision")}
        <label class="tick"><input type="checkbox" name="masters" value="1"{echo.Ticked("masters")}><span>Masters qualification</span></label>
        <label class="tick"><input type="checkbox" name="adult" value="1"{echo.Ticked("adult")}><span>Agrees to adult content</span></label>
        <details class="more"{Html.When(echo["id"].Length > 0, Html.Trusted(" open"))}><summary>Choose the id</summary>
        <label class="field"><span>Worker id</span><input name="id" value="{echo["id"]}" maxlength="64" autocomplete="off" placeholder="made up when empty" pattern="A[A-Z0-9]+"{echo.Invalid("id")}></label>
        </details>
        {echo.Problem("id")}
        <button class="button button-main" type="submit">Start working</button>
        </form>
        """);
}
