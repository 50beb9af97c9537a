using Crowdwork.Marketplace.Qualifications;

namespace Crowdwork.Marketplace.WorkerSite;

/// <param name="Held">How many assignments the worker holds now.</param>
internal sealed record WorkerCard(string Id, WorkerLocale? Locale, bool Adult, bool Masters, long Submitted, long Approved, long Rejected, long Held);

/// <param name="Total">How many workers there are in all.</param>
internal sealed record WorkerPage(IReadOnlyList<WorkerCard> Workers, int Total);

/// <param name="Id">Null for one that the marketplace makes up.</param>
internal sealed record NewWorker(string? Id, WorkerLocale? Locale, bool Adult, bool Masters);

/// <param name="Words">All of them have to be in title, description, keywords or requester's name; empty for all.</param>
/// <param name="MinRewardCents">Only groups that pay at least this.</param>
/// <param name="QualifiedOnly">Only groups that this worker may accept.</param>
internal sealed record GroupSearch(string Words, long MinRewardCents, bool QualifiedOnly, MarketOrder Order, int Skip, int Take);

internal enum MarketOrder
{
    Newest,
    Reward,
    MostHits,
    ShortestTime,
}

internal sealed record GroupPage(IReadOnlyList<GroupCard> Groups, int Total);

/// <param name="AvailableHits">HITs with a free place, for whomever.</param>
/// <param name="Expiry">Of the HIT that is shown; null in lists.</param>
internal sealed record GroupCard(
    string GroupId, string HitTypeId, string Title, string Description, string Keywords, string Requester, string RequesterId, long RewardCents,
    TimeSpan Duration, TimeSpan AutoApprovalDelay, long AvailableHits, DateTimeOffset NewestHitAt, DateTimeOffset? Expiry, IReadOnlyList<CheckedRequirement> Requirements)
{
    public Admission Admission => new([.. Requirements.Where(one => !one.Met).Select(one => one.Requirement)]);
}

/// <param name="Name">Of the qualification type, for people.</param>
/// <param name="Held">What the worker has; null for nothing.</param>
/// <param name="Requestable">Whether a worker can ask for it.</param>
internal sealed record CheckedRequirement(Requirement Requirement, string Name, HeldValue? Held, bool Met, bool Requestable);

/// <param name="Question">The XML that the requester sent.</param>
/// <param name="CannotAccept">Why this worker could not take it now; null when nothing speaks against it.</param>
internal sealed record HitToPreview(string HitId, string Question, GroupCard Group, WorkRefusal? CannotAccept = null);

/// <param name="Question">The XML that the requester sent.</param>
internal sealed record WorkInHand(string AssignmentId, string HitId, string WorkerId, DateTimeOffset AcceptedAt, DateTimeOffset Deadline, string Question, GroupCard Group);

internal sealed record SubmittedWork(string AssignmentId, string HitId, string WorkerId, string GroupId, string Title);

internal sealed record QualificationShelf(IReadOnlyList<QualificationCard> Held, IReadOnlyList<QualificationCard> Requested, IReadOnlyList<QualificationCard> Open);

/// <param name="State">Where this worker stands with it.</param>
/// <param name="RetryAt">When the worker may ask again; null for now, or never when <paramref name="RetakeAllowed"/> is false.</param>
internal sealed record QualificationCard(
    string TypeId, string Name, string Description, string Keywords, string Requester, bool Requestable, bool HasTest, TimeSpan? TestDuration,
    QualificationState State, HeldValue? Value, DateTimeOffset? ChangedAt, DateTimeOffset? RetryAt, bool RetakeAllowed);

internal enum QualificationState
{
    None,
    Testing,

    /// <summary>A test was begun, and its time ran out before it was handed in.</summary>
    TestOver,
    Requested,
    Rejected,
    Granted,
    Revoked,
}

/// <param name="Test">The XML of the form.</param>
internal sealed record StartedTest(QualificationCard Qualification, string Test, DateTimeOffset StartedAt, DateTimeOffset Deadline);

/// <param name="PendingCents">Handed in and not decided on yet.</param>
internal sealed record EarningsPage(long ApprovedCents, long BonusCents, long PendingCents, IReadOnlyList<EarnedWork> Work, long Total);

/// <param name="Bonuses">In the order in which they were paid.</param>
/// <param name="DecidedAt">When it was approved or rejected; while it is pending, when it will approve itself.</param>
internal sealed record EarnedWork(
    string AssignmentId, string HitId, string GroupId, string Title, string Requester, DateTimeOffset SubmittedAt, WorkStatus Status, DateTimeOffset DecidedAt, long RewardCents, string? Feedback,
    IReadOnlyList<BonusReceived> Bonuses);

internal enum WorkStatus
{
    Pending,
    Approved,
    Rejected,
}

internal sealed record BonusReceived(long Cents, string Reason, DateTimeOffset At);

internal sealed record Letter(string Requester, string Subject, string Text, DateTimeOffset At);
