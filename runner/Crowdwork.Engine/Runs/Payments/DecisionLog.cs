using System.Globalization;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>
/// What the log of decisions comes to: of each part the last word about the reward, of each bonus, block and grant the last word about it.
/// </summary>
/// <remarks>
/// The log is only ever added to, so it says all that anybody ever wanted. An undo takes back the reward's decision, or, where it names a bonus, that bonus.
/// </remarks>
public sealed class DecisionLog(IReadOnlyList<DecisionRow> rows)
{
    /// <summary>
    /// The act by which the runner says that it carried out another line of the log (<see cref="DecisionRow.Name"/> is its number) that no ledger knows of: a block, a grant,
    /// a HIT that was posted for a compensation. It is what keeps these from being done twice.
    /// </summary>
    public const string Carried = "carried";

    /// <summary>
    /// The act by which the runner says that nothing is left on the crowd of an attempt to compensate somebody (<see cref="DecisionRow.Name"/> says of which).
    /// </summary>
    public const string Cleared = "cleared";

    /// <summary>The bonus that comes with the rule's or the policy's approval.</summary>
    public const string RuleBonus = "rule";

    public const string OwedBonus = "owed";

    /// <summary>Who decides by the task's rule.</summary>
    public const string ByRule = "rule";

    /// <summary>Who decides by config.json.</summary>
    public const string ByPolicy = "policy";

    private static readonly string[] Verdicts = [DecisionAct.Approve, DecisionAct.SoftReject, DecisionAct.Reject];

    private readonly ILookup<(string?, WorkerId), DecisionRow> _ofPart = rows.ToLookup(row => (row.Assignment, row.Worker));
    private readonly Dictionary<long, DecisionRow> _carried = CarriedLines(rows);

    public IReadOnlyList<DecisionRow> Rows => rows;

    /// <summary>Whether anybody has ever decided about a part's reward, even to take it back: then no rule decides any more.</summary>
    public bool WasEverDecided(string assignment, WorkerId worker) => _ofPart[(assignment, worker)].Any(IsAboutReward);

    /// <summary>The last word about a part's reward: approve, soft reject, reject or undo; null when nobody has said anything.</summary>
    public DecisionRow? LastVerdict(string assignment, WorkerId worker) => _ofPart[(assignment, worker)].LastOrDefault(IsAboutReward);

    /// <summary>What holds about a part's reward: null when nobody decided, or the decision was taken back.</summary>
    public DecisionRow? Verdict(string assignment, WorkerId worker) => LastVerdict(assignment, worker) is { Act: not DecisionAct.Undo } row ? row : null;

    /// <summary>The bonuses of a part that hold, each with its last amount.</summary>
    public IEnumerable<DecisionRow> Bonuses(string assignment, WorkerId worker) => _ofPart[(assignment, worker)]
        .Where(row => row.Act == DecisionAct.Bonus || (row.Act == DecisionAct.Undo && row.Name is not null))
        .GroupBy(row => row.Name)
        .Select(same => same.Last())
        .Where(row => row.Act == DecisionAct.Bonus);

    /// <summary>Compensations by worker and key, each as it was decided last.</summary>
    public IEnumerable<DecisionRow> Compensations => rows
        .Where(row => row.Act == DecisionAct.Compensate)
        .GroupBy(row => (row.Worker, row.Name))
        .Select(same => same.Last());

    /// <summary>What came back, as it was said; of each the name of its line in the ledger.</summary>
    public IEnumerable<DecisionRow> Refunds => rows.Where(row => row.Act == DecisionAct.Refund);

    /// <summary>How much of a payment came back.</summary>
    public long RefundedCents(string payment) => Refunds.Where(row => PaymentName.RefundedBy(row.Name!) == payment).Sum(row => row.Cents ?? 0);

    /// <summary>Whether it is the runner's own note about what it has carried out, and nobody's decision.</summary>
    public static bool IsNoteOfOurs(DecisionRow row) => row.Act is Carried or Cleared;

    public bool IsCleared(string payment, int attempt) => rows.Any(row => row.Act == Cleared && row.Name == AttemptName(payment, attempt));

    /// <summary>The mark that nothing is left of an attempt.</summary>
    public static Projection.Decided MarkCleared(RunId run, WorkerId worker, string payment, int attempt, string? words, long atUnixMs)
        => new(run, null, worker, Cleared, "runner", words, AttemptName(payment, attempt), null, atUnixMs);

    private static string AttemptName(string payment, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{payment}#{attempt}");

    /// <summary>What is to be done about workers and was not yet: of each qualification, and of the crowd's own block, the last word.</summary>
    public IEnumerable<DecisionRow> AboutWorkers => rows
        .Where(row => KindOf(row) is not null)
        .GroupBy(row => (row.Worker, KindOf(row), row.Name))
        .Select(same => same.Last())
        .Where(row => !_carried.ContainsKey(row.Line));

    /// <summary>The mark by which a line was said to be carried out; its words say how.</summary>
    public DecisionRow? MarkOf(DecisionRow row) => _carried.GetValueOrDefault(row.Line);

    /// <summary>The mark that a line is carried out.</summary>
    public static Projection.Decided MarkAs(DecisionRow row, string? words, long atUnixMs)
        => new(row.Run, row.Assignment, row.Worker, Carried, "runner", words, row.Line.ToString(CultureInfo.InvariantCulture), null, atUnixMs);

    private static bool IsAboutReward(DecisionRow row) => Verdicts.Contains(row.Act) || row is { Act: DecisionAct.Undo, Name: null };

    private static string? KindOf(DecisionRow row) => row.Act switch
    {
        DecisionAct.Block or DecisionAct.Unblock => DecisionAct.Block,
        DecisionAct.SoftBlock or DecisionAct.SoftUnblock => DecisionAct.SoftBlock,
        DecisionAct.Grant or DecisionAct.Revoke => DecisionAct.Grant,
        _ => null,
    };

    private static Dictionary<long, DecisionRow> CarriedLines(IReadOnlyList<DecisionRow> rows)
    {
        var found = new Dictionary<long, DecisionRow>();
        foreach (var row in rows.Where(row => row.Act == Carried)) found[long.Parse(row.Name!, CultureInfo.InvariantCulture)] = row;
        return found;
    }
}
