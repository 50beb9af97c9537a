using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>How a line of the ledger and the marketplace's books differ.</summary>
public enum DifferenceKind
{
    /// <summary>The marketplace paid it, and the ledger does not say so.</summary>
    PaidThereOnly,

    /// <summary>The ledger says that it is paid, and the marketplace did not.</summary>
    PaidHereOnly,

    OtherAmount,
    OtherWorker,

    /// <summary>It was begun, and what came of it is not written down. The next round of paying settles it.</summary>
    InDoubt,

    /// <summary>Some or all of it came back, and the ledger says so. No fault of either book.</summary>
    CameBack,

    /// <summary>The marketplace does not have the HIT any more, or does not show it.</summary>
    CannotBeCompared,
}

/// <summary>A difference between the ledger and the marketplace's books.</summary>
/// <param name="Payment">The payment by its name, as the ledger has it or would have it.</param>
/// <param name="Here">What the ledger says, in words.</param>
/// <param name="There">What the marketplace says, in words.</param>
public sealed record Difference(DifferenceKind Kind, string Payment, string? Assignment, string Here, string There);

/// <summary>A payment as a marketplace has it.</summary>
/// <param name="Payment">Its name, found by its assignment or by the mark in its reason; of one that we do not know, a description.</param>
internal sealed record PaidThere(string Payment, string Assignment, string Worker, Money Amount);

/// <summary>What a comparison of the books found.</summary>
/// <param name="Compared">How many payments are the same in both, but for what came back.</param>
/// <param name="Differences">What nobody has explained.</param>
/// <param name="Known">What came back: the ledger says so, and marketplaces do not show it with the payment.</param>
public sealed record Reconciled(int Compared, IReadOnlyList<Difference> Differences, IReadOnlyList<Difference> Known);

/// <summary>
/// Compares the ledger of a run with the marketplace's books, payment by payment: what every HIT's submissions have become, and which bonuses each of them got.
/// </summary>
/// <remarks>
/// It changes nothing. Fees are not compared one by one, since marketplaces do not list them; they follow from the amounts.
/// </remarks>
public sealed class Reconciliation(CrowdReader store, ICrowd crowd, CrowdGate gate, TimeProvider time)
{
    private readonly Insistence _insistence = new(gate, time) { Patience = PayPatience.OfACommand };

    /// <exception cref="CrowdFault">The marketplace cannot be read.</exception>
    public async Task<Reconciled> Compare(RunId run, CancellationToken cancelled)
    {
        var books = RunBooks.Read(store, run);
        var book = new PaymentBook(books.Ledger);
        var log = new DecisionLog(books.Decisions);
        var rewards = await _insistence.Ask(async () => await crowd.Hits(cancelled).ToDictionaryAsync(hit => hit.Id, hit => hit.Reward, cancellationToken: cancelled), cancelled);
        var there = new List<PaidThere>();
        var unread = new List<Difference>();
        foreach (var (hit, compensation) in HitsOf(books, log))
        {
            if (rewards.TryGetValue(hit, out var reward)) there.AddRange(await Read(run, book, hit, reward, compensation, cancelled));
            else if (unread.Count == 0 || unread[^1].Payment != hit) unread.Add(new Difference(DifferenceKind.CannotBeCompared, hit, null, "posted by this run", "the marketplace does not list this HIT: it was deleted"));
        }

        return Differences.Of(books, book, there, unread);
    }

    private static IEnumerable<(string Hit, string? Compensation)> HitsOf(RunBooks books, DecisionLog log)
    {
        var own = books.Hits.Where(row => row.Hit is not null).Select(row => (row.Hit!, (string?)null));
        var compensations = books.Decisions
            .Where(row => row.Act == DecisionAct.Compensate && log.MarkOf(row)?.Words is not null)
            .Select(row => (log.MarkOf(row)!.Words!, (string?)PaymentName.Compensation(row.Worker, row.Name!)));
        return own.Concat(compensations);
    }

    private async Task<List<PaidThere>> Read(RunId run, PaymentBook book, string hit, Money reward, string? compensation, CancellationToken cancelled)
    {
        var found = new List<PaidThere>();
        var answers = await _insistence.Ask(async () => await crowd.Answers(hit, cancelled).ToListAsync(cancelled), cancelled);
        foreach (var answer in answers)
        {
            if (answer.Verdict == Verdict.Approved) found.Add(new PaidThere(compensation ?? PaymentName.Reward(answer.Assignment), answer.Assignment, answer.Worker, reward));
            var bonuses = await _insistence.Ask(async () => await crowd.Bonuses(answer.Assignment, cancelled).ToListAsync(cancelled), cancelled);
            found.AddRange(bonuses.Select(bonus => new PaidThere(NameOf(run, book, answer.Assignment, bonus), answer.Assignment, bonus.Worker, bonus.Amount)));
        }

        return found;
    }

    private static string NameOf(RunId run, PaymentBook book, string assignment, PaidBonus bonus)
        => book.All.FirstOrDefault(payment => payment.Kind == LedgerKind.Bonus && payment.Assignment == assignment && CrowdWords.HasMark(bonus.Reason, PaymentName.Mark(run, payment.Name)))?.Name
            ?? PaymentName.Bonus(assignment, $"\"{bonus.Reason}\"");
}

/// <summary>Compares two books that were read. It knows nothing of networks.</summary>
internal static class Differences
{
    public static Reconciled Of(RunBooks books, PaymentBook book, IReadOnlyList<PaidThere> there, IReadOnlyList<Difference> unread)
    {
        var found = new List<Difference>();
        var paidThere = there.ToLookup(one => one.Payment);
        var payments = book.All.Where(payment => !PaymentName.IsFee(payment.Name) && payment.Kind != LedgerKind.Refund).ToList();
        var back = book.All.Where(payment => payment is { Kind: LedgerKind.Refund, State: PaymentState.Paid }).ToLookup(payment => PaymentName.RefundedBy(payment.Name));
        var known = new List<Difference>();
        var gone = unread.Select(one => one.Payment).ToHashSet();
        var same = 0;
        foreach (var payment in payments.Where(payment => payment.State != PaymentState.None))
        {
            var others = paidThere[payment.Name].ToList();
            var backCents = back[payment.Name].Sum(one => one.Cents);
            if (backCents > 0 && IsExplained(payment, others, backCents))
            {
                known.Add(new Difference(DifferenceKind.CameBack, payment.Name, payment.Assignment, $"{Here(payment)}, of which {RunBooks.Amount(backCents)} came back", others.Count == 0 ? "nothing" : There(others[0])));
                same++;
            }
            else if (IsGone(books, payment, gone)) found.Add(new Difference(DifferenceKind.CannotBeCompared, payment.Name, payment.Assignment, Here(payment), "the HIT was deleted on the marketplace"));
            else if (Compare(payment, others) is { } difference) found.Add(difference);
            else same++;
        }

        found.AddRange(there
            .Where(one => book.Find(one.Payment).State == PaymentState.None)
            .Select(one => new Difference(DifferenceKind.PaidThereOnly, one.Payment, one.Assignment, "nothing", There(one))));
        // A HIT that is gone matters only where money is known to have gone with it; those are named by their payments.
        return new Reconciled(same, found, known);
    }

    // A marketplace that gives money back shows the payment as it was, smaller, or, when all of it came back, not at all.
    private static bool IsExplained(Payment payment, List<PaidThere> others, long backCents) => others switch
    {
        [] => backCents == payment.Cents,
        [var other] => other.Worker == payment.Worker?.Value && (other.Amount == RunBooks.Amount(payment.Cents) || other.Amount == RunBooks.Amount(payment.Cents - backCents)),
        _ => false,
    };

    private static bool IsGone(RunBooks books, Payment payment, HashSet<string> gone)
        => books.Submissions.FirstOrDefault(one => one.Assignment == payment.Assignment) is { } submission && gone.Contains(submission.Hit);

    private static Difference? Compare(Payment payment, List<PaidThere> others)
    {
        Difference Of(DifferenceKind kind, string says) => new(kind, payment.Name, payment.Assignment, Here(payment), says);
        if (payment.State == PaymentState.Intended) return Of(DifferenceKind.InDoubt, others.Count == 0 ? "nothing" : There(others[0]));
        if (others.Count == 0) return Of(DifferenceKind.PaidHereOnly, "nothing");
        if (others.Count > 1) return Of(DifferenceKind.PaidThereOnly, $"{others.Count} times: {string.Join("; ", others.Select(There))}");
        var other = others[0];
        if (other.Worker != payment.Worker?.Value) return Of(DifferenceKind.OtherWorker, There(other));
        return other.Amount != RunBooks.Amount(payment.Cents) ? Of(DifferenceKind.OtherAmount, There(other)) : null;
    }

    private static string Here(Payment payment)
        => $"{RunBooks.Amount(payment.Cents)} to {payment.Worker?.Value ?? "nobody"}{(payment.State == PaymentState.Intended ? ", begun and not known to be paid" : "")}";

    private static string There(PaidThere one) => $"{one.Amount} to {one.Worker}";
}
