using System.Globalization;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>
/// Pays somebody who has no submission: through a HIT that only they can see, which they accept and hand in with one click.
/// </summary>
/// <remarks>
/// <code>
///   1  ledger: intent (amount and fee)
///   2  a qualification of this compensation's own, given to the worker
///   3  a HIT of that reward, which nobody without the qualification even finds   token and note follow from the payment
///   4  log: which HIT                                                            and the worker is written to
///   5  they hand in  -->  approve  -->  ledger: confirmed                        in whatever round that is
///      or nobody takes it for 30 days     -->  ledger: refused
///   6  the qualification is deleted, log: cleared                                an account holds a limited number of them
/// </code>
/// Whatever is killed in between, the next round begins at 1 and finds what is there: the intent, the qualification by its name, the HIT by its note.
/// </remarks>
internal sealed class Compensator(ICrowd crowd, Insistence insistence, PayLedger ledger, CrowdStore store, TimeProvider time, RunId run)
{
    private static readonly TimeSpan Offered = TimeSpan.FromDays(30);

    public async Task<(PayOutcome Outcome, string? Detail, CrowdFault? Fault)> Compensate(Payable.Compensate one, LaunchTerms terms, CancellationToken cancelled)
    {
        var name = PaymentName.Compensation(one.Worker, one.Key);
        var wasOpen = ledger.IsOpen(name);
        if (!wasOpen && !await ledger.Intend(new Planned(name, LedgerKind.Reward, one.Cents, one.FeeCents, one.Worker, null, one.Why), 0, [])) return (PayOutcome.OverCap, null, null);
        try
        {
            var hit = one.Hit ?? await Offer(one, name, terms, wasOpen, cancelled);
            return await Collect(one, name, hit, cancelled);
        }
        catch (CrowdFault fault) when (fault.Kind == CrowdFaultKind.Refused)
        {
            // The offer was not taken; the marketplace holds no money for it.
            await ledger.Refuse(name, fault.Message, []);
            return (PayOutcome.Refused, fault.Message, fault);
        }
        catch (CrowdFault fault)
        {
            return fault.Kind == CrowdFaultKind.NotYetKnown ? (PayOutcome.Later, fault.Message, fault) : (PayOutcome.Halted, fault.Message, fault);
        }
    }

    /// <summary>Takes away what a settled attempt has left on the crowd, and writes down that it is gone.</summary>
    public async Task<Settled> Clear(WorkerId worker, string name, int attempt, CancellationToken cancelled)
    {
        Settled settled;
        try
        {
            settled = await insistence.Do(
                () => crowd.DeleteQualification(QualificationOf(name, attempt), cancelled), () => Task.FromResult(new Look(Sight.NotDone)), mayBeDone: false, hasToken: false, waits: false, cancelled);
        }
        catch (CrowdFault fault)
        {
            return new Settled(fault.Kind == CrowdFaultKind.Credentials ? Ending.Halted : Ending.Later, fault.Message, fault);
        }

        // A crowd that will not delete it today will not tomorrow. It is said once and kept in the log; it costs nothing.
        if (settled.Ending is Ending.Done or Ending.Refused)
            await store.Write(DecisionLog.MarkCleared(run, worker, name, attempt, settled.Ending == Ending.Refused ? settled.Detail : null, time.GetUtcNow().ToUnixTimeMilliseconds()));
        return settled;
    }

    private string QualificationOf(string name, int attempt)
        => attempt == 1 ? $"Compensation {PaymentName.Mark(run, name)}" : string.Create(CultureInfo.InvariantCulture, $"Compensation {PaymentName.Mark(run, name)} {attempt}");

    private async Task<string> Offer(Payable.Compensate one, string name, LaunchTerms terms, bool wasOpen, CancellationToken cancelled)
    {
        var note = $"{run.Value}:compensation:{PaymentName.Mark(run, name)}:{ledger.Find(name).Attempt}";
        var hit = wasOpen ? await FindByNote(note, cancelled) : null;
        hit ??= await Post(one, name, note, terms, cancelled);
        var told = await Tell(one, hit, cancelled);
        await store.Write(DecisionLog.MarkAs(one.Decision, hit, time.GetUtcNow().ToUnixTimeMilliseconds()));
        return told;
    }

    private async Task<string> Post(Payable.Compensate one, string name, string note, LaunchTerms terms, CancellationToken cancelled)
    {
        var qualification = await insistence.Ask(() => crowd.EnsureQualification(QualificationOf(name, ledger.Find(name).Attempt), "Lets one worker collect a payment that is owed to them.", cancelled), cancelled);
        await insistence.Ask(() => Done(crowd.Grant(qualification, one.Worker.Value, 1, cancelled)), cancelled);
        var offer = new HitTerms(
            Shortened($"Your payment for: {terms.Config.Title}", 128), "We owe you for work that could not be handed in. Accept this and press the button; there is nothing else to do.",
            [], RunBooks.Amount(one.Cents), TimeSpan.FromHours(1), TimeSpan.FromDays(1))
        {
            Requirements = [new WorkerRequirement(qualification, Comparison.Exists, [], [], Guards.Discover)],
        };
        var type = await insistence.Ask(() => crowd.HitType(offer, cancelled), cancelled);
        var order = new HitOrder(
            type, new HitPage.Itself(CompensationPage.Html(RunBooks.Amount(one.Cents), one.Why)), 400, Offered, PaymentName.Token(run, name, ledger.Find(name).Attempt), note);
        try
        {
            return (await insistence.Ask(() => crowd.Post(order, cancelled), cancelled)).Id;
        }
        catch (CrowdFault fault) when (fault.Kind == CrowdFaultKind.AlreadyDone)
        {
            return await FindByNote(note, cancelled)
                ?? throw new CrowdFault(CrowdFaultKind.NotYetKnown, fault.Code, "The marketplace has the HIT of this compensation and does not list it yet.\n  Pay again in a minute.", fault);
        }
    }

    private Task<string?> FindByNote(string note, CancellationToken cancelled) => insistence.Ask(async () =>
    {
        await foreach (var hit in crowd.Hits(cancelled))
        {
            if (hit.Annotation == note) return hit.Id;
        }

        return (string?)null;
    }, cancelled);

    // Workers do not look for HITs that are theirs alone. Not every marketplace lets us write to everybody; the HIT is there all the same.
    private async Task<string> Tell(Payable.Compensate one, string hit, CancellationToken cancelled)
    {
        try
        {
            await insistence.Ask(() => crowd.Notify([one.Worker.Value], "A payment is waiting for you",
                $"We owe you {RunBooks.Amount(one.Cents)}: {CrowdWords.Reason(one.Why, "for your time.")} You will find a HIT that only you can see, under \"Your payment for\". Accept it and press its button; we approve it at once.",
                cancelled), cancelled);
        }
        catch (CrowdFault fault) when (fault.Kind == CrowdFaultKind.Refused)
        {
            // What refuses a letter does not refuse the HIT.
        }

        return hit;
    }

    private async Task<(PayOutcome, string?, CrowdFault?)> Collect(Payable.Compensate one, string name, string hit, CancellationToken cancelled)
    {
        var answers = await insistence.Ask(async () => await crowd.Answers(hit, cancelled).ToListAsync(cancelled), cancelled);
        if (answers.Find(answer => answer.Worker == one.Worker.Value) is not { } handedIn) return await NotHandedIn(one, name, hit, cancelled);
        var settled = await insistence.Do(
            () => crowd.Approve(handedIn.Assignment, CrowdWords.Reason(one.Why, "Thank you."), cancelled), () => LookAt(handedIn.Assignment, cancelled), mayBeDone: true, hasToken: false, waits: true, cancelled);
        if (settled.Ending == Ending.Done) await ledger.Confirm(name, settled.Detail, [], handedIn.Assignment);
        if (settled.Ending == Ending.Refused) await ledger.Refuse(name, settled.Detail, []);
        return settled.Ending switch
        {
            Ending.Done => (PayOutcome.Done, settled.Detail, null),
            Ending.Later => (PayOutcome.Later, settled.Detail, settled.Fault),
            Ending.Refused => (PayOutcome.Refused, settled.Detail, settled.Fault),
            _ => (PayOutcome.Halted, settled.Detail, settled.Fault),
        };
    }

    private async Task<(PayOutcome, string?, CrowdFault?)> NotHandedIn(Payable.Compensate one, string name, string hit, CancellationToken cancelled)
    {
        var posted = await insistence.Ask(() => crowd.Hit(hit, cancelled), cancelled);
        // Its one place is free, and it is offered no more: by the marketplace's clock, which may not be ours.
        if (posted is { State: not "Assignable", Available: > 0 })
        {
            var why = $"Not collected within {Offered.TotalDays:0} days. To offer it again, compensate them again.";
            await ledger.Refuse(name, why, []);
            return (PayOutcome.Refused, why, null);
        }

        return (PayOutcome.Later, $"Offered to {one.Worker} as HIT {hit}; it is paid when they hand it in.", null);
    }

    private async Task<Look> LookAt(string assignment, CancellationToken cancelled) => await crowd.Answer(assignment, cancelled) switch
    {
        null => new Look(Sight.Unknown),
        { Verdict: Crowds.Verdict.Approved } => new Look(Sight.Done),
        { Verdict: Crowds.Verdict.Rejected } => new Look(Sight.Contradicted, "The marketplace says that it is rejected."),
        _ => new Look(Sight.NotDone),
    };

    private static async Task<bool> Done(Task call)
    {
        await call;
        return true;
    }

    private static string Shortened(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
