using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>Qualifications that a worker has, has asked for, or can ask for; and each by itself, with its test.</summary>
internal static class QualificationsView
{
    public static Html Shelf(WorkerCard worker, QualificationShelf shelf, string search, DateTimeOffset now) => Html.Of($"""
        <div class="head"><h1>Qualifications</h1></div>
        {Section("Yours", "held", "You have none yet.", worker, shelf.Held, now)}
        {Html.When(shelf.Requested.Count > 0, Section("Asked for", "asked", "", worker, shelf.Requested, now))}
        <form class="filter" method="get" action="/w/{worker.Id}/qualifications" role="search">
        <label class="field filter-words"><span>Search among those that can be asked for</span><input type="search" name="q" value="{search}" maxlength="200" autocomplete="off"></label>
        <button class="button" type="submit">Search</button>
        </form>
        {Section("Can be asked for", "open", search.Length > 0 ? "None has that in its name, description or keywords." : "No requester offers one at the moment.", worker, shelf.Open, now)}
        """);

    public static Html One(WorkerCard worker, QualificationCard card, string? said, DateTimeOffset now) => Html.Of($"""
        <p class="crumb"><a href="/w/{worker.Id}/qualifications">Qualifications</a></p>
        <div class="head"><h1 dir="auto">{card.Name}</h1><p class="row-who" dir="auto">{card.Requester}</p></div>
        {Html.When(said is not null, Html.Of($"""<p class="notice" role="status">{said}</p>"""))}
        <p class="task-text" dir="auto">{card.Description}</p>
        <dl class="facts facts-wide"><div><dt>State</dt><dd>{State(card, now)}</dd></div>
        {Html.When(card.HasTest, Html.Of($"""<div><dt>Test</dt><dd>{(card.TestDuration is { } time ? $"{Words.Time(time)} for it" : "yes")}</dd></div>"""))}
        </dl>
        {Ask(worker, card, now)}
        """);

    public static Html Test(WorkerCard worker, StartedTest test, Html form, DateTimeOffset now) => Html.Of($"""
        <div class="work-bar" id="work" data-now="{WorkView.Milliseconds(now)}" data-deadline="{WorkView.Milliseconds(test.Deadline)}" data-over="The time for the test is over. Answers are not graded any more.">
        <div class="work-what"><h1 dir="auto">{test.Qualification.Name}</h1><p class="row-who"><span dir="auto">{test.Qualification.Requester}</span> · qualification test</p></div>
        <p class="timer"><span class="timer-word">Time left</span> <span id="timer">{Words.Time(test.Deadline - now)}</span></p>
        <span class="sr" id="timer-said" role="status"></span>
        <a class="button button-small" href="/w/{worker.Id}/qualifications/{test.Qualification.TypeId}">Leave</a>
        </div>
        <div class="notice notice-bad" id="over" role="alert" tabindex="-1" hidden></div>
        {form}
        """);

    private static Html Section(string title, string id, string nothing, WorkerCard worker, IReadOnlyList<QualificationCard> cards, DateTimeOffset now)
    {
        var list = cards.Count == 0
            ? Html.Of($"""<p class="quiet">{nothing}</p>""")
            : Html.Of($"""<ul class="rows">{Html.Join(cards.Select(card => Row(worker, card, now)))}</ul>""");
        return Html.Of($"""<section class="shelf" aria-labelledby="{id}-title"><h2 id="{id}-title" class="section-title">{title}</h2>{list}</section>""");
    }

    private static Html Row(WorkerCard worker, QualificationCard card, DateTimeOffset now) => Html.Of($"""
        <li class="row row-short"><div class="row-what"><h3 dir="auto"><a href="/w/{worker.Id}/qualifications/{card.TypeId}">{card.Name}</a></h3><p class="row-text" dir="auto">{card.Description}</p></div>
        <div class="row-do">{Html.When(card.HasTest && card.State is QualificationState.None or QualificationState.Testing or QualificationState.TestOver, Html.Trusted("""<span class="badge">test</span>"""))}{State(card, now)}</div></li>

        """);

    private static Html State(QualificationCard card, DateTimeOffset now)
    {
        var when = card.ChangedAt is { } at ? Html.Of($""" <span class="quiet">{Words.When(at, now)}</span>""") : Html.Empty;
        return card.State switch
        {
            QualificationState.Granted => Html.Of($"""<span class="badge badge-good">granted{Value(card)}</span>{when}"""),
            QualificationState.Requested => Html.Of($"""<span class="badge badge-turn">waits for the requester</span>{when}"""),
            QualificationState.Rejected => Html.Of($"""<span class="badge badge-bad">not granted</span>{when}"""),
            QualificationState.Revoked => Html.Of($"""<span class="badge badge-bad">taken back</span>{when}"""),
            QualificationState.TestOver => Html.Of($"""<span class="badge badge-bad">the time for the test ran out</span>"""),
            QualificationState.Testing => Html.Of($"""<span class="badge badge-turn">test begun</span>{when}"""),
            _ => Html.Of($"""<span class="quiet">{(card.Requestable ? "can be asked for" : "granted by the requester only")}</span>"""),
        };
    }

    private static string Value(QualificationCard card) => card.Value switch
    {
        { Locale: { } locale } => $": {locale}",
        { Number: { } number } => $": {number}",
        _ => "",
    };

    private static Html Ask(WorkerCard worker, QualificationCard card, DateTimeOffset now)
    {
        var address = $"/w/{worker.Id}/qualifications/{card.TypeId}";
        if (card.State is QualificationState.Granted or QualificationState.Requested || !card.Requestable) return Html.Empty;
        if (card.State is QualificationState.Rejected or QualificationState.Revoked)
        {
            if (!card.RetakeAllowed) return Html.Of($"""<p class="quiet">It can be asked for once only.</p>""");
            if (card.RetryAt is { } at && at > now) return Html.Of($"""<p class="quiet">You can ask again {Words.When(at, now)}.</p>""");
        }

        if (card.State == QualificationState.Testing) return Html.Of($"""<a class="button button-main" href="{address}/test">Go on with the test</a>""");
        return card.HasTest
            ? Html.Of($"""<form class="buttons" method="post" action="{address}/test/start"><button class="button button-main" type="submit">Take the test</button><p class="quiet">Its time runs from then on.</p></form>""")
            : Html.Of($"""<form method="post" action="{address}/request"><button class="button button-main" type="submit">Ask for it</button></form>""");
    }
}
