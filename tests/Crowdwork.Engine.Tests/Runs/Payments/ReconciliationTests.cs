using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Runs.Payments;

public sealed class ReconciliationTests : IAsyncLifetime
{
    private PaidRun _run = null!;

    public async ValueTask InitializeAsync() => _run = await PaidRun.Launch();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task BooksThatAgree_HaveNoDifference()
    {
        await _run.Market.Register("APOOR");
        for (var worker = 0; worker < 3; worker++)
        {
            var assignment = await _run.Finish($"AWORKER{worker}");
            await _run.Decide(worker == 2 ? DecisionAct.Reject : DecisionAct.Approve, $"AWORKER{worker}", assignment);
            await _run.Decide(DecisionAct.Bonus, $"AWORKER{worker}", assignment, "Good.", "a", 10);
        }

        await _run.Decide(DecisionAct.Compensate, "APOOR", null, "Lost.", "lost", 30);
        await _run.Pay();
        await _run.Market.HandIn("APOOR", (await _run.Market.Hits()).Single(hit => hit.Reward == new Money(0.30m)).Id);
        await _run.Pay();

        var found = await Compare();

        Assert.Empty(found.Differences);
        Assert.Equal(6, found.Compared);
    }

    [Fact]
    public async Task PaidThereAndNotHere_IsFound()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Market.Crowd.Approve(assignment, null, CancellationToken.None);
        await _run.Market.Crowd.PayBonus(new BonusOrder("AWORKER", assignment, new Money(0.15m), "By hand.", "t"), CancellationToken.None);

        var found = (await Compare()).Differences;

        Assert.Equal([DifferenceKind.PaidThereOnly, DifferenceKind.PaidThereOnly], found.Select(one => one.Kind));
        Assert.Contains(found, one => one.Payment == PaymentName.Reward(assignment) && one.There.Contains("$0.50"));
        Assert.Contains(found, one => one.Payment.Contains("By hand.") && one.There.Contains("$0.15"));
    }

    [Fact]
    public async Task PaidHereAndNotThere_IsFound()
    {
        var assignment = await _run.Finish("AWORKER");
        await Write(PaymentName.Reward(assignment), LedgerKind.Reward, 50, "AWORKER", assignment);

        Assert.Equal(DifferenceKind.PaidHereOnly, Assert.Single((await Compare()).Differences).Kind);
    }

    [Fact]
    public async Task OtherAmount_AndOtherWorker_AreFound()
    {
        var one = await _run.Finish("AWORKER1");
        var other = await _run.Finish("AWORKER2");
        await _run.Market.Crowd.Approve(one, null, CancellationToken.None);
        await _run.Market.Crowd.Approve(other, null, CancellationToken.None);
        await Write(PaymentName.Reward(one), LedgerKind.Reward, 49, "AWORKER1", one);
        await Write(PaymentName.Reward(other), LedgerKind.Reward, 50, "AWORKER1", other);

        var found = (await Compare()).Differences;

        Assert.Equal([DifferenceKind.OtherAmount, DifferenceKind.OtherWorker], found.Select(difference => difference.Kind).Order());
    }

    [Fact]
    public async Task IntentThatIsOpen_IsInDoubt()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Store.Write(new Projection.LedgerWritten(PaidRun.Run, PaymentName.Reward(assignment), 1, LedgerStep.Intent, LedgerKind.Reward, 50, new WorkerId("AWORKER"), assignment, null, 1));

        Assert.Equal(DifferenceKind.InDoubt, Assert.Single((await Compare()).Differences).Kind);
    }

    [Fact]
    public async Task HitThatWasDeleted_CannotBeCompared()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Approve, "AWORKER", assignment);
        await _run.Pay();
        var hit = _run.Store.Hits(PaidRun.Run)[0].Hit!;
        await _run.Market.Crowd.Expire(hit, CancellationToken.None);
        await _run.Market.Crowd.Delete(hit, CancellationToken.None);

        Assert.Equal(DifferenceKind.CannotBeCompared, Assert.Single((await Compare()).Differences).Kind);
    }

    [Fact]
    public async Task MoreThanAPage_IsComparedToTheEnd()
    {
        for (var worker = 0; worker < 103; worker++) await _run.Finish($"AWORKER{worker}", DueKind.Owed, 50, "fault");
        await _run.Pay();

        var found = await Compare();

        Assert.Equal((103, 0), (found.Compared, found.Differences.Count));
    }

    private Task<Reconciled> Compare() => new Reconciliation(_run.Store, _run.Market.Crowd, new CrowdGate(_run.Time), _run.Time).Compare(PaidRun.Run, TestContext.Current.CancellationToken);

    private Task Write(string payment, string kind, long cents, string worker, string assignment) => _run.Store.Write(
        new Projection.LedgerWritten(PaidRun.Run, payment, 1, LedgerStep.Intent, kind, cents, new WorkerId(worker), assignment, null, 1),
        new Projection.LedgerWritten(PaidRun.Run, payment, 1, LedgerStep.Confirmed, kind, cents, new WorkerId(worker), assignment, null, 1));
}
