using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Conversations;

public sealed class PlayFaultTests
{
    [Theory]
    [InlineData("throw new InvalidOperationException(\"broken\");", "InvalidOperationException: broken")]
    [InlineData("while (true) { }", "computes without end")]
    [InlineData("for (var i = 0; ; i++) { try { throw new Exception(); } catch { } }", "computes without end")]
    [InlineData("for (var i = 0; ; i++) { try { int.Parse(\"x\"); } catch { } }", "computes without end")]
    [InlineData("int Deep(int n) => Deep(n + 1) + 1; Deep(0);", "calls itself too deeply")]
    [InlineData("Fail(); async void Fail() { throw new InvalidOperationException(\"broken\"); }", "InvalidOperationException: broken")]
    [InlineData("Fail(); await Pause(Seconds(1)); async void Fail() { await Task.Yield(); throw new InvalidOperationException(\"broken\"); }", "InvalidOperationException: broken")]
    [InlineData("await new TaskCompletionSource().Task;", "waits for something that can never come")]
    [InlineData("await a.Show(\"none.html\");", "no page 'none.html'")]
    [InlineData("int[] xs = []; _ = xs[3];", "IndexOutOfRangeException")]
    [InlineData("string? s = null; _ = s!.Length;", "NullReferenceException")]
    [InlineData("await a.Tell(new string('x', 20_001));", "at most 20,000 characters")]
    [InlineData("Save(new { Loop = (Func<int>)(() => 1) });", "NotSupportedException")]
    public void Fault_AtTheTopLevel_EndsWithFileAndLine(string fails, string message)
    {
        var stage = new Stage($"var a = await Meet();\n\n{fails}").Seat("W1");

        Assert.Equal("fault", stage.Ending);
        Assert.Contains(message, stage.Play.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(3, stage.Play.Fault.Line);
        Assert.EndsWith("world.csx", stage.Play.Fault.File, StringComparison.Ordinal);
        Assert.Contains("ended 1 fault", stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Fault_InACheck_EndsWithTheChecksLine()
    {
        var stage = new Stage("""
            var a = await Meet();
            await a.Ask("?", check: reply =>
            {
                throw new FormatException("bad check");
            });
            """).Seat("W1").Say(1, "x");

        Assert.Equal(("FormatException: bad check", 4), (stage.Play.Fault!.Message, stage.Play.Fault.Line));
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Fault_AnEndlessCheck_EndsWithItsLine()
    {
        var stage = new Stage("var a = await Meet();\nawait a.Ask(\"?\", check: reply =>\n{\n    while (true) { }\n});", new PlayRules { Task = "t", Fuel = 100_000 })
            .Seat("W1").Say(1, "x");

        Assert.Equal(4, stage.Play.Fault!.Line);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Fault_CaughtByTheScript_IsItsOwnBusiness()
    {
        var stage = new Stage("""
            var a = await Meet();
            try { await a.Ask("?", check: r => throw new FormatException("bad")); }
            catch (FormatException e) { await a.Tell(e.Message); }
            """).Seat("W1").Say(1, "x");

        Assert.Equal("finished", stage.Ending);
        Assert.Contains("tell 1 'bad'", stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Fault_AWithdrawnPromptAwaitedLater_IsNamed()
    {
        var stage = new Stage("""
            var (a, b) = await Meet("a", "b");
            var slow = b.Ask("?");
            await FirstOf(a.Ask("?"), slow);
            await slow;
            """).Seat("W1", "W2").Say(1, "x");

        Assert.Equal("fault", stage.Ending);
        Assert.Contains("withdrawn", stage.Play.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(4, stage.Play.Fault.Line);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Fault_InABackgroundFunctionThatNobodyAwaits_DoesNotEndTheConversation()
    {
        var stage = new Stage("""
            var a = await Meet();
            var lost = Fail();
            await a.Ask("?");
            async Task Fail() { await Task.Yield(); throw new Exception("nobody looks"); }
            """).Seat("W1").Say(1, "x");

        Assert.Equal("finished", stage.Ending);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Fault_FuelRunsOut_AtTheSameStepInEveryReplay()
    {
        var stage = new Stage("""
            var a = await Meet();
            await a.Tell("before");
            var n = 0;
            while (true) { n++; if (n % 1000 == 0) await a.Tell($"{n}"); }
            """, new PlayRules { Task = "t", Fuel = 10_500 }).Seat("W1");

        Assert.Equal("fault", stage.Ending);
        Assert.Equal(11, stage.Turns[^1].Acts.Count(act => act.Kind == ActKind.Tell), 1d);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Fault_AfterTheEndOfOne_OthersGoOn()
    {
        var bad = new Stage("var a = await Meet();\nawait a.Ask(\"?\");\nwhile (true) { }", new PlayRules { Task = "t", Fuel = 1000 }).Seat("W1");
        var good = new Stage("var a = await Meet();\nawait a.Ask(\"?\");").Seat("W2");
        bad.Say(1, "x");
        good.Say(1, "x");

        Assert.Equal(("fault", "finished"), (bad.Ending, good.Ending));
    }

    [Fact]
    public async Task Foreign_AnAwaitThatAnotherThreadCompletes_IsReportedWithItsLine()
    {
        var told = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var script = Scripts.Compile("""
            var a = await Meet();
            var outside = new TaskCompletionSource();
            _ = Once("outside", async ct => { await Task.Yield(); outside.SetResult(); return 1; });

            await outside.Task;
            await a.Tell("never");
            """);
        var play = new Play(script, new PlayRules { Task = "t" }, (_, continuation) => told.TrySetResult(continuation));
        play.Handle(new Began("r", script.Hash, 0, null, 1, false), DateTimeOffset.UnixEpoch);
        play.Handle(new Met(1, [new Seating(1, "W1", "worker", false)]), DateTimeOffset.UnixEpoch);

        _ = Task.Run(() => play.OpenEffects.Single().Run(CancellationToken.None));
        var fault = script.DescribeForeignAwait(await told.Task.WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Equal(5, fault.Line);
        var acts = play.Handle(new Broke(fault.Message, fault.File, fault.Line, fault.Column), DateTimeOffset.UnixEpoch);
        Assert.Equal(["ended 1 fault"], acts.Where(act => act.Kind == ActKind.Ended).Select(Stage.Say));
        Assert.Equal("world.csx:5:1", acts[^1].Site);
    }

    [Fact]
    public void Stopped_ByTheOperator_EndsEverybodysPart()
    {
        var stage = new Stage("var (a, b) = await Meet(\"a\", \"b\");\nawait a.Ask(\"?\");").Seat("W1", "W2");
        stage.Give(new Stopped("enough"));

        Assert.Equal(["ended 1 stopped", "ended 2 stopped", "end stopped 'enough'"], stage.Did);
        stage.ReplaysToTheLetter();
    }

    [Fact]
    public void Renewed_LetsAllTimesBeginAgain()
    {
        var stage = new Stage("""
            var (a, b) = await Meet("a", "b");
            await All(a.Ask("?", within: Seconds(60)), b.Ask("?", within: Seconds(90)), Tick());
            async Task<int> Tick() { await Pause(Seconds(100)); return 1; }
            """).Seat("W1", "W2").Pass(TimeSpan.FromSeconds(50));
        var dues = stage.Play.Open.Select(call => call.Due).ToArray();
        stage.Give(new Renewed());

        Assert.Equal(3, stage.Turns[^1].Acts.Count(act => act.Kind == ActKind.Renew));
        Assert.All(stage.Play.Open.Zip(dues), pair => Assert.Equal(51_000, pair.First.Due - pair.Second, 1_000d));
        stage.Pass(TimeSpan.FromSeconds(40));
        Assert.Null(stage.Ending);
        stage.ReplaysToTheLetter();
    }
}
