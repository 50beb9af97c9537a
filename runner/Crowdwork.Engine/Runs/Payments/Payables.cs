using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>
/// Decides what a run has to pay now. It knows nothing of networks, clocks and disks: it is handed the run's books and says what is to be done, each with the reason.
/// </summary>
/// <remarks>
/// <code>
///   who came      (attendance)  --\
///   what came in  (submission)  ---\                approve, reject, take back, bonus,
///   what was decided (decision) ----> Payables -->  compensate, block, grant, ...          --> Payer --> crowd
///   what was paid (ledger)      ---/                or a question for a person                             |
///                    ^----------------------- confirmed -------------------------------------------------+
///
///   handed in, by whom it belongs to, and
///     approved, soft rejected     reward, then bonuses
///     rejected                    reject with the reason; no reward
///     rejected, then undone       the rejection is taken back, which pays
///     undecided                   wait for a person, until the crowd approves it by itself
///   handed in by somebody else, or when nothing was due      a question; never paid and never rejected by itself
/// </code>
/// Rewards follow the marketplace's word about a submission (the same assignment and the same worker), never a page's.
/// </remarks>
public static class Payables
{
    public static IReadOnlyList<Payable> Of(RunBooks books)
    {
        ArgumentNullException.ThrowIfNull(books);
        var log = new DecisionLog(books.Decisions);
        var book = new PaymentBook(books.Ledger);
        return
        [
            // First what the crowd would otherwise decide by itself.
            .. books.Submissions.OrderBy(one => one.ApprovesItselfAtUnixMs ?? long.MaxValue).SelectMany(one => OfSubmission(books, log, book, one)),
            .. Missing(books, log),
            .. log.Compensations.SelectMany(decision => OfCompensation(log, book, decision)),
            .. ToClear(books, log, book),
            .. log.Refunds.Where(row => book.Find(row.Name!).State == PaymentState.None).Select(OfRefund),
            .. log.AboutWorkers.Select(row => OfWorker(books, row)),
        ];
    }

    private static IEnumerable<Payable> OfSubmission(RunBooks books, DecisionLog log, PaymentBook book, SubmissionRow one)
    {
        var verdict = log.Verdict(one.Assignment, one.Worker);
        var reward = book.Find(PaymentName.Reward(one.Assignment));
        if (OfReward(books, log, one, verdict, reward) is { } payable) yield return payable;
        foreach (var bonus in OfBonuses(log, book, one, verdict)) yield return bonus;
    }

    private static Payable? OfReward(RunBooks books, DecisionLog log, SubmissionRow one, DecisionRow? verdict, Payment reward)
    {
        var (cents, fee) = (books.RewardCents, books.RewardFeeCents);
        // What was begun is brought to its end first, whatever was decided since: it may have been paid.
        if (reward.State == PaymentState.Intended)
        {
            return one.Verdict == SubmissionVerdict.Rejected && WantsBack(log, one)
                ? new Payable.TakeBackRejection(one, cents, fee, verdict?.Words ?? "The rejection was taken back.")
                : new Payable.Approve(one, cents, fee, verdict?.Words ?? "Begun before.");
        }

        if (reward.State == PaymentState.Paid) return null;
        if (one.Verdict != SubmissionVerdict.Approved && reward.IsGivenUp(log.LastVerdict(one.Assignment, one.Worker)))
            return Ask(one, $"The marketplace did not approve it: {reward.Refused!.Detail} Approve it again to try again.");
        return one.Verdict switch
        {
            SubmissionVerdict.Approved => new Payable.WritePaid(one, cents, fee, verdict is null ? "Approved by itself." : "Approved on the marketplace."),
            SubmissionVerdict.Rejected => OfRejected(books, log, one, verdict),
            _ => OfWaiting(books, one, verdict),
        };
    }

    // A word that is older than the rejection was not about it: somebody has rejected on the marketplace what was approved here.
    private static bool WantsBack(DecisionLog log, SubmissionRow one)
        => log.LastVerdict(one.Assignment, one.Worker) is { Act: not DecisionAct.Reject } last && last.AtUnixMs >= (one.DecidedAtUnixMs ?? 0);

    private static Payable? OfRejected(RunBooks books, DecisionLog log, SubmissionRow one, DecisionRow? verdict)
    {
        if (WantsBack(log, one)) return new Payable.TakeBackRejection(one, books.RewardCents, books.RewardFeeCents, verdict?.Words ?? "The rejection was taken back.");
        if (verdict is { Act: not DecisionAct.Reject }) return Ask(one, "Rejected on the marketplace, and approved here before. To take the rejection back, approve it again; to let it stand, undo.");
        return books.HitOf(one.Hit)?.State == HitState.Posted ? new Payable.WriteRejected(one, "Rejected on the marketplace.") : null;
    }

    private static Payable OfWaiting(RunBooks books, SubmissionRow one, DecisionRow? verdict) => verdict switch
    {
        { Act: DecisionAct.Approve } => new Payable.Approve(one, books.RewardCents, books.RewardFeeCents, verdict.Words ?? ""),
        { Act: DecisionAct.SoftReject } => new Payable.Approve(one, books.RewardCents, books.RewardFeeCents, "Thank you for your time."),
        { Act: DecisionAct.Reject } => new Payable.Reject(one, verdict.Words ?? "The work was not done as asked."),
        _ => Undecided(books, one),
    };

    private static Payable Undecided(RunBooks books, SubmissionRow one)
    {
        if (books.PartOf(one) is not { } part)
        {
            var others = books.Attendances.Where(other => other.Assignment == one.Assignment).Select(other => other.Worker.Value).ToList();
            return Ask(one, others.Count == 0
                ? "Handed in by somebody who never came to our server. Look at the answer, then approve or reject it."
                : $"Handed in by {one.Worker}, while {string.Join(", ", others)} came with this assignment. Look at the answer, then approve or reject it.");
        }

        return part switch
        {
            { State: AttendanceState.Here } => new Payable.Wait(one.Worker, one.Assignment, "Handed in, and their part has not ended yet."),
            { Due: DueKind.Review, State: AttendanceState.Over } => new Payable.Wait(one.Worker, one.Assignment, "Waits for a review."),
            { Due: DueKind.Owed } => Ask(one, $"Handed in, while {RunBooks.Amount(part.DueCents ?? 0)} was owed without that. Approve it (the reward), or reject it and compensate."),
            { State: AttendanceState.Gone } => Ask(one, $"Handed in after they were {part.Detail ?? "gone"}. Look at the answer, then approve or reject it."),
            { State: AttendanceState.Refused } => Ask(one, $"Handed in although they were turned away ({part.Detail ?? "no reason"}). Approve or reject it."),
            _ => Ask(one, $"Handed in although nothing was due ({part.Detail ?? "no reason"}). Approve or reject it."),
        };
    }

    private static Payable.Question Ask(SubmissionRow one, string why) => new(one.Worker, one.Assignment, why);

    private static IEnumerable<Payable> OfBonuses(DecisionLog log, PaymentBook book, SubmissionRow one, DecisionRow? verdict)
    {
        foreach (var row in log.Bonuses(one.Assignment, one.Worker))
        {
            var payment = book.Find(PaymentName.Bonus(one.Assignment, row.Name!));
            if (payment.State == PaymentState.Paid) continue;
            if (payment.IsGivenUp(row))
            {
                yield return Ask(one, $"The marketplace did not pay the bonus '{row.Name}': {payment.Refused!.Detail} Decide it again to try again.");
                continue;
            }

            // The bonus of a rule is part of its approval; a person's is a matter of its own.
            if (payment.State == PaymentState.None && row.By is DecisionLog.ByRule or DecisionLog.ByPolicy && verdict?.Act != DecisionAct.Approve && one.Verdict != SubmissionVerdict.Approved) continue;
            // Once begun, the amount is what it was begun with.
            var cents = payment.State == PaymentState.Intended ? payment.Cents : row.Cents ?? 0;
            yield return new Payable.Bonus(one, row.Name!, cents, RunBooks.Cents(Fees.OnBonus(RunBooks.Amount(cents))), row.Words ?? "Thank you.");
        }

        // Begun and taken back since: it may have been paid.
        foreach (var payment in book.All.Where(payment => payment is { Kind: LedgerKind.Bonus, State: PaymentState.Intended } && payment.Assignment == one.Assignment))
        {
            var key = payment.Name[PaymentName.Bonus(one.Assignment, "").Length..];
            if (log.Bonuses(one.Assignment, one.Worker).Any(row => row.Name == key)) continue;
            yield return new Payable.Bonus(one, key, payment.Cents, RunBooks.Cents(Fees.OnBonus(RunBooks.Amount(payment.Cents))), payment.Detail ?? "Thank you.");
        }
    }

    /// <summary>Decisions about what the crowd has not shown us: they wait for it. And who finished, and never handed in.</summary>
    private static IEnumerable<Payable> Missing(RunBooks books, DecisionLog log)
    {
        foreach (var part in books.Attendances.Where(part => books.SubmissionOf(part.Assignment, part.Worker) is null))
        {
            if (log.Verdict(part.Assignment, part.Worker) is { } verdict)
                yield return new Payable.Wait(part.Worker, part.Assignment, $"Decided ({verdict.Act}), and the marketplace does not say yet that it was handed in.");
            else if (part is { State: AttendanceState.Gone, Due: DueKind.Review } && log.Compensations.All(one => one.Worker != part.Worker || one.Name != part.Assignment))
                yield return new Payable.Question(part.Worker, part.Assignment, "Finished, and never handed in. To pay them, compensate them.");
        }
    }

    private static IEnumerable<Payable> OfCompensation(DecisionLog log, PaymentBook book, DecisionRow decision)
    {
        var payment = book.Find(PaymentName.Compensation(decision.Worker, decision.Name!));
        if (payment.State == PaymentState.Paid) yield break;
        if (payment.IsGivenUp(decision))
        {
            yield return new Payable.Question(decision.Worker, decision.Assignment, $"Not compensated: {payment.Refused!.Detail}");
            yield break;
        }

        var cents = payment.State == PaymentState.Intended ? payment.Cents : decision.Cents ?? 0;
        yield return new Payable.Compensate(
            decision, decision.Name!, cents, RunBooks.Cents(Fees.OnReward(RunBooks.Amount(cents))), log.MarkOf(decision)?.Words, decision.Words ?? "Thank you for your time.");
    }

    // Each attempt has a qualification of its own: a marketplace keeps the name of a deleted one for days.
    private static IEnumerable<Payable.Clear> ToClear(RunBooks books, DecisionLog log, PaymentBook book) => books.Ledger
        .Where(row => PaymentName.IsCompensation(row.Payment) && row.Step != LedgerStep.Intent && book.Find(row.Payment).State != PaymentState.Intended && !log.IsCleared(row.Payment, row.Attempt))
        .Select(row => new Payable.Clear(row.Worker!.Value, row.Payment, row.Attempt));

    private static Payable.WriteRefund OfRefund(DecisionRow row)
        => new(row, $"{RunBooks.Amount(row.Cents ?? 0)} of {PaymentName.RefundedBy(row.Name!)} came back: {row.Words}");

    private static Payable.AboutWorker OfWorker(RunBooks books, DecisionRow row)
    {
        var why = row.Words ?? "";
        return row.Act switch
        {
            DecisionAct.Block => new Payable.AboutWorker(row, null, 1, why),
            DecisionAct.Unblock => new Payable.AboutWorker(row, null, null, why),
            DecisionAct.SoftBlock => new Payable.AboutWorker(row, books.BlockQualification, 1, why),
            DecisionAct.SoftUnblock => new Payable.AboutWorker(row, books.BlockQualification, null, why),
            DecisionAct.Grant => new Payable.AboutWorker(row, row.Name, (int)(row.Cents ?? 1), why),
            _ => new Payable.AboutWorker(row, row.Name, null, why),
        };
    }
}
