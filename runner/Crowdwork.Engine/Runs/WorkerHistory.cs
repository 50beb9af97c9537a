using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs;

/// <summary>All that a store knows of a worker, whatever run it was in.</summary>
/// <param name="Worker">Who.</param>
/// <param name="Seats">Every seat they had.</param>
/// <param name="Attendances">Every assignment they came with.</param>
/// <param name="Submissions">All that they handed in.</param>
/// <param name="Decisions">All that was decided about them, in order.</param>
/// <param name="Ledger">All that was paid to them, or meant to be.</param>
/// <param name="Qualifications">What they have.</param>
public sealed record WorkerHistory(
    WorkerId Worker, IReadOnlyList<SeatRow> Seats, IReadOnlyList<AttendanceRow> Attendances, IReadOnlyList<SubmissionRow> Submissions, IReadOnlyList<DecisionRow> Decisions,
    IReadOnlyList<LedgerRow> Ledger, IReadOnlyList<QualificationRow> Qualifications)
{
    /// <summary>Parts that came to their end.</summary>
    public int Finished => Seats.Count(seat => seat.State == "finished");

    public int Approved => Submissions.Count(submission => submission.Verdict == SubmissionVerdict.Approved);

    public int Rejected => Submissions.Count(submission => submission.Verdict == SubmissionVerdict.Rejected);

    /// <summary>What the crowd confirmed as paid to them, fees not counted.</summary>
    public long PaidCents => Ledger.Where(line => line is { Step: LedgerStep.Confirmed, Kind: LedgerKind.Reward or LedgerKind.Bonus }).Sum(line => line.Cents);

    /// <summary>The last block or soft block that was decided and not taken back; null when there is none.</summary>
    public DecisionRow? Block => Decisions.LastOrDefault(decision => decision.Act is DecisionAct.Block or DecisionAct.Unblock or DecisionAct.SoftBlock or DecisionAct.SoftUnblock) is
        { Act: DecisionAct.Block or DecisionAct.SoftBlock } block ? block : null;

    /// <summary>When they were first and last seen, in milliseconds since 1970; null when they were only named in a list.</summary>
    public long? FirstSeen => Seen.Select(at => (long?)at).Min();

    /// <inheritdoc cref="FirstSeen"/>
    public long? LastSeen => Seen.Select(at => (long?)at).Max();

    private IEnumerable<long> Seen => Seats.Select(seat => seat.LeftAtUnixMs ?? seat.TakenAtUnixMs).Concat(Seats.Select(seat => seat.TakenAtUnixMs))
        .Concat(Attendances.Select(row => row.CameAtUnixMs)).Concat(Submissions.Select(row => row.SubmittedAtUnixMs));

    public static WorkerHistory Of(CrowdReader store, WorkerId worker)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new WorkerHistory(
            worker, store.Seats(worker), store.Attendances(worker), store.Submissions(worker), store.Decisions(worker), store.Ledger(worker), store.Qualifications(worker));
    }
}
