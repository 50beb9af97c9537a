using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Runs.Launched;

/// <summary>How conversations of a launched run go, from accepting to being paid.</summary>
public sealed class ConversationsOfARunTests
{
    private const string Tested = """Onboard(async worker => (await worker.Ask("2 + 2?")).Text == "4");""" + "\n";

    private static readonly TimeSpan PastGrace = TimeSpan.FromSeconds(61);

    private static readonly Func<LaunchWish, LaunchWish> PayAtOnce = wish => wish with { PayAsProposed = true };

    [Fact]
    public async Task SuccessfulConversation_OfTwoWorkers_IsSavedHandedInAndPaid()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, wish: PayAtOnce);
        var anna = await house.Come("ANNA");
        var abel = await house.Come("ABEL");

        await anna.Answer("one");
        await abel.Answer("two");
        Assert.True((await anna.Go()).Submits);
        Assert.True((await abel.Go()).Submits);
        await house.Run.Ended();

        Assert.Equal("""{"one":"one","two":"two"}""", Assert.Single(house.Run.Saved));
        Assert.Equal((50, 50), (house.Run.PaidTo("ANNA"), house.Run.PaidTo("ABEL")));
        Assert.NotNull(house.Store.Run(house.Run.Id)!.ClosedAtUnixMs);
        await house.BooksAgree();
        await house.NothingIsOrphaned();
    }

    [Fact]
    public async Task Disconnect_LongerThanTheGracePeriod_EndsTheConversationAndPaysThePartner()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair);
        var (anna, abel) = (await house.Come("ANNA"), await house.Come("ABEL"));
        await anna.Answer("one");

        abel.LoseLine();
        await house.Pass(PastGrace);

        await anna.Sees("ended partnerLeft");
        Assert.True((await anna.Go()).Submits);
        Assert.False((await abel.WhatToDo()).Submits);
        await abel.Return();
        await house.Run.Ended();
        Assert.Equal(("disconnected", "partnerLeft"), (abel.Part.Detail, anna.Part.Detail));
        Assert.Equal((50, 0), (house.Run.PaidTo("ANNA"), house.Run.PaidTo("ABEL")));
        await house.BooksAgree();
    }

    [Fact]
    public async Task Departure_OfAnyKind_NeverAppearsAsAnAnswer()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "conversations": 3, "answerWithin": "5m" """);
        foreach (var how in (string[])["lost", "given back", "silent"])
        {
            var (anna, abel) = (await house.Come($"ANNA{how[0]}".ToUpperInvariant()), await house.Come($"ABEL{how[0]}".ToUpperInvariant()));
            await anna.Answer("one");
            await abel.Asked();
            if (how == "lost") abel.LoseLine();
            if (how == "given back") abel.GiveBack();
            await house.Pass(how == "silent" ? TimeSpan.FromMinutes(6) : PastGrace);
            await anna.Go();
            await abel.Go();
        }

        await house.Run.Ended();
        Assert.Empty(house.Run.Saved);
        var said = house.Store.Conversations(house.Run.Id).SelectMany(row => house.Store.ReadTurns(row.Id, row.Edition)).Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body).Input).OfType<Said>();
        Assert.All(said, message => Assert.Equal("one", message.Text));
    }

    [Fact]
    public async Task Onboarding_NotAnsweredInTime_EndsUnpaidAndTheNextWorkerGetsThePlace()
    {
        await using var house = await CrowdRunHouse.Launch(Tested + CrowdRunHouse.Alone, """ "answerWithin": "5m" """, wish: PayAtOnce);
        var anna = await house.Come("ANNA");
        await anna.Asked();

        await house.Pass(TimeSpan.FromMinutes(6));

        Assert.False((await anna.Go()).Submits);
        Assert.Equal(("timedOut", DueKind.Nothing), (anna.Part.Detail, anna.Part.Due));
        var abel = await house.Come("ABEL");
        foreach (var answer in (string[])["4", "q", "a"]) await abel.Answer(answer);
        await abel.Go();
        await house.Run.Ended();
        Assert.Equal((0, 50), (house.Run.PaidTo("ANNA"), house.Run.PaidTo("ABEL")));
    }

    [Fact]
    public async Task Onboarding_Failed_SendsAwayUnpaidAndIsNotTriedWithAnotherAssignment()
    {
        await using var house = await CrowdRunHouse.Launch(Tested + CrowdRunHouse.Alone, """ "conversations": 2 """);
        var first = await house.Come("ANNA");

        await first.Answer("5");

        Assert.False((await first.Go()).Submits);
        Assert.Equal(("failed", DueKind.Nothing), (first.Part.Detail, first.Part.Due));
        var second = await house.Come("ANNA");
        await house.Until(() => second.TurnedAway == "failed", "the second try should have been refused");
    }

    [Theory]
    [InlineData("4", true)]
    [InlineData("6", false)]
    public async Task Onboarding_FailedWithATryLeft_IsTriedAgainWithTheSameAssignment(string second, bool passes)
    {
        await using var house = await CrowdRunHouse.Launch(Tested + CrowdRunHouse.Alone, """ "onboarding": { "retries": 1 } """, wish: PayAtOnce);
        var anna = await house.Come("ANNA");
        await anna.Answer("5");
        await house.Until(() => house.Run.Room.MayTryAgain(anna.Who), "a second try should have been offered");
        Assert.Null(house.Run.Room.HandInOf(anna.Who));

        house.Run.Room.TakePartAgain(anna.Who);
        await house.Until(() => anna.Page.Seen.SequenceEqual(["seated worker", "asked 2 + 2?"]), "the test should have begun anew");
        anna.Send(anna.Page.Events[^1], second);

        if (passes) foreach (var answer in (string[])["q", "a"]) await anna.Answer(answer);
        Assert.Equal(passes, (await anna.Go()).Submits);
        Assert.False(house.Run.Room.MayTryAgain(anna.Who));
        if (!passes) return;
        await house.Run.Ended();
        Assert.Equal(50, house.Run.PaidTo("ANNA"));
    }

    [Fact]
    public async Task Reload_InTheMiddle_GoesOnWhereItWasAndComesToTheEnd()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, wish: PayAtOnce);
        var anna = await house.Come("ANNA");
        await anna.Answer("a question");

        anna.LoseLine();
        await house.Pass(TimeSpan.FromSeconds(30));
        anna.Connect();
        await anna.Answer("an answer");

        Assert.Equal(["a question", "an answer"], anna.Page.Events.Where(frame => RecordingOutlet.Text(frame, "k") == "said").Select(frame => RecordingOutlet.Text(frame, "text")));
        Assert.True((await anna.Go()).Submits);
        await house.Run.Ended();
        Assert.Equal(50, house.Run.PaidTo("ANNA"));
    }

    [Fact]
    public async Task Message_SaidAgainAfterTheLineWasLost_IsOneMessage()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone);
        var anna = await house.Come("ANNA");
        var asked = await anna.Asked();

        anna.Send(asked, "a question", "same");
        anna.LoseLine();
        anna.Connect();
        anna.Send(asked, "a question", "same");
        await anna.Answer("an answer");
        await anna.WhatToDo();

        Assert.Equal("""{"question":"a question","answer":"an answer"}""", Assert.Single(house.Run.Saved));
    }

    [Fact]
    public async Task WaitingWorker_WhoClosedTheTab_IsNotPaired()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "overlaunch": 2 """);
        var anna = await house.Come("ANNA");
        await anna.Page.Frame("lobby");

        anna.LoseLine();
        var (abel, ada) = (await house.Come("ABEL"), await house.Come("ADA"));

        await abel.Answer("one");
        await ada.Answer("two");
        Assert.DoesNotContain(anna.Page.Seen, line => line.StartsWith("seated", StringComparison.Ordinal));
        Assert.Null(anna.Part.Conversation);
    }

    [Fact]
    public async Task PartnerWhoNeverCame_SendsThoseWhoWaitBackToTheWaitingRoomForTheNext()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "overlaunch": 2 """);
        var anna = await house.Come("ANNA");
        var absent = await house.Accept("ABEL");
        Assert.Null(await house.Run.Room.Enter(absent.Who, absent.Hit));
        await anna.Page.Frame("lobby");

        await house.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(AttendanceState.Here, anna.Part.State);
        var ada = await house.Come("ADA");

        await anna.Answer("one");
        await ada.Answer("two");
        Assert.True((await anna.Go()).Submits);
    }

    [Fact]
    public async Task WaitingInVain_ForAsLongAsConfigSays_EndsWithTheWaitingPay()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "waiting": { "within": "5m", "pay": 0.50 } """);
        var anna = await house.Come("ANNA");
        await anna.Page.Frame("lobby");

        await house.Pass(TimeSpan.FromMinutes(6));

        Assert.True((await anna.Go()).Submits);
        Assert.Equal(("nobodyCame", 50), (anna.Part.Detail, anna.Part.DueCents));
        await house.Until(() => house.Run.PaidTo("ANNA") == 50, "the waiting should have been paid");
    }

    [Fact]
    public async Task ThoseWhoWait_WhenTheRunIsFull_AreSentAwayWithTheWaitingPay()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "overlaunch": 2, "waiting": { "pay": 0.50 } """);
        var (anna, abel) = (await house.Come("ANNA"), await house.Come("ABEL"));
        await anna.Asked();
        var ada = await house.Come("ADA");

        await house.Until(() => ada.TurnedAway == "full", "the run is full");
        await anna.Answer("one");
        await abel.Answer("two");
        foreach (var worker in (CrowdWorker[])[anna, abel, ada]) await worker.Go();

        await house.Until(() => house.Store.Submissions(house.Run.Id).Count >= 2, "all should have handed in");
        await house.BooksAgree();
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("onboarding")]
    [InlineData("talking")]
    [InlineData("over")]
    public async Task LineLost_InEachState_IsFoundAgainAsItWas(string state)
    {
        await using var house = await CrowdRunHouse.Launch(Tested + CrowdRunHouse.Pair);
        var (anna, abel) = (await house.Come("ANNA"), state == "waiting" ? null : await house.Come("ABEL"));
        if (state != "onboarding") await anna.Answer("4");
        if (abel is not null && state != "onboarding") await abel.Answer("4");
        if (state == "waiting") await anna.Page.Frame("lobby");
        if (state is "talking" or "over") await anna.Asked();
        if (state == "over")
        {
            await anna.Answer("one");
            await abel!.Answer("two");
            await anna.WhatToDo();
        }

        anna.LoseLine();
        await house.Pass(TimeSpan.FromSeconds(20));
        anna.Connect();

        switch (state)
        {
            case "waiting":
                await anna.Page.Frame("lobby");
                Assert.Equal(AttendanceState.Here, anna.Part.State);
                break;
            case "onboarding":
                await anna.Sees("asked 2 + 2?");
                break;
            case "talking":
                await anna.Sees("asked One?");
                break;
            default:
                await anna.Sees("ended finished");
                Assert.True((await anna.WhatToDo()).Submits);
                break;
        }
    }

    [Fact]
    public async Task LineLost_InTheWaitingRoomForGood_EndsNobodysPartAndIsNoDisconnect()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "disconnects": { "max": 0 } """);
        var anna = await house.Come("ANNA");
        await anna.Page.Frame("lobby");

        anna.LoseLine();
        await house.Pass(TimeSpan.FromMinutes(5));
        anna.Connect();

        await anna.Page.Frame("lobby");
        Assert.Null(anna.TurnedAway);
    }

    [Fact]
    public async Task TwoTabs_OfOneWorker_AreOneSeatOneTestAndOneConversation()
    {
        await using var house = await CrowdRunHouse.Launch(Tested + CrowdRunHouse.Alone, """ "limits": { "unique": true } """, wish: PayAtOnce);
        var anna = await house.Come("ANNA");
        await anna.Asked();
        var first = anna.Page;

        Assert.Null(anna.Come());
        Assert.Equal(LineEnd.Superseded, await first.End());
        foreach (var answer in (string[])["4", "q", "a"]) await anna.Answer(answer);
        await anna.Go();
        await house.Run.Ended();

        Assert.Equal(1, house.Store.ConversationsBegun(house.Run.Id, ConversationKind.Onboarding));
        Assert.Equal(1, house.Store.ConversationsBegun(house.Run.Id));
        Assert.Equal(Marketplace.Workers.WhyNot.AlreadyDone, (await house.Try("ANNA", anna.Hit)).Refused);
        Assert.Equal(50, house.Run.PaidTo("ANNA"));
    }

    [Fact]
    public async Task WorldThatThrows_ReleasesItsWorkersPaysByPolicyShowsItsFaultAndTheNextGoOn()
    {
        const string script = """
            var (first, second) = await Meet("first", "second");
            var one = await first.Ask("One?");
            if (one.Text == "break it") throw new InvalidOperationException("The world is broken.");
            var two = await second.Ask("Two?");
            Save(two.Text);
            """;
        await using var house = await CrowdRunHouse.Launch(script, """ "conversations": 2 """);
        var (anna, abel) = (await house.Come("ANNA"), await house.Come("ABEL"));

        await anna.Answer("break it");

        foreach (var worker in (CrowdWorker[])[anna, abel])
        {
            await worker.Sees("ended fault");
            Assert.Equal("You will be paid $0.50.", worker.PayText);
            Assert.True((await worker.Go()).Submits);
        }

        var fault = Assert.Single(house.Run.Room.Faults);
        Assert.Equal(("world", "InvalidOperationException: The world is broken.", 3), (fault.Kind, fault.Message, fault.Line));
        Assert.EndsWith("world.csx", fault.File);
        await house.Until(() => house.Run.PaidTo("ANNA") == 50 && house.Run.PaidTo("ABEL") == 50, "the fault should have been paid");
        var (ada, alma) = (await house.Come("ADA"), await house.Come("ALMA"));
        await ada.Answer("go on");
        await alma.Answer("two");
        Assert.True((await ada.Go()).Submits);
        Assert.True((await alma.Go()).Submits);
        Assert.Equal("\"two\"", Assert.Single(house.Run.Saved));
    }

    [Fact]
    public async Task Operator_EndsAConversation_PaysItsWorkersByPolicy()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone);
        var anna = await house.Come("ANNA");
        await anna.Asked();

        Assert.True(house.Run.Room.Stop(anna.Part.Conversation!.Value.Value));

        await anna.Sees("ended stopped");
        Assert.True((await anna.Go()).Submits);
        await house.Run.Ended();
        Assert.Equal(50, house.Run.PaidTo("ANNA"));
    }

    [Fact]
    public async Task Room_ThatIsClosed_HandlesNothingAnyMore()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone);
        var anna = await house.Come("ANNA");
        var asked = await anna.Asked();

        await house.Run.Room.DisposeAsync();
        anna.Send(asked, "too late");
        await house.Pass(TimeSpan.FromSeconds(1));

        Assert.DoesNotContain("said too late", anna.Page.Seen);
    }
}
