using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;
using Crowdwork.Marketplace.Faults;

namespace Crowdwork.Engine.Tests.Runs.Payments;

/// <summary>Paying somebody without a submission.</summary>
public sealed class CompensationTests : IAsyncLifetime
{
    private PaidRun _run = null!;

    public static TheoryData<Dies, int> EveryDeathAtEveryCall => new(from how in Enum.GetValues<Dies>() from call in Enumerable.Range(1, 5) select (how, call));

    public async ValueTask InitializeAsync()
    {
        _run = await PaidRun.Launch();
        await _run.Market.Register("AWORKER");
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task Compensated_ByAHitThatOnlyTheyCanTake_IsPaidWhenTheyHandIn()
    {
        await _run.Decide(DecisionAct.Compensate, "AWORKER", null, "Your work was lost.", "lost", 35);

        var offered = Assert.Single((await _run.Pay()).Lines);
        Assert.Equal(PayOutcome.Later, offered.Outcome);
        var hit = Assert.Single(await _run.Market.Hits());
        Assert.Equal(new Money(0.35m), hit.Reward);
        Assert.False(await _run.Market.MayAccept("ASTRANGER", hit.Id));
        Assert.Empty(_run.Confirmed);

        var assignment = await _run.Market.HandIn("AWORKER", hit.Id);
        var paid = Assert.Single((await _run.Pay()).Lines);

        Assert.Equal((PayOutcome.Done, Verdict.Approved), (paid.Outcome, await _run.VerdictOn(assignment)));
        Assert.Empty((await _run.Pay()).Lines);
        Assert.Contains(_run.Store.Ledger(PaidRun.Run), row => row is { Step: LedgerStep.Confirmed, Kind: LedgerKind.Reward, Cents: 35 } && row.Assignment == assignment);
        await _run.BooksAgree();
    }

    [Theory, MemberData(nameof(EveryDeathAtEveryCall))]
    public async Task Compensation_KilledAtAnyStep_IsPaidExactlyOnce(Dies how, int call)
    {
        await _run.Decide(DecisionAct.Compensate, "AWORKER", null, "Your work was lost.", "lost", 35);

        await Assert.ThrowsAnyAsync<Exception>(() => _run.Pay(new MortalCrowd(_run.Market.Crowd, how, call, _run.Kill())));
        _run.Restart();
        if (call % 2 == 0) await _run.Market.PutForward(TimeSpan.FromDays(2));
        await _run.Pay();
        await _run.Market.HandIn("AWORKER", Assert.Single(await _run.Market.Hits()).Id);
        await Assert.ThrowsAnyAsync<Exception>(() => _run.Pay(new MortalCrowd(_run.Market.Crowd, how, 1, _run.Kill())));
        _run.Restart();
        await _run.Pay();
        await _run.Pay();

        Assert.Equal([PaymentName.Compensation(new WorkerId("AWORKER"), "lost")], _run.Confirmed);
        Assert.Single(await _run.Market.Hits());
        await _run.BooksAgree();
    }

    [Fact]
    public async Task OwedLessThanTheReward_IsCompensatedByItself()
    {
        var assignment = await _run.GoAway("AWORKER", DueKind.Owed, 20);

        var report = await _run.Pay();

        Assert.Equal((DecisionAct.Compensate, "policy", 20L), _run.Store.Decisions(PaidRun.Run)[0] is var row ? (row.Act, row.By, row.Cents) : default);
        var offered = (await _run.Market.Hits()).Single(hit => hit.Reward == new Money(0.20m));
        await _run.Market.HandIn("AWORKER", offered.Id);
        Assert.Equal(PayOutcome.Done, (await _run.Pay()).Lines.Single(line => line.Payable is Payable.Compensate).Outcome);
        Assert.Equal(assignment, _run.Store.Decisions(PaidRun.Run)[0].Assignment);
        Assert.Contains(report.Lines, line => line.Payable is Payable.Compensate);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task OwedTheReward_AndGoneWithoutHandingIn_IsCompensated()
    {
        var hit = await _run.Post();
        await _run.Came("AWORKER", "3GONE", hit, AttendanceState.Gone, DueKind.Owed, 50, "returned");

        await _run.Pay();

        Assert.Equal(50, _run.Store.Decisions(PaidRun.Run).Single(row => row.Act == DecisionAct.Compensate).Cents);
    }

    [Fact]
    public async Task HandedInAlthoughLessWasOwed_IsAQuestionAndPaidNeitherWay()
    {
        var assignment = await _run.Finish("AWORKER", DueKind.Owed, 20, "partnerLeft");

        var report = await _run.Pay();

        Assert.Equal(assignment, Assert.Single(report.Questions).Assignment);
        Assert.Empty(_run.Store.Ledger(PaidRun.Run));
    }

    [Fact]
    public async Task Compensation_UnderFaults_IsOneHit()
    {
        await _run.Decide(DecisionAct.Compensate, "AWORKER", null, "Your work was lost.", "lost", 35);
        _run.Market.Strike(CallFault.ErrorAfter, "CreateHITWithHITType");

        await _run.Pay();
        await _run.Pay();

        Assert.Single(await _run.Market.Hits());
    }

    [Fact]
    public async Task Compensation_NotCollected_FreesTheMoneyAndAsks()
    {
        await _run.Decide(DecisionAct.Compensate, "AWORKER", null, "Your work was lost.", "lost", 35);
        await _run.Pay();
        var hit = Assert.Single(await _run.Market.Hits());
        await _run.Market.Crowd.Expire(hit.Id, CancellationToken.None);

        await _run.Pay();

        Assert.Contains("Not collected", Assert.Single((await _run.Pay()).Questions).Why);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Compensation_PaidOrNotCollected_LeavesNoQualificationOnTheAccount()
    {
        await _run.Market.Register("AOTHER");
        await _run.Decide(DecisionAct.Compensate, "AWORKER", null, "Your work was lost.", "lost", 35);
        await _run.Decide(DecisionAct.Compensate, "AOTHER", null, "Your work was lost.", "lost", 36);
        await _run.Pay();
        var (ours, others) = (Name("AWORKER"), Name("AOTHER"));
        Assert.All([ours, others], name => Assert.NotNull(_run.Market.Crowd.Qualification(name, CancellationToken.None).Result));

        var hits = await _run.Market.Hits();
        await _run.Market.HandIn("AWORKER", hits.Single(hit => hit.Reward == new Money(0.35m)).Id);
        await _run.Market.Crowd.Expire(hits.Single(hit => hit.Reward == new Money(0.36m)).Id, CancellationToken.None);
        await _run.Pay();

        Assert.Null(await _run.Market.Crowd.Qualification(ours, CancellationToken.None));
        Assert.Null(await _run.Market.Crowd.Qualification(others, CancellationToken.None));
        Assert.Equal(2, _run.Store.Decisions(PaidRun.Run).Count(row => row.Act == DecisionLog.Cleared));
        Assert.DoesNotContain((await _run.Pay()).Lines, line => line.Payable.IsDue);
    }

    [Fact]
    public async Task Compensation_OfferedAgainAfterItWasNotCollected_IsPaid()
    {
        await _run.Decide(DecisionAct.Compensate, "AWORKER", null, "Your work was lost.", "lost", 35);
        await _run.Pay();
        await _run.Market.Crowd.Expire(Assert.Single(await _run.Market.Hits()).Id, CancellationToken.None);
        await _run.Pay();

        // The marketplace keeps the name of what was deleted for two days.
        await _run.Decide(DecisionAct.Compensate, "AWORKER", null, "Once more.", "lost", 35);
        await _run.Pay();
        await _run.Market.HandIn("AWORKER", (await _run.Market.Hits()).Single(hit => hit.State == "Assignable").Id);
        await _run.Pay();

        Assert.Equal([PaymentName.Compensation(new WorkerId("AWORKER"), "lost")], _run.Confirmed);
        Assert.Equal(2, _run.Store.Decisions(PaidRun.Run).Count(row => row.Act == DecisionLog.Cleared));
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Qualification_ThatCouldNotBeDeletedWithThePayment_IsDeletedByALaterRound()
    {
        await _run.Decide(DecisionAct.Compensate, "AWORKER", null, "Your work was lost.", "lost", 35);
        await _run.Pay();
        await _run.Market.HandIn("AWORKER", Assert.Single(await _run.Market.Hits()).Id);
        await _run.Pay(new KeepingCrowd(_run.Market.Crowd, CrowdFaultKind.Credentials));
        Assert.Equal([PaymentName.Compensation(new WorkerId("AWORKER"), "lost")], _run.Confirmed);
        Assert.NotNull(await _run.Market.Crowd.Qualification(Name("AWORKER"), CancellationToken.None));

        var line = Assert.Single((await _run.Pay()).Lines);

        Assert.Equal((true, PayOutcome.Done), (line.Payable is Payable.Clear, line.Outcome));
        Assert.Null(await _run.Market.Crowd.Qualification(Name("AWORKER"), CancellationToken.None));
        Assert.Empty((await _run.Pay()).Lines);
    }

    [Fact]
    public async Task Qualification_ThatTheMarketplaceKeeps_IsSaidOnceAndNotTriedForEver()
    {
        await _run.Decide(DecisionAct.Compensate, "AWORKER", null, "Your work was lost.", "lost", 35);
        await _run.Pay();
        await _run.Market.HandIn("AWORKER", Assert.Single(await _run.Market.Hits()).Id);
        await _run.Pay(new KeepingCrowd(_run.Market.Crowd, CrowdFaultKind.Refused));

        Assert.Equal("It is still needed.", _run.Store.Decisions(PaidRun.Run).Single(row => row.Act == DecisionLog.Cleared).Words);
        Assert.Empty((await _run.Pay()).Lines);
    }

    [Fact]
    public async Task Compensation_CollectedAfterTheRunWasClosed_IsPaidByTheNextRoundOfPaying()
    {
        await _run.Decide(DecisionAct.Compensate, "AWORKER", null, "Your work was lost.", "lost", 35);
        await _run.Pay();
        await _run.Store.Write(new Projection.RunClosed(PaidRun.Run, _run.Now));
        _run.Restart();
        await _run.Market.PutForward(TimeSpan.FromDays(20));
        var assignment = await _run.Market.HandIn("AWORKER", Assert.Single(await _run.Market.Hits()).Id);

        Assert.Equal(PayOutcome.Done, Assert.Single((await _run.Pay()).Lines).Outcome);

        Assert.Equal(Verdict.Approved, await _run.VerdictOn(assignment));
        Assert.Null(await _run.Market.Crowd.Qualification(Name("AWORKER"), CancellationToken.None));
        await _run.BooksAgree();
    }

    private static string Name(string worker) => $"Compensation {PaymentName.Mark(PaidRun.Run, PaymentName.Compensation(new WorkerId(worker), "lost"))}";

    [Fact]
    public async Task Compensation_BeyondTheCap_IsNotOffered()
    {
        await using var run = await PaidRun.Launch(capCents: 40);
        await run.Market.Register("AWORKER");
        await run.Decide(DecisionAct.Compensate, "AWORKER", null, "Your work was lost.", "lost", 35);

        Assert.Equal(PayOutcome.OverCap, Assert.Single((await run.Pay()).Lines).Outcome);
        Assert.Empty(await run.Market.Hits());
    }

    [Fact]
    public async Task Compensation_OfAWorkerWhomTheMarketplaceDoesNotKnow_IsAQuestion()
    {
        await _run.Decide(DecisionAct.Compensate, "ANOBODY", null, "Your work was lost.", "lost", 35);

        Assert.Equal(PayOutcome.Refused, Assert.Single((await _run.Pay()).Lines).Outcome);
        Assert.Single((await _run.Pay()).Questions);
        await _run.BooksAgree();
    }
}
