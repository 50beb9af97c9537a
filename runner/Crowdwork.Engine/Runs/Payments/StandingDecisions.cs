using Crowdwork.Engine.Review;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>
/// What is decided without a person: what config.json owes to those whose conversation ended early, and, where the requester wants it so, what the task's rule approves.
/// </summary>
/// <remarks>
/// It goes into the log before it is acted upon, so that the log says of every cent who wanted it. A rule never rejects by itself, and never decides again about a part
/// that a person has decided about, even if they took it back.
/// </remarks>
internal static class StandingDecisions
{
    /// <param name="books">The run's books.</param>
    /// <param name="proposals">What the rule approves is approved; null leaves all of it to a person.</param>
    /// <param name="atUnixMs">When.</param>
    public static IReadOnlyList<Projection.Decided> Of(RunBooks books, IReviewProposals? proposals, long atUnixMs)
    {
        var log = new DecisionLog(books.Decisions);
        return [.. books.Attendances.SelectMany(part => Of(books, log, part, proposals, atUnixMs))];
    }

    private static IEnumerable<Projection.Decided> Of(RunBooks books, DecisionLog log, AttendanceRow part, IReviewProposals? proposals, long at)
    {
        if (part.State == AttendanceState.Here) return [];
        var submission = books.SubmissionOf(part.Assignment, part.Worker);
        return part.Due switch
        {
            DueKind.Owed when submission is not null && part.DueCents >= books.RewardCents => Owed(books, log, part, at),
            DueKind.Owed when submission is null && IsOver(books, part) => Compensated(log, part, at),
            DueKind.Review when submission is { Verdict: SubmissionVerdict.None } => Proposed(log, part, proposals, at),
            _ => [],
        };
    }

    // Less than the reward is never handed in; more may still be, until they have given the work back or its time is up.
    private static bool IsOver(RunBooks books, AttendanceRow part)
        => part.State == AttendanceState.Gone || (part.State == AttendanceState.Over && part.DueCents < books.RewardCents);

    private static IEnumerable<Projection.Decided> Owed(RunBooks books, DecisionLog log, AttendanceRow part, long at)
    {
        var why = $"Owed: {part.Detail ?? "their part ended early"}.";
        if (!log.WasEverDecided(part.Assignment, part.Worker)) yield return ByPolicy(part, DecisionAct.Approve, why, null, null, at);
        var more = part.DueCents!.Value - books.RewardCents;
        if (more > 0 && log.Bonuses(part.Assignment, part.Worker).All(bonus => bonus.Name != DecisionLog.OwedBonus))
            yield return ByPolicy(part, DecisionAct.Bonus, why, DecisionLog.OwedBonus, more, at);
    }

    private static IEnumerable<Projection.Decided> Compensated(DecisionLog log, AttendanceRow part, long at)
    {
        if (part.DueCents is not > 0 || log.Compensations.Any(one => one.Worker == part.Worker && one.Name == part.Assignment)) yield break;
        yield return ByPolicy(part, DecisionAct.Compensate, $"Owed: {part.Detail ?? "their part ended early"}.", part.Assignment, part.DueCents, at);
    }

    private static IEnumerable<Projection.Decided> Proposed(DecisionLog log, AttendanceRow part, IReviewProposals? proposals, long at)
    {
        if (proposals is null || part.Conversation is not { } conversation || log.WasEverDecided(part.Assignment, part.Worker)) yield break;
        if (proposals.For(conversation, part.Worker) is not { Verdict: Verdict.Approve } proposal) yield break;
        yield return new Projection.Decided(part.Run, part.Assignment, part.Worker, DecisionAct.Approve, DecisionLog.ByRule, proposal.Because, null, null, at);
        if (proposal.Bonus > 0)
        {
            yield return new Projection.Decided(
                part.Run, part.Assignment, part.Worker, DecisionAct.Bonus, DecisionLog.ByRule, proposal.Because, DecisionLog.RuleBonus, decimal.ToInt64(proposal.Bonus * 100), at);
        }
    }

    private static Projection.Decided ByPolicy(AttendanceRow part, string act, string why, string? name, long? cents, long at)
        => new(part.Run, part.Assignment, part.Worker, act, DecisionLog.ByPolicy, why, name, cents, at);
}
