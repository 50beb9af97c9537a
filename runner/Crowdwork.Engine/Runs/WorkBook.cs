using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs;

/// <summary>What a run may make of the work of a part: whether it was approved, and if not, why not.</summary>
public static class WorkMark
{
    public const string Approved = "approved";

    /// <summary>Paid, and no use.</summary>
    public const string SoftRejected = "softRejected";

    public const string Rejected = "rejected";

    /// <summary>Handed in, and nobody has decided.</summary>
    public const string Undecided = "undecided";

    /// <summary>Never handed in.</summary>
    public const string NotHandedIn = "notHandedIn";

    /// <summary>The gravest of several; null of none.</summary>
    public static string? Gravest(IEnumerable<string?> marks)
        => marks.OfType<string>().OrderBy(mark => Array.IndexOf(ByGravity, mark)).FirstOrDefault();

    private static readonly string[] ByGravity = [Rejected, SoftRejected, NotHandedIn, Undecided, Approved];
}

/// <summary>An acceptance of a HIT, with all that three sources know of it: our server, the marketplace, and whoever decided.</summary>
internal sealed record WorkEntry(string Assignment, string Worker, string Hit)
{
    /// <summary>What our server saw; null when the marketplace alone knows of it.</summary>
    public AttendanceRow? Came { get; init; }

    /// <summary>What the marketplace has; its answer is left out.</summary>
    public SubmissionRow? HandedIn { get; init; }

    public DecisionRow? Decision { get; init; }
    public long RewardCents { get; init; }
    public long BonusCents { get; init; }
    public long IntendedCents { get; init; }

    /// <summary>See <see cref="WorkMark"/>. What the marketplace says goes before what somebody wished, except that only we know of soft rejections.</summary>
    public string Mark => (HandedIn, Decision?.Act) switch
    {
        ({ Verdict: SubmissionVerdict.Rejected }, _) => WorkMark.Rejected,
        (_, DecisionAct.SoftReject) => WorkMark.SoftRejected,
        ({ Verdict: SubmissionVerdict.Approved }, _) => WorkMark.Approved,
        (_, DecisionAct.Reject) => WorkMark.Rejected,
        (_, DecisionAct.Approve) => WorkMark.Approved,
        ({ }, _) => WorkMark.Undecided,
        _ => WorkMark.NotHandedIn,
    };
}

/// <summary>All acceptances of a run, by what they are looked up with. It holds a row for each, and no answers.</summary>
internal sealed class WorkBook
{
    private readonly ILookup<(long Conversation, string Worker), WorkEntry> _byPart;
    private readonly ILookup<string, WorkEntry> _byWorker;

    private WorkBook(List<WorkEntry> entries)
    {
        Entries = entries;
        _byPart = entries.Where(entry => entry.Came?.Conversation is not null).ToLookup(entry => (entry.Came!.Conversation!.Value.Value, entry.Worker));
        _byWorker = entries.ToLookup(entry => entry.Worker);
    }

    /// <summary>By assignment and worker.</summary>
    public IReadOnlyList<WorkEntry> Entries { get; }

    public static WorkBook Of(CrowdReader store, RunId run)
    {
        var decisions = StandingDecision.ByAssignment(store.Decisions(run));
        var money = Paid(store.LedgerOf(run));
        // The crowd's answer may be long; those who want it ask for it one by one.
        var handedIn = store.Submissions(run).Select(row => row with { Answer = "" }).ToDictionary(row => row.Assignment, StringComparer.Ordinal);
        var came = store.Attendances(run);

        var entries = new List<WorkEntry>();
        foreach (var row in came)
        {
            // Somebody else may have said that the assignment was theirs; the marketplace knows whose it is.
            var submission = handedIn.TryGetValue(row.Assignment, out var known) && known.Worker == row.Worker ? known : null;
            entries.Add(Entry(row.Assignment, row.Worker.Value, row.Hit, row, submission));
        }

        var seen = entries.Where(entry => entry.HandedIn is not null).Select(entry => entry.Assignment).ToHashSet(StringComparer.Ordinal);
        entries.AddRange(handedIn.Values.Where(row => !seen.Contains(row.Assignment)).Select(row => Entry(row.Assignment, row.Worker.Value, row.Hit, null, row)));
        entries.Sort((a, b) => string.CompareOrdinal(a.Assignment, b.Assignment) is var order && order != 0 ? order : string.CompareOrdinal(a.Worker, b.Worker));
        return new WorkBook(entries);

        WorkEntry Entry(string assignment, string worker, string hit, AttendanceRow? row, SubmissionRow? submission)
        {
            var decision = decisions.TryGetValue(assignment, out var decided) && decided.Worker.Value == worker ? decided : null;
            var (reward, bonus, intended) = money.GetValueOrDefault((assignment, worker));
            return new WorkEntry(assignment, worker, hit) { Came = row, HandedIn = submission, Decision = decision, RewardCents = reward, BonusCents = bonus, IntendedCents = intended };
        }
    }

    /// <summary>The acceptance behind a part. A worker who has two seats in a conversation has two, in the order in which they came.</summary>
    /// <param name="nth">The how-many-th part of this worker in this conversation, from 0.</param>
    public WorkEntry? OfPart(long conversation, string worker, int nth) => _byPart[(conversation, worker)].OrderBy(entry => entry.Came!.CameAtUnixMs).ElementAtOrDefault(nth);

    /// <summary>The acceptance within which something happened: that of a test, whose worker has gone on to a conversation.</summary>
    public WorkEntry? Within(string worker, long atUnixMs) => _byWorker[worker]
        .Where(entry => entry.Came is { } came && came.CameAtUnixMs <= atUnixMs && (came.LeftAtUnixMs is not { } left || left >= atUnixMs))
        .MaxBy(entry => entry.Came!.CameAtUnixMs);

    private static Dictionary<(string, string), (long Reward, long Bonus, long Intended)> Paid(IEnumerable<LedgerRow> ledger)
    {
        var paid = new Dictionary<(string, string), (long Reward, long Bonus, long Intended)>();
        foreach (var line in ledger)
        {
            if (line is not { Assignment: { } assignment, Worker: { } worker } || line.Kind is not (LedgerKind.Reward or LedgerKind.Bonus)) continue;
            var sum = paid.GetValueOrDefault((assignment, worker.Value));
            var isReward = line.Kind == LedgerKind.Reward;
            paid[(assignment, worker.Value)] = line.Step switch
            {
                LedgerStep.Intent => sum with { Intended = sum.Intended + line.Cents },
                LedgerStep.Refused => sum with { Intended = sum.Intended - line.Cents },
                _ => (sum.Reward + (isReward ? line.Cents : 0), sum.Bonus + (isReward ? 0 : line.Cents), sum.Intended - line.Cents),
            };
        }

        return paid;
    }
}
