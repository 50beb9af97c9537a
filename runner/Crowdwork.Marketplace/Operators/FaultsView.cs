using System.Globalization;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Pages;
using Crowdwork.Marketplace.Wire;
using Crowdwork.Marketplace.WorkerSite;

namespace Crowdwork.Marketplace.Operators;

/// <summary>Trouble to ask for: what a requester's program has to stand, one switch each.</summary>
internal static class FaultsView
{
    public static Html Render(FaultSettings settings, string? said, IReadOnlyList<string> problems) => Html.Of($"""
        <div class="head"><h1>Faults</h1><p class="quiet">Trouble that a real marketplace makes at times. It ends when the marketplace is started anew.</p></div>
        {Html.When(said is not null, Html.Of($"""<p class="notice" role="status">{said}</p>"""))}
        {Html.When(problems.Count > 0, Html.Of($"""<div class="notice notice-bad" role="alert"><ul>{Html.Join(problems.Select(problem => Html.Of($"""<li>{problem}</li>""")))}</ul></div>"""))}
        <section class="shelf" aria-labelledby="calls-title"><h2 id="calls-title" class="section-title">Calls that go wrong</h2>
        {Calls(settings)}
        {Add()}
        </section>
        <section class="panel" aria-labelledby="more-title"><h2 id="more-title" class="section-title">Other trouble</h2>
        {More(settings)}
        </section>
        {Html.When(settings != FaultSettings.None, Html.Trusted("""<form class="buttons" method="post" action="/faults/clear"><button class="button" type="submit">Make everything work again</button></form>"""))}
        """);

    private static string Describe(FaultRule rule)
    {
        var who = rule.Operation == "*" ? "Any call" : rule.Operation;
        var what = rule.Fault switch
        {
            CallFault.Throttle => "is told to slow down, and nothing happens",
            CallFault.ErrorBefore => "fails, and nothing has happened",
            CallFault.ErrorAfter => "fails, although it has happened",
            CallFault.DropReply => "loses its connection, although it has happened",
            _ => $"is answered {rule.DelayMilliseconds.ToString(CultureInfo.InvariantCulture)} ms late",
        };
        return $"{who} {what}";
    }

    private static Html Calls(FaultSettings settings) => settings.Calls.Count == 0
        ? Html.Of($"""<p class="quiet">None. Every call is answered as well as it can be.</p>""")
        : Html.Of($"""<ul class="rows">{Html.Join(settings.Calls.Select(Rule))}</ul>""");

    private static Html Rule(FaultRule rule, int index)
    {
        var limit = rule.Times is { } times ? $", {Words.Count(times, "time", "times")} at most" : "";
        return Html.Of($"""
            <li class="row row-short"><div class="row-what"><h3>{Describe(rule)}</h3><p class="row-who">{Percent(rule.Rate)} % of the time{limit}</p></div>
            <form class="row-do" method="post" action="/faults/remove"><input type="hidden" name="index" value="{index}"><button class="button button-small" type="submit">Remove<span class="sr"> {Describe(rule)}</span></button></form></li>

            """);
    }

    private static Html Add()
    {
        var operations = Html.Join(Operations.Names.Order(StringComparer.Ordinal).Select(name => Html.Of($"""<option>{name}</option>""")));
        return Html.Of($"""
            <form class="filter fault-add" method="post" action="/faults/add">
            <label class="field"><span>Operation</span><select name="operation"><option value="*">any</option>{operations}</select></label>
            <label class="field"><span>What happens</span><select name="fault">
            <option value="Throttle">told to slow down</option><option value="ErrorBefore">fails, nothing has happened</option><option value="ErrorAfter">fails, although it has happened</option>
            <option value="DropReply">connection lost, although it has happened</option><option value="Slow">answered late</option></select></label>
            <label class="field fault-number"><span>How often, %</span><input name="rate" value="100" inputmode="decimal" maxlength="6" autocomplete="off"></label>
            <label class="field fault-number"><span>Times at most</span><input name="times" inputmode="numeric" maxlength="9" autocomplete="off" placeholder="no end"></label>
            <label class="field fault-number"><span>Late by, ms</span><input name="delay" value="1000" inputmode="numeric" maxlength="6" autocomplete="off"></label>
            <button class="button" type="submit">Add</button>
            </form>
            """);
    }

    private static Html More(FaultSettings settings) => Html.Of($"""
        <form class="stack" method="post" action="/faults/switches">
        <label class="tick"><input type="checkbox" name="reuse" value="1"{Checked(settings.ReuseAssignmentIds)}><span>The id of a returned or abandoned assignment is given to the next worker</span></label>
        <label class="tick"><input type="checkbox" name="trailing" value="1"{Checked(settings.TrailingEmptyPage)}><span>The last page of a list promises one more, which is empty</span></label>
        <div class="numbers">
        <label class="field"><span>Submissions are seen late by, ms</span><input name="visible" value="{settings.SubmissionsVisibleAfterMilliseconds}" inputmode="numeric" maxlength="9" autocomplete="off"></label>
        <label class="field"><span>Notifications that come twice, %</span><input name="duplicate" value="{Percent(settings.DuplicateNotifications)}" inputmode="decimal" maxlength="6" autocomplete="off"></label>
        <label class="field"><span>Notifications out of order, %</span><input name="reordered" value="{Percent(settings.ReorderedNotifications)}" inputmode="decimal" maxlength="6" autocomplete="off"></label>
        <label class="field"><span>Notifications that never come, %</span><input name="missing" value="{Percent(settings.MissingNotifications)}" inputmode="decimal" maxlength="6" autocomplete="off"></label>
        <label class="field"><span>Seed of chance</span><input name="seed" value="{settings.Seed}" inputmode="numeric" maxlength="10" autocomplete="off"></label>
        </div>
        <div><button class="button" type="submit">Set these</button></div>
        </form>
        """);

    private static Html Checked(bool on) => Html.When(on, Html.Trusted(" checked"));

    private static string Percent(double rate) => (rate * 100).ToString("0.##", CultureInfo.InvariantCulture);
}
