using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Review;

/// <summary>One decision that somebody wants to make.</summary>
internal sealed record Wish(string? Assignment, WorkerId Worker, string Act, string? Because, string? Name, long? Cents);

/// <summary>
/// Takes a request apart into the single decisions it stands for, and says of each what keeps it from being made. It knows nothing of disks and networks.
/// </summary>
internal sealed class Wishes(RunBooks books, IReviewProposals? proposals, DecideRequest request, DateTimeOffset now)
{
    private const int LongestReason = 1000;

    // Marketplaces take a rejection back for so long.
    private static readonly TimeSpan Overridable = TimeSpan.FromDays(30);

    private static readonly string[] AboutParts = [DecisionAct.Approve, DecisionAct.SoftReject, DecisionAct.Reject, DecisionAct.Bonus, DecisionAct.Undo, DecisionAct.Note];

    private static readonly string[] AboutWorkers =
        [DecisionAct.Block, DecisionAct.Unblock, DecisionAct.SoftBlock, DecisionAct.SoftUnblock, DecisionAct.Grant, DecisionAct.Revoke, DecisionAct.Compensate, DecisionAct.Note];

    private readonly DecisionLog _log = new(books.Decisions);
    private readonly PaymentBook _book = new(books.Ledger);
    private readonly List<DecideProblem> _problems = [];
    private readonly List<Wish> _wishes = [];

    public static (IReadOnlyList<Wish> Wishes, IReadOnlyList<DecideProblem> Problems) Of(RunBooks books, IReviewProposals? proposals, DecideRequest request, DateTimeOffset now)
    {
        var it = new Wishes(books, proposals, request, now);
        it.CheckWords();
        if (it._problems.Count == 0) it.Collect();
        return (it._problems.Count == 0 ? it._wishes : [], it._problems);
    }

    private void CheckWords()
    {
        if (string.IsNullOrWhiteSpace(request.By)) Problem("by", "Nobody is named who decides.", "Say who you are; the log keeps it.");
        if (!AboutParts.Contains(request.Act) && !AboutWorkers.Contains(request.Act) && request.Act != DecisionAct.Refund)
            Problem(request.Act, "This cannot be decided.", $"It is one of: {string.Join(", ", AboutParts.Union(AboutWorkers).Append(DecisionAct.Refund))}.");
        if (request.Act == DecisionAct.Refund && string.IsNullOrWhiteSpace(request.Because))
            Problem(request.Act, "There is no evidence.", "Say how you know that it came back, and where it can be looked up (--because); the ledger keeps it.");
        if (request.Act == DecisionAct.Refund && (request.Name?.Contains(':') == true || request.Name?.Length == 0)) Problem(request.Act, "The key has a colon, or is empty.", "Use another one (--key).");
        if (request.Act is DecisionAct.Reject or DecisionAct.Block or DecisionAct.Bonus or DecisionAct.Compensate or DecisionAct.Note
            && string.IsNullOrWhiteSpace(request.Because) && !request.AllProposed)
            Problem(request.Act, "There is no reason.", "Give one (--because); the worker reads it, and the log keeps it.");
        if (request.Because?.Length > LongestReason) Problem(request.Act, $"The reason has {request.Because.Length} characters.", $"Marketplaces take {LongestReason} at most.");
        if (request.Act is DecisionAct.Bonus or DecisionAct.Compensate or DecisionAct.Refund && !(request.Amount > 0 && decimal.Round(request.Amount.Value, 2) == request.Amount))
            Problem(request.Act, $"The amount {request.Amount} is none.", "Name dollars and cents, from 0.01: 0.50.");
        if (request.Act is DecisionAct.Grant or DecisionAct.Revoke && string.IsNullOrWhiteSpace(request.Name)) Problem(request.Act, "No qualification is named.", "Name it.");
        if (request.Act == DecisionAct.Grant && request.Amount is { } value && (value < 0 || value > int.MaxValue || decimal.Truncate(value) != value))
            Problem(request.Act, $"The value {value} is none.", "It is a whole number from 0.");
        if (request.Name?.Length > 100) Problem(request.Act, "The name is too long.", "Use 100 characters at most.");
        if (request.Worker is { } worker && (worker.Length is 0 or > 64 || worker.Any(char.IsControl))) Problem(worker, "This is no worker id.", "Copy it from `runner queue` or the review page.");
        if (request.AllProposed && request.Act is not (DecisionAct.Approve or DecisionAct.Reject)) Problem(request.Act, "No rule proposes this.", "Rules propose to approve and to reject.");
    }

    private void Collect()
    {
        if (request.Act == DecisionAct.Refund) Refunded();
        else if (request.Assignments.Count > 0) Named();
        else if (request.All is not null || request.AllProposed) Matching();
        else if (request.Worker is { } worker) OfWorker(new WorkerId(worker));
        else Problem(request.Act, "Nobody and nothing is named.", AboutParts.Contains(request.Act) ? "Name assignments, a worker (--worker), or --all-proposed." : "Name a worker.");
    }

    private void Named()
    {
        var byAssignment = Parts().ToLookup(part => part.Assignment);
        foreach (var assignment in request.Assignments)
        {
            var parts = byAssignment[assignment].Where(part => request.Worker is null || part.Worker.Value == request.Worker).ToList();
            // Of two who came with one assignment it is the one who handed it in.
            if (parts.Count > 1 && parts.Where(part => books.SubmissionOf(part.Assignment, part.Worker) is not null).ToList() is { Count: > 0 } handedIn) parts = handedIn;
            if (parts is [var one]) Add(one.Assignment, one.Worker);
            else Problem(assignment, parts.Count == 0 ? $"The run {books.Run} has no such assignment." : "Several workers came with it.", parts.Count == 0 ? $"See `runner queue {books.Run}`." : "Say whose (--worker).");
        }
    }

    private void Matching()
    {
        var filter = request.All ?? new ReviewFilter();
        if (request.Worker is not null) filter = filter with { Worker = request.Worker };
        if (request.AllProposed) filter = filter with { State = ReviewState.Waiting, Proposal = request.Act };
        foreach (var item in ReviewQueue.Matching(books, proposals, filter))
        {
            // "All that match" means all for which it makes sense: what is paid or was never handed in is passed over.
            var before = _problems.Count;
            Add(item.Assignment, item.Worker, request.AllProposed ? item.Proposal : null);
            if (request.Act is not DecisionAct.Note) _problems.RemoveRange(before, _problems.Count - before);
        }
    }

    private void OfWorker(WorkerId worker)
    {
        if (AboutWorkers.Contains(request.Act))
        {
            AboutWorker(worker);
            return;
        }

        var parts = Parts().Where(part => part.Worker == worker).ToList();
        if (parts.Count == 0) Problem(worker.Value, $"This worker has no part in the run {books.Run}.", $"See `runner queue {books.Run}`.");
        var before = _wishes.Count;
        foreach (var part in parts) Add(part.Assignment, part.Worker);
        // The whole worker: what can be decided is; only when nothing can, the reasons matter.
        if (_wishes.Count > before) _problems.Clear();
    }

    private void AboutWorker(WorkerId worker)
    {
        var name = request.Act switch
        {
            DecisionAct.Compensate => request.Name ?? "compensation",
            DecisionAct.Grant or DecisionAct.Revoke => request.Name,
            _ => null,
        };
        var cents = request.Act switch
        {
            DecisionAct.Compensate => Cents(request.Amount),
            DecisionAct.Grant => (long)(request.Amount ?? 1),
            _ => (long?)null,
        };
        if (request.Act == DecisionAct.Compensate && _book.Find(PaymentName.Compensation(worker, name!)) is { State: not PaymentState.None } payment)
        {
            Problem(worker.Value, $"The compensation '{name}' of {RunBooks.Amount(payment.Cents)} {(payment.State == PaymentState.Paid ? "is paid" : "is on its way")}.", "To pay another, name another key (--key).");
            return;
        }

        _wishes.Add(new Wish(null, worker, request.Act, request.Because, name, cents));
    }

    /// <summary>Of one payment that was made, and together never more than it was.</summary>
    private void Refunded()
    {
        if (RefundedPayment() is not { } payment) return;
        if (payment.State != PaymentState.Paid || payment.Kind == LedgerKind.Refund || payment.Worker is not { } worker)
        {
            Problem(payment.Name, "The run has no such payment, or it is not known to be paid.", $"Copy the name from `runner ledger {books.Run}`.");
            return;
        }

        if (request.Worker is { } named && named != worker.Value)
        {
            Problem(payment.Name, $"This was paid to {worker}, and not to {named}.", "Name one of the two.");
            return;
        }

        var name = PaymentName.Refund(payment.Name, request.Name ?? "refund");
        if (_log.Refunds.FirstOrDefault(row => row.Name == name) is { } before)
        {
            Problem(payment.Name, $"It is written down already that {RunBooks.Amount(before.Cents ?? 0)} of it came back.", "To write down another amount that came back, name another key (--key).");
            return;
        }

        var (cents, left) = (Cents(request.Amount)!.Value, payment.Cents - _log.RefundedCents(payment.Name));
        if (cents > left)
        {
            Problem(payment.Name, $"{RunBooks.Amount(cents)} cannot have come back: it was {RunBooks.Amount(payment.Cents)}, and {RunBooks.Amount(left)} of it is not back.",
                "What came back of the marketplace's fee is a payment of its own: " + PaymentName.FeeOf(payment.Name));
            return;
        }

        _wishes.Add(new Wish(payment.Assignment, worker, DecisionAct.Refund, request.Because, name, cents));
    }

    private Payment? RefundedPayment()
    {
        if (request.Payment is { } name) return _book.Find(name);
        if (request.Worker is not { } worker)
        {
            Problem(request.Act, "No payment is named.", $"Name it as `runner ledger {books.Run}` does (--payment), or the worker whom it was paid to (--worker).");
            return null;
        }

        var paid = _book.All.Where(one => one.State == PaymentState.Paid && one.Kind is LedgerKind.Reward or LedgerKind.Bonus && one.Worker?.Value == worker && _log.RefundedCents(one.Name) < one.Cents).ToList();
        if (paid is [var only]) return only;
        Problem(worker, paid.Count == 0 ? "Nothing was paid to this worker that is not back." : "Several payments were made to this worker.",
            paid.Count == 0 ? $"See `runner ledger {books.Run}`." : $"Say which came back (--payment): {string.Join(", ", paid.Select(one => one.Name))}.");
        return null;
    }

    private void Add(string assignment, WorkerId worker, Scripting.Decision? proposal = null)
    {
        var problem = request.Act switch
        {
            DecisionAct.Approve or DecisionAct.SoftReject => NotApprovable(assignment, worker),
            DecisionAct.Reject => NotRejectable(assignment, worker),
            DecisionAct.Bonus => NoBonus(assignment, worker),
            DecisionAct.Undo => NotUndoable(assignment, worker),
            _ => null,
        };
        if (problem is var (what, whatToDo))
        {
            Problem($"{assignment} ({worker})", what, whatToDo);
            return;
        }

        // A rule's own reason is better than none.
        var because = request.Because ?? proposal?.Because;
        _wishes.Add(request.Act == DecisionAct.Bonus
            ? new Wish(assignment, worker, request.Act, because, request.Name ?? "bonus", Cents(request.Amount))
            : new Wish(assignment, worker, request.Act, because, request.Act == DecisionAct.Undo ? request.Name : null, null));
        if (request.Act == DecisionAct.Approve && proposal?.Bonus > 0) _wishes.Add(new Wish(assignment, worker, DecisionAct.Bonus, proposal.Because, DecisionLog.RuleBonus, Cents(proposal.Bonus)));
        if (request is { Act: DecisionAct.Undo, Name: null } && _log.Bonuses(assignment, worker).Any(row => row.Name == DecisionLog.RuleBonus))
            _wishes.Add(new Wish(assignment, worker, DecisionAct.Undo, because, DecisionLog.RuleBonus, null));
    }

    private (string, string)? NotApprovable(string assignment, WorkerId worker)
    {
        if (Reward(assignment).State == PaymentState.Paid) return ("This is paid already.", "There is nothing to do. To give more, pay a bonus.");
        if (books.SubmissionOf(assignment, worker) is null && Part(assignment, worker) is not { State: AttendanceState.Here or AttendanceState.Over })
            return ("This was never handed in, so it cannot be approved.", $"To pay for it, use `runner compensate {books.Run} {worker} <amount>`.");
        return TooLateToTakeBack(assignment, worker);
    }

    private (string, string)? NotRejectable(string assignment, WorkerId worker)
    {
        if (Reward(assignment).State == PaymentState.Paid) return ("This is paid already, and marketplaces take nothing back.", "To keep its data out of the export, soft-reject it; to keep the worker away, block them.");
        if (Reward(assignment).State == PaymentState.Intended) return ("This is being paid.", "Pay once more to see what became of it (`runner pay`).");
        if (books.SubmissionOf(assignment, worker) is not { } submission) return ("This was not handed in, so there is nothing to reject.", "There is nothing to do.");
        if (submission.Verdict == SubmissionVerdict.Rejected) return ("This is rejected already.", "There is nothing to do.");
        return Part(assignment, worker) is { Due: DueKind.Owed } part && part.DueCents >= books.RewardCents
            ? ($"The worker was told that they will be paid {RunBooks.Amount(part.DueCents.Value)}.", "What was promised is paid. To keep its data out of the export, soft-reject it.")
            : null;
    }

    private (string, string)? NoBonus(string assignment, WorkerId worker)
    {
        if (books.SubmissionOf(assignment, worker) is null) return ("This was not handed in, and marketplaces pay a bonus only for what was.", $"Use `runner compensate {books.Run} {worker} <amount>`.");
        var key = request.Name ?? "bonus";
        var payment = _book.Find(PaymentName.Bonus(assignment, key));
        return payment.State == PaymentState.None
            ? null
            : ($"The bonus '{key}' of {RunBooks.Amount(payment.Cents)} {(payment.State == PaymentState.Paid ? "is paid" : "is being paid")}.", "To pay another, name another key (--key).");
    }

    private (string, string)? NotUndoable(string assignment, WorkerId worker)
    {
        if (request.Name is { } key)
        {
            if (_log.Bonuses(assignment, worker).All(row => row.Name != key)) return ($"There is no bonus '{key}'.", "There is nothing to undo.");
            return _book.Find(PaymentName.Bonus(assignment, key)).State == PaymentState.None ? null : ($"The bonus '{key}' is paid, or being paid.", "Marketplaces take nothing back.");
        }

        if (_log.Verdict(assignment, worker) is not { } verdict) return ("Nothing is decided about this.", "There is nothing to undo.");
        if (Reward(assignment).State != PaymentState.None) return ("This is paid, or being paid, and marketplaces take nothing back.", "To keep its data out of the export, soft-reject it.");
        if (verdict.By == DecisionLog.ByPolicy) return ("The worker was told that they will be paid.", "What was promised is paid.");
        return TooLateToTakeBack(assignment, worker);
    }

    private (string, string)? TooLateToTakeBack(string assignment, WorkerId worker)
        => books.SubmissionOf(assignment, worker) is { Verdict: SubmissionVerdict.Rejected } submission && now - DateTimeOffset.FromUnixTimeMilliseconds(submission.SubmittedAtUnixMs) > Overridable
            ? ($"This was handed in more than {Overridable.TotalDays:0} days ago; marketplaces do not take such a rejection back.", $"Use `runner compensate {books.Run} {worker} <amount>`.")
            : null;

    private IEnumerable<(string Assignment, WorkerId Worker)> Parts()
        => books.Attendances.Select(part => (part.Assignment, part.Worker)).Union(books.Submissions.Select(one => (one.Assignment, one.Worker)));

    private AttendanceRow? Part(string assignment, WorkerId worker) => books.PartOf(assignment, worker);

    private Payment Reward(string assignment) => _book.Find(PaymentName.Reward(assignment));

    private static long? Cents(decimal? amount) => amount is { } dollars ? decimal.ToInt64(dollars * 100) : null;

    private void Problem(string where, string what, string whatToDo) => _problems.Add(new DecideProblem(where, what, whatToDo));
}
