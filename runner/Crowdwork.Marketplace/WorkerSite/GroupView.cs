using Crowdwork.Marketplace.Pages;

namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>One group before it is accepted: what it pays, what it asks for, and a look at the task.</summary>
internal static class GroupView
{
    /// <param name="task">The task as a preview, or why it cannot be shown.</param>
    public static Html Render(WorkerCard worker, GroupCard group, Html task, WorkRefused? refused, DateTimeOffset now) => Html.Of($"""
        {Head(worker, group, Accept(worker, group, refused), now)}
        {Requirements(worker, group.Requirements)}
        {task}
        """);

    public static Html Head(WorkerCard worker, GroupCard group, Html actions, DateTimeOffset now) => Html.Of($"""
        <div class="task-head">
        <div class="task-what"><h1 dir="auto">{group.Title}</h1><p class="row-who" dir="auto">{group.Requester}</p></div>
        <dl class="facts">
        <div><dt>Reward</dt><dd class="pay">{Words.Money(group.RewardCents)}</dd></div>
        <div><dt>HITs left</dt><dd>{group.AvailableHits}</dd></div>
        <div><dt>Time allotted</dt><dd>{Words.Time(group.Duration)}</dd></div>
        <div><dt>Approved after</dt><dd>{(group.AutoApprovalDelay == TimeSpan.Zero ? "at once" : Words.Time(group.AutoApprovalDelay))}</dd></div>
        {Html.When(group.Expiry is not null, Html.Of($"""<div><dt>Expires</dt><dd>{Words.When(group.Expiry ?? now, now)}</dd></div>"""))}
        </dl>
        <div class="task-do">{actions}</div>
        </div>
        {Html.When(group.Description.Length > 0, Html.Of($"""<p class="task-text" dir="auto">{group.Description}</p>"""))}
        """);

    /// <summary>The reason stands where the button would stand.</summary>
    private static Html Accept(WorkerCard worker, GroupCard group, WorkRefused? refused)
    {
        if (refused is null) return Html.Of($"""<form method="post" action="/w/{worker.Id}/groups/{group.GroupId}/accept"><button class="button button-main" type="submit">Accept and work</button></form>""");
        if (refused is { Why: WorkRefusal.AlreadyHeld, AssignmentId: { } held }) return Html.Of($"""<a class="button button-main" href="/w/{worker.Id}/work/{held}">Go on with your work</a>""");
        var text = RefusalText.Of(refused);
        return Html.Of($"""<p class="notice notice-turn"><strong>{text.Title}.</strong> {text.Text}</p>""");
    }

    public static Html Requirements(WorkerCard worker, IReadOnlyList<CheckedRequirement> requirements)
    {
        if (requirements.Count == 0) return Html.Empty;
        return Html.Of($"""
            <section class="requirements" aria-labelledby="requirements-title"><h2 id="requirements-title" class="section-title">Qualifications asked for</h2>
            <ul>{Html.Join(requirements.Select(one => Requirement(worker, one)))}</ul></section>
            """);
    }

    private static Html Requirement(WorkerCard worker, CheckedRequirement one)
    {
        var state = one.Met ? Html.Of($"""<span class="badge badge-good">met</span>""") : Html.Of($"""<span class="badge badge-turn">not met</span>""");
        var ask = one is { Met: false, Requestable: true } ? Html.Of($"""<a href="/w/{worker.Id}/qualifications/{one.Requirement.QualificationTypeId}">Ask for it<span class="sr"> {one.Name}</span></a>""") : Html.Empty;
        return Html.Of($"""<li>{state}<span dir="auto">{Words.Requirement(one)}</span><span class="quiet">{Words.Held(one.Held)}</span>{ask}</li>""");
    }
}
