using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Conversations;

public sealed class ConversationReloadTests
{
    private const string Interview = """
        var (a, b) = await Meet("a", "b");
        var one = await a.Ask("One?");
        await b.Tell(one);
        var two = await a.Ask("Two?");
        await b.Tell(two);
        var three = await b.Ask("Three?");
        """;

    private static readonly string Inserted = Interview.Replace("var two", "var extra = await a.Choose(\"Extra?\", [\"yes\"]);\nvar two");

    private static async Task<ConversationHouse> InTheMiddle()
    {
        var house = await new ConversationHouse(Interview).Begin("W1", "W2");
        await house.Say("W1", "first", id: "x-1");
        await house.Say("W1", "second", id: "x-2");
        return house;
    }

    [Fact]
    public async Task Save_ALaterPrompt_IsSeenByEverybodyAtOnce()
    {
        using var house = await InTheMiddle();
        var change = await house.Save(Interview.Replace("Three?", "And three?"));

        Assert.False(change!.Diverged);
        await house["W2"].Sees("asked And three?");
        Assert.Equal(2, house.Conversation.Edition);
        await house.Say("W2", "third");
        await house["W2"].Sees("ended finished");
    }

    [Fact]
    public async Task Save_NothingThatMatters_WritesNoEdition()
    {
        using var house = await InTheMiddle();
        await house.Save(Interview + "\n// a comment");

        Assert.Equal(1, house.Conversation.Edition);
        Assert.DoesNotContain(house["W1"].Frames, frame => RecordingOutlet.Text(frame, "t") == "reset");
        await house.Say("W2", "third");
        await house["W1"].Sees("ended finished");
    }

    [Fact]
    public async Task Save_AnInsertedPrompt_SetsAsideAndSaysSo_AndTakingItBackRestores()
    {
        using var house = await InTheMiddle();
        var change = await house.Save(Inserted);
        Assert.Equal((true, 1), (change!.Diverged, change.SetAside));
        await house["W1"].Sees("asked Extra?");
        Assert.DoesNotContain("told second", house["W2"].Seen);

        change = await house.Save(Interview);
        Assert.Equal((false, 0), (change!.Diverged, change.SetAside));
        await house["W2"].Sees("told second");
        await house["W2"].Sees("asked Three?");

        // What is shown is what is stored: a restart finds the same.
        await house.Restart();
        var page = await house.Open("W2");
        Assert.Contains("told second", page.Seen);
        await house.Say("W2", "third");
        await page.Sees("ended finished");
        Assert.Equal(Enumerable.Range(1, house.Journal().Count), house.Journal().Select(turn => turn.Number));
    }

    [Fact]
    public async Task Save_AMessageThatWasSetAside_SentAgain_IsGivenBackAndNotALoop()
    {
        using var house = await InTheMiddle();
        await house.Save(Inserted);
        var page = await house.Open("W1");
        await house.Say("W1", "second", id: "x-2");

        Assert.Null(page.Closed);
        Assert.Equal("late", RecordingOutlet.Text(await page.Frame("refused"), "why"));
        await house.Say("W1", "yes");
        await page.Sees("asked Two?");
    }

    [Fact]
    public async Task Save_AMessageThatWasSetAside_SentAgainAfterARestart_IsGivenBackAndNotALoop()
    {
        using var house = await InTheMiddle();
        await house.Save(Inserted);
        await house.Restart();
        await house.Open("W1");
        await house.Say("W1", "second", id: "x-2");
        await house["W1"].End();
        var page = await house.Open("W1");
        await house.Say("W1", "second", id: "x-2");

        Assert.Equal("late", RecordingOutlet.Text(await page.Frame("refused"), "why"));
        await house.Say("W1", "yes");
        await page.Sees("asked Two?");
    }

    [Fact]
    public async Task Save_AnAnswerToAnEarlierEdition_AnswersWhatIsAskedNow()
    {
        using var house = await InTheMiddle();
        var old = house["W2"].Events[^1].GetProperty("prompt").GetInt32();
        await house.Save(Interview.Replace("var three", "await Pause(Seconds(0));\nvar zero = await Once(\"z\", async ct => 0);\nvar three"));
        await house["W2"].Sees("asked Three?");
        house.Conversation.Post(new Mail.Message(house["W2"], new WorkerId("W2"), "y-1", Edition: 1, old, "third", null));
        await house.Settle();

        await house["W2"].Sees("said third");
    }

    [Fact]
    public async Task Save_AScriptThatFailsOnTheWay_StaysUnderTheOldOne()
    {
        using var house = await InTheMiddle();
        var change = await house.Save(Interview.Replace("var two", "throw new Exception(\"typo\");\nvar two"));
        Assert.Contains("goes on under the one before", Assert.Single(change!.Notes), StringComparison.Ordinal);
        Assert.Single(house.Room.Faults);

        await house.Say("W2", "third");
        await house["W1"].Sees("ended finished");
    }

    [Fact]
    public async Task Mended_AConversationThatHadFailed_GoesOnWithEverybodyIncludingItsEffects()
    {
        using var house = await new ConversationHouse(Interview.Replace("var two", "throw new Exception(\"typo\");\nvar two")).Begin("W1", "W2");
        await house.Say("W1", "first");
        await house["W1"].Sees("ended fault");
        Assert.Equal("fault", house.Conversation.Ending);

        await house.Save(Interview.Replace("var two", "await Once(\"x\", async ct => { ct.ThrowIfCancellationRequested(); return 1; });\nvar two"));
        await house["W1"].Sees("asked Two?");
        Assert.Null(house.Conversation.Ending);
        Assert.Contains("parts W1 goes on, W2 goes on", house.Room.News);
        await house.Say("W1", "second");
        await house.Say("W2", "third");
        await house["W1"].Sees("ended finished");
    }

    [Fact]
    public async Task Mended_SomebodyWhoWentAway_HasTheirGrace()
    {
        using var house = await new ConversationHouse(Interview.Replace("var two", "throw new Exception(\"typo\");\nvar two")).Begin("W1", "W2");
        await house.Say("W1", "first");
        await house.Lose("W2");
        await house.Save(Interview);
        await house.Pass(TimeSpan.FromSeconds(61));

        await house["W1"].Sees("departed disconnected");
    }

    [Fact]
    public async Task Save_AScriptThatEndsHere_EndsThePartsToo()
    {
        using var house = await InTheMiddle();
        await house.Save(Interview.Replace("var three = await b.Ask(\"Three?\");", ""));

        await house["W1"].Sees("ended finished");
        Assert.Contains("parts W1 finished, W2 finished", house.Room.News);
        Assert.Contains("over finished", house.Room.News);
    }

    [Fact]
    public async Task Save_ARoleMore_UnseatsEverybody()
    {
        using var house = await InTheMiddle();
        var change = await house.Save(Interview.Replace("(a, b)", "(a, b, c)").Replace("\"a\", \"b\"", "\"a\", \"b\", \"c\""));

        Assert.Equal(["W1", "W2"], change!.Unseated.Select(worker => worker.Value));
        Assert.Equal(3, Assert.Single(house.Conversation.Meetings).Places.Count);
        await house.Seat("W1", "W2", "W3");
        await house.Say("W1", "again", prompt: 2);
        await house["W1"].Sees("asked Two?");
    }

    [Fact]
    public async Task Save_ManyTimesWhilePeopleTalk_LosesNothingThatIsAcknowledged()
    {
        const string talk = "var (a, b) = await Meet(\"a\", \"b\");\nwhile (true)\n{\n    var s = await a.Next();\n    await b.Tell(s.Text + \"#\");\n    if (s.Text == \"end\") break;\n}";
        using var house = await new ConversationHouse(talk).Begin("W1", "W2");
        var saves = new List<Task<Change?>>();
        for (var i = 0; i < 60; i++)
        {
            house.Post("W1", $"m{i}", prompt: 0);
            if (i % 6 != 0) continue;
            var done = new TaskCompletionSource<Change?>(TaskCreationOptions.RunContinuationsAsynchronously);
            house.Conversation.Post(new Mail.Replace(Scripts.Compile(talk.Replace("#", new string('!', i))), house.Rules, done));
            saves.Add(done.Task);
        }

        var changes = await Task.WhenAll(saves).WaitAsync(RecordingOutlet.Guard);
        Assert.All(changes, Assert.NotNull);
        await house.Settle();
        var said = Enumerable.Range(0, 60).Select(i => $"said m{i}").ToArray();
        Assert.Equal(said, house["W1"].Seen.Where(line => line.StartsWith("said", StringComparison.Ordinal)));
        Assert.Equal(60, house.Journal().Count(turn => turn.Input is Said));
        Assert.All(house["W2"].Seen.Where(line => line.StartsWith("told", StringComparison.Ordinal)), line => Assert.EndsWith(new string('!', 54), line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restart_UnderAnotherScript_PlaysAsFarAsItFits()
    {
        using var house = await InTheMiddle();
        var change = await house.Restart(Inserted);

        Assert.Equal(1, change!.SetAside);
        Assert.Contains("asked Extra?", (await house.Open("W1")).Seen);
    }
}
