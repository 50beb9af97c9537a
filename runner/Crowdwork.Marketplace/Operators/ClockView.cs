using System.Globalization;
using Crowdwork.Marketplace.Pages;
using Crowdwork.Marketplace.WorkerSite;

namespace Crowdwork.Marketplace.Operators;

/// <summary>The marketplace's clock, and buttons that put it forward.</summary>
internal static class ClockView
{
    private static readonly (string Text, long Seconds)[] s_steps = [("1 minute", 60), ("1 hour", 3600), ("1 day", 86_400), ("30 days", 30 * 86_400)];

    public static Html Render(DateTimeOffset now, TimeSpan ahead, IReadOnlyList<Upcoming> upcoming, string? said, string? problem) => Html.Of($"""
        <div class="head"><h1>Clock</h1></div>
        {Html.When(said is not null, Html.Of($"""<p class="notice" role="status">{said}</p>"""))}
        {Html.When(problem is not null, Html.Of($"""<p class="notice notice-bad" role="alert">{problem}</p>"""))}
        <dl class="sums">
        <div><dt>The marketplace believes</dt><dd>{Words.Exact(now)}</dd></div>
        <div><dt>Ahead of the real time</dt><dd>{(ahead == TimeSpan.Zero ? "not at all" : Words.Time(ahead))}</dd></div>
        </dl>
        <section class="panel" aria-labelledby="forward-title"><h2 id="forward-title" class="section-title">Put it forward</h2>
        <p class="quiet">Everything that falls due on the way happens, in its order: deadlines, approvals, expiries. The clock never goes back, not even over a restart.</p>
        <div class="buttons">{Html.Join(s_steps.Select(step => Step(step.Text, step.Seconds)))}</div>
        </section>
        <section class="shelf" aria-labelledby="next-title"><h2 id="next-title" class="section-title">What comes next</h2>
        {Next(upcoming, now)}
        </section>
        """);

    private static Html Step(string text, long seconds) => Html.Of($"""
        <form method="post" action="/clock/forward"><input type="hidden" name="seconds" value="{seconds}"><button class="button" type="submit">{text}</button></form>

        """);

    private static Html Next(IReadOnlyList<Upcoming> upcoming, DateTimeOffset now) => upcoming.Count == 0
        ? Html.Of($"""<p class="quiet">Nothing is due: nobody holds work, nothing waits for approval, no HIT is open.</p>""")
        : Html.Of($"""<ul class="rows">{Html.Join(upcoming.Select(one => Row(one, now)))}</ul>""");

    private static Html Row(Upcoming one, DateTimeOffset now)
    {
        var (what, go) = one.Kind switch
        {
            UpcomingKind.Deadline => ("A worker's time runs out", "Go to the next deadline"),
            UpcomingKind.Approval => ("Work approves itself", "Go to the next approval"),
            _ => ("A HIT expires", "Go to the next expiry"),
        };
        var worker = Html.When(one.Worker is not null, Html.Of($""" · <code>{one.Worker}</code>"""));
        return Html.Of($"""
            <li class="row row-short"><div class="row-what"><h3>{what} {Words.When(one.At, now)}</h3><p class="row-who"><span dir="auto">{one.Title}</span>{worker}</p></div>
            <form class="row-do" method="post" action="/clock/forward"><input type="hidden" name="until" value="{one.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}"><button class="button button-small" type="submit">{go}</button></form></li>

            """);
    }
}
