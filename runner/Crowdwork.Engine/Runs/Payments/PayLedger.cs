using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>A payment that is to be made, with what the marketplace takes for it.</summary>
internal sealed record Planned(string Name, string Kind, long Cents, long FeeCents, WorkerId Worker, string? Assignment, string? Why);

/// <summary>Writes payments into the ledger, each together with its fee: both lines stand in one commit, at every step.</summary>
internal sealed class PayLedger(CrowdStore store, Spending spending, TimeProvider time, RunId run)
{
    public Payment Find(string name) => new PaymentBook(store.Ledger(run, name)).Find(name);

    public bool IsOpen(string name) => Find(name).State == PaymentState.Intended;

    /// <summary>Writes that it will be made, if it fits under the cap.</summary>
    public Task<bool> Intend(Planned payment, long freedCents, IReadOnlyList<Projection> more)
        => spending.Commit(payment.Cents + payment.FeeCents, freedCents, [.. Lines(payment, LedgerStep.Intent, Find(payment.Name).Attempt), .. more]);

    /// <summary>Writes what the marketplace has paid without our asking. It is a fact, and no cap undoes it.</summary>
    public Task Write(Planned payment, IReadOnlyList<Projection> more)
    {
        var attempt = Find(payment.Name).Attempt;
        return store.Write([.. Lines(payment, LedgerStep.Intent, attempt), .. Lines(payment, LedgerStep.Confirmed, attempt), .. more]);
    }

    /// <summary>Writes what came back. The crowd has no call for it, so that what is known is what somebody saw; nothing is left open.</summary>
    public Task WriteRefund(DecisionRow said)
    {
        Projection Line(string step) => new Projection.LedgerWritten(run, said.Name!, 1, step, LedgerKind.Refund, said.Cents ?? 0, said.Worker, said.Assignment, said.Words, Now);
        return store.Write(Line(LedgerStep.Intent), Line(LedgerStep.Confirmed));
    }

    public Task Confirm(string name, string? detail, IReadOnlyList<Projection> more, string? assignment = null) => Settle(name, LedgerStep.Confirmed, detail, more, assignment);

    public Task Refuse(string name, string? why, IReadOnlyList<Projection> more) => Settle(name, LedgerStep.Refused, why, more, null);

    private Task Settle(string name, string step, string? detail, IReadOnlyList<Projection> more, string? assignment)
    {
        var (payment, fee) = (Find(name), Find(PaymentName.FeeOf(name)));
        Projection Line(Payment one) => new Projection.LedgerWritten(run, one.Name, one.Attempt, step, one.Kind, one.Cents, one.Worker, assignment ?? one.Assignment, detail, Now);
        return store.Write([Line(payment), Line(fee), .. more]);
    }

    private Projection[] Lines(Planned one, string step, int attempt) =>
    [
        new Projection.LedgerWritten(run, one.Name, attempt, step, one.Kind, one.Cents, one.Worker, one.Assignment, one.Why, Now),
        new Projection.LedgerWritten(run, PaymentName.FeeOf(one.Name), attempt, step, LedgerKind.Fee, one.FeeCents, one.Worker, one.Assignment, one.Why, Now),
    ];

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
