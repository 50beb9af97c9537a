using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Rehearsals;

public sealed class RehearsalTests
{
    private const string Pair = """
        var (a, b) = await Meet("a", "b", within: Minutes(5));
        await a.Tell("Hello.");
        var one = await a.Ask("One?");
        await b.Tell(one);
        var two = await b.Ask("Two?");
        """;

    private const string Solo = "var w = await Meet();\nvar r = await w.Ask(\"Say.\");\nSave(new { r.Text });";

    private const string Tested = "Onboard(async w => (await w.Ask(\"2 + 2?\")).Text == \"4\");\n" + Solo;

    [Fact]
    public async Task Connect_TwoWorkers_MeetInTheOrderOfTheirComing()
    {
        await using var house = await RehearsalHouse.Open(Pair);
        house.Come("W1");
        await house["W1"].Frame(frame => RecordingOutlet.Text(frame, "t") == "lobby" && RecordingOutlet.Text(frame, "text") == "Waiting for other participants.");
        house.Come("W2");

        await house["W1"].Sees("seated a");
        await house["W2"].Sees("seated b");
        await house.Say("W1", "first");
        await house.Say("W2", "second");
        await house["W1"].Sees("ended finished");
        Assert.Equal("ended", (await house.View("W1")).State);
    }

    [Fact]
    public async Task Lobby_SaysWhoIsMissingAndUntilWhen()
    {
        await using var house = await RehearsalHouse.Open(Pair);
        house.Come("W1");
        var lobby = await house["W1"].Frame(frame => RecordingOutlet.Text(frame, "t") == "lobby" && frame.GetProperty("needs").GetArrayLength() == 2);

        Assert.Equal(["a", "b"], lobby.GetProperty("needs").EnumerateArray().Select(role => role.GetString()));
        Assert.Equal(TimeSpan.FromMinutes(5).TotalMilliseconds, lobby.GetProperty("until").GetInt64() - lobby.GetProperty("since").GetInt64());
    }

    [Fact]
    public async Task WaitingRoom_AReloadAfterALongWait_KeepsThePlace()
    {
        await using var house = await RehearsalHouse.Open("var t = await Meet([\"x\", \"x\", \"x\"], within: Hours(1));\nawait t.Ask(\"?\");");
        house.Come("W1");
        house.Come("W2");
        house.Time.Advance(TimeSpan.FromMinutes(5));
        house.Go("W1");
        house.Time.Advance(TimeSpan.FromSeconds(10));
        house.Come("W1");
        house.Come("W3");

        await house["W3"].Sees("seated x");
        await house.Settle();
        Assert.Equal(["W1", "W2", "W3"], (await house.Rehearsal.View()).Conversations.Single().Seats.Select(seat => seat.Worker.Value));
    }

    [Fact]
    public async Task WaitingRoom_ALongAbsence_LosesThePlace()
    {
        await using var house = await RehearsalHouse.Open("var t = await Meet([\"x\", \"x\", \"x\"], within: Hours(1));\nawait t.Ask(\"?\");");
        house.Come("W1");
        house.Come("W2");
        house.Go("W1");
        house.Time.Advance(TimeSpan.FromSeconds(61));
        house.Come("W1");
        house.Come("W3");

        await house["W3"].Sees("seated x");
        await house.Settle();
        Assert.Equal(["W2", "W1", "W3"], (await house.Rehearsal.View()).Conversations.Single().Seats.Select(seat => seat.Worker.Value));
    }

    [Fact]
    public async Task WaitingRoom_NobodyComes_IsSaidAndCanBeTriedAgain()
    {
        await using var house = await RehearsalHouse.Open(Pair, """{ "title": "Test", "waiting": { "pay": 0.05 } }""");
        house.Come("W1");
        await house["W1"].Frame(frame => RecordingOutlet.Text(frame, "t") == "lobby" && frame.GetProperty("needs").GetArrayLength() == 2);
        house.Time.Advance(TimeSpan.FromMinutes(6));
        await house["W1"].Sees("ended nobodyCame");
        Assert.Contains(house["W1"].Events, frame => RecordingOutlet.Text(frame, "pay") == "You will be paid $0.05.");

        house.Rehearsal.TakePartAgain(new WorkerId("W1"));
        house.Come("W2");
        await house["W1"].Sees("seated a");
    }

    [Fact]
    public async Task WaitingRoom_AMeetingThatWaitsForOneMore_DoesNotHoldUpOthers()
    {
        await using var house = await RehearsalHouse.Open(
            "var w = await Meet();\nawait w.Tell(\"A moment.\");\nvar boss = await Meet(\"boss\", within: Hours(1));\nawait w.Ask(\"?\");",
            """{ "title": "Test", "roles": { "boss": { "operator": true } } }""");
        house.Come("W1");
        await house["W1"].Sees("told A moment.");
        house.Come("W2");
        await house["W2"].Sees("told A moment.");

        house.Come("operator");
        await house["W1"].Sees("asked ?");
        await house["operator"].Sees("seated boss");
    }

    [Fact]
    public async Task TakePartAgain_AfterTheEnd_MeetsAnew_AndTheOldConversationLeavesThePageAlone()
    {
        await using var house = await RehearsalHouse.Open(Solo);
        house.Come("W1");
        await house.Say("W1", "x");
        await house["W1"].Sees("ended finished");
        house.Rehearsal.TakePartAgain(new WorkerId("W1"));
        await house["W1"].Until(() => house["W1"].Seen.SequenceEqual(["seated worker", "asked Say."]));

        var before = house["W1"].Frames.Count;
        house.Rehearsal.Clock.Pause();
        await house.Settle();
        Assert.Single(house["W1"].Frames.Skip(before), frame => RecordingOutlet.Text(frame, "t") == "clock");
    }

    [Fact]
    public async Task TakePartAgain_InTheMiddle_DoesNothing()
    {
        await using var house = await RehearsalHouse.Open(Solo);
        house.Come("W1");
        await house["W1"].Sees("asked Say.");
        house.Rehearsal.TakePartAgain(new WorkerId("W1"));
        await house.Say("W1", "x");

        await house["W1"].Sees("ended finished");
    }

    [Fact]
    public async Task Onboarding_Passed_GoesOnAndIsNotAskedAgainEvenAfterARestart()
    {
        await using var house = await RehearsalHouse.Open(Tested);
        house.Come("W1");
        await house.Say("W1", "4");
        await house["W1"].Sees("asked Say.");
        await house.Say("W1", "x");
        await house["W1"].Sees("ended finished");

        await house.Restart();
        house.Come("W1");
        await house["W1"].Sees("ended finished");
        house.Rehearsal.TakePartAgain(new WorkerId("W1"));
        await house["W1"].Sees("asked Say.");
    }

    [Fact]
    public async Task Restart_UnderAScriptThatFailsOnTheWay_SaysSoAndGoesOnWhenItIsMended()
    {
        const string Asks = "var w = await Meet();\nvar r = await w.Ask(\"One?\");\n";
        const string AsksOn = "var s = await w.Ask(\"Two?\");\nvar t = await w.Ask(\"Three?\");\nSave(new { All = $\"{r} {s} {t}\" });";
        await using var house = await RehearsalHouse.Open(Asks + AsksOn);
        house.Come("W1");
        await house.Say("W1", "first");
        await house["W1"].Sees("asked Two?");
        await house.Say("W1", "second");
        await house["W1"].Sees("asked Three?");
        await house.Save("world.csx", Asks + "if (r.Words > 0) throw new InvalidOperationException(\"early\");\n" + AsksOn);

        await house.Restart();
        var page = house.Come("W1");
        await page.Sees("asked Three?");
        house.Rehearsal.Say(new WorkerId("W1"), page, "W1-x", 1, 4, "not now", null);
        await page.Frame(frame => RecordingOutlet.Text(frame, "t") == "refused" && RecordingOutlet.Text(frame, "why") == "trouble");

        await house.Save("world.csx", Asks + AsksOn);
        await house.Say("W1", "third");
        await page.Sees("ended finished");
        Assert.Contains("first second third", System.Text.Encoding.UTF8.GetString(house.Rehearsal.Saved()[^1].Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_AfterASaveThatSavesLess_CountsWhatIsSavedNow()
    {
        await using var house = await RehearsalHouse.Open("var w = await Meet();\nSave(new { A = 1 });\nSave(new { A = 2 });\nawait w.Ask(\"Say.\");");
        house.Come("W1");
        await house["W1"].Sees("asked Say.");
        Assert.Equal(2, (await house.Rehearsal.View()).Saved);

        await house.Save("world.csx", "var w = await Meet();\nSave(new { A = 1 });\nawait w.Ask(\"Say.\");");
        await house.Settle();

        Assert.Equal(1, (await house.Rehearsal.View()).Saved);
        Assert.Single(house.Rehearsal.Saved());
    }

    [Fact]
    public async Task Load_AFileOutsideTheTasksFolder_ReloadsWhenItIsSaved()
    {
        using var elsewhere = new Tasks.TemporaryFolder();
        File.WriteAllText(elsewhere["words.csx"], "string Greeting() => \"Hello\";");
        await using var house = await RehearsalHouse.Open($"#load \"{elsewhere["words.csx"]}\"\nvar w = await Meet();\nawait w.Ask(Greeting());");
        house.Come("W1");
        await house["W1"].Sees("asked Hello");

        File.WriteAllText(elsewhere["words.csx"], "string Greeting() => \"Good morning\";");
        house.Time.Advance(TimeSpan.FromSeconds(1));

        await house["W1"].Sees("asked Good morning");
    }

    [Fact]
    public async Task Roles_OfConfigThatTheScriptNeverNames_AreWarnedOf()
    {
        await using var house = await RehearsalHouse.Open(Pair, """{ "title": "Test", "roles": { "A": { "label": "First" }, "b": { "label": "Second" } } }""");

        var warning = Assert.Single(house.Rehearsal.BuildState.Problems, problem => problem.Line > 0);
        Assert.Equal("ok", house.Rehearsal.BuildState.State);
        Assert.StartsWith("tasks/test/config.json(1,", warning.ToString(), StringComparison.Ordinal);
        Assert.Contains("role 'A'", warning.Message, StringComparison.Ordinal);
        Assert.Contains("'a'", warning.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Onboarding_Failed_MayBeRetriedAsOftenAsConfigSays_AlsoAfterARestart()
    {
        await using var house = await RehearsalHouse.Open(Tested, """{ "title": "Test", "onboarding": { "retries": 1 } }""");
        house.Come("W1");
        await house.Say("W1", "5");
        await house["W1"].Sees("ended failed");
        house.Rehearsal.TakePartAgain(new WorkerId("W1"));
        await house["W1"].Until(() => house["W1"].Seen.SequenceEqual(["seated worker", "asked 2 + 2?"]));
        await house.Say("W1", "6");
        await house["W1"].Sees("ended failed");

        await house.Restart();
        house.Come("W1");
        await house["W1"].Sees("ended failed");
        house.Rehearsal.TakePartAgain(new WorkerId("W1"));
        await house["W1"].Until(() => house["W1"].Seen.SequenceEqual(["ended failed"]));
    }

    [Fact]
    public async Task Onboarding_AScriptThatFailsBeforeMeet_DoesNotSpin()
    {
        await using var house = await RehearsalHouse.Open(Tested);
        await house.Save("world.csx", "Onboard(async w => true);\nthrow new InvalidOperationException(\"early\");");
        house.Come("W1");
        await house["W1"].Frame(frame => RecordingOutlet.Text(frame, "text").StartsWith("The task cannot start", StringComparison.Ordinal));
        await house.Settle();

        Assert.InRange((await house.Rehearsal.View()).Conversations.Count, 0, 2);
        await house.Save("world.csx", Solo);
        await house["W1"].Sees("asked Say.");
    }

    [Fact]
    public async Task Blocked_AWorker_CannotTakePartAgain()
    {
        await using var house = await RehearsalHouse.Open("var w = await Meet();\nawait w.Ask(\"?\");\nawait w.Block(\"rude\");");
        house.Come("W1");
        await house.Say("W1", "x");
        await house["W1"].Sees("ended finished");
        house.Rehearsal.TakePartAgain(new WorkerId("W1"));

        await house["W1"].Sees("ended blocked");
    }

    [Fact]
    public async Task TakePartAgain_AskedByAPageThatKnowsOfItsEndBeforeTheRoom_IsNotForgotten()
    {
        await using var house = await RehearsalHouse.Open("var w = await Meet();\nawait w.Ask(\"?\");");
        house.Come("W1");
        await house["W1"].Sees("asked ?");
        var asksInBetween = new PageThatActsOnFrames(frame => frame.Contains("\"t\":\"news\"", StringComparison.Ordinal), () =>
        {
            // The room is busy with telling everybody: the conversation can end, the room cannot hear of it.
            house.Say("W1", "x").Wait(RecordingOutlet.Guard);
            house["W1"].Sees("ended finished").Wait(RecordingOutlet.Guard);
            house.Rehearsal.TakePartAgain(new WorkerId("W1"));
        });
        house.Rehearsal.Connect(new WorkerId("W2"), isOperator: false, asksInBetween, edition: 0, seen: 0);

        house.Rehearsal.Broadcast("{\"t\":\"news\"}"u8.ToArray());

        await house["W1"].Until(() => house["W1"].Seen.SequenceEqual(["seated worker", "asked ?"]));
    }

    [Fact]
    public async Task Remove_AWorker_EndsTheirPartAndClosesThePage()
    {
        await using var house = await RehearsalHouse.Open(Pair);
        house.Come("W1");
        house.Come("W2");
        await house["W1"].Sees("asked One?");
        house.Rehearsal.Remove(new WorkerId("W1"));

        Assert.Equal(LineEnd.BadSession, await house["W1"].End());
        await house["W2"].Sees("ended partnerLeft");
        Assert.DoesNotContain((await house.Rehearsal.View()).Workers, view => view.Id == "W1");
    }

    [Fact]
    public async Task Restart_OfTheRehearsal_BeginsAnewWithAnEmptyJournal()
    {
        await using var house = await RehearsalHouse.Open(Solo);
        house.Come("W1");
        await house.Say("W1", "x");
        await house["W1"].Sees("ended finished");
        house.Time.Advance(TimeSpan.FromSeconds(1));
        await house.Rehearsal.Restart();

        await house["W1"].Until(() => house["W1"].Seen.SequenceEqual(["seated worker", "asked Say."]));
        Assert.Empty(house.Rehearsal.Saved());
    }

    [Fact]
    public async Task Restart_OfTheProcess_EverybodyIsAtTheRightAwait()
    {
        await using var house = await RehearsalHouse.Open(Pair);
        for (var n = 1; n <= 6; n++) house.Come($"W{n}");
        foreach (var first in new[] { "W1", "W3", "W5" }) await house[first].Sees("asked One?");
        await house.Say("W3", "from three");
        await house.Say("W5", "from five");
        await house.Say("W6", "from six");
        await house["W5"].Sees("ended finished");
        house.Time.Advance(TimeSpan.FromMinutes(9));
        await house.Settle();

        await house.Restart();
        for (var n = 1; n <= 6; n++) house.Come($"W{n}");
        await house["W1"].Sees("asked One?");
        await house["W2"].Sees("seated b");
        await house["W3"].Sees("said from three");
        await house["W4"].Sees("asked Two?");
        await house["W5"].Sees("ended finished");
        Assert.Equal(["talking", "talking", "talking", "talking", "ended", "ended"], (await house.Rehearsal.View()).Workers.OrderBy(view => view.Id).Select(view => view.State));

        // Nobody runs out of time for the restart.
        house.Time.Advance(TimeSpan.FromMinutes(9));
        await house.Say("W1", "late but in time");
        await house.Say("W4", "also");
        await house["W3"].Sees("ended finished");
    }

    [Fact]
    public async Task Restart_OfTheProcessWithABrokenScript_TakesThePagesUpWhenItIsMended()
    {
        await using var house = await RehearsalHouse.Open(Pair);
        house.Come("W1");
        house.Come("W2");
        await house.Say("W1", "first");
        await house.Settle();
        house.Write("world.csx", "var broken = ;");
        await house.Restart();
        house.Come("W1");
        house.Come("W2");
        await house["W2"].Frame(frame => RecordingOutlet.Text(frame, "text").StartsWith("The task cannot start yet", StringComparison.Ordinal));

        await house.Save("world.csx", Pair);
        await house["W2"].Sees("asked Two?");
        await house.Say("W2", "second");
        await house["W1"].Sees("ended finished");
    }

    [Fact]
    public async Task Save_TheScript_ReplaysTheOpenConversations()
    {
        await using var house = await RehearsalHouse.Open(Pair);
        house.Come("W1");
        house.Come("W2");
        await house.Say("W1", "first");
        await house.Save("world.csx", Pair.Replace("Two?", "And two?"));

        await house["W2"].Sees("asked And two?");
        Assert.Equal((1, 0), (house.Rehearsal.LastChanges!.Kept, house.Rehearsal.LastChanges.SetAside));
        await house.Say("W2", "second");
        await house["W1"].Sees("ended finished");
    }

    [Fact]
    public async Task Save_ABrokenScriptAndThenAMendedOne_LosesNothing()
    {
        await using var house = await RehearsalHouse.Open(Pair);
        house.Come("W1");
        house.Come("W2");
        await house.Say("W1", "first");
        await house.Save("world.csx", Pair + "\nint x = undefined;");
        Assert.Equal("failed", house.Rehearsal.BuildState.State);
        Assert.Equal(6, Assert.Single(house.Rehearsal.BuildState.Problems, problem => problem.Severity == Severity.Error).Line);

        await house.Say("W2", "while it is broken");
        await house.Save("world.csx", Pair + "\nawait a.Ask(\"Three?\");");
        await house["W1"].Sees("ended finished");
    }

    [Fact]
    public async Task Save_AScriptThatThrows_AndThenAMendedOne_SeatsEverybodyAgain()
    {
        await using var house = await RehearsalHouse.Open(Pair.Replace("var two", "throw new Exception(\"typo\");\nvar two"));
        house.Come("W1");
        house.Come("W2");
        await house.Say("W1", "first");
        await house["W1"].Sees("ended fault");
        await house.UntilState("W1", "ended");
        var fault = Assert.Single((await house.Rehearsal.View()).Faults);
        Assert.Equal(("tasks/test/world.csx", 5), (fault.File, fault.Line));

        await house.Save("world.csx", Pair);
        await house["W2"].Sees("asked Two?");
        await house.UntilState("W1", "talking");
        await house.Say("W2", "second");
        await house["W1"].Sees("ended finished");
        await house.UntilState("W1", "ended");
    }

    [Fact]
    public async Task Save_ARoleMore_SendsEverybodyBackToTheWaitingRoom_AlsoAfterARestart()
    {
        await using var house = await RehearsalHouse.Open(Pair);
        house.Come("W1");
        house.Come("W2");
        await house.Say("W1", "first");
        var three = Pair.Replace("(a, b)", "(a, b, c)").Replace("\"a\", \"b\",", "\"a\", \"b\", \"c\",");
        await house.Save("world.csx", three);
        await house.UntilState("W1", "waiting");

        await house.Restart();
        foreach (var worker in new[] { "W1", "W2", "W3" }) house.Come(worker);
        await house["W1"].Sees("asked One?");
        await house["W3"].Sees("seated c");
        Assert.Null(house["W2"].Closed);
    }

    [Fact]
    public async Task Save_Config_ChangesRulesWithoutTouchingTheConversation()
    {
        await using var house = await RehearsalHouse.Open(Solo, """{ "title": "Test", "reward": 0.5 }""");
        house.Come("W1");
        await house["W1"].Sees("asked Say.");
        await house.Save("config.json", """{ "title": "Test", "reward": 0.75 }""");
        await house.Say("W1", "x");

        await house["W1"].Sees("ended finished");
        Assert.Contains(house["W1"].Events, frame => RecordingOutlet.Text(frame, "pay") == "The reward is $0.75.");
    }

    [Fact]
    public async Task Save_Data_ReachesTheNextConversation()
    {
        const string script = "record Row(string Q);\nvar row = Input<Row>();\nvar w = await Meet();\nawait w.Ask(row.Q);";
        await using var house = await RehearsalHouse.Open(script, data: "{\"Q\":\"Old?\"}\n");
        house.Come("W1");
        await house["W1"].Sees("asked Old?");
        await house.Save("data.jsonl", "{\"Q\":\"New?\"}\n");
        house.Come("W2");

        await house["W2"].Sees("asked New?");
        await house.Say("W1", "x");
        await house["W1"].Sees("ended finished");
    }

    [Fact]
    public async Task Script_ThatFailsBeforeMeet_DoesNotSpinAndSaysSo()
    {
        await using var house = await RehearsalHouse.Open("var x = 0;\nvar y = 1 / x;\nawait Meet();");
        house.Come("W1");
        await house["W1"].Frame(frame => RecordingOutlet.Text(frame, "text") == "The task cannot start: its script failed before it met anybody.");
        await house.Settle();
        Assert.Single((await house.Rehearsal.View()).Conversations);

        await house.Save("world.csx", Solo);
        await house["W1"].Sees("asked Say.");
    }

    [Fact]
    public async Task Script_ThatMeetsNobody_DoesNotSpinAndSaysSo()
    {
        await using var house = await RehearsalHouse.Open("Save(1);");
        house.Come("W1");
        await house["W1"].Frame(frame => RecordingOutlet.Text(frame, "text").StartsWith("The task cannot start", StringComparison.Ordinal));
        await house.Settle();

        Assert.Single((await house.Rehearsal.View()).Conversations);
        Assert.Contains((await house.Rehearsal.View()).Faults, fault => fault.Message.Contains("before it met anybody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clock_WhileNobodyWatches_StandsStill()
    {
        await using var house = await RehearsalHouse.Open(Solo);
        house.Come("W1");
        await house["W1"].Sees("asked Say.");
        house.Go("W1");
        house.Rehearsal.Watch(isWatched: false);
        await house.Settle();
        house.Time.Advance(TimeSpan.FromHours(12));
        Assert.False(house.Rehearsal.Clock.IsRunning);

        house.Come("W1");
        await house["W1"].Sees("asked Say.");
        await house.Say("W1", "good morning");
        await house["W1"].Sees("ended finished");
    }

    [Fact]
    public async Task Clock_SkipToNext_LetsTheNextThingComeDue()
    {
        await using var house = await RehearsalHouse.Open("var w = await Meet();\nawait Pause(Days(3));\nawait w.Tell(\"Three days later.\");\nawait w.Ask(\"?\");");
        house.Come("W1");
        await house["W1"].Sees("seated worker");
        await house.Settle();
        await house.Until(() =>
        {
            if (house["W1"].Seen.Contains("told Three days later.")) return true;
            // What was due may not have been handled yet; then there is nothing to skip to, or the next thing is already that of the prompt.
            house.Rehearsal.SkipToNext();
            return false;
        });

        Assert.True(house.Rehearsal.Clock.Ahead >= TimeSpan.FromDays(3));
    }

    [Fact]
    public async Task Review_FinishedAndUnfinishedParts_AreProposedByTheRuleAsItIsNow()
    {
        await using var house = await RehearsalHouse.Open("Review(p => p.Finished ? Decision.Approve(\"ok\", 0.10m) : Decision.AskAHuman(\"early\"));\n" + Pair);
        house.Come("W1");
        house.Come("W2");
        await house.Say("W1", "first");
        await house.Say("W2", "second");
        await house["W1"].Sees("ended finished");
        await house.Settle();

        Assert.Equal(["a finished Approve 0.10", "b finished Approve 0.10"], house.Rehearsal.Review().Select(
            proposal => FormattableString.Invariant($"{proposal.Role} {proposal.State} {proposal.Decision.Verdict} {proposal.Decision.Bonus}")));

        await house.Save("world.csx", "Review(p => throw new Exception(\"bad rule\"));\n" + Pair);
        Assert.All(house.Rehearsal.Review(), proposal => Assert.Contains("bad rule", proposal.Decision.Because, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DiskFull_WhenAConversationWouldBegin_PagesAreClosedAndAllGoesOnWhenThereIsRoom()
    {
        await using var house = await RehearsalHouse.Open(Solo, store: options => options with { LargestFilePages = 60 });
        await FullDisk.Fill(house.Store);
        house.Come("W1");
        Assert.Equal(LineEnd.StoreTrouble, await house["W1"].End());
        house.Come("W1");
        Assert.Equal(LineEnd.StoreTrouble, await house["W1"].End());

        FullDisk.MakeRoom(house.StoreFolder);
        house.Come("W1");
        await house.Say("W1", "x");
        await house["W1"].Sees("ended finished");
    }

    [Fact]
    public async Task Connect_AThousandWorkers_PairUp()
    {
        await using var house = await RehearsalHouse.Open(Pair);
        for (var n = 0; n < 1000; n++) house.Come($"W{n}");

        foreach (var page in house.Pages.Values) await page.Until(() => page.Seen.Any(line => line.StartsWith("seated", StringComparison.Ordinal)));
        Assert.Equal(500, house.Pages.Values.Count(page => page.Seen.Contains("seated a")));
        Assert.Equal(500, house.Rehearsal.OpenConversations);
    }
}
