using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>What came of the work: sums, and each HIT with its decision, its feedback and its bonuses.</summary>
internal static class EarningsView
{
    public const int PageSize = 25;

    public static Html Render(WorkerCard worker, EarningsPage earnings, int page, DateTimeOffset now) => Html.Of($"""
        <div class="head"><h1>Earnings</h1></div>
        <dl class="sums">
        <div><dt>Earned</dt><dd>{Words.Money(earnings.ApprovedCents)}</dd></div>
        <div><dt>Bonuses</dt><dd>{Words.Money(earnings.BonusCents)}</dd></div>
        <div><dt>Pending</dt><dd>{Words.Money(earnings.PendingCents)}</dd></div>
        <div><dt>HITs handed in</dt><dd>{worker.Submitted}</dd></div>
        <div><dt>Approved</dt><dd>{worker.Approved}</dd></div>
        <div><dt>Rejected</dt><dd>{worker.Rejected}</dd></div>
        <div><dt>Approval rate</dt><dd>{Rate(worker)}</dd></div>
        </dl>
        {(earnings.Work.Count == 0 ? Html.Of($"""<section class="empty"><h2>Nothing handed in yet</h2><p>HITs that you hand in stand here, with what the requester decides. <a href="/w/{worker.Id}">Find work</a></p></section>""") : List(earnings, now))}
        {Pager.Render(earnings.Total, page, PageSize, number => $"/w/{worker.Id}/earnings?page={number}")}
        """);

    private static string Rate(WorkerCard worker) => worker.Approved + worker.Rejected == 0 ? "none yet" : $"{Math.Floor(100m * worker.Approved / (worker.Approved + worker.Rejected)):0} %";

    private static Html List(EarningsPage earnings, DateTimeOffset now) => Html.Of($"""<ul class="rows">{Html.Join(earnings.Work.Select(work => Row(work, now)))}</ul>""");

    private static Html Row(EarnedWork work, DateTimeOffset now)
    {
        var (badge, when) = work.Status switch
        {
            WorkStatus.Approved => (Html.Of($"""<span class="badge badge-good">approved</span>"""), Html.Of($"{Words.When(work.DecidedAt, now)}")),
            WorkStatus.Rejected => (Html.Of($"""<span class="badge badge-bad">rejected</span>"""), Html.Of($"{Words.When(work.DecidedAt, now)}")),
            _ => (Html.Of($"""<span class="badge badge-turn">pending</span>"""), Html.Of($"approves itself {Words.When(work.DecidedAt, now)}")),
        };
        var feedback = Html.When(!string.IsNullOrEmpty(work.Feedback), Html.Of($"""<p class="feedback" dir="auto"><span class="quiet">The requester wrote:</span> {work.Feedback}</p>"""));
        var bonuses = Html.Join(work.Bonuses.Select(bonus => Html.Of($"""<p class="feedback"><span class="badge badge-good">bonus {Words.Money(bonus.Cents)}</span> <span dir="auto">{bonus.Reason}</span> <span class="quiet">{Words.When(bonus.At, now)}</span></p>""")));
        return Html.Of($"""
            <li class="row row-earned">
            <div class="row-what"><h2 dir="auto">{work.Title}</h2><p class="row-who" dir="auto">{work.Requester}</p>{feedback}{bonuses}</div>
            <dl class="facts">
            <div><dt>Reward</dt><dd class="pay">{Words.Money(work.RewardCents)}</dd></div>
            <div><dt>Handed in</dt><dd>{Words.When(work.SubmittedAt, now)}</dd></div>
            <div><dt>Decision</dt><dd>{badge} {when}</dd></div>
            </dl>
            </li>

            """);
    }
}
