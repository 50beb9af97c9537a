using Crowdwork.Marketplace.Assignments;
using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Workers;

/// <summary>Why a worker cannot do what they asked for.</summary>
internal enum WhyNot
{
    UnknownWorker,
    NoSuchWork,
    Expired,
    NoPlaceLeft,
    AlreadyHeld,
    AlreadyDone,
    Blocked,
    NotQualified,
    TooMuchHeld,
    NoSuchAssignment,
    SomebodyElses,
    AlreadySubmitted,
    TimeIsUp,
    WasReturned,
}

internal static class WhyNotWords
{
    /// <summary>A sentence for the worker.</summary>
    public static string Sentence(this WhyNot why) => why switch
    {
        WhyNot.UnknownWorker => "This worker is not registered here. Sign in first.",
        WhyNot.NoSuchWork => "There is no such work, or no more of it for you.",
        WhyNot.Expired => "This work has ended. Nobody can take it any more.",
        WhyNot.NoPlaceLeft => "All places of this HIT are taken. Somebody else was a moment earlier.",
        WhyNot.AlreadyHeld => "You hold this HIT already. It is in your queue.",
        WhyNot.AlreadyDone => "You have done this HIT already, and each worker can do it once.",
        WhyNot.Blocked => "This requester does not take work from you.",
        WhyNot.NotQualified => "You do not have the qualifications that this work asks for.",
        WhyNot.TooMuchHeld => $"You hold {WorkerRules.MostHeldWork} HITs, which is as many as one worker can. Hand some in or return them first.",
        WhyNot.NoSuchAssignment => "There is no such assignment.",
        WhyNot.SomebodyElses => "This assignment belongs to another worker.",
        WhyNot.AlreadySubmitted => "This work has been handed in already. It counts once.",
        WhyNot.TimeIsUp => "The time for this assignment is over, and its place was given back.",
        WhyNot.WasReturned => "This assignment was returned, and its place was given back.",
        _ => why.ToString(),
    };
}

/// <summary>A requirement in a worker's eyes.</summary>
internal sealed record RequirementView(Requirement Requirement, string TypeName, bool IsMet, bool IsRequestable);

/// <summary>A group of HITs as a worker finds it.</summary>
/// <param name="OpenHits">How many HITs can be taken, by whomever.</param>
internal sealed record GroupListing(
    string GroupId, string Title, string Description, string? Keywords, string RequesterName, string RequesterId, long RewardCents,
    long DurationSeconds, long OpenHits, DateTimeOffset LatestHitAt, IReadOnlyList<RequirementView> Requirements, Admission Admission);

internal enum GroupOrder
{
    Latest,
    Reward,
    MostWork,
}

/// <summary>Either a HIT to look at, or the reason why not.</summary>
internal sealed record PreviewOutcome(WhyNot? Refused, GroupListing? Group, PreviewedHit? Hit);

/// <param name="CannotAccept">Null when this worker could take it now.</param>
internal sealed record PreviewedHit(string HitId, string GroupId, string QuestionXml, DateTimeOffset ExpiresAt, WhyNot? CannotAccept);

/// <summary>Either what the worker now holds, or the reason why not.</summary>
/// <param name="Unmet">What is missing when the reason is <see cref="WhyNot.NotQualified"/>.</param>
internal sealed record AcceptOutcome(WhyNot? Refused, HeldWork? Work, IReadOnlyList<RequirementView> Unmet)
{
    public static AcceptOutcome Refuse(WhyNot why) => new(why, null, []);
}

internal sealed record SubmitOutcome(WhyNot? Refused, HeldWork? Work);

internal sealed record ReturnOutcome(WhyNot? Refused, HeldWork? Work);

/// <summary>An assignment in a worker's hands.</summary>
internal sealed record HeldWork(
    string AssignmentId, string HitId, string GroupId, string Worker, string Title, string Description, string RequesterName, long RewardCents,
    DateTimeOffset AcceptedAt, DateTimeOffset Deadline, string QuestionXml)
{
    public static HeldWork Of(Market market, Assignment assignment)
    {
        var hit = market.Hits.Get(assignment.HitId);
        return new HeldWork(
            assignment.Id, hit.Id, hit.Type.GroupId, assignment.Worker, hit.Type.Title, hit.Type.Description, Listing.RequesterOf(market, hit.Requester).Name,
            assignment.Reward, DateTimeOffset.FromUnixTimeMilliseconds(assignment.AcceptedAt), DateTimeOffset.FromUnixTimeMilliseconds(assignment.Deadline),
            market.Hits.Question(hit) ?? "");
    }
}

/// <summary>An assignment that was handed in.</summary>
internal sealed record WorkDone(
    string AssignmentId, string HitId, string Title, string RequesterName, AssignmentStatus Status, long RewardCents, DateTimeOffset SubmittedAt,
    DateTimeOffset? ApprovedByThen, string? Feedback)
{
    public static WorkDone Of(Market market, Assignment assignment)
    {
        var hit = market.Hits.Get(assignment.HitId);
        return new WorkDone(
            assignment.Id, hit.Id, hit.Type.Title, Listing.RequesterOf(market, hit.Requester).Name, assignment.Status, assignment.Reward,
            DateTimeOffset.FromUnixTimeMilliseconds(assignment.SubmittedAt ?? 0),
            assignment.AutoApproveAt is { } then ? DateTimeOffset.FromUnixTimeMilliseconds(then) : null, assignment.Feedback);
    }
}

/// <param name="WaitingCents">Submitted and not yet decided.</param>
internal sealed record Earnings(WorkRecord Record, long ApprovedCents, long WaitingCents, long BonusCents);

internal sealed record WorkerQualification(string TypeId, string Name, string Description, HeldValue Value);

internal enum QualificationStanding
{
    /// <summary>Can be asked for.</summary>
    Open,
    Held,

    /// <summary>Was asked for, and the requester has not decided.</summary>
    Pending,

    /// <summary>Can be asked for again later.</summary>
    Later,

    /// <summary>Cannot be asked for again.</summary>
    Closed,
}

/// <param name="AgainAt">When it can be asked for again, for <see cref="QualificationStanding.Later"/>.</param>
internal sealed record QualificationOffer(
    string TypeId, string Name, string Description, string? Keywords, string RequesterName, bool HasTest, long? TestDurationSeconds,
    QualificationStanding Standing, int? Value, DateTimeOffset? AgainAt);

internal enum QualificationStep
{
    Granted,
    Pending,
    TestNeeded,
    Refused,
}

/// <param name="Sentence">For the worker; says why when it was refused.</param>
internal sealed record QualificationOutcome(QualificationStep Step, int? Value, string Sentence);

/// <summary>Either a test to take, or the reason why not.</summary>
internal sealed record TestOutcome(string? Refused, string? TestXml, string? Name, DateTimeOffset StartedAt, DateTimeOffset Deadline);
