using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>All that a run's payments follow from: who came, what was handed in, what was decided, what was paid.</summary>
public sealed record RunBooks(
    RunId Run, string Task, LaunchTerms Terms, IReadOnlyList<AttendanceRow> Attendances, IReadOnlyList<SubmissionRow> Submissions, IReadOnlyList<DecisionRow> Decisions,
    IReadOnlyList<HitRow> Hits, IReadOnlyList<LedgerRow> Ledger)
{
    public long RewardCents => Cents(Terms.Reward);

    /// <summary>What the marketplace takes for one reward of this run.</summary>
    public long RewardFeeCents => Cents(Fees.OnReward(Terms.Reward, masters: Terms.AsksForMasters));

    /// <summary>One assignment with its fee: what a HIT that is out may still cost.</summary>
    public long PlaceCents => RewardCents + RewardFeeCents;

    /// <summary>What is promised to whoever works on the HITs that are out: each may be handed in and has to be paid then.</summary>
    public long PromisedCents => Hits.Count(hit => hit.State is HitState.Intended or HitState.Posted) * PlaceCents;

    /// <summary>The qualification that a soft block of this run is.</summary>
    public string BlockQualification => Terms.Config.BlockQualification ?? TurnProjections.BlockOf(Task);

    /// <exception cref="ArgumentException">There is no such run, or it is a rehearsal.</exception>
    public static RunBooks Read(CrowdReader store, RunId run)
    {
        var launch = store.Launch(run) ?? throw new ArgumentException($"The run {run} was never launched on a crowd.", nameof(run));
        var task = store.Run(run)?.Task ?? run.Value;
        return new RunBooks(run, task, LaunchTerms.Of(launch), store.Attendances(run), store.Submissions(run), store.Decisions(run), store.Hits(run), store.Ledger(run));
    }

    /// <summary>The part that a submission is of: both who and what have to be the same, since ids are given to others once a worker has returned them.</summary>
    public AttendanceRow? PartOf(SubmissionRow submission)
        => Attendances.FirstOrDefault(part => part.Assignment == submission.Assignment && part.Worker == submission.Worker);

    public SubmissionRow? SubmissionOf(string assignment, WorkerId worker)
        => Submissions.FirstOrDefault(one => one.Assignment == assignment && one.Worker == worker);

    public HitRow? HitOf(string hit) => Hits.FirstOrDefault(row => row.Hit == hit);

    internal static long Cents(Money money) => decimal.ToInt64(money.Dollars * 100);

    internal static Money Amount(long cents) => new(cents / 100m);

}
