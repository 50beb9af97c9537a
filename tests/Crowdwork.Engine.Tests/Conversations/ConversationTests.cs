using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Conversations;

public sealed class ConversationTests
{
    private const string Pair = """
        var (a, b) = await Meet("asker", "answerer");
        var question = await a.Ask("Ask something.", within: Minutes(5));
        await b.Tell(question);
        var answer = await b.Ask("Please answer.", within: Minutes(5));
        await a.Tell(answer);
        Save(new { Question = question.Text, Answer = answer.Text });
        var thanks = await a.Ask("Anything else?");
        """;

    [Fact]
    public async Task Talk_ToItsEnd_IsSeenByBothAndStored()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Say("W1", "Why?");
        await house.Say("W2", "Because.");
        await house.Say("W1", "no");

        Assert.Equal(["seated asker", "asked Ask something.", "said Why?", "told Because.", "asked Anything else?", "said no", "ended finished"], house["W1"].Seen);
        Assert.Equal(["seated answerer", "told Why?", "asked Please answer.", "said Because.", "ended finished"], house["W2"].Seen);
        Assert.Equal("""{"Question":"Why?","Answer":"Because."}""", System.Text.Encoding.UTF8.GetString(Assert.Single(house.Store.Saved(house.Conversation.Id)).Json.Span));
        Assert.Equal("finished", house.Store.Conversation(house.Conversation.Id)!.Ending);
        Assert.Equal(["finished", "finished"], house.Store.Seats(house.Conversation.Id).Select(seat => seat.State));
        Assert.Contains("over finished", house.Room.News);
    }

    [Fact]
    public async Task Say_WhileTheStoreIsHeldBack_IsPlayedButNotShown()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        using var held = await HeldBackCommit.In(house.Store);
        var before = (house["W1"].Frames.Count, house["W2"].Frames.Count);

        house.Post("W1", "Why?");
        var view = await house.Conversation.Look().WaitAsync(RecordingOutlet.Guard);
        Assert.Equal(3, view.Turns);
        Assert.Equal(before, (house["W1"].Frames.Count, house["W2"].Frames.Count));
        Assert.Equal(2, house.Journal().Count);

        held.LetGo();
        await house["W1"].Sees("said Why?");
        await house["W2"].Sees("told Why?");
        Assert.Equal(3, house.Journal().Count);
    }

    [Fact]
    public async Task Once_WhileTheStoreIsHeldBack_IsNotDone()
    {
        var done = Path.Combine(Path.GetTempPath(), $"once-{Guid.NewGuid():N}");
        using var house = await new ConversationHouse($$"""
            var a = await Meet();
            await a.Ask("Go?");
            await Once("write", async ct => { await File.WriteAllTextAsync(@"{{done}}", "x"); return 1; });
            await a.Tell("Done.");
            await a.Ask("And?");
            """).Begin("W1");
        var held = await HeldBackCommit.In(house.Store);
        house.Post("W1", "go");
        await house.Conversation.Look().WaitAsync(RecordingOutlet.Guard);
        Assert.False(File.Exists(done));

        held.LetGo();
        await house["W1"].Sees("told Done.");
        Assert.True(File.Exists(done));
        File.Delete(done);
    }

    [Fact]
    public async Task Say_TheSameIdTwice_IsOneMessage()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Say("W1", "Why?", id: "x-1");
        await house.Say("W1", "Why?", id: "x-1");
        await house.Say("W1", "Something else", id: "x-1");

        Assert.Equal(1, house["W2"].Seen.Count(line => line.StartsWith("told", StringComparison.Ordinal)));
        Assert.Single(house.Journal(), turn => turn.Input is Said);
    }

    [Fact]
    public async Task Say_WithSignals_KeepsThemOverARestartAndANewScript_AndNeitherScriptNorPageSeesThem()
    {
        const string Script = """
            var (a, b) = await Meet("a", "b");
            var first = await a.Ask("One?");
            await b.Tell($"{first} {a.History[^1].Signals is null}");
            await a.Ask("Two?");
            """;
        var pasted = new Signals { Characters = 40, Pastes = 1, Pasted = 40, TimesLeft = 1, Away = TimeSpan.FromSeconds(3) };
        using var house = await new ConversationHouse(Script).Begin("W1", "W2");
        await house.Say("W1", "Because.", signals: pasted);

        Assert.False((await house.Restart())!.Diverged);
        Assert.Equal(pasted, house.Journal().Select(turn => turn.Input).OfType<Said>().Single().Signals);
        Assert.Contains("told Because. True", string.Join('\n', house["W2"].Seen), StringComparison.Ordinal);
        Assert.DoesNotContain(house["W1"].Events, frame => frame.TryGetProperty("signals", out _));

        await house.Save(Script.Replace("Two?", "And two?"));
        Assert.Equal(pasted, house.Journal().Select(turn => turn.Input).OfType<Said>().Single().Signals);
        Assert.Equal(2, house.Conversation.Edition);
    }

    [Fact]
    public async Task Say_WithSignalsThatTheTaskDoesNotWant_KeepsTheMessageOnly()
    {
        using var house = await new ConversationHouse(Pair, new PlayRules { Task = "t", KeepsSignals = false }).Begin("W1", "W2");
        await house.Say("W1", "Why?", signals: new Signals { Keys = 5 });

        Assert.Null(house.Journal().Select(turn => turn.Input).OfType<Said>().Single().Signals);
    }

    [Fact]
    public async Task Say_TheSameIdAfterARestart_IsOneMessage()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Say("W1", "Why?", id: "x-1");
        await house.Restart();
        await house.Open("W1");
        await house.Say("W1", "Why?", id: "x-1", prompt: 2);

        Assert.Single(house.Journal(), turn => turn.Input is Said);
        Assert.Null(house["W1"].Closed);
    }

    [Fact]
    public async Task Say_AnIdThatOnlyTheStoreStillKnows_IsOneMessageAndTheConversationGoesOn()
    {
        using var house = await new ConversationHouse("""
            var (a, b) = await Meet("a", "b");
            while (true) { var said = await a.Next(); await b.Tell(said); if (said.Text == "end") break; }
            """).Begin("W1", "W2");
        for (var i = 0; i < 100; i++) house.Post("W1", $"m{i}", id: $"x-{i}", prompt: 0);
        await house.Settle();

        // Older than what a seat remembers: the unique index of the store is what stops it.
        await house.Say("W1", "m0", id: "x-0", prompt: 0);
        Assert.Equal(LineEnd.StoreTrouble, await house["W1"].End());
        var page = await house.Open("W1", edition: 1, seen: 5);
        await house.Say("W1", "m0", id: "x-0", prompt: 0);
        Assert.Null(page.Closed);
        Assert.Equal("late", RecordingOutlet.Text(await page.Frame("refused"), "why"));

        await house.Open("W2");
        await house.Say("W1", "end", prompt: 0);
        await house["W2"].Sees("ended finished");
        Assert.Equal(101, house["W2"].Seen.Count(line => line.StartsWith("told", StringComparison.Ordinal)));
        Assert.Equal(101, house.Journal().Count(turn => turn.Input is Said));
        Assert.DoesNotContain(house.Room.News, news => news.StartsWith("store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DiskFull_NothingIsAcknowledged_AndAllGoesOnWhenThereIsRoom()
    {
        using var house = await new ConversationHouse(Pair, store: options => options with { LargestFilePages = 120 }).Begin("W1", "W2");
        await FullDisk.Fill(house.Store);

        var text = new string('y', 15_000);
        await house.Say("W1", text, id: "x-1");
        Assert.Equal(LineEnd.StoreTrouble, await house["W1"].End());
        Assert.Equal(LineEnd.StoreTrouble, await house["W2"].End());
        Assert.DoesNotContain(house["W1"].Seen, line => line.StartsWith("said", StringComparison.Ordinal));
        Assert.DoesNotContain(house["W2"].Seen, line => line.StartsWith("told", StringComparison.Ordinal));
        Assert.Contains("store DiskFull", house.Room.News);

        // The pages come back while the disk is still full, and try again.
        await house.Open("W1");
        await house.Say("W1", text, id: "x-1");
        Assert.Equal(LineEnd.StoreTrouble, await house["W1"].End());

        FullDisk.MakeRoom(house.Folder);
        await house.Open("W2");
        await house.Open("W1");
        await house.Say("W1", text, id: "x-1");
        await house["W1"].Sees($"said {text}");
        await house["W2"].Sees($"told {text}");
        await house.Say("W2", "Because.");
        await house.Say("W1", "no");
        await house["W2"].Sees("ended finished");
        Assert.Equal(3, house.Journal().Count(turn => turn.Input is Said));
    }

    [Fact]
    public async Task DiskFull_TimesStillRunOutAfterwards()
    {
        using var house = await new ConversationHouse(Pair, store: options => options with { LargestFilePages = 120 }).Begin("W1", "W2");
        await FullDisk.Fill(house.Store);
        await house.Say("W1", new string('y', 15_000));
        await house["W1"].End();
        await house.Pass(TimeSpan.FromMinutes(6));

        FullDisk.MakeRoom(house.Folder);
        await house.Pass(TimeSpan.FromMinutes(6));
        await house.Open("W1");
        await house.Open("W2");
        await house["W1"].Sees("ended timedOut");
        await house["W2"].Sees("ended partnerLeft");
    }

    [Fact]
    public async Task DiskFull_AScriptThatIsSavedMeanwhile_IsTakenUpAfterwards()
    {
        using var house = await new ConversationHouse(Pair, store: options => options with { LargestFilePages = 120 }).Begin("W1", "W2");
        await FullDisk.Fill(house.Store);
        await house.Say("W1", new string('y', 15_000));
        await house["W1"].End();
        using var old = house.Script;
        await house.Save(Pair.Replace("Ask something.", "Ask about the text."));
        old.Dispose();

        FullDisk.MakeRoom(house.Folder);
        await house.Open("W1");
        await house["W1"].Sees("asked Ask about the text.");
        await house.Say("W1", "Why?");
        await house["W1"].Sees("said Why?");
    }

    [Fact]
    public async Task DiskFull_AtTheVeryBeginning_TheConversationNeverWas()
    {
        using var house = new ConversationHouse(Pair, store: options => options with { LargestFilePages = 120 });
        await FullDisk.Fill(house.Store);
        house.Conversation.Begin(new Began("run", house.Script.Hash, 0, JsonSerializer.Serialize(new string('r', 100_000)), 1, Onboarding: false));
        await house.Settle();

        Assert.Contains("never began", house.Room.News);
        Assert.Empty(house.Conversation.Meetings);
    }

    [Fact]
    public async Task Attach_WithEditionAndSeq_SendsOnlyWhatIsMissing()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Lose("W2");
        await house.Say("W1", "Why?");
        var page = await house.Open("W2", edition: 1, seen: 1);

        Assert.Equal(["told Why?", "asked Please answer."], page.Seen);
        var welcome = await page.Frame("welcome");
        Assert.Equal((3, false, 1), (welcome.GetProperty("seq").GetInt32(), welcome.GetProperty("reset").GetBoolean(), welcome.GetProperty("edition").GetInt32()));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 1)]
    [InlineData(1, 99)]
    public async Task Attach_WithWhatCannotBe_SendsEverything(int edition, int seen)
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        var page = await house.Open("W2", edition, seen);

        Assert.True((await page.Frame("welcome")).GetProperty("reset").GetBoolean());
        Assert.Equal(["seated answerer"], page.Seen);
    }

    [Fact]
    public async Task Attach_ASecondTab_SupersedesTheFirst()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        var first = house["W1"];
        var second = await house.Open("W1");
        Assert.Equal(LineEnd.Superseded, first.Closed);

        // The older tab's line ends afterwards, and the worker is still there.
        house.Conversation.Post(new Mail.Detach(new WorkerId("W1"), first));
        await house.Pass(TimeSpan.FromMinutes(2));
        Assert.Null(second.Closed);
        Assert.Contains("asked Ask something.", second.Seen);
        Assert.DoesNotContain(house["W2"].Seen, line => line.StartsWith("departed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attach_AWorkerWithoutASeat_IsTakenBack()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Open("W9");

        Assert.Contains("not seated W9", house.Room.News);
    }

    [Fact]
    public async Task Presence_ALostLine_IsToldToTheOthers()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Lose("W1");
        Assert.False((await house["W2"].Frame(frame => RecordingOutlet.Text(frame, "t") == "presence")).GetProperty("online").GetBoolean());

        var late = await house.Open("W2");
        Assert.Equal("asker", RecordingOutlet.Text(await late.Frame("presence"), "role"));

        await house.Open("W1");
        await late.Frame(frame => RecordingOutlet.Text(frame, "t") == "presence" && frame.GetProperty("online").GetBoolean());
    }

    [Fact]
    public async Task Grace_ALineLostForLonger_IsADeparture()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Lose("W1");
        await house.Pass(TimeSpan.FromSeconds(59));
        Assert.DoesNotContain(house["W2"].Seen, line => line.StartsWith("departed", StringComparison.Ordinal));

        await house.Pass(TimeSpan.FromSeconds(2));
        await house["W2"].Sees("departed disconnected");
        await house["W2"].Sees("ended partnerLeft");
        Assert.Contains("ended disconnected", (await house.Open("W1")).Seen);
    }

    [Fact]
    public async Task Grace_ALineThatComesBack_IsNoDeparture()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        for (var i = 0; i < 5; i++)
        {
            await house.Lose("W1");
            await house.Pass(TimeSpan.FromSeconds(40));
            await house.Open("W1", edition: 1, seen: 2);
        }

        await house.Say("W1", "Why?", prompt: 2);
        await house["W2"].Sees("told Why?");
    }

    [Fact]
    public async Task Time_APromptThatRunsOut_EndsForBoth()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Pass(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        await house["W1"].Sees("ended timedOut");
        await house["W2"].Sees("departed timedOut");
        await house["W2"].Sees("ended partnerLeft");
    }

    [Fact]
    public async Task TimeOut_ByTheOperator_LetsTheWorkersPromptRunOut()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        house.Conversation.Post(new Mail.TimeOut(new WorkerId("W1")));
        await house.Settle();

        await house["W1"].Sees("ended timedOut");
    }

    [Fact]
    public async Task GiveBack_TheWork_EndsTheirPart()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        house.Conversation.Post(new Mail.GiveBack(new WorkerId("W2"), null));
        house.Conversation.Post(new Mail.GiveBack(new WorkerId("W2"), null));
        await house.Settle();

        await house["W2"].Sees("ended returned");
        Assert.Single(house.Journal(), turn => turn.Input is LeftFor);
    }

    [Fact]
    public async Task Typing_ReachesTheOthersOnly()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        house.Conversation.Post(new Mail.Typing(new WorkerId("W1")));
        await house.Settle();

        Assert.Equal("asker", RecordingOutlet.Text(await house["W2"].Frame("typing"), "from"));
        Assert.DoesNotContain(house["W1"].Frames, frame => RecordingOutlet.Text(frame, "t") == "typing");
    }

    [Fact]
    public async Task Refused_LateTooLongEmptyAndClosed_SayWhyAndAreNotStored()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await Refused("W2", "x", 99, "late");
        await Refused("W2", "x", 0, "late");
        await Refused("W1", new string('x', 20_001), 2, "tooLong");
        await Refused("W2", "  ", 0, "empty");
        var turns = house.Journal().Count;
        house.Conversation.Post(new Mail.GiveBack(new WorkerId("W1"), null));
        await house.Settle();
        await Refused("W1", "x", 2, "closed");
        Assert.Equal(turns + 1, house.Journal().Count);

        async Task Refused(string worker, string text, int prompt, string why)
        {
            var id = await house.Say(worker, text, prompt: prompt);
            var frame = await house[worker].Frame(frame => RecordingOutlet.Text(frame, "t") == "refused" && RecordingOutlet.Text(frame, "cid") == id);
            Assert.Equal(why, RecordingOutlet.Text(frame, "why"));
            Assert.NotEqual("", RecordingOutlet.Text(frame, "text"));
        }
    }

    [Fact]
    public async Task Say_ForSomebodyElsesPrompt_IsRefused()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Say("W2", "I am not asked", prompt: 2);

        Assert.DoesNotContain(house.Journal(), turn => turn.Input is Said);
    }

    [Fact]
    public async Task Restart_InTheMiddle_GoesOnAtTheSameAwaitWithTheTimeRenewed()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Say("W1", "Why?");
        await house.Pass(TimeSpan.FromMinutes(4));
        var change = await house.Restart();
        Assert.Empty(change!.Notes);

        await house.Pass(TimeSpan.FromSeconds(50));
        var page = await house.Open("W2");
        await house.Open("W1");
        Assert.Contains("renewed", page.Seen);
        await house.Pass(TimeSpan.FromMinutes(4));
        await house.Say("W2", "Because.");
        await house["W1"].Sees("told Because.");
    }

    [Fact]
    public async Task Restart_NobodyComesBack_TheGraceCountsFromTheRestart()
    {
        using var house = await new ConversationHouse(Pair).Begin("W1", "W2");
        await house.Pass(TimeSpan.FromMinutes(3));
        await house.Restart();
        await house.Open("W2");
        await house.Pass(TimeSpan.FromSeconds(59));
        Assert.DoesNotContain(house["W2"].Seen, line => line.StartsWith("departed", StringComparison.Ordinal));
        await house.Pass(TimeSpan.FromSeconds(2));
        await house["W2"].Sees("departed disconnected");
    }

    [Fact]
    public async Task Restart_WithAnOpenOnce_DoesItAgain()
    {
        using var house = await new ConversationHouse("""
            var a = await Meet();
            var n = await Once("never the first time", async ct => { await Task.Delay(Timeout.Infinite, ct); return 1; });
            """).Begin("W1");
        await house.Restart("""
            var a = await Meet();
            var n = await Once("never the first time", async ct => { await Task.Yield(); return 1; });
            await a.Tell($"{n}");
            await a.Ask("?");
            """);
        await house.Open("W1");

        await house["W1"].Sees("told 1");
    }

    [Fact]
    public async Task Restart_AfterTheEnd_ShowsTheEnd()
    {
        using var house = await new ConversationHouse("var a = await Meet();\nawait a.Ask(\"?\");").Begin("W1");
        await house.Say("W1", "x");
        Assert.Null(await house.Restart());

        Assert.Equal(["seated worker", "asked ?", "said x", "ended finished"], (await house.Open("W1")).Seen);
    }

    [Fact]
    public async Task Arrival_ForAMeetingThatIsOver_IsNotSeated()
    {
        using var house = await new ConversationHouse("""
            var a = await Meet("a");
            try { await Meet("judge", within: Minutes(1)); } catch (NobodyCame) { }
            await a.Ask("Alone?");
            """).Begin("W1");
        var meeting = house.Conversation.Meetings[0];
        await house.Pass(TimeSpan.FromMinutes(2));
        house.Conversation.Post(new Arrival(meeting.Call, [new Comer("W2", "judge", new RecordingOutlet(), IsModel: false)]));
        await house.Settle();

        Assert.Contains("not seated W2", house.Room.News);
        Assert.Single((await house.Conversation.Look()).Seats);
    }

    [Fact]
    public async Task Fault_InTheScript_EndsItsPartsAndTellsTheRoom()
    {
        using var house = await new ConversationHouse("var a = await Meet();\nawait a.Ask(\"?\");\nthrow new InvalidOperationException(\"typo\");").Begin("W1");
        await house.Say("W1", "x");

        await house["W1"].Sees("ended fault");
        Assert.Equal(3, Assert.Single(house.Room.Faults).Line);
    }

    [Theory]
    [InlineData("await Task.WhenAny(outside.Task, a.Ask(\"?\"));")]
    [InlineData("await FirstOf(outside.Task, a.Ask(\"?\"));")]
    [InlineData("await All(outside.Task, a.Ask(\"?\"));")]
    [InlineData("await All([outside.Task, a.Ask(\"?\"), a.TryAsk(\"??\")]);")]
    public async Task Foreign_AnAwaitFromOutside_EndsTheConversationWithItsLine(string wait)
    {
        using var house = await new ConversationHouse($$"""
            var a = await Meet();
            var outside = new TaskCompletionSource<Reply>();
            _ = Once("outside", async ct => { await Task.Yield(); outside.SetResult(null!); return 1; });
            {{wait}}

            await a.Tell("never");
            """).Begin("W1");

        await house["W1"].Sees("ended fault");
        await house.Settle();
        Assert.Equal(4, Assert.Single(house.Room.Faults).Line);
    }
}
