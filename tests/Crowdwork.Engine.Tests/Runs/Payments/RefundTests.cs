using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Runs.Payments;

/// <summary>Money that came back: no marketplace has a call for it, so that what somebody saw is what is written.</summary>
public sealed class RefundTests : IAsyncLifetime
{
    private PaidRun _run = null!;
    private string _assignment = "";

    private string Reward => PaymentName.Reward(_assignment);

    public async ValueTask InitializeAsync()
    {
        // Room for one reward of 50 cents with its fee of 10, and 5 cents.
        _run = await PaidRun.Launch(capCents: 65);
        _assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Approve, "AWORKER", _assignment);
        await _run.Pay();
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task Refund_IsInTheLedgerTheLogAndTheSumsAndGivesRoomUnderTheCap()
    {
        var answer = await Refund(0.40m, Reward);

        Assert.Equal((true, 1, 0.45m), (answer.IsDone, answer.Decided, answer.Left));
        Assert.Equal(
            [(LedgerStep.Intent, 40L, "Support case 1."), (LedgerStep.Confirmed, 40L, "Support case 1.")],
            _run.Store.Ledger(PaidRun.Run).Where(row => row.Kind == LedgerKind.Refund).Select(row => (row.Step, row.Cents, row.Detail!)));
        Assert.Equal((60L, 40L, 0L), _run.Store.LedgerSums(PaidRun.Run) is var sums ? (sums.SpentCents, sums.RefundedCents, sums.IntendedCents) : default);
        Assert.Equal((DecisionAct.Refund, "anna", _assignment), _run.Store.Decisions(PaidRun.Run)[^1] is var row ? (row.Act, row.By, row.Assignment) : default);
        Assert.Equal((60, 40, 45), RunSummary.Of(_run.Store, PaidRun.Run)!.Money is var money ? (money.Spent, money.Refunded, money.Left) : default);
    }

    [Fact]
    public async Task Bonus_ThatDidNotFitUnderTheCap_FitsAfterTheRefundAndNoCentMore()
    {
        await _run.Decide(DecisionAct.Bonus, "AWORKER", _assignment, "Good.", "good", 20);
        Assert.Equal(PayOutcome.OverCap, Assert.Single((await _run.Pay()).Lines).Outcome);

        await Refund(0.18m, Reward);
        Assert.Equal(PayOutcome.OverCap, Assert.Single((await _run.Pay()).Lines).Outcome);
        // 24 cents with the fee: 5 were left, 19 are back.
        await Refund(0.01m, Reward, key: "second");
        await _run.Pay();

        Assert.Contains(PaymentName.Bonus(_assignment, "good"), _run.Confirmed);
        Assert.Equal(65, _run.Store.LedgerSums(PaidRun.Run).CommittedCents);
    }

    [Fact]
    public async Task Refund_AskedForTwice_IsWrittenOnce()
    {
        await Refund(0.10m, Reward);

        var again = await Refund(0.10m, Reward);

        Assert.Contains("written down already", Assert.Single(again.Problems).What);
        Assert.Equal(10, _run.Store.LedgerSums(PaidRun.Run).RefundedCents);
    }

    [Fact]
    public async Task Refund_KilledBetweenTheLogAndTheLedger_IsWrittenByTheNextRoundOnce()
    {
        await _run.Decide(DecisionAct.Refund, "AWORKER", _assignment, "Support case 1.", PaymentName.Refund(Reward, "refund"), 10);
        _run.Restart();

        await _run.Pay();
        await _run.Pay();

        Assert.Equal(10, _run.Store.LedgerSums(PaidRun.Run).RefundedCents);
    }

    [Theory]
    [InlineData(0.51, null)]
    [InlineData(0.31, 0.20)]
    public async Task Refund_OfMoreThanWasPaid_IsRefused(decimal dollars, double? before)
    {
        if (before is { } first) await Refund((decimal)first, Reward, key: "first");
        var lines = _run.Store.Ledger(PaidRun.Run).Count;

        var answer = await Refund(dollars, Reward);

        Assert.Contains("cannot have come back", Assert.Single(answer.Problems).What);
        Assert.Equal(lines, _run.Store.Ledger(PaidRun.Run).Count);
    }

    [Fact]
    public async Task Refund_OfAFee_IsThatOfItsOwnLine()
    {
        Assert.True((await Refund(0.10m, PaymentName.FeeOf(Reward))).IsDone);
        Assert.False((await Refund(0.01m, PaymentName.FeeOf(Reward), key: "more")).IsDone);

        Assert.Equal(10, _run.Store.LedgerSums(PaidRun.Run).RefundedCents);
    }

    [Theory]
    [InlineData("reward:3UNKNOWN", "AWORKER", 0.10, "Seen.", null, "no such payment")]
    [InlineData(null, "ASTRANGER", 0.10, "Seen.", null, "Nothing was paid")]
    [InlineData(null, null, 0.10, "Seen.", null, "No payment")]
    [InlineData(null, "AWORKER", 0.10, " ", null, "no evidence")]
    [InlineData(null, "AWORKER", 0, "Seen.", null, "amount")]
    [InlineData(null, "AWORKER", 0.001, "Seen.", null, "amount")]
    [InlineData(null, "AWORKER", 0.10, "Seen.", "a:b", "colon")]
    public async Task Refund_ThatMakesNoSense_IsRefusedWithWhatToDo(string? payment, string? worker, decimal dollars, string because, string? key, string says)
    {
        var problem = Assert.Single((await Desk(new() { Run = "run", By = "anna", Act = DecisionAct.Refund, Payment = payment, Worker = worker, Amount = dollars, Because = because, Name = key })).Problems);

        Assert.Contains(says, problem.What);
        Assert.NotEmpty(problem.WhatToDo);
        Assert.DoesNotContain(_run.Store.Ledger(PaidRun.Run), row => row.Kind == LedgerKind.Refund);
    }

    [Fact]
    public async Task Refund_OfAWorkersOnlyPayment_NeedsNoName()
    {
        var answer = await Desk(new() { Run = "run", By = "anna", Act = DecisionAct.Refund, Worker = "AWORKER", Amount = 0.10m, Because = "Seen." });

        Assert.True(answer.IsDone);
        Assert.Contains(PaymentName.Refund(Reward, "refund"), _run.Confirmed);
    }

    [Fact]
    public async Task Refund_OfOneOfSeveralPayments_AsksWhich()
    {
        await _run.Decide(DecisionAct.Bonus, "AWORKER", _assignment, "Good.", "good", 4);
        await _run.Pay();

        var problem = Assert.Single((await Desk(new() { Run = "run", By = "anna", Act = DecisionAct.Refund, Worker = "AWORKER", Amount = 0.04m, Because = "Seen." })).Problems);

        Assert.Contains(PaymentName.Bonus(_assignment, "good"), problem.WhatToDo);
    }

    [Fact]
    public async Task BooksWithARefund_AreReconciledWithItAsAKnownDifference()
    {
        await Refund(0.40m, Reward);

        var found = await new Reconciliation(_run.Store, _run.Market.Crowd, new CrowdGate(_run.Time), _run.Time).Compare(PaidRun.Run, TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), (found.Compared, found.Differences.Count));
        var known = Assert.Single(found.Known);
        Assert.Equal((DifferenceKind.CameBack, Reward), (known.Kind, known.Payment));
        Assert.Contains("$0.40 came back", known.Here);
    }

    [Fact]
    public async Task Refund_OfLessThanTheMarketplaceLacks_IsADifferenceAllTheSame()
    {
        var other = await _run.Finish("AOTHER");
        await _run.Store.Write(
            new Projection.LedgerWritten(PaidRun.Run, PaymentName.Reward(other), 1, LedgerStep.Intent, LedgerKind.Reward, 50, new WorkerId("AOTHER"), other, null, 1),
            new Projection.LedgerWritten(PaidRun.Run, PaymentName.Reward(other), 1, LedgerStep.Confirmed, LedgerKind.Reward, 50, new WorkerId("AOTHER"), other, null, 1));
        await Refund(0.40m, PaymentName.Reward(other));

        var found = await new Reconciliation(_run.Store, _run.Market.Crowd, new CrowdGate(_run.Time), _run.Time).Compare(PaidRun.Run, TestContext.Current.CancellationToken);

        Assert.Equal(DifferenceKind.PaidHereOnly, Assert.Single(found.Differences).Kind);
    }

    private Task<DecideAnswer> Refund(decimal dollars, string payment, string? key = null)
        => Desk(new() { Run = "run", By = "anna", Act = DecisionAct.Refund, Payment = payment, Amount = dollars, Because = "Support case 1.", Name = key });

    private async Task<DecideAnswer> Desk(DecideRequest request)
    {
        using var spending = Spending.Of(_run.Store, PaidRun.Run);
        using var payer = new Payer(_run.Store, _run.Market.Crowd, new CrowdGate(_run.Time), spending, _run.Time, PaidRun.Run);
        using var desk = new ReviewDesk(_run.Store, PaidRun.Run, payer, spending, null, _run.Time);
        return await desk.Decide(request, TestContext.Current.CancellationToken);
    }
}
