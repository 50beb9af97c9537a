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
    public AttendanceRow? PartOf(SubmissionRow submission) => PartOf(submission.Assignment, submission.Worker);

    public AttendanceRow? PartOf(string assignment, WorkerId worker) => Found.Parts.GetValueOrDefault((assignment, worker));

    public SubmissionRow? SubmissionOf(string assignment, WorkerId worker) => Found.Submissions.GetValueOrDefault((assignment, worker));

    public HitRow? HitOf(string hit) => Found.Hits.GetValueOrDefault(hit);

    private Index Found => _found is { } found && found.IsOf(this) ? found : _found = new Index(this);

    // A run may have many thousands of parts, and each is looked up several times. A copy of the books with other rows makes its own.
    private Index? _found;

    internal static long Cents(Money money) => decimal.ToInt64(money.Dollars * 100);

    internal static Money Amount(long cents) => new(cents / 100m);

    private sealed class Index(RunBooks books)
    {
        private readonly IReadOnlyList<AttendanceRow> _attendances = books.Attendances;
        private readonly IReadOnlyList<SubmissionRow> _submissions = books.Submissions;
        private readonly IReadOnlyList<HitRow> _hits = books.Hits;

        public Dictionary<(string, WorkerId), AttendanceRow> Parts { get; } = books.Attendances.ToDictionary(part => (part.Assignment, part.Worker));

        public Dictionary<(string, WorkerId), SubmissionRow> Submissions { get; } = books.Submissions.ToDictionary(one => (one.Assignment, one.Worker));

        public Dictionary<string, HitRow> Hits { get; } = books.Hits.Where(row => row.Hit is not null).ToDictionary(row => row.Hit!, StringComparer.Ordinal);

        public bool IsOf(RunBooks other) => ReferenceEquals(_attendances, other.Attendances) && ReferenceEquals(_submissions, other.Submissions) && ReferenceEquals(_hits, other.Hits);
    }
}
