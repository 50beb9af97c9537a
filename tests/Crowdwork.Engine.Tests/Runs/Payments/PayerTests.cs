using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Runs.Payments;

/// <summary>Paying on a real marketplace with its faults, killed at every step. At the end of each the ledger equals the marketplace's books.</summary>
public sealed class PayerTests : IAsyncLifetime
{
    private PaidRun _run = null!;

    public static TheoryData<Dies> EveryDeath => new(Enum.GetValues<Dies>());

    public async ValueTask InitializeAsync() => _run = await PaidRun.Launch();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task Approved_IsPaidOnceAndWrittenDown()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Approve, "AWORKER", assignment);

        var report = await _run.Pay();
        var again = await _run.Pay();

        Assert.Equal((1, new Money(0.60m), null), (report.CountOf(PayOutcome.Done), report.Spent, report.Halted));
        Assert.Empty(again.Lines);
        Assert.Equal([PaymentName.Reward(assignment)], _run.Confirmed);
        Assert.Equal((SubmissionVerdict.Approved, HitState.Closed, "paid"), (_run.Store.Submissions(PaidRun.Run)[0].Verdict, _run.Store.Hits(PaidRun.Run)[0].State, _run.Store.Hits(PaidRun.Run)[0].Detail));
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Undecided_WaitsForAPerson()
    {
        await _run.Finish("AWORKER");

        var report = await _run.Pay();

        Assert.IsType<Payable.Wait>(Assert.Single(report.Lines).Payable);
        Assert.Empty(_run.Store.Ledger(PaidRun.Run));
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Bonus_CalledThreeTimes_IsPaidOnce()
    {
        var assignment = await _run.Finish("AWORKER");
        for (var call = 0; call < 3; call++)
        {
            await _run.Decide(DecisionAct.Bonus, "AWORKER", assignment, "Well done.", "good", 20);
            await _run.Pay();
        }

        Assert.Equal(1, await _run.Bonuses(assignment));
        Assert.Equal([PaymentName.Bonus(assignment, "good")], _run.Confirmed);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Bonuses_OfOneAmountForTheSameWords_AreTwoWhenTheirKeysAre()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Bonus, "AWORKER", assignment, "Well done.", "first", 20);
        await _run.Decide(DecisionAct.Bonus, "AWORKER", assignment, "Well done.", "second", 20);
        _run.Market.Strike(CallFault.ErrorAfter, "SendBonus");

        await _run.Pay();

        Assert.Equal(2, await _run.Bonuses(assignment));
        await _run.BooksAgree();
    }

    public static TheoryData<Dies, bool> EveryDeathAndTokens => new(from how in Enum.GetValues<Dies>() from forgotten in new[] { false, true } select (how, forgotten));

    [Theory, MemberData(nameof(EveryDeathAndTokens))]
    public async Task Bonus_KilledBetweenCallAndConfirmation_IsPaidOnce(Dies how, bool tokensAreForgotten)
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Bonus, "AWORKER", assignment, "Well done.", "good", 20);

        await Assert.ThrowsAnyAsync<Exception>(() => _run.Pay(new MortalCrowd(_run.Market.Crowd, how, 1, _run.Kill())));
        _run.Restart();
        if (tokensAreForgotten) await _run.Market.PutForward(TimeSpan.FromDays(2));
        await _run.Pay();
        await _run.Pay();

        Assert.Equal(1, await _run.Bonuses(assignment));
        Assert.Equal([PaymentName.Bonus(assignment, "good")], _run.Confirmed);
        await _run.BooksAgree();
    }

    [Theory, MemberData(nameof(EveryDeath))]
    public async Task Approve_KilledAtAnyStep_IsPaidOnce(Dies how)
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Approve, "AWORKER", assignment);

        await Assert.ThrowsAnyAsync<Exception>(() => _run.Pay(new MortalCrowd(_run.Market.Crowd, how, 1, _run.Kill())));
        _run.Restart();
        await _run.Pay();

        Assert.Equal([PaymentName.Reward(assignment)], _run.Confirmed);
        await _run.BooksAgree();
    }

    [Theory]
    [InlineData("DropReply")]
    [InlineData("ErrorAfter")]
    [InlineData("ErrorBefore")]
    [InlineData("Throttle")]
    public async Task Approve_WhoseReplyIsLostAfterTheCommit_IsPaidOnce(string fault)
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Approve, "AWORKER", assignment);
        _run.Market.Strike(Enum.Parse<CallFault>(fault), "ApproveAssignment");

        var report = await _run.Pay();

        Assert.Equal(PayOutcome.Done, Assert.Single(report.Lines).Outcome);
        Assert.Equal(Engine.Crowds.Verdict.Approved, await _run.VerdictOn(assignment));
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Approve_BeforeTheMarketplaceKnowsTheSubmission_WaitsForIt()
    {
        var hit = await _run.Post();
        _run.Market.Faults = new FaultSettings { SubmissionsVisibleAfterMilliseconds = 60_000 };
        var assignment = await _run.Market.HandIn("AWORKER", hit);
        await _run.Came("AWORKER", assignment, hit, AttendanceState.Over, DueKind.Review, 50, "finished");
        await _run.Store.Write(new Projection.SubmissionSeen(PaidRun.Run, assignment, new WorkerId("AWORKER"), hit, SubmissionVerdict.None, null, "", 0, 0, null, null));
        await _run.Decide(DecisionAct.Approve, "AWORKER", assignment);

        var early = await _run.Pay();
        Assert.Equal(PayOutcome.Later, Assert.Single(early.Lines).Outcome);
        Assert.DoesNotContain(_run.Store.Ledger(PaidRun.Run), row => row.Step != LedgerStep.Intent);

        await _run.Market.PutForward(TimeSpan.FromMinutes(2));
        var late = await _run.Pay();

        Assert.Equal(PayOutcome.Done, Assert.Single(late.Lines).Outcome);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Approve_OfWhatIsKnownAMomentLater_IsDoneInTheSameRound()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Approve, "AWORKER", assignment);
        var late = new ForgetfulCrowd(_run.Market.Crowd, times: 5);

        var report = await _run.Pay(late);

        Assert.Equal((PayOutcome.Done, 6), (Assert.Single(report.Lines).Outcome, late.Calls));
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Pay_WithBriefPatience_DoesNotWaitForWhatIsNotYetKnown()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Approve, "AWORKER", assignment);
        var crowd = new ForgetfulCrowd(_run.Market.Crowd, times: 1);
        using var spending = Spending.Of(_run.Store, PaidRun.Run);
        using var payer = new Payer(_run.Store, crowd, new CrowdGate(_run.Time), spending, _run.Time, PaidRun.Run);

        var first = await payer.Pay(null, null, TestContext.Current.CancellationToken, PayPatience.Brief);
        var second = await payer.Pay(null, null, TestContext.Current.CancellationToken, PayPatience.Brief);

        Assert.Equal((PayOutcome.Later, PayOutcome.Done), (Assert.Single(first.Lines).Outcome, Assert.Single(second.Lines).Outcome));
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Pay_WhileNobodyAnswers_GivesUpAndGoesOnLater()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Approve, "AWORKER", assignment);
        _run.Market.StrikeAlways(CallFault.ErrorBefore, "ApproveAssignment");
        var begun = _run.Time.GetUtcNow();

        Assert.NotNull((await _run.Pay()).Halted);
        Assert.InRange(_run.Time.GetUtcNow() - begun, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(20));
        Assert.Empty(_run.Confirmed);

        _run.Market.Faults = FaultSettings.None;
        Assert.Null((await _run.Pay()).Halted);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task AutoApproved_CountsAsApproved()
    {
        var seen = await _run.Finish("AWORKER");
        var raced = await _run.Finish("AOTHER");
        await _run.Market.PutForward(TimeSpan.FromDays(4));
        await _run.See(_run.Store.Submissions(PaidRun.Run).Single(one => one.Assignment == seen).Hit);
        await _run.Decide(DecisionAct.Approve, "AOTHER", raced);

        await _run.Pay();

        Assert.Equal(new[] { PaymentName.Reward(seen), PaymentName.Reward(raced) }.Order(), _run.Confirmed.Order());
        Assert.Contains(_run.Store.Ledger(PaidRun.Run), row => row is { Step: LedgerStep.Confirmed, Detail: "Approved by itself." } && row.Assignment == seen);
        Assert.Contains(_run.Store.Ledger(PaidRun.Run), row => row is { Step: LedgerStep.Confirmed } && row.Assignment == raced && row.Detail!.Contains("earlier call"));
        await _run.BooksAgree();
    }

    [Theory]
    [InlineData(CrowdFaultKind.Busy)]
    [InlineData(CrowdFaultKind.Unreachable)]
    [InlineData(CrowdFaultKind.Credentials)]
    [InlineData(CrowdFaultKind.Refused)]
    [InlineData(CrowdFaultKind.AlreadyDone)]
    [InlineData(CrowdFaultKind.NotYetKnown)]
    [InlineData(CrowdFaultKind.NoFunds)]
    public async Task Approve_ThatFails_NeverBecomesApproved(CrowdFaultKind kind)
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Approve, "AWORKER", assignment);

        var report = await _run.Pay(new RefusingCrowd(_run.Market.Crowd, kind));

        Assert.NotEqual(PayOutcome.Done, Assert.Single(report.Lines).Outcome);
        Assert.Equal(SubmissionVerdict.None, _run.Store.Submissions(PaidRun.Run)[0].Verdict);
        Assert.Empty(_run.Confirmed);
        Assert.Equal(Engine.Crowds.Verdict.None, await _run.VerdictOn(assignment));
    }

    [Fact]
    public async Task WrongPerson_IsNotPaid()
    {
        var hit = await _run.Post();
        var assignment = await _run.Market.HandIn("ASTRANGER", hit);
        await _run.Came("AWORKER", assignment, hit, AttendanceState.Over, DueKind.Review, 50, "finished");
        await _run.See(hit);

        var report = await _run.Pay(proposals: new Everybody(Decision.Approve("Complete")));

        Assert.Contains("ASTRANGER", Assert.Single(report.Questions).Why);
        Assert.Equal(Engine.Crowds.Verdict.None, await _run.VerdictOn(assignment));
        Assert.Empty(_run.Store.Ledger(PaidRun.Run));

        await _run.Decide(DecisionAct.Approve, "ASTRANGER", assignment, "They did the work under another name.");
        await _run.Pay();
        Assert.Equal("ASTRANGER", _run.Store.Ledger(PaidRun.Run)[0].Worker!.Value.Value);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task WrongPerson_WhoseNameTheStoreHasAndTheMarketplaceNot_IsNotPaid()
    {
        var hit = await _run.Post();
        var assignment = await _run.Market.HandIn("ASTRANGER", hit);
        await _run.Came("AWORKER", assignment, hit, AttendanceState.Over, DueKind.Review, 50, "finished");
        await _run.Store.Write(new Projection.SubmissionSeen(PaidRun.Run, assignment, new WorkerId("AWORKER"), hit, SubmissionVerdict.None, null, "", 0, 0, null, null));
        await _run.Decide(DecisionAct.Bonus, "AWORKER", assignment, "Good.", "good", 20);

        var report = await _run.Pay();

        Assert.Contains(report.Lines, line => line is { Payable: Payable.Bonus, Outcome: PayOutcome.Refused });
        Assert.Empty(_run.Confirmed);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task TwoRecordsWithOneAssignmentId_PayWhomTheMarketplaceNames()
    {
        var hit = await _run.Post();
        _run.Market.Faults = new FaultSettings { ReuseAssignmentIds = true };
        var assignment = await _run.Market.HandIn("AOTHER", hit);
        await _run.Came("AWORKER", assignment, hit, AttendanceState.Gone, DueKind.Review, 50, "returned");
        await _run.Came("AOTHER", assignment, hit, AttendanceState.Over, DueKind.Review, 50, "finished");
        await _run.See(hit);
        await _run.Decide(DecisionAct.Approve, "AWORKER", assignment);
        await _run.Decide(DecisionAct.Approve, "AOTHER", assignment);

        await _run.Pay();

        Assert.Equal(["AOTHER"], _run.Store.Ledger(PaidRun.Run).Select(row => row.Worker!.Value.Value).Distinct());
        Assert.Single(_run.Confirmed);
        await _run.BooksAgree();
    }

    [Theory, MemberData(nameof(EveryDeath))]
    public async Task RejectionUndone_PaysOnce(Dies how)
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Reject, "AWORKER", assignment, "Nothing was written.");
        await _run.Pay();
        Assert.Equal(Engine.Crowds.Verdict.Rejected, await _run.VerdictOn(assignment));
        Assert.Equal(("rejected", SubmissionVerdict.Rejected), (_run.Store.Hits(PaidRun.Run)[0].Detail, _run.Store.Submissions(PaidRun.Run)[0].Verdict));
        Assert.Empty(_run.Store.Ledger(PaidRun.Run));

        await _run.Decide(DecisionAct.Undo, "AWORKER", assignment, "It was there after all.");
        await Assert.ThrowsAnyAsync<Exception>(() => _run.Pay(new MortalCrowd(_run.Market.Crowd, how, 1, _run.Kill())));
        _run.Restart();
        await _run.Pay();
        await _run.Pay();

        Assert.Equal(Engine.Crowds.Verdict.Approved, await _run.VerdictOn(assignment));
        Assert.Single(_run.Confirmed);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task DecisionUndoneBeforeItWasCarriedOut_IsNone()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Reject, "AWORKER", assignment);
        await _run.Decide(DecisionAct.Undo, "AWORKER", assignment);

        await _run.Pay(proposals: new Everybody(Decision.Approve("Complete")));

        Assert.Equal(Engine.Crowds.Verdict.None, await _run.VerdictOn(assignment));
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Rule_IsWrittenIntoTheLogBeforeItPays()
    {
        var assignment = await _run.Finish("AWORKER");

        await _run.Pay(proposals: new Everybody(Decision.Approve("Complete", bonus: 0.25m)));

        Assert.Equal([(DecisionAct.Approve, "rule"), (DecisionAct.Bonus, "rule")], _run.Store.Decisions(PaidRun.Run).Select(row => (row.Act, row.By)));
        Assert.Equal([PaymentName.Bonus(assignment, "rule"), PaymentName.Reward(assignment)], _run.Confirmed.Order());
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Rule_ThatRejectsOrAsks_PaysAndRejectsNobody()
    {
        var assignment = await _run.Finish("AWORKER");

        await _run.Pay(proposals: new Everybody(Decision.Reject("No.")));
        await _run.Pay(proposals: new Everybody(Decision.AskAHuman("Hm.")));

        Assert.Equal(Engine.Crowds.Verdict.None, await _run.VerdictOn(assignment));
        Assert.Empty(_run.Store.Decisions(PaidRun.Run));
    }

    [Fact]
    public async Task Owed_IsApprovedWithoutReviewAndTheRestIsABonus()
    {
        var exact = await _run.Finish("AWORKER", DueKind.Owed, 50, "partnerLeft");
        var more = await _run.Finish("AOTHER", DueKind.Owed, 80, "fault");

        await _run.Pay();

        Assert.Equal([PaymentName.Bonus(more, "owed"), .. new[] { PaymentName.Reward(exact), PaymentName.Reward(more) }.Order()], _run.Confirmed.Order());
        Assert.Equal(30, _run.Store.Ledger(PaidRun.Run).First(row => row.Payment == PaymentName.Bonus(more, "owed")).Cents);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task SoftReject_PaysTheReward()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.SoftReject, "AWORKER", assignment, "No use to us.");

        await _run.Pay();

        Assert.Equal(Engine.Crowds.Verdict.Approved, await _run.VerdictOn(assignment));
        Assert.DoesNotContain("No use", (await _run.Market.Crowd.Answer(assignment, CancellationToken.None))!.Words);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task OutOfFunds_PausesAndResumes()
    {
        await using var poor = await PaidRun.Launch(balance: 1.80m);
        var assignment = await poor.Finish("AWORKER");
        var (unwanted, _) = (await poor.Post(), await poor.Post());
        await poor.Decide(DecisionAct.Approve, "AWORKER", assignment);
        await poor.Decide(DecisionAct.Bonus, "AWORKER", assignment, "Good.", "big", 50);

        var report = await poor.Pay();
        Assert.Equal(CrowdFaultKind.NoFunds, report.Halted!.Kind);
        Assert.Contains(report.Lines, line => line is { Payable: Payable.Bonus, Outcome: PayOutcome.Halted });
        Assert.Equal([PaymentName.Reward(assignment)], poor.Confirmed);

        await poor.Market.Crowd.Expire(unwanted, CancellationToken.None);
        var again = await poor.Pay();

        Assert.Equal((1, null), (again.CountOf(PayOutcome.Done), again.Halted));
        Assert.Equal([PaymentName.Bonus(assignment, "big"), PaymentName.Reward(assignment)], poor.Confirmed.Order());
        Assert.Equal(1, await poor.Bonuses(assignment));
        await poor.BooksAgree();
    }

    [Fact]
    public async Task Blocks_SoftBlocksAndGrants_AreCarriedOutOnceAndMirrored()
    {
        await _run.Market.Register("AWORKER");
        await _run.Decide(DecisionAct.Block, "AWORKER", null, "Copied texts.");
        await _run.Decide(DecisionAct.SoftBlock, "AWORKER", null, "Enough.");
        await _run.Decide(DecisionAct.Grant, "AWORKER", null, "Did well.", "experts", 7);

        await _run.Pay();
        Assert.Empty((await _run.Pay()).Lines);

        Assert.Equal("AWORKER", (await _run.Market.Crowd.Blocks(CancellationToken.None).ToListAsync()).Single().Worker);
        Assert.Equal(["blocked by the requester", "blocked from qa", "experts"], _run.Store.Qualifications(new WorkerId("AWORKER")).Select(row => row.Name).Order());

        await _run.Decide(DecisionAct.Unblock, "AWORKER", null);
        await _run.Decide(DecisionAct.SoftUnblock, "AWORKER", null);
        await _run.Decide(DecisionAct.Revoke, "AWORKER", null, name: "experts");
        await _run.Pay();

        Assert.Empty(await _run.Market.Crowd.Blocks(CancellationToken.None).ToListAsync());
        Assert.Empty(_run.Store.Qualifications(new WorkerId("AWORKER")));
    }

    [Fact]
    public async Task Blocks_MoreThanOnePage_AreAllMade()
    {
        for (var worker = 0; worker < 105; worker++)
        {
            await _run.Market.Register($"AWORKER{worker}");
            await _run.Decide(DecisionAct.Block, $"AWORKER{worker}", null, "Copied texts.");
        }

        var report = await _run.Pay();

        Assert.Equal(105, report.CountOf(PayOutcome.Done));
        Assert.Equal(105, (await _run.Market.Crowd.Blocks(CancellationToken.None).ToListAsync()).Count);
    }

    [Fact]
    public async Task Approvals_MoreThanAHundredUnderFaults_ArePaidOnceEach()
    {
        for (var worker = 0; worker < 103; worker++)
        {
            var assignment = await _run.Finish($"AWORKER{worker}");
            await _run.Decide(DecisionAct.Approve, $"AWORKER{worker}", assignment);
            await _run.Decide(DecisionAct.Bonus, $"AWORKER{worker}", assignment, "Thanks.", "all", 10);
        }

        _run.Market.Faults = new FaultSettings
        {
            Calls = [new FaultRule(CallFault.Throttle, "*", 0.1), new FaultRule(CallFault.DropReply, "*", 0.03), new FaultRule(CallFault.ErrorAfter, "*", 0.03), new FaultRule(CallFault.ErrorBefore, "*", 0.03)],
        };
        var report = await _run.Pay();

        Assert.Equal((206, null), (report.CountOf(PayOutcome.Done), report.Halted));
        Assert.Equal(206, _run.Confirmed.Count());
        await _run.BooksAgree();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Cap_IsNeverExceededByACent(int seed)
    {
        var dice = new Random(seed);
        await using var run = await PaidRun.Launch(capCents: dice.Next(200, 700));
        for (var worker = 0; worker < 12; worker++)
        {
            // What cannot be promised is not posted.
            if (Left(run) < 60) break;
            var name = $"AWORKER{worker}";
            var assignment = await run.Finish(name);
            if (dice.Next(4) > 0) await run.Decide(dice.Next(4) == 0 ? DecisionAct.Reject : DecisionAct.Approve, name, assignment);
            for (var bonus = dice.Next(3); bonus > 0; bonus--) await run.Decide(DecisionAct.Bonus, name, assignment, "Good.", $"b{bonus}", dice.Next(1, 120));
            if (dice.Next(3) == 0) await run.Pay();
            if (dice.Next(4) == 0) await run.Decide(DecisionAct.Undo, name, assignment);
        }

        await run.Pay();
        await run.Pay();

        var committed = run.Store.LedgerSums(PaidRun.Run).CommittedCents + run.Store.Hits(PaidRun.Run).Count(hit => hit.State == HitState.Posted) * 60;
        Assert.True(committed <= run.Store.Launch(PaidRun.Run)!.CapCents, $"{committed} of {run.Store.Launch(PaidRun.Run)!.CapCents}");
        await run.BooksAgree();
    }

    [Fact]
    public async Task Cap_WhatDoesNotFit_IsNotPaidAndSaysSo_AndIsPaidWhenTheCapIsRaised()
    {
        await using var run = await PaidRun.Launch(capCents: 60 + 24);
        var assignment = await run.Finish("AWORKER");
        await run.Decide(DecisionAct.Approve, "AWORKER", assignment);
        await run.Decide(DecisionAct.Bonus, "AWORKER", assignment, "Good.", "a", 20);
        await run.Decide(DecisionAct.Bonus, "AWORKER", assignment, "Good.", "b", 1);

        var report = await run.Pay();
        Assert.Equal([PayOutcome.Done, PayOutcome.Done, PayOutcome.OverCap], report.Lines.Select(line => line.Outcome));
        Assert.Equal(84, run.Store.LedgerSums(PaidRun.Run).SpentCents);

        await run.Store.Write(new Projection.CapSet(PaidRun.Run, 86));
        Assert.Equal(PayOutcome.Done, Assert.Single((await run.Pay()).Lines).Outcome);
        await run.BooksAgree();
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task KilledAtRandomMoments_UnderFaults_PaysEverybodyOnce(int seed)
    {
        var dice = new Random(seed);
        var (rewards, bonuses) = (0, 0);
        for (var worker = 0; worker < 25; worker++)
        {
            var name = $"AWORKER{worker}";
            var assignment = await _run.Finish(name);
            if (dice.Next(5) == 0)
            {
                await _run.Decide(DecisionAct.Reject, name, assignment);
            }
            else
            {
                await _run.Decide(DecisionAct.Approve, name, assignment);
                rewards++;
            }

            if (dice.Next(2) == 0) continue;
            await _run.Decide(DecisionAct.Bonus, name, assignment, "Good.", "b", dice.Next(1, 40));
            bonuses++;
        }

        for (var life = 0; life < 12; life++)
        {
            _run.Market.Faults = new FaultSettings
            {
                Seed = seed + life, Calls = [new FaultRule(CallFault.Throttle, "*", 0.1), new FaultRule(CallFault.ErrorAfter, "*", 0.1), new FaultRule(CallFault.DropReply, "*", 0.05)],
            };
            var mortal = new MortalCrowd(_run.Market.Crowd, (Dies)dice.Next(3), dice.Next(1, 6), _run.Kill());
            try
            {
                await _run.Pay(mortal);
            }
            catch (Exception) when (mortal.IsDead)
            {
                // It was killed, as it was to be; the next life has to go on from what it left.
            }

            _run.Restart();
            // Once so far that tokens are forgotten, and not so far that the marketplace decides by itself.
            if (life == 6) await _run.Market.PutForward(TimeSpan.FromHours(26));
        }

        _run.Market.Faults = FaultSettings.None;
        await _run.SeeAll();
        await _run.Pay();

        Assert.Equal((rewards, bonuses), (_run.Confirmed.Count(name => name.StartsWith("reward:")), _run.Confirmed.Count(name => name.StartsWith("bonus:"))));
        Assert.Empty((await _run.Pay()).Lines);
        await _run.BooksAgree();
    }

    [Fact]
    public async Task Reject_OfWhatApprovedItselfMeanwhile_IsRefusedAndWrittenDownAsPaid()
    {
        var assignment = await _run.Finish("AWORKER");
        await _run.Decide(DecisionAct.Reject, "AWORKER", assignment, "No.");
        await _run.Market.PutForward(TimeSpan.FromDays(4));

        Assert.Equal(PayOutcome.Refused, Assert.Single((await _run.Pay()).Lines).Outcome);
        await _run.Pay();

        Assert.Single(_run.Confirmed);
        await _run.BooksAgree();
    }

    private static long Left(PaidRun run)
    {
        using var spending = Spending.Of(run.Store, PaidRun.Run);
        return spending.LeftCents;
    }

    private sealed class Everybody(Decision decision) : IReviewProposals
    {
        public Decision? For(ConversationId conversation, WorkerId worker) => decision;
    }
}
