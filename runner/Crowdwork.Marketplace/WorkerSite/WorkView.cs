using System.Globalization;
using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>Work in hand: the task, the time that is left, and the ways out of it.</summary>
internal static class WorkView
{
    public static Html Render(WorkerCard worker, WorkInHand work, Html task, bool auto, DateTimeOffset now)
    {
        var address = $"/w/{worker.Id}/work/{work.AssignmentId}";
        return Html.Of($"""
            <div class="work-bar" id="work" data-state="{address}/state" data-done="{address}/done" data-now="{Milliseconds(now)}" data-deadline="{Milliseconds(work.Deadline)}">
            <div class="work-what"><h1 dir="auto">{work.Group.Title}</h1><p class="row-who"><span dir="auto">{work.Group.Requester}</span> · <span class="pay">{Words.Money(work.Group.RewardCents)}</span></p></div>
            <p class="timer"><span class="timer-word">Time left</span> <span id="timer">{Words.Time(work.Deadline - now)}</span></p>
            <span class="sr" id="timer-said" role="status"></span>
            <form class="work-next" id="next" method="post" action="/w/{worker.Id}/groups/{work.Group.GroupId}/accept"><input type="hidden" name="auto" value="1">
            <label class="tick"><input type="checkbox" id="auto"{Html.When(auto, Html.Trusted(" checked"))}><span>Accept the next one after this</span></label></form>
            <form method="post" action="{address}/return"><button class="button button-small" type="submit">Return</button></form>
            </div>
            <div class="notice notice-bad" id="over" role="alert" tabindex="-1" hidden></div>
            {task}
            """);
    }

    public static Html Done(WorkerCard worker, SubmittedWork work, GroupCard? group, bool hasNext)
    {
        var next = hasNext
            ? Html.Of($"""<form method="post" action="/w/{worker.Id}/groups/{work.GroupId}/accept"><button class="button button-main" type="submit">Accept the next HIT</button></form>""")
            : Html.Empty;
        var reward = group is null
            ? Html.Empty
            : Html.Of($"""<p>{Words.Money(group.RewardCents)} is pending. It is paid when the requester approves{(group.AutoApprovalDelay > TimeSpan.Zero ? $", or by itself after {Words.Time(group.AutoApprovalDelay)}" : ", which is at once")}.</p>""");
        return Html.Of($"""
            <section class="message">
            <h1>Handed in. Thank you.</h1>
            <p class="quiet" dir="auto">{work.Title}</p>
            {reward}
            <div class="buttons">{next}<a class="button" href="/w/{worker.Id}/queue">To the queue</a><a class="button button-plain" href="/w/{worker.Id}">Find other work</a></div>
            </section>
            """);
    }

    public static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
