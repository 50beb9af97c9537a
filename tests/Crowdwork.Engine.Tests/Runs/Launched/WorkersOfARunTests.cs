using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Engine.Tests.Runs.Launched;

/// <summary>Who may take part in a launched run, on the marketplace and once more with us.</summary>
public sealed class WorkersOfARunTests
{
    private static readonly Func<LaunchWish, LaunchWish> PayAtOnce = wish => wish with { PayAsProposed = true };

    [Fact]
    public async Task Unique_ASecondAssignmentThatWasAcceptedBefore_IsRefusedByOurServer()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 2, "limits": { "unique": true } """);
        var (first, second) = (await house.Accept("ANNA"), await house.Accept("ANNA"));
        Assert.Null(first.Come());
        await first.Answer("q");
        await first.Answer("a");
        await first.Go();

        Assert.Null(second.Come());

        await house.Until(() => second.TurnedAway == "unique", "the second should have been refused");
        await house.Store.FlushAsync();
        Assert.Equal((AttendanceState.Refused, DueKind.Nothing), (second.Part.State, second.Part.Due));
    }

    [Fact]
    public async Task Unique_OnceTheMarketplaceKnowsIt_IsRefusedAtAccepting()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 2, "limits": { "unique": true } """);
        var anna = await house.Come("ANNA");
        await anna.Answer("q");
        await anna.Answer("a");
        await anna.Go();

        await RefusedThere(house, "ANNA", WhyNot.NotQualified);
        Assert.Null((await house.Try("ABEL", OpenHit(house)!)).Refused);
    }

    [Fact]
    public async Task Unique_InAnotherRunOfTheTask_HoldsThereToo()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "limits": { "unique": true } """);
        var anna = await house.Come("ANNA");
        await anna.Answer("q");
        await anna.Answer("a");
        await anna.Go();
        // Before the marketplace has been told.
        var second = await house.LaunchTask("test", CrowdRunHouse.Alone, """ "limits": { "unique": true } """);
        await house.Until(() => second.Posted.Any());

        var outcome = await house.Try("ANNA", second.Posted.First().Hit!);
        if (outcome.Work is { } work)
        {
            var again = new CrowdWorker(second, "ANNA", work.AssignmentId, work.HitId);
            again.Come();
            await house.Until(() => again.TurnedAway == "unique", "the other run should have refused");
        }
        else
        {
            Assert.Equal(WhyNot.NotQualified, outcome.Refused);
        }
    }

    [Fact]
    public async Task UniqueQualification_OfTwoTasks_MakesThemOne()
    {
        const string settings = """ "conversations": 2, "limits": { "unique": true, "uniqueQualification": "took part in the series" } """;
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, settings);
        var other = await house.LaunchTask("other", CrowdRunHouse.Alone, settings);
        var (here, there) = (await house.Accept("ANNA"), await house.Accept("ANNA", other));
        here.Come();
        await here.Answer("q");

        there.Come();

        await house.Until(() => there.TurnedAway == "unique", "she took part in the other task of the series");
    }

    [Fact]
    public async Task BlockQualification_WhoHasIt_MayNotAcceptAndIsNotLetIn()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 2, "blockQualification": "not again" """);
        var anna = await house.Accept("ANNA");
        await house.Store.Write(new Projection.QualificationSet(anna.Who.Worker, "not again", 1, 0));
        var id = await house.Market.Crowd.Qualification("not again", TestContext.Current.CancellationToken);
        await house.Market.Register("ABEL");
        await house.Market.Crowd.Grant(id!, "ABEL", 1, TestContext.Current.CancellationToken);

        anna.Come();

        await house.Until(() => anna.TurnedAway == "blocked", "our server should have refused");
        await RefusedThere(house, "ABEL", WhyNot.NotQualified);
    }

    [Fact]
    public async Task KilledBeforeTheSeatWasStored_IsNotTakenForOneWhoTookPart()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "limits": { "unique": true } """);
        var anna = await house.Come("ANNA");
        await anna.Page.Frame("lobby");
        await house.Until(() => house.Store.Conversations(house.Run.Id).Count == 1, "a conversation should wait for two");
        // What was on disk when the process was killed: the note and the mark, and no seat.
        var part = anna.Part;
        await house.Store.Write(
            new Projection.AttendanceSet(part.Run, part.Assignment, part.Worker, part.Hit, AttendanceState.Here, null, house.Store.Conversations(house.Run.Id)[0].Id, null, null, part.CameAtUnixMs),
            new Projection.QualificationSet(part.Worker, CrowdRun.TookPartIn("test", house.Run.Room.Terms.Config.Limits), 1, part.CameAtUnixMs));

        await house.Restart();
        anna.Connect();
        var abel = await house.Come("ABEL");

        await anna.Answer("one");
        await abel.Answer("two");
        Assert.True((await anna.Go()).Submits);
    }

    [Fact]
    public async Task ConcurrentConversations_OfOneWorker_AreCappedAndFreeAgainAfterwards()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 2 """);
        var (first, second) = (await house.Accept("ANNA"), await house.Accept("ANNA"));
        Assert.Null(first.Come());
        await first.Answer("q");

        second.Come();
        await house.Until(() => second.TurnedAway == "concurrent", "one at a time");
        await first.Answer("a");
        await first.Go();
        second.Connect();

        await second.Answer("q");
        await second.Answer("a");
        Assert.True((await second.Go()).Submits);
    }

    [Fact]
    public async Task SeveralAssignments_OfOneWorkerAtOnce_DoNotMeetEachOther()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "limits": { "concurrentPerWorker": 2 } """);
        var (first, second) = (await house.Accept("ANNA"), await house.Accept("ANNA"));

        first.Come();
        second.Come();
        await house.Pass(TimeSpan.FromSeconds(30));

        Assert.False(first.Part.Conversation is { } one && second.Part.Conversation == one, "she talks to herself");
    }

    [Fact]
    public async Task PerWorker_SoManyConversationsHad_IsRefused()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 3, "limits": { "perWorker": 1 } """);
        var (first, second) = (await house.Accept("ANNA"), await house.Accept("ANNA"));
        first.Come();
        await first.Answer("q");
        await first.Answer("a");
        await first.Go();

        second.Come();

        await house.Until(() => second.TurnedAway == "perWorker", "once per worker");
    }

    [Theory]
    [InlineData(CrowdAddress.Local)]
    [InlineData(CrowdAddress.Live)]
    public async Task TimePerDay_OnEveryCrowd_HoldsUntilMidnight(string crowd)
    {
        await using var house = await CrowdRunHouse.Open(crowd: crowd);
        await house.LaunchTask("test", CrowdRunHouse.Alone,
            """ "conversations": 3, "assignmentDuration": "2h", "answerWithin": "1h", "limits": { "timePerDay": "10m", "timeQualification": "worked enough today" } """);
        var (first, second) = (await house.Accept("ANNA"), await house.Accept("ANNA"));
        first.Come();
        await first.Answer("q");
        await house.Pass(TimeSpan.FromMinutes(11));
        await first.Answer("a");
        await first.Go();

        second.Come();
        await house.Until(() => second.TurnedAway == "timePerDay", "enough for today");
        await second.Return();
        await RefusedThere(house, "ANNA", WhyNot.NotQualified);

        await house.Pass(TimeSpan.FromHours(16));
        var tomorrow = await house.Come("ANNA");
        await tomorrow.Answer("q");
    }

    [Fact]
    public async Task Connections_AtTheirMost_HoldOffersBack()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 5, "limits": { "connections": 2 } """);

        var (anna, abel) = (await house.Come("ANNA"), await house.Come("ABEL"));
        await anna.Answer("q");
        await abel.Answer("q");
        await house.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(2, house.Run.Posted.Count());
        await anna.Answer("a");
        await anna.Go();
        await house.Come("ADA");
    }

    [Fact]
    public async Task TimedOut_InAConversationOfTwo_CountsOnceAsLeavingAndTheUnitOnce()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "conversations": 4, "answerWithin": "5m", "disconnects": { "max": 1 } """);
        var (anna, abel) = (await house.Come("ANNA"), await house.Come("ABEL"));
        await anna.Asked();

        await house.Pass(TimeSpan.FromMinutes(6));
        var end = await anna.Go();
        anna.LoseLine();
        await house.Pass(TimeSpan.FromMinutes(2));
        await abel.Go();

        Assert.Equal("You have left one conversation before its end. If it happens once more you cannot take part for now.", end.Warning?.Replace("their", "its", StringComparison.Ordinal));
        Assert.Equal(("timedOut", 1, 0), (anna.Part.Detail, house.Run.Room.Units.Spent, house.Run.Room.Units.Done));
        var again = await house.Come("ANNA");
        await house.Pass(TimeSpan.FromSeconds(5));
        Assert.Null(again.TurnedAway);
    }

    [Fact]
    public async Task Leaving_TooOften_WarnsFirstThenBlocksSoftly()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "conversations": 9, "disconnects": { "max": 1, "qualification": "leaves too often" } """);

        Assert.Contains("once more", (await LeaveOne(house, 1)).Warning);
        Assert.Contains("cannot take part for now", (await LeaveOne(house, 2)).Warning);

        await RefusedThere(house, "ANNA", WhyNot.NotQualified);
        Assert.Empty(await house.Market.Crowd.Blocks(CancellationToken.None).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Leaving_TooOften_WithBlock_BlocksFromAllTasks()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "conversations": 9, "disconnects": { "max": 0, "block": true } """);

        await LeaveOne(house, 1);

        await RefusedThere(house, "ANNA", WhyNot.Blocked);
    }

    [Fact]
    public async Task Leaving_TooOften_IsRefusedByOurServerBeforeTheMarketplaceKnows()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "conversations": 9, "disconnects": { "max": 0, "qualification": "leaves too often" } """);
        var second = await house.Accept("ANNA");

        await LeaveOne(house, 1);
        second.Come();

        await house.Until(() => second.TurnedAway == "leftTooOften", "our own count should have refused");
    }

    [Fact]
    public async Task Leaving_LongAgo_IsForgotten()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, """ "conversations": 9, "disconnects": { "max": 0, "per": "1h" } """);
        await LeaveOne(house, 1);

        await house.Pass(TimeSpan.FromHours(2));
        var anna = await house.Come("ANNA");
        await anna.Page.Frame("lobby");

        Assert.Null(anna.TurnedAway);
    }

    [Theory]
    [InlineData(CrowdAddress.Local)]
    [InlineData(CrowdAddress.Sandbox)]
    [InlineData(CrowdAddress.Live)]
    public async Task Qualifications_OnEveryCrowd_AreAskedForAtAccepting(string crowd)
    {
        await using var house = await CrowdRunHouse.Open(crowd: crowd);
        var id = await house.Market.Crowd.EnsureQualification("trained", "Has been trained.", TestContext.Current.CancellationToken);
        await house.Market.Register("ANNA");
        await house.Market.Crowd.Grant(id, "ANNA", 90, TestContext.Current.CancellationToken);
        await house.Market.Register("ABEL");
        await house.Market.Crowd.Grant(id, "ABEL", 10, TestContext.Current.CancellationToken);
        var run = await house.LaunchTask("test", CrowdRunHouse.Alone, """ "conversations": 2, "qualifications": [ { "name": "trained", "is": "atLeast", "value": 80 } ] """);
        await house.Until(() => run.Posted.Any());

        Assert.Equal(WhyNot.NotQualified, (await house.Try("ABEL", run.Posted.First().Hit!)).Refused);
        Assert.Equal(WhyNot.NotQualified, (await house.Try("ADA", run.Posted.First().Hit!)).Refused);
        Assert.Null((await house.Try("ANNA", run.Posted.First().Hit!)).Refused);
    }

    [Fact]
    public async Task Qualification_ThatTheMarketplaceDoesNotKnowYet_IsLookedAtByOurServer()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "conversations": 2, "qualifications": [ { "name": "has seen it", "is": "doesNotExist" } ] """);
        var anna = await house.Accept("ANNA");
        await house.Store.Write(new Projection.QualificationSet(anna.Who.Worker, "has seen it", 1, 0));

        anna.Come();

        await house.Until(() => anna.TurnedAway == "notQualified", "our server should have refused");
    }

    [Fact]
    public async Task OnboardingScreeningAndGold_Together_EachKeepsOutWhomItIsFor()
    {
        const string script = """
            Onboard(async worker => (await worker.Ask("2 + 2?")).Text == "4");
            record Gold(string Answer);
            Review(part => part.Data<Gold>().Answer == "yes" ? Decision.Approve("The gold question is right.") : Decision.AskAHuman("The gold question is wrong."));
            var worker = await Meet();
            Save(new Gold((await worker.Ask("Is water wet?")).Text));
            """;
        await using var house = await CrowdRunHouse.Open();
        var trained = await house.Market.Crowd.EnsureQualification("trained", "Has been trained.", TestContext.Current.CancellationToken);
        foreach (var worker in (string[])["ANNA", "ADA", "ALMA"])
        {
            await house.Market.Register(worker);
            await house.Market.Crowd.Grant(trained, worker, 1, TestContext.Current.CancellationToken);
        }

        var run = await house.LaunchTask("test", script, """ "conversations": 2, "qualifications": [ { "name": "trained" } ] """, wish: PayAtOnce);
        await house.Until(() => run.Posted.Count() == 2);
        Assert.Equal(WhyNot.NotQualified, (await house.Try("ABEL", run.Posted.First().Hit!)).Refused);
        var ada = await house.Come("ADA");
        await ada.Answer("5");
        Assert.False((await ada.Go()).Submits);
        var anna = await house.Come("ANNA");
        await anna.Answer("4");
        await anna.Answer("yes");
        Assert.True((await anna.Go()).Submits);
        var alma = await house.Come("ALMA");
        await alma.Answer("4");
        await alma.Answer("no");
        Assert.True((await alma.Go()).Submits);
        await run.Ended();

        Assert.Equal((50, 0, 0), (run.PaidTo("ANNA"), run.PaidTo("ADA"), run.PaidTo("ALMA")));
        Assert.Equal(SubmissionVerdict.None, house.Store.Submissions(run.Id).Single(row => row.Worker.Value == "ALMA").Verdict);
    }

    [Fact]
    public async Task Grant_ByTheScript_IsOnTheMarketplaceToo()
    {
        const string script = """var worker = await Meet(); await worker.Ask("?"); await worker.Grant("good at it", 7); await worker.Ask("!");""";
        await using var house = await CrowdRunHouse.Launch(script);
        var anna = await house.Come("ANNA");
        await anna.Answer("yes");
        await anna.Answer("done");
        await anna.Go();

        await house.Until(async () => await house.Market.Crowd.Qualification("good at it", default) is { } id
            && (await house.Market.Crowd.Qualified(id, default).ToListAsync()).Any(one => one is { Worker: "ANNA", Value: 7 }), () => "the grant should be on the marketplace");
    }

    [Fact]
    public async Task Block_ByTheScript_KeepsThemOutHereAndThere()
    {
        const string script = """var worker = await Meet(); await worker.Ask("?"); await worker.Block("Not good at it."); await worker.Ask("!");""";
        await using var house = await CrowdRunHouse.Launch(script, """ "conversations": 3, "limits": { "concurrentPerWorker": 2 } """);
        var (first, second) = (await house.Accept("ANNA"), await house.Accept("ANNA"));
        first.Come();
        await first.Answer("yes");
        await first.Asked();

        second.Come();

        await house.Until(() => second.TurnedAway == "blocked", "our server should have refused");
        await RefusedThere(house, "ANNA", WhyNot.NotQualified);
    }

    [Fact]
    public async Task ReturnedAndAcceptedByAnother_WithTheSameAssignmentId_IsTheOthersWork()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "countComplete": true """, wish: wish => PayAtOnce(wish) with { Replacements = 3 });
        house.Faults = new FaultSettings { ReuseAssignmentIds = true };
        var anna = await house.Come("ANNA");
        await anna.Answer("hers");
        anna.LoseLine();
        await anna.Return();

        var abel = await house.Come("ABEL");
        Assert.Equal(anna.Assignment, abel.Assignment);
        await house.Pass(TimeSpan.FromMinutes(2));
        if (abel.TurnedAway is not null) abel.Connect();
        await abel.Answer("q");
        await abel.Answer("a");
        await abel.Go();

        await house.Run.Ended();
        Assert.Equal((0, 50), (house.Run.PaidTo("ANNA"), house.Run.PaidTo("ABEL")));
        Assert.Equal("""{"question":"q","answer":"a"}""", Assert.Single(house.Run.Saved));
        await house.BooksAgree();
    }

    [Fact]
    public async Task ReturnedAndAcceptedAgain_ByTheSameWorkerWithTheSameAssignmentId_BeginsAnew()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, """ "countComplete": true """, wish: wish => PayAtOnce(wish) with { Replacements = 3 });
        var first = await house.Come("ANNA");
        await first.Answer("never mind");
        first.GiveBack();
        await first.Go();
        await house.Pass(TimeSpan.FromMinutes(1));
        await house.Until(() => first.Part.State == AttendanceState.Gone, "the marketplace's word should have come");

        // Our marketplace gives the same worker another id; others do not.
        Assert.Null((await house.Try("ANNA", first.Hit)).Refused);
        var second = new CrowdWorker(house.Run, "ANNA", first.Assignment, first.Hit);
        Assert.Null(second.Come());
        await second.Answer("q");
        await second.Answer("a");

        Assert.True((await second.WhatToDo()).Submits);
        Assert.Equal("""{"question":"q","answer":"a"}""", Assert.Single(house.Run.Saved));
        Assert.Equal((AttendanceState.Over, "finished", 50), (second.Part.State, second.Part.Detail, second.Part.DueCents));
    }

    [Fact]
    public async Task SomebodyElsesAssignment_ClaimedInTheAddress_IsNeverPaid()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone, wish: PayAtOnce);
        var abel = await house.Accept("ABEL");
        var thief = new CrowdWorker(house.Run, "AXEL", abel.Assignment, abel.Hit);
        Assert.Null(thief.Come());
        await thief.Answer("q");
        await thief.Answer("a");

        // The marketplace knows whose it is.
        Assert.Equal(WhyNot.SomebodyElses, await thief.TryToHandIn());
        await abel.HandIn();
        await house.Pass(TimeSpan.FromMinutes(1));
        var report = await house.Run.Pay();

        Assert.Equal((0, 0), (house.Run.PaidTo("AXEL"), house.Run.PaidTo("ABEL")));
        Assert.NotEmpty(report.Questions);
    }

    [Fact]
    public async Task Assignment_ThatSomebodyIsAtWorkOn_IsNotTakenOverByAClaim()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Alone);
        var anna = await house.Come("ANNA");
        await anna.Asked();

        var refusal = new CrowdWorker(house.Run, "AXEL", anna.Assignment, anna.Hit).Come();

        Assert.Equal("taken", refusal?.Name);
        Assert.Equal("unknownHit", new CrowdWorker(house.Run, "AXEL", "A", "NONE").Come()?.Name);
        await anna.Answer("q");
    }

    private static string? OpenHit(CrowdRunHouse house)
        => house.Store.Hits(house.Run.Id).FirstOrDefault(row => row.State == HitState.Posted && !house.Store.Attendances(house.Run.Id).Any(part => part.Hit == row.Hit))?.Hit;

    private static Task RefusedThere(CrowdRunHouse house, string worker, WhyNot why)
    {
        WhyNot? said = null;
        return house.Until(
            async () =>
            {
                if (OpenHit(house) is not { } hit) return false;
                var outcome = await house.Try(worker, hit);
                said = outcome.Refused;
                if (outcome.Work is { } work) await house.Market.Floor.Return(worker, work.AssignmentId);
                return said == why;
            }, () => $"{worker} should be refused by the marketplace for {why}, and it said {said}");
    }

    private static async Task<HandIn> LeaveOne(CrowdRunHouse house, int time)
    {
        var (anna, partner) = (await house.Come("ANNA"), await house.Come($"APARTNER{time}"));
        await house.Until(() => anna.Page.Seen.Any(line => line.StartsWith("seated", StringComparison.Ordinal)), "they should have met");
        anna.GiveBack();
        var end = await anna.Go();
        Assert.True((await partner.Go()).Submits);
        return end;
    }
}
