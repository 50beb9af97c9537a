using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Worlds;

public sealed class FaultPlacesTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Describe_AFaultThroughFunctionsAndWaits_ListsTheScriptsOwnFrames(bool guarded)
    {
        var fault = await Fault("""
            var worker = await Meet();
            while (worker.Left is null) await Talk(worker);

            async Task Talk(Worker who)
            {
                await who.Ask("Well?");
                for (var i = 0; i < 3; i++) Deep(i);
            }

            int Deep(int n) => n == 1 ? throw new InvalidOperationException("too deep") : n;
            """, guarded);

        Assert.Equal("InvalidOperationException: too deep", fault.Message);
        Assert.Equal(["Deep (10,20)", "Talk (7,33)", "top level (2,29)"], Places(fault));
        Assert.Equal((_folder.PathOf("world.csx"), 10, 20), (fault.File, fault.Line, fault.Column));
    }

    [Fact]
    public async Task Describe_LambdasPropertiesConstructorsAndLocalFunctions_AreNamedAsWritten()
    {
        var fault = await Fault("""
            class Door
            {
                public Door() => Open();
                void Open() => Save(Width);
                int Width { get { return new List<int> { 0 }.Select(n => 1 / n).Sum(); } }
                void Save(int n) { }
            }

            Task? last = null;
            void Try()
            {
                Func<Task> later = async () => { await Task.Yield(); Inner(); };
                last = later();
                void Inner() => new Door();
            }

            Try();
            await last!;
            """);

        Assert.Equal(
            ["lambda in Door.Width (5,62)", "Door.Width (5,23)", "Door.Open (4,20)", "new Door (3,22)",
             "Inner in Try (14,21)", "lambda in Try (12,58)", "top level (18,1)"],
            Places(fault));
    }

    [Fact]
    public async Task Describe_ALambdaAtTheTopLevel_SaysSo()
    {
        var fault = await Fault("Func<int, int> half = n => 1 / n;\nvar all = new[] { 0 }.Select(async n => { await Task.CompletedTask; return half(n); });\nawait All(all);");

        Assert.Equal(["lambda in top level (1,28)", "lambda in top level (2,69)", "top level (3,1)"], Places(fault));
    }

    [Fact]
    public async Task Describe_ACheckThatThrows_NamesTheCheck()
    {
        var fault = await Fault("""
            var worker = await Meet();
            await worker.Ask("Well?",
                check: reply => reply.Text[100] == 'a' ? null : "No.");
            """);

        Assert.StartsWith("IndexOutOfRangeException: ", fault.Message);
        Assert.Equal(("lambda in top level", 3), (fault.Frames[0].Name, fault.Frames[0].Line));
    }

    [Fact]
    public async Task Describe_AReviewRuleThatThrowsLater_NamesTheRule()
    {
        var host = new ScriptedHost();
        using var world = _folder.Load("record Pair(string A);\nReview(part => part.Data<Pair>().A == \"\" ? Decision.Approve(\"\") : Decision.AskAHuman(\"\"));");
        await world.Run(host.World);
        var part = new Part("W1", "worker", finished: true, left: null, TimeSpan.Zero, [], []);

        var fault = world.Describe(Record.Exception(() => host.Rule!(part))!);

        Assert.Contains("Nothing of the type Pair was saved", fault.Message);
        Assert.Equal("lambda in top level", fault.Frames[0].Name);
        Assert.Equal(2, fault.Line);
    }

    [Theory]
    [InlineData("int Deeper(int n) => n == 500 ? throw new InvalidOperationException() : Deeper(n + 1) + 1;\nDeeper(0);")]
    [InlineData("async Task<int> Deeper(int n) => n == 500 ? throw new InvalidOperationException() : await Deeper(n + 1) + 1;\nawait Deeper(0);")]
    public async Task Describe_ADeepRecursion_TellsItsRepetitionsOnce(string text)
    {
        var fault = await Fault(text);

        Assert.Equal("Deeper", fault.Frames[0].Name);
        Assert.InRange(fault.Frames.Count, 2, 4);
        Assert.Equal(("top level", 2), (fault.Frames[^1].Name, fault.Frames[^1].Line));
    }

    [Fact]
    public async Task Describe_AFaultInALoadedFile_NamesThatFile()
    {
        _folder.Write("lib/talk.csx", "// helpers\nint Half(int n)\n{\n    while (true) { if (n == 0) break; n = 0; } return 1 / n;\n}");

        var fault = await Fault("#load \"lib/talk.csx\"\nSave(Half(4));");

        Assert.Equal((_folder.PathOf("lib/talk.csx"), 4, 48), (fault.File, fault.Line, fault.Column));
        Assert.Equal(["Half (4,48)", "top level (2,1)"], Places(fault));
    }

    [Fact]
    public void Describe_AnAsyncVoidFault_IsPlaced()
    {
        var posted = new Posted();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(posted);
        try
        {
            using var world = _folder.Load("async void Fire()\n{\n    await Task.CompletedTask;\n    throw new InvalidOperationException(\"fired\");\n}\nFire();");
            world.Run(new ScriptedHost().World);

            var fault = world.Describe(Record.Exception(posted.RunAll)!);

            Assert.Equal("InvalidOperationException: fired", fault.Message);
            Assert.Equal(("Fire", 4, 5), (fault.Frames[0].Name, fault.Line, fault.Column));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public async Task Describe_AMistakeInACallOfTheSurface_NamesTheCall()
    {
        var fault = await Fault("var worker = await Meet();\n\nvar x = await worker.Choose(\"Which?\", [\"a\", \"a\"]);");

        Assert.StartsWith("Two options of Choose are the same", fault.Message);
        Assert.Equal((3, 9), (fault.Line, fault.Column));
    }

    [Fact]
    public void Describe_AFaultFromElsewhere_NamesTheScriptAsAWhole()
    {
        using var world = _folder.Load("Save(1);");

        var fault = world.Describe(new AggregateException(new InvalidOperationException("elsewhere")));

        Assert.Equal((_folder.PathOf("world.csx"), 0, "InvalidOperationException: elsewhere"), (fault.File, fault.Line, fault.Message));
        Assert.Empty(fault.Frames);
    }

    [Fact]
    public async Task Describe_AfterDisposal_StillFindsThePlace()
    {
        var world = _folder.Load("\n\nthrow new InvalidOperationException(\"late\");");
        var exception = await Record.ExceptionAsync(() => world.Run(new ScriptedHost().World));

        world.Dispose();

        Assert.Equal(3, world.Describe(exception!).Line);
    }

    [Theory]
    [InlineData("var gate = Gate();\nif (true) { await Task.CompletedTask; } while (!gate.IsCompleted) await gate;", 2, 67, "top level")]
    [InlineData("async Task Talk(Task gate)\n{\n    await Task.CompletedTask;\n    try { await gate; }\n    finally { Save(1); }\n}\nawait Talk(Gate());", 4, 11, "Talk")]
    [InlineData("Func<Task, Task> talk = async gate =>\n{\n    await gate;\n};\nawait talk(Gate());", 3, 5, "lambda in top level")]
    [InlineData("async Task<int> One(Task gate) { await gate; return 1; }\nvar x = await One(Gate());", 1, 34, "One")]
    [InlineData("async void Fire(Task gate)\n{ await gate; }\nFire(Gate());", 2, 3, "Fire")]
    [InlineData("static class Mine { public static async Task Await(Task gate) { await gate; } }\nawait Mine.Await(Gate());", 1, 65, "Mine.Await")]
    public void DescribeForeignAwait_AContinuationFromAnotherThread_NamesTheAwait(string text, int line, int column, string name)
    {
        var posted = new Posted();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(posted);
        var gate = new TaskCompletionSource();
        var host = new ScriptedHost();
        try
        {
            using var world = _folder.Load(text.Replace("Gate()", "Input<Task>()"));
            host.Given = gate.Task;
            world.Run(host.World);

            SynchronizationContext.SetSynchronizationContext(null);
            gate.SetResult();
            var fault = world.DescribeForeignAwait(posted.LastState);

            Assert.Equal((_folder.PathOf("world.csx"), line, column), (fault.File, fault.Line, fault.Column));
            Assert.Equal(name, fault.Frames[0].Name);
            Assert.Contains("Once", fault.Message);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("something else")]
    public void DescribeForeignAwait_AStateThatTellsNothing_NamesTheScriptAsAWhole(object? state)
    {
        using var world = _folder.Load("Save(1);");

        var fault = world.DescribeForeignAwait(state);

        Assert.Equal((_folder.PathOf("world.csx"), 0), (fault.File, fault.Line));
        Assert.Contains("does not come from the conversation", fault.Message);
    }

    private async Task<WorldFault> Fault(string text, bool guarded = true)
    {
        using var world = _folder.Load(text, guarded);
        var exception = await Record.ExceptionAsync(() => world.Run(new ScriptedHost().World));
        Assert.NotNull(exception);
        return world.Describe(exception);
    }

    private static IEnumerable<string> Places(WorldFault fault)
        => fault.Frames.Select(frame => $"{frame.Name} ({frame.Line},{frame.Column})");

    private sealed class Posted : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> _waiting = [];

        public object? LastState { get; private set; }

        public override void Post(SendOrPostCallback d, object? state)
        {
            LastState = state;
            _waiting.Enqueue((d, state));
        }

        public void RunAll()
        {
            while (_waiting.TryDequeue(out var next)) next.Callback(next.State);
        }
    }
}
