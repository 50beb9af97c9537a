using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Marketplace.Faults;

namespace Crowdwork.Engine.Tests.Runs.Launched;

/// <summary>The course of a run: what it offers and takes back, what it survives, how it ends, and what it may cost.</summary>
public sealed class CourseOfARunTests
{
    private static readonly Func<LaunchWish, LaunchWish> PayAtOnce = wish => wish with { PayAsProposed = true };

    [Fact]
    public async Task CountComplete_AConversationThatBrokeOff_IsReplacedWithinTheReplacements()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "countComplete": true """, wish: wish => PayAtOnce(wish) with { Replacements = 1 });
        await GiveUp(house, "ANNA");

        await Finish(house, "ABEL");
        await house.Run.Ended();

        Assert.Equal((1, 0), (house.Run.Room.Units.Done, house.Run.Room.Units.Spent));
        Assert.Equal((0, 50), (house.Run.PaidTo("ANNA"), house.Run.PaidTo("ABEL")));
    }

    [Fact]
    public async Task WithoutCountComplete_AConversationThatBrokeOffAndIsPaidFor_Counts()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair);
        var (anna, abel) = (await house.Come("ANNA"), await house.Come("ABEL"));
        await anna.Asked();

        anna.GiveBack();
        await anna.Go();
        await abel.Go();
        await house.Run.Ended();

        Assert.Equal((0, 1), (house.Run.Room.Units.Done, house.Run.Room.Units.Spent));
        Assert.Equal(50, house.Run.PaidTo("ABEL"));
        await house.BooksAgree();
    }

    [Fact]
    public async Task WithoutCountComplete_AConversationThatNobodyIsPaidFor_IsOfferedAgain()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, wish: PayAtOnce);
        await GiveUp(house, "ANNA");

        await Finish(house, "ABEL");
        await house.Run.Ended();

        Assert.Equal((1, 0), (house.Run.Room.Units.Done, house.Run.Room.Units.Spent));
        Assert.Equal((0, 50), (house.Run.PaidTo("ANNA"), house.Run.PaidTo("ABEL")));
        await house.BooksAgree();
    }

    [Fact]
    public async Task Leaver_InTheWaitingRoom_IsReplacedByTheirOwnHit()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, wish: PayAtOnce);
        var anna = await house.Accept("ANNA");
        Assert.Null(await house.Run.Room.Enter(anna.Who, anna.Hit));
        await anna.Return();

        await Finish(house, "ABEL");
        await house.Run.Ended();

        Assert.Single(house.Run.Posted);
    }

    [Fact]
    public async Task Overlaunch_TheSurplusIsTakenBackWhenAllIsHad()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 2, "overlaunch": 3 """, wish: wish => PayAtOnce(wish) with { Replacements = 4 });
        await house.Until(() => house.Run.Posted.Count() == 6, "three times two should be offered");

        await Finish(house, "ANNA");
        await Finish(house, "ABEL");
        await house.Run.Ended();

        var open = (await house.Market.Hits()).Where(hit => hit.Expires > house.Time.GetUtcNow() && hit.Available > 0);
        Assert.Empty(open);
        Assert.Equal(4, house.Store.Hits(house.Run.Id).Count(row => row.State == HitState.Closed && row.Detail == "expired"));
        await house.BooksAgree();
    }

    [Fact]
    public async Task Pilot_WaitsAfterTheFirstWave_AndGoesOnWhenToldTo()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 3 """, wish: wish => PayAtOnce(wish) with { Pilot = 1 });
        await house.Until(() => house.Run.Posted.Any());
        await house.Pass(TimeSpan.FromMinutes(1));
        Assert.Single(house.Run.Posted);
        await Finish(house, "ANNA");

        await house.Run.UntilIn(RunPhase.PilotIsOver);
        await house.Pass(TimeSpan.FromMinutes(5));
        Assert.False(house.Run.Running.IsCompleted);
        Assert.Single(house.Run.Posted);

        house.Run.Room.LaunchTheRest();
        await Finish(house, "ABEL");
        await Finish(house, "ADA");
        await house.Run.Ended();
        Assert.Equal(3, house.Run.Saved.Count);
    }

    [Fact]
    public async Task Stop_InTheMiddle_TakesOffersBackServesThoseAtWorkAndEnds()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 5 """, wish: PayAtOnce);
        var anna = await house.Come("ANNA");
        await anna.Answer("q");
        var late = await house.Accept("ABEL");

        await house.Run.Room.StopKindly();
        late.Come();
        await house.Until(() => late.TurnedAway == "stopped", "nothing new begins");
        await house.Until(async () => (await house.Market.Hits()).All(hit => hit.Expires <= house.Time.GetUtcNow()), () => "all offers should have been taken back");
        Assert.False(house.Run.Running.IsCompleted);

        await anna.Answer("a");
        Assert.True((await anna.Go()).Submits);
        await late.Go();
        await house.Run.Ended();
        Assert.Equal((1, 50), (house.Run.Saved.Count, house.Run.PaidTo("ANNA")));
        await house.BooksAgree();
    }

    [Fact]
    public async Task Stopped_AndResumed_StaysStopped()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 5 """);
        await house.Until(() => house.Run.Posted.Any());
        await house.Run.Room.StopKindly();

        await house.Restart();

        Assert.True(house.Run.Room.IsStopped);
        await house.Run.Ended();
    }

    [Fact]
    public async Task LifetimeOver_WithNobodyLeft_EndsTheRun()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 3, "lifetime": "1h" """, wish: PayAtOnce);
        await Finish(house, "ANNA");

        await house.Pass(TimeSpan.FromMinutes(61));
        await house.Run.Ended();

        Assert.Equal((1, 2), (house.Run.Room.Units.Done, house.Run.Room.Units.Open));
        Assert.Equal(50, house.Run.PaidTo("ANNA"));
        await house.BooksAgree();
    }

    [Fact]
    public async Task AssignmentTimeOver_FreesTheUnitForTheNext()
    {
        await using var house = await CrowdRunHouse.Launch(
            CrowdRunHouse.Alone, """ "countComplete": true, "assignmentDuration": "10m", "answerWithin": "10m", "waiting": { "within": "5m" } """, wish: wish => PayAtOnce(wish) with { Replacements = 2 });
        var anna = await house.Come("ANNA");
        await anna.Asked();
        await house.Pass(TimeSpan.FromMinutes(4));
        await anna.Answer("q");

        // The time for the second answer is not over then.
        await house.Pass(TimeSpan.FromMinutes(6.5));

        await house.Until(() => anna.Part.State == AttendanceState.Gone, "her time is over");
        await Finish(house, "ABEL");
        await house.Run.Ended();
        Assert.Equal((0, 50), (house.Run.PaidTo("ANNA"), house.Run.PaidTo("ABEL")));
    }

    [Fact]
    public async Task TwoRuns_AtOnce_AreKeptApart()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 2 """, wish: PayAtOnce);
        var other = await house.LaunchTask("other", CrowdRunHouse.Alone, """ "conversations": 1, "reward": 0.20 """, wish: PayAtOnce);

        await Finish(house, "ANNA", other);
        await other.Ended();
        Assert.Equal((20, 0), (other.PaidTo("ANNA"), house.Run.PaidTo("ANNA")));
        Assert.False(house.Run.Running.IsCompleted);
        await Finish(house, "ANNA");
        await Finish(house, "ABEL");
        await house.Run.Ended();

        Assert.Equal((1, 2), (other.Saved.Count, house.Run.Saved.Count));
        Assert.Equal((1, 2), (other.Posted.Count(), house.Run.Posted.Count()));
        Assert.Equal("unknownHit", new CrowdWorker(house.Run, "AXEL", "A", other.Posted.First().Hit!).Come()?.Name);
        await house.BooksAgree();
        await house.NothingIsOrphaned();
    }

    [Fact]
    public async Task Restart_InTheMiddle_EverybodyGoesOnAndNothingIsLostOrPostedTwice()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "conversations": 2 """, wish: PayAtOnce);
        var (anna, abel) = (await house.Come("ANNA"), await house.Come("ABEL"));
        await anna.Answer("one");
        var waiting = await house.Come("ADA");

        await house.Restart();
        foreach (var worker in (CrowdWorker[])[anna, abel, waiting]) worker.Connect();
        await abel.Answer("two");
        await anna.Go();
        await abel.Go();
        var alma = await house.Come("ALMA");
        await waiting.Answer("three");
        await alma.Answer("four");
        await waiting.Go();
        await alma.Go();
        await house.Run.Ended();

        Assert.Equal(["""{"one":"one","two":"two"}""", """{"one":"three","two":"four"}"""], house.Run.Saved);
        Assert.All((string[])["ANNA", "ABEL", "ADA", "ALMA"], worker => Assert.Equal(50, house.Run.PaidTo(worker)));
        await house.BooksAgree();
        await house.NothingIsOrphaned();
    }

    [Fact]
    public async Task HandedIn_WhileNoProcessWasThere_IsImportedAndPaid()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, wish: PayAtOnce);
        var anna = await house.Come("ANNA");
        await anna.Answer("q");
        await anna.Answer("a");
        await anna.WhatToDo();

        await house.Restart(starts: false);
        await anna.HandIn();
        house.Run.Start();
        await house.Run.Ended();

        Assert.Equal(50, house.Run.PaidTo("ANNA"));
    }

    [Fact]
    public async Task Lists_ThatLag_TakeNobodyForGoneAndMissNothing()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 2 """, wish: PayAtOnce);
        house.Faults = new FaultSettings { SubmissionsVisibleAfterMilliseconds = 60_000, TrailingEmptyPage = true };

        await Finish(house, "ANNA");
        await Finish(house, "ABEL");
        await house.Pass(TimeSpan.FromSeconds(30));
        Assert.Empty(house.Store.Submissions(house.Run.Id));
        await house.Pass(TimeSpan.FromSeconds(31));
        await house.Run.Ended();

        Assert.Equal((50, 50), (house.Run.PaidTo("ANNA"), house.Run.PaidTo("ABEL")));
        Assert.Equal(2, house.Run.Posted.Count());
        await house.BooksAgree();
    }

    [Fact]
    public async Task PastAHundred_HitsAndAnswers_AreAllSeenAndPaid()
    {
        const int many = 104;
        const string script = """Review(part => Decision.Approve("Complete")); var worker = await Meet(); var reply = await worker.Ask("?"); Save(reply.Text);""";
        await using var house = await CrowdRunHouse.Launch(script, $"\"conversations\": {many}", wish: PayAtOnce);
        await house.Until(() => house.Run.Posted.Count() == many, "all should have been posted");

        var hits = house.Run.Posted.Select(row => row.Hit!).ToArray();
        for (var i = 0; i < many; i++)
        {
            var work = (await house.Try($"ANNA{i}", hits[i])).Work;
            var worker = new CrowdWorker(house.Run, $"ANNA{i}", work!.AssignmentId, work.HitId);
            Assert.Null(worker.Come());
            await worker.Answer($"answer {i}");
            await worker.Go();
        }

        await house.Run.Ended();
        Assert.Equal(many, house.Run.Saved.Distinct().Count());
        Assert.Equal(many, house.Store.Submissions(house.Run.Id).Count(row => row.Verdict == SubmissionVerdict.Approved));
        await house.BooksAgree();
        await house.NothingIsOrphaned();
    }

    [Fact]
    public async Task ThousandHits_ThroughTheLoopUnderThrottlingWithLostReplies_AreExactlyAThousand()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 1000 """, starts: false);
        house.Faults = new FaultSettings
        {
            Calls =
            [
                new FaultRule(CallFault.Throttle, "CreateHITWithHITType", 0.05), new FaultRule(CallFault.DropReply, "CreateHITWithHITType", 0.01), new FaultRule(CallFault.ErrorAfter, "CreateHITWithHITType", 0.005),
            ],
        };

        house.Run.Start();
        var posted = -1;
        while (posted < 1000)
        {
            // Each wait has the guard for itself: what counts is that it goes on.
            await house.Until(() => house.Run.Posted.Count() > posted, "posting should go on");
            posted = house.Run.Posted.Count();
            await house.Pass(TimeSpan.FromSeconds(2));
        }

        await house.NothingIsOrphaned();
        var hits = await house.Market.Hits();
        Assert.Equal(1000, hits.Count);
        Assert.Equal(1000, hits.Select(hit => hit.Annotation).Distinct().Count());
    }

    [Fact]
    public async Task Cap_WithReplacementsAndBonuses_IsNeverPassedAndPostsNothingBeyondIt()
    {
        const string script = """
            Review(part => part.Finished ? Decision.Approve("Complete", bonus: 0.25m) : Decision.AskAHuman("Stopped early"));
            var worker = await Meet();
            await worker.Ask("?");
            """;
        // One reward with its fee is 0.60, a bonus with its fee 0.30: two places and one bonus fit.
        await using var house = await CrowdRunHouse.Launch(
            script, """ "conversations": 2, "countComplete": true, "pay": { "partnerLeft": 0.50 } """, wish: wish => PayAtOnce(wish) with { Replacements = 50, Budget = new Money(1.50m) });

        await house.Until(() => house.Run.Posted.Count() == 2);
        foreach (var name in (string[])["ANNA", "ABEL"])
        {
            var worker = await house.Come(name);
            await worker.Answer("yes");
            await worker.Go();
            await house.Pass(TimeSpan.FromMinutes(1));
        }

        await house.Until(() => house.Store.Submissions(house.Run.Id).All(row => row.Verdict == SubmissionVerdict.Approved), "both should be approved");
        await house.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(125, house.Run.PaidTo("ANNA") + house.Run.PaidTo("ABEL"));
        Assert.Contains("do not fit under the cap", house.Run.Loop.Progress.Trouble ?? "");
        Assert.Equal(150, house.Store.LedgerSums(house.Run.Id).CommittedCents);
        await house.BooksAgree();
    }

    [Fact]
    public async Task Cap_KeepsWhatWorkersWereToldTheyGet_BeforeMoreIsOffered()
    {
        // Two places are 1.20, and what waiting in vain is owed is 0.12 with its fee: a third place would take that.
        await using var house = await CrowdRunHouse.Launch(
            CrowdRunHouse.Pair, """ "waiting": { "within": "5m", "pay": 0.10 } """, wish: wish => PayAtOnce(wish) with { Replacements = 1, Budget = new Money(1.80m) });
        var anna = await house.Come("ANNA");
        await anna.Page.Frame("lobby");
        await house.Pass(TimeSpan.FromMinutes(6));

        await anna.Sees("ended nobodyCame");
        Assert.Equal("You will be paid $0.10.", anna.PayText);
        await anna.Go();
        await house.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(2, house.Run.Posted.Count());
        await Collect(house, "ANNA");
        await house.Until(() => house.Run.PaidTo("ANNA") == 10, "she was told that she would be paid");
        await house.BooksAgree();
    }

    [Fact]
    public async Task Cap_Reached_PostsNoReplacementAndEnds()
    {
        await using var house = await CrowdRunHouse.Launch(
            CrowdRunHouse.Pair, """ "countComplete": true """, wish: wish => PayAtOnce(wish) with { Replacements = 50, Budget = new Money(1.20m) });
        var (anna, abel) = (await house.Come("ANNA"), await house.Come("ABEL"));
        await anna.Asked();
        anna.GiveBack();
        await abel.Go();
        await house.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(2, house.Run.Posted.Count());
        await house.Until(() => house.Run.PaidTo("ABEL") == 50, "the partner should be paid");
        Assert.True(house.Store.LedgerSums(house.Run.Id).CommittedCents <= 120);
        await house.BooksAgree();
    }

    [Fact]
    public async Task OutOfFunds_PausesAndGoesOnWhenThereIsMoneyAgain()
    {
        await using var house = await CrowdRunHouse.Open(balance: 1.20m);
        var held = await house.Market.Post();
        await house.LaunchTask("test", CrowdRunHouse.Alone, """ "conversations": 2 """, wish: PayAtOnce);
        await house.Until(() => house.Run.Posted.Count() == 1 && house.Run.Loop.Progress.Trouble is not null, "the account should be empty");
        await Finish(house, "ANNA");

        await house.Market.Crowd.Expire(held.Id, CancellationToken.None);
        await house.Market.Crowd.Delete(held.Id, CancellationToken.None);
        await Finish(house, "ABEL");
        await house.Run.Ended();

        Assert.Equal((50, 50), (house.Run.PaidTo("ANNA"), house.Run.PaidTo("ABEL")));
        Assert.Equal(2, house.Store.Hits(house.Run.Id).Count);
        await house.BooksAgree();
    }

    [Fact]
    public async Task Stopped_WhileOutOfFunds_TakesItsOffersBackAndEnds()
    {
        await using var house = await CrowdRunHouse.Open(balance: 1.20m);
        await house.Market.Post();
        await house.LaunchTask("test", CrowdRunHouse.Alone, """ "conversations": 2 """);
        await house.Until(() => house.Run.Posted.Count() == 1 && house.Run.Loop.Progress.Trouble is not null, "the account should be empty");

        await house.Run.Room.StopKindly();
        await house.Run.Ended();

        // What was never posted is said to be so, and nothing is left in doubt.
        Assert.Equal([(HitState.Closed, "expired"), (HitState.Refused, "Never posted: the run was stopped.")], house.Store.Hits(house.Run.Id).Select(row => (row.State, row.Detail)).Order());
        Assert.Single(house.Run.Posted);
        await house.BooksAgree();
    }

    [Fact]
    public async Task Complete_WhileOutOfFunds_LeavesNoHitInDoubtAndEnds()
    {
        await using var house = await CrowdRunHouse.Open(balance: 1.20m);
        await house.Market.Post();
        await house.LaunchTask("test", CrowdRunHouse.Alone, """ "conversations": 1, "overlaunch": 2 """, wish: PayAtOnce);
        await house.Until(() => house.Run.Posted.Count() == 1 && house.Run.Loop.Progress.Trouble is not null, "the account should be empty");

        await Finish(house, "ANNA");
        await house.Run.Ended();

        Assert.Equal([HitState.Closed, HitState.Refused], house.Store.Hits(house.Run.Id).Select(row => row.State).Order());
        Assert.Equal(50, house.Run.PaidTo("ANNA"));
        await house.BooksAgree();
    }

    [Fact]
    public async Task Marketplace_ThatCannotBeReached_IsToldAndTriedAgain()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, wish: PayAtOnce);
        var anna = await house.Come("ANNA");
        house.Market.StrikeAlways(CallFault.ErrorBefore, "*");
        await anna.Answer("q");
        await anna.Answer("a");
        await anna.WhatToDo();
        await house.Until(() => house.Run.Loop.Progress.Trouble is not null, "it should say what keeps it");

        Assert.Equal("""{"question":"q","answer":"a"}""", Assert.Single(house.Run.Saved));
        house.Faults = FaultSettings.None;
        await anna.HandIn();
        await house.Run.Ended();
        Assert.Equal(50, house.Run.PaidTo("ANNA"));
    }

    [Fact]
    public async Task Approve_ThatTheMarketplaceFails_IsNeverApprovedHere()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, wish: PayAtOnce);
        house.Market.StrikeAlways(CallFault.ErrorBefore, "ApproveAssignment");
        await Finish(house, "ANNA");
        await house.Until(() => house.Store.Submissions(house.Run.Id).Count == 1, "it should have been handed in");
        await house.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal(SubmissionVerdict.None, house.Store.Submissions(house.Run.Id)[0].Verdict);
        Assert.Equal(0, house.Run.PaidTo("ANNA"));
        house.Faults = FaultSettings.None;
        await house.Run.Ended();
        Assert.Equal(50, house.Run.PaidTo("ANNA"));
        await house.BooksAgree();
    }

    [Fact]
    public async Task Leaving_WhileAPaymentWaitsForTheMarketplace_LeavesAtOnce()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, wish: PayAtOnce);
        house.Market.StrikeAlways(CallFault.ErrorBefore, "ApproveAssignment");
        await Finish(house, "ANNA");
        await house.Until(() => house.Run.Loop.Progress is { HandedIn: 1, Phase: RunPhase.Finishing }, "everything should be in");

        // The clock stands still: a payment that waits for its next try would wait for ever.
        await house.Restart(starts: false).WaitAsync(RecordingOutlet.Guard, TimeProvider.System);

        house.Faults = FaultSettings.None;
        house.Run.Start();
        await house.Run.Ended();
        Assert.Equal(50, house.Run.PaidTo("ANNA"));
    }

    [Fact]
    public async Task NobodyReviews_UntilTheAutoApprovalDelay_IsApprovedThereAndWrittenDownHere()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 2, "autoApprovalDelay": "1h" """);
        await Finish(house, "ANNA");
        await house.Until(() => house.Store.Submissions(house.Run.Id).Count == 1);

        await house.Pass(TimeSpan.FromMinutes(61));

        await house.Until(() => house.Run.PaidTo("ANNA") == 50, "the marketplace has paid");
        await house.BooksAgree();
    }

    [Fact]
    public async Task Offer_OnTheMarketplace_IsWhatConfigSays()
    {
        await using var house = await CrowdRunHouse.Launch(
            CrowdRunHouse.Alone, """ "keywords": ["question", "chat"], "frameHeight": 777, "assignmentDuration": "7m", "answerWithin": "2m", "waiting": { "within": "3m" }, "lifetime": "3h", "conversations": 2, "reward": 0.35 """);
        await house.Until(() => house.Run.Posted.Count() == 2);

        await house.Market.Register("ANNA");
        var group = Assert.Single(await house.Market.Floor.Search("ANNA"));
        Assert.Equal(("Test test", "A test.", "question,chat", 35L, 420L, 2L), (group.Title, group.Description, group.Keywords?.Replace(" ", ""), group.RewardCents, group.DurationSeconds, group.OpenHits));
        Assert.Contains("<FrameHeight>777</FrameHeight>", (await house.Accept("ANNA")) is { } anna ? (await house.Market.Floor.Held(anna.Assignment))!.QuestionXml : "");
        Assert.All(await house.Market.Hits(), hit => Assert.InRange(hit.Expires - house.Time.GetUtcNow(), TimeSpan.FromHours(2.9), TimeSpan.FromHours(3)));
    }

    [Fact]
    public async Task StaticAnswer_WhileTheMarketplaceIsDown_IsStoredBeforeTheWorkerIsToldSo()
    {
        await using var house = await CrowdRunHouse.Launch("<form><input name=rating type=number min=1 max=5 required></form>", wish: PayAtOnce, data: """{"title":"Moons"}""");
        var anna = await house.Come("ANNA");
        var asked = await anna.Asked();
        house.Market.StrikeAlways(CallFault.ErrorBefore, "*");

        // While the disk takes nothing, the page hears nothing.
        using var held = await HeldBackCommit.In(house.Store);
        var before = anna.Page.Frames.Count;
        anna.Send(asked, "", "answer-1", """{"rating":"4"}""");
        await house.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(before, anna.Page.Frames.Count);
        Assert.Empty(house.Run.Saved);
        held.LetGo();

        await house.Until(() => anna.Page.Frames.Any(frame => frame.GetRawText().Contains("\"cid\":\"answer-1\"", StringComparison.Ordinal)), "the page should be told that it is stored");
        Assert.Equal("""{"rating":4}""", Assert.Single(house.Run.Saved));
        Assert.True((await anna.WhatToDo()).Submits);
        house.Faults = FaultSettings.None;
        await anna.HandIn();
        await house.Until(() => house.Store.Submissions(house.Run.Id).Count == 1, "it should be imported");
    }

    [Fact]
    public async Task StaticPage_ThatSendsMoreThanItsFields_ChangesNothingAndReadsNoAnswer()
    {
        await using var house = await CrowdRunHouse.Launch(
            "<h1>{{ data.title }}</h1><form><input name=rating type=number min=1 max=5 required></form>", data: """{"title":"Moons","correct":"a well kept secret"}""");
        var anna = await house.Come("ANNA");

        await anna.Fill("""{"rating":"4","score":"100","worker":"AXEL","role":"judge","correct":"4"}""");

        Assert.Equal("""{"rating":4}""", Assert.Single(house.Run.Saved));
        Assert.Equal(("ANNA", "worker"), (house.Store.Seats(house.Run.Id)[0].Worker.Value, house.Store.Seats(house.Run.Id)[0].Role));
        Assert.DoesNotContain(anna.Page.Frames, frame => frame.GetRawText().Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", house.Run.Room.RenderShown(anna.Who, "task.html", default) ?? "");
    }

    [Fact]
    public async Task StartedAgain_AfterItsEnd_EndsAtOnceAndPaysNobodyTwice()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, wish: PayAtOnce);
        await Finish(house, "ANNA");
        await house.Run.Ended();

        await house.Restart();
        await house.Run.Ended();
        foreach (var _ in Enumerable.Range(0, 3)) await house.Run.Pay();

        Assert.Equal(50, house.Run.PaidTo("ANNA"));
        Assert.Single(house.Run.Posted);
        await house.BooksAgree();
    }

    public static TheoryData<string, string, string, long> Ends => new()
    {
        // How it goes, config.json, what is read about pay, what is paid.
        { "finishes", "", "The reward is $0.50.", 50 },
        { "partner leaves", "", "You will be paid $0.50.", 50 },
        { "partner leaves", """ "pay": { "partnerLeft": 0.80 } """, "You will be paid $0.80.", 80 },
        { "partner leaves", """ "pay": { "partnerLeft": 0 } """, "Nothing is paid for this.", 0 },
        { "partner leaves", """ "pay": { "partnerLeftEarly": 0.20, "minMessages": 2 } """, "You will be paid $0.20.", 20 },
        { "times out", "", "Work that was not finished is not paid.", 0 },
        { "loses the line", "", "Work that was not finished is not paid.", 0 },
        { "gives back", "", "Work that was not finished is not paid.", 0 },
        { "is stopped", "", "You will be paid $0.50.", 50 },
        { "is stopped", """ "pay": { "worldFault": 0.10 } """, "You will be paid $0.10.", 10 },
        { "meets a fault", "", "You will be paid $0.50.", 50 },
        { "meets a fault", """ "pay": { "worldFault": 0.70 } """, "You will be paid $0.70.", 70 },
    };

    /// <summary>The page says what the ledger does: handed in and approved, with the rest as a bonus, or given back and paid by a HIT of their own.</summary>
    [Theory, MemberData(nameof(Ends))]
    public async Task FinalState_AndWhatTheWorkerReads_AgreeWithTheLedger(string how, string settings, string text, long cents)
    {
        const string script = """
            Review(part => part.Finished ? Decision.Approve("Complete") : Decision.AskAHuman("Stopped early"));
            var (first, second) = await Meet("first", "second");
            await first.Ask("One?");
            var two = await second.Ask("Two?");
            if (two.Text == "break") throw new InvalidOperationException("Broken.");
            """;
        await using var house = await CrowdRunHouse.Launch(script, settings, wish: wish => PayAtOnce(wish) with { Replacements = 4, Budget = new Money(10m) });
        var (anna, abel) = (await house.Come("ANNA"), await house.Come("ABEL"));
        await anna.Asked();
        if (how is "times out") await house.Pass(TimeSpan.FromMinutes(11));
        else if (how is "loses the line") anna.LoseLine();
        else if (how is "gives back") anna.GiveBack();
        else await anna.Answer("one");
        if (how is "finishes") await abel.Answer("two");
        if (how is "partner leaves") abel.GiveBack();
        if (how is "meets a fault") await abel.Answer("break");
        if (how is "is stopped") house.Run.Room.Stop(anna.Part.Conversation!.Value.Value);
        if (how is "loses the line")
        {
            await house.Until(() => anna.Part.State == AttendanceState.Over, "the grace period should pass");
            anna.Connect();
        }

        var end = await anna.WhatToDo();
        await house.Until(() => anna.Page.Frames.Any(frame => RecordingOutlet.Text(frame, "k") == "ended"), "the page should show the end");
        Assert.Equal(text, anna.PayText);
        Assert.Equal(cents >= 50, end.Submits);
        Assert.Equal(StateAfter(how), anna.Part.Detail);
        await anna.Go();
        await abel.Go();
        if (cents is > 0 and < 50) await Collect(house, "ANNA");
        // What happened to both is owed to both.
        if (cents is > 0 and < 50 && how == "is stopped") await Collect(house, "ABEL");

        if (house.Run.Running.IsCompleted) await house.Run.Pay();
        await house.Until(() => house.Run.PaidTo("ANNA") == cents, $"{cents} cents should have been paid, and {house.Run.PaidTo("ANNA")} were");
        await house.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(cents, house.Run.PaidTo("ANNA"));
        // A compensation may be collected long after the run is over; whoever pays next writes it down.
        if (house.Run.Running.IsCompleted) await house.Run.Pay();
        await house.Until(() => house.Store.LedgerSums(house.Run.Id).IntendedCents == 0, "what was begun should be done");
        await house.BooksAgree();
    }

    public static TheoryData<string, string, string?, long> EndsBeforeAConversation => new()
    {
        { "nobody comes", "", "Nothing is paid for this.", 0 },
        { "nobody comes", """ , "pay": 0.50 """, "You will be paid $0.50.", 50 },
        { "nobody comes", """ , "pay": 0.10 """, "You will be paid $0.10.", 10 },
        { "fails the test", "", null, 0 },
    };

    /// <summary>The same for those who never came to talk.</summary>
    [Theory, MemberData(nameof(EndsBeforeAConversation))]
    public async Task FinalState_OfWhoNeverMetAnybody_AndWhatTheyRead_AgreeWithTheLedger(string how, string pay, string? text, long cents)
    {
        var test = how == "fails the test" ? """Onboard(async worker => (await worker.Ask("2 + 2?")).Text == "4");""" + "\n" : "";
        await using var house = await CrowdRunHouse.Launch(test + CrowdRunHouse.Pair, $$""" "waiting": { "within": "5m" {{pay}} } """);
        var anna = await house.Come("ANNA");
        if (how == "fails the test") await anna.Answer("5");
        else await anna.Page.Frame("lobby");
        await house.Pass(TimeSpan.FromMinutes(6));

        var end = await anna.WhatToDo();
        await house.Until(() => anna.Page.Frames.Any(frame => RecordingOutlet.Text(frame, "k") == "ended"), "the page should show the end");
        var read = anna.Page.Frames.Last(frame => RecordingOutlet.Text(frame, "k") == "ended");
        Assert.Equal(text, read.TryGetProperty("pay", out var paid) ? paid.GetString() : null);
        Assert.Equal((cents >= 50, StateAfter(how)), (end.Submits, anna.Part.Detail));
        await anna.Go();
        if (cents is > 0 and < 50) await Collect(house, "ANNA");

        await house.Until(() => house.Run.PaidTo("ANNA") == cents, $"{cents} cents should have been paid");
        await house.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(cents, house.Run.PaidTo("ANNA"));
        await house.BooksAgree();
    }

    [Fact]
    public void FinalStates_AllOfThem_AreAmongThoseWhoseTextAgreesWithTheLedger()
    {
        var played = Ends.Select(row => row.Data.Item1).Concat(EndsBeforeAConversation.Select(row => row.Data.Item1)).Select(StateAfter).Distinct().Order();

        // Passing the test is no end.
        Assert.Equal(Enum.GetValues<PartState>().Where(state => state != PartState.Passed).Select(PartStates.NameOf).Order(), played);
    }

    private static string StateAfter(string how) => how switch
    {
        "finishes" => "finished",
        "partner leaves" => "partnerLeft",
        "times out" => "timedOut",
        "loses the line" => "disconnected",
        "gives back" => "returned",
        "is stopped" => "stopped",
        "meets a fault" => "fault",
        "nobody comes" => "nobodyCame",
        "fails the test" => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "No such end."),
    };

    private static async Task Collect(CrowdRunHouse house, string worker)
    {
        await house.Until(
            async () =>
            {
                var ours = house.Run.Posted.Select(row => row.Hit).ToHashSet();
                foreach (var hit in (await house.Market.Hits()).Where(hit => !ours.Contains(hit.Id) && hit.Reward < new Money(0.50m)))
                {
                    if ((await house.Try(worker, hit.Id)).Work is not { } work) continue;
                    await new CrowdWorker(house.Run, worker, work.AssignmentId, work.HitId).HandIn();
                    return true;
                }

                return false;
            }, () => $"{worker} should find the HIT that pays them");
        await house.Pass(TimeSpan.FromMinutes(1));
    }

    private static async Task Finish(CrowdRunHouse house, string worker, LaunchedRun? run = null)
    {
        var one = await house.Come(worker, run);
        await one.Answer($"question of {worker}");
        await one.Answer($"answer of {worker}");
        Assert.True((await one.Go()).Submits);
    }

    private static async Task GiveUp(CrowdRunHouse house, string worker)
    {
        var one = await house.Come(worker);
        await one.Answer("never mind");
        one.GiveBack();
        Assert.False((await one.Go()).Submits);
    }
}
