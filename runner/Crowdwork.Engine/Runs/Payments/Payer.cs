using System.Collections.Concurrent;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>
/// Pays what a run has to pay, each payment exactly once, whatever is lost on the way: replies, connections, this process.
/// </summary>
/// <remarks>
/// <code>
///   Payables --> 1  ledger: intent (amount and fee), under the cap     on disk before the crowd hears of it
///                2  crowd: approve, bonus, ...  (deterministic token)
///                3  ledger: confirmed, and the crowd's verdict
///
///   killed after 1 or 2 --> the next round finds the intent open, LOOKS what the crowd has, and only then sends
/// </code>
/// The ledger's own rules (a payment is confirmed once, an intent is followed by the next only when it was refused) stand behind all of it.
/// A round can be repeated at any time; what is done is not done again. Several things are done at once, in the order of their deadlines; bonuses of a part after its
/// reward. No money and wrong keys halt a round; the next one goes on from there.
/// </remarks>
public sealed class Payer : IDisposable
{
    private const int AtOnce = 8;

    private readonly CrowdStore _store;
    private readonly ICrowd _crowd;
    private readonly Spending _spending;
    private readonly TimeProvider _time;
    private readonly RunId _run;
    private readonly Insistence _insistence;
    private readonly PayLedger _ledger;
    private readonly Compensator _compensator;
    private readonly SemaphoreSlim _oneRound = new(1, 1);

    /// <param name="store">The store of the run, which this process holds.</param>
    /// <param name="crowd">Where the run is.</param>
    /// <param name="gate">What all calls of the run go through.</param>
    /// <param name="spending">What all spending of the run is held against.</param>
    /// <param name="time">The clock.</param>
    /// <param name="run">The run.</param>
    public Payer(CrowdStore store, ICrowd crowd, CrowdGate gate, Spending spending, TimeProvider time, RunId run)
    {
        (_store, _crowd, _spending, _time, _run) = (store, crowd, spending, time, run);
        _insistence = new Insistence(gate, time);
        _ledger = new PayLedger(store, spending, time, run);
        _compensator = new Compensator(crowd, _insistence, _ledger, store, time, run);
    }

    /// <summary>What a round would do, without doing any of it.</summary>
    /// <param name="proposals">What the task's rule approves counts as approved; null leaves that to a person.</param>
    public IReadOnlyList<Payable> Plan(IReviewProposals? proposals) => Payables.Of(Decided(RunBooks.Read(_store, _run), proposals));

    /// <summary>Pays.</summary>
    /// <param name="proposals">What the task's rule approves is approved (<see cref="LaunchTerms.PayAsProposed"/>, or somebody asks for it); null leaves that to a person.</param>
    /// <param name="progress">Hears of each thing when it is done.</param>
    /// <param name="cancelled">Stops it; what is on its way is settled by the next round.</param>
    /// <param name="patience">How long it waits for the marketplace; other rounds wait as long. Without it as long as makes sense.</param>
    /// <exception cref="StoreException">The store cannot be written; nothing was sent that it does not know of.</exception>
    public async Task<PayReport> Pay(IReviewProposals? proposals, IProgress<PayLine>? progress, CancellationToken cancelled, PayPatience? patience = null)
    {
        await _oneRound.WaitAsync(cancelled);
        try
        {
            _insistence.Patience = patience ?? PayPatience.Lasting;
            var standing = StandingDecisions.Of(RunBooks.Read(_store, _run), proposals, Now);
            if (standing.Count > 0) await _store.Write([.. standing]);
            return await new Round(this, progress, cancelled).Go();
        }
        finally
        {
            _oneRound.Release();
        }
    }

    public void Dispose() => _oneRound.Dispose();

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private RunBooks Decided(RunBooks books, IReviewProposals? proposals)
    {
        var line = books.Decisions.Count == 0 ? 0 : books.Decisions.Max(row => row.Line);
        var standing = StandingDecisions.Of(books, proposals, Now)
            .Select((one, index) => new DecisionRow(line + index + 1, one.Run, one.Assignment, one.Worker, one.Act, one.By, one.Words, one.Name, one.Cents, one.AtUnixMs));
        return books with { Decisions = [.. books.Decisions, .. standing] };
    }

    /// <summary>One call of <see cref="Pay"/>.</summary>
    private sealed class Round(Payer payer, IProgress<PayLine>? progress, CancellationToken cancelled)
    {
        private readonly RunBooks _books = RunBooks.Read(payer._store, payer._run);
        private readonly ConcurrentDictionary<Payable, PayLine> _lines = new();
        private CrowdFault? _halted;

        public async Task<PayReport> Go()
        {
            var payables = Payables.Of(_books);
            foreach (var one in payables.Where(one => !one.IsDue)) Note(new PayLine(one, PayOutcome.Later, null));

            // Of one part in turn, of several at once.
            var parts = payables.Where(one => one.IsDue).GroupBy(one => (one.Worker, one.Assignment)).ToList();
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancelled };
            await Parallel.ForEachAsync(parts, options, async (part, _) => await All(part, waits: false));

            // Those that the marketplace does not know yet have waited for all others, and now only for it.
            if (payer._insistence.Patience.Known == TimeSpan.Zero) return Report();
            var unknown = parts.Where(part => part.Any(one => IsUnknown(one))).ToList();
            await Task.WhenAll(unknown.Select(part => All(part.Where(IsUnknown), waits: true)));
            return Report();

            PayReport Report() => new([.. payables.Select(one => _lines[one])], _halted);
        }

        private bool IsUnknown(Payable one) => _lines[one] is { Outcome: PayOutcome.Later } && one is not Payable.Compensate;

        private async Task All(IEnumerable<Payable> payables, bool waits)
        {
            foreach (var one in payables)
            {
                var line = _halted is null ? await Carry(one, waits) : new PayLine(one, PayOutcome.Halted, null);
                Note(line);
            }
        }

        private Task<PayLine> Carry(Payable one, bool waits) => one switch
        {
            Payable.Approve approve => Approve(approve, approve.Submission, approve.Cents, approve.FeeCents, takesBack: false, waits),
            Payable.TakeBackRejection back => Approve(back, back.Submission, back.Cents, back.FeeCents, takesBack: true, waits),
            Payable.WritePaid paid => WritePaid(paid),
            Payable.Reject reject => Reject(reject, waits),
            Payable.WriteRejected rejected => WriteRejected(rejected),
            Payable.Bonus bonus => Bonus(bonus, waits),
            Payable.Compensate compensate => Compensate(compensate),
            Payable.Clear clear => Clear(clear),
            Payable.WriteRefund refund => WriteRefund(refund),
            Payable.AboutWorker about => AboutWorker(about),
            _ => throw new InvalidOperationException($"Bug in Crowdwork: no way to carry out {one}."),
        };

        private async Task<PayLine> Approve(Payable one, SubmissionRow submission, long cents, long fee, bool takesBack, bool waits)
        {
            var name = PaymentName.Reward(submission.Assignment);
            var hit = _books.HitOf(submission.Hit);
            var wasOpen = payer._ledger.IsOpen(name);
            if (!wasOpen)
            {
                var closes = hit is { State: HitState.Posted };
                Projection[] more = closes ? [new Projection.HitClosed(hit!.Run, hit.Place, hit.Generation, "paid", payer.Now)] : [];
                var payment = new Planned(name, LedgerKind.Reward, cents, fee, submission.Worker, submission.Assignment, one.Why);
                if (!await payer._ledger.Intend(payment, closes ? _books.PlaceCents : 0, more)) return new PayLine(one, PayOutcome.OverCap, null);
            }

            var words = CrowdWords.Reason(one.Why, "Thank you.");
            var settled = await payer._insistence.Do(
                () => takesBack ? payer._crowd.TakeBackRejection(submission.Assignment, words, cancelled) : payer._crowd.Approve(submission.Assignment, words, cancelled),
                () => LookAt(submission, Crowds.Verdict.Approved, takesBack ? null : Crowds.Verdict.Rejected), wasOpen, hasToken: false, waits, cancelled);
            if (settled.Ending == Ending.Done)
                await payer._ledger.Confirm(name, settled.Detail, [Seen(submission, SubmissionVerdict.Approved, words)]);
            if (settled.Ending == Ending.Refused)
                await payer._ledger.Refuse(name, settled.Detail, []);
            return After(one, settled);
        }

        private async Task<PayLine> WritePaid(Payable.WritePaid one)
        {
            var hit = _books.HitOf(one.Submission.Hit);
            Projection[] more = hit is { State: HitState.Posted } ? [new Projection.HitClosed(hit.Run, hit.Place, hit.Generation, "paid", payer.Now)] : [];
            await payer._ledger.Write(new Planned(PaymentName.Reward(one.Submission.Assignment), LedgerKind.Reward, one.Cents, one.FeeCents, one.Worker, one.Assignment, one.Why), more);
            return new PayLine(one, PayOutcome.Done, null);
        }

        private async Task<PayLine> Reject(Payable.Reject one, bool waits)
        {
            var words = CrowdWords.Reason(one.Why, "The work was not done as asked.");
            var settled = await payer._insistence.Do(
                () => payer._crowd.Reject(one.Submission.Assignment, words, cancelled),
                () => LookAt(one.Submission, Crowds.Verdict.Rejected, Crowds.Verdict.Approved), mayBeDone: false, hasToken: false, waits, cancelled);
            if (settled.Ending == Ending.Done) await payer._store.Write([Seen(one.Submission, SubmissionVerdict.Rejected, words), .. Closing(one.Submission, "rejected")]);
            // What the marketplace paid meanwhile is written down, so that the next round finds it.
            else if (settled is { Ending: Ending.Refused, Detail: ApprovedThere }) await payer._store.Write(Seen(one.Submission, SubmissionVerdict.Approved, null));
            return After(one, settled);
        }

        private async Task<PayLine> WriteRejected(Payable.WriteRejected one)
        {
            await payer._store.Write([.. Closing(one.Submission, "rejected")]);
            return new PayLine(one, PayOutcome.Done, null);
        }

        private async Task<PayLine> Bonus(Payable.Bonus one, bool waits)
        {
            var name = PaymentName.Bonus(one.Submission.Assignment, one.Key);
            var wasOpen = payer._ledger.IsOpen(name);
            if (!wasOpen && !await payer._ledger.Intend(new Planned(name, LedgerKind.Bonus, one.Cents, one.FeeCents, one.Worker, one.Assignment, one.Why), 0, []))
                return new PayLine(one, PayOutcome.OverCap, null);

            var mark = PaymentName.Mark(payer._run, name);
            var order = new BonusOrder(
                one.Worker.Value, one.Submission.Assignment, RunBooks.Amount(one.Cents), CrowdWords.BonusReason(one.Why, mark),
                PaymentName.Token(payer._run, name, payer._ledger.Find(name).Attempt));
            var settled = await payer._insistence.Do(() => payer._crowd.PayBonus(order, cancelled), () => LookForBonus(order, mark), wasOpen, hasToken: true, waits, cancelled);
            if (settled.Ending == Ending.Done) await payer._ledger.Confirm(name, settled.Detail, []);
            if (settled.Ending == Ending.Refused) await payer._ledger.Refuse(name, settled.Detail, []);
            return After(one, settled);
        }

        private async Task<PayLine> Compensate(Payable.Compensate one)
        {
            var (outcome, detail, fault) = await payer._compensator.Compensate(one, _books.Terms, cancelled);
            if (outcome == PayOutcome.Halted) _halted ??= fault;
            // At once, where that is possible; otherwise a later round finds it in the ledger.
            var name = PaymentName.Compensation(one.Worker, one.Key);
            if (outcome is PayOutcome.Done or PayOutcome.Refused && Settled(name) is { } attempt) await payer._compensator.Clear(one.Worker, name, attempt, cancelled);
            return new PayLine(one, outcome, detail);

            int? Settled(string payment) => payer._store.Ledger(payer._run, payment).LastOrDefault(row => row.Step != LedgerStep.Intent)?.Attempt;
        }

        private async Task<PayLine> Clear(Payable.Clear one) => After(one, await payer._compensator.Clear(one.Worker, one.Payment, one.Attempt, cancelled));

        private async Task<PayLine> WriteRefund(Payable.WriteRefund one)
        {
            await payer._ledger.WriteRefund(one.Decision);
            return new PayLine(one, PayOutcome.Done, null);
        }

        private async Task<PayLine> AboutWorker(Payable.AboutWorker one)
        {
            var carried = await new WorkerActs(payer._crowd, payer._insistence).Carry(one, cancelled);
            if (carried.Ending == Ending.Done) await payer._store.Write([.. WorkerActs.Facts(one, _books.Task, payer.Now)]);
            return After(one, carried);
        }

        private const string ApprovedThere = "The marketplace says that it is approved.";

        private async Task<Look> LookAt(SubmissionRow submission, Crowds.Verdict wanted, Crowds.Verdict? ruledOut)
        {
            if (await payer._crowd.Answer(submission.Assignment, cancelled) is not { } answer) return new Look(Sight.Unknown);
            if (answer.Worker != submission.Worker.Value)
                return new Look(Sight.Contradicted, $"The marketplace says that {answer.Worker} handed this in, and not {submission.Worker}.");
            if (answer.Verdict == wanted)
                return new Look(Sight.Done, answer.Verdict == Crowds.Verdict.Approved && answer.ApprovesItselfAt <= payer._time.GetUtcNow() ? "Approved by itself, or by an earlier call." : "By an earlier call.");
            if (answer.Verdict != ruledOut) return new Look(Sight.NotDone);
            return new Look(Sight.Contradicted, answer.Verdict == Crowds.Verdict.Approved ? ApprovedThere : "The marketplace says that it is rejected.");
        }

        private async Task<Look> LookForBonus(BonusOrder order, string mark)
        {
            await foreach (var paid in payer._crowd.Bonuses(order.Assignment, cancelled))
            {
                if (!CrowdWords.HasMark(paid.Reason, mark)) continue;
                return paid.Worker == order.Worker && paid.Amount == order.Amount
                    ? new Look(Sight.Done, "Paid by an earlier call.")
                    : new Look(Sight.Contradicted, $"The marketplace has this bonus as {paid.Amount} to {paid.Worker}. Compare the books: runner ledger {payer._run} --reconcile.");
            }

            return new Look(Sight.NotDone);
        }

        private IEnumerable<Projection> Closing(SubmissionRow submission, string why)
        {
            if (_books.HitOf(submission.Hit) is { State: HitState.Posted } hit) yield return new Projection.HitClosed(hit.Run, hit.Place, hit.Generation, why, payer.Now);
        }

        private Projection.SubmissionSeen Seen(SubmissionRow one, string verdict, string? words) => new(
            one.Run, one.Assignment, one.Worker, one.Hit, verdict, words, one.Answer, one.AcceptedAtUnixMs, one.SubmittedAtUnixMs, one.ApprovesItselfAtUnixMs, payer.Now);

        private PayLine After(Payable one, Settled settled)
        {
            if (settled.Ending == Ending.Halted) _halted ??= settled.Fault;
            return new PayLine(one, settled.Ending switch
            {
                Ending.Done => PayOutcome.Done,
                Ending.Later => PayOutcome.Later,
                Ending.Refused => PayOutcome.Refused,
                _ => PayOutcome.Halted,
            }, settled.Detail);
        }

        private void Note(PayLine line)
        {
            _lines[line.Payable] = line;
            if (line.Payable.IsDue) progress?.Report(line);
        }
    }
}
