using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>What a worker holds, the most urgent first.</summary>
internal static class QueueView
{
    public static Html Render(WorkerCard worker, IReadOnlyList<WorkInHand> queue, string? said, DateTimeOffset now)
    {
        var list = queue.Count == 0
            ? Html.Of($"""<section class="empty"><h2>The queue is empty</h2><p>HITs that you accept stand here until you hand them in. <a href="/w/{worker.Id}">Find work</a></p></section>""")
            : Html.Of($"""<ul class="rows">{Html.Join(queue.Select(work => Row(worker, work, now)))}</ul>""");
        return Html.Of($"""
            <div class="head"><h1>Queue</h1><p class="quiet">{Words.Count(queue.Count, "HIT", "HITs")} in hand</p></div>
            {Html.When(said is not null, Html.Of($"""<p class="notice" role="status">{said}</p>"""))}
            {list}
            """);
    }

    private static Html Row(WorkerCard worker, WorkInHand work, DateTimeOffset now)
    {
        var address = $"/w/{worker.Id}/work/{work.AssignmentId}";
        var soon = work.Deadline - now < TimeSpan.FromMinutes(5);
        return Html.Of($"""
            <li class="row">
            <div class="row-what"><h2 dir="auto"><a href="{address}">{work.Group.Title}</a></h2><p class="row-who" dir="auto">{work.Group.Requester}</p></div>
            <dl class="facts">
            <div><dt>Reward</dt><dd class="pay">{Words.Money(work.Group.RewardCents)}</dd></div>
            <div><dt>Time left</dt><dd{Html.When(soon, Html.Trusted(" class=\"soon\""))}>{Words.Time(work.Deadline - now)}</dd></div>
            <div><dt>Accepted</dt><dd>{Words.When(work.AcceptedAt, now)}</dd></div>
            </dl>
            <div class="row-do"><a class="button button-small button-main" href="{address}">Work<span class="sr"> on {work.Group.Title}</span></a>
            <form method="post" action="{address}/return"><button class="button button-small" type="submit">Return<span class="sr"> {work.Group.Title}</span></button></form></div>
            </li>

            """);
    }
}
