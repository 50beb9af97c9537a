using System.Runtime.CompilerServices;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Tests.Worlds;

public sealed class ReloadsTests : IDisposable
{
    private const int Reloads = 500;

    private const string Text = """
        // edit number {0}
        record Pair(string Question, string Answer, Mark Mark);
        enum Mark { Good, Poor }

        var worker = await Meet();
        var pairs = new List<Pair>();
        for (var i = 0; i < 3; i++)
        {
            var reply = await worker.Ask($"Question {i}", check: reply => reply.Words > 9 ? "Shorter." : null);
            pairs.Add(new Pair(reply.Text, "edit {0}", Mark.Good) with { Answer = await Lower(reply.Text) });
        }

        async Task<string> Lower(string text)
        {
            await Task.Yield();
            return text.ToLowerInvariant();
        }

        var json = JsonSerializer.Serialize(pairs);
        var back = JsonSerializer.Deserialize<List<Pair>>(json, new JsonSerializerOptions { PropertyNameCaseInsensitive = true })!;
        Save(new { Count = back.Count, First = back.OrderBy(pair => pair.Question).First() });
        Save(JsonSerializer.Serialize(new { back[0].Mark, Words = back.GroupBy(pair => pair.Mark).ToDictionary(group => group.Key.ToString(), group => group.Count()) }));
        await worker.Ask("One more, which never comes");
        """;

    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compile_FiveHundredEdits_LeaveAtMostTwoGenerationsInMemory()
    {
        var compiler = new WorldCompiler(new WorldCompilerOptions());
        LoadedWorld? current = null;
        for (var edit = 0; edit < Reloads; edit++) current = await Reload(compiler, edit, current);

        Collect();

        Assert.InRange(compiler.LiveContexts(), 1, 2);
        current!.Dispose();
        await Task.Yield();
    }

    // A method of its own, so that no variable of the test keeps a generation alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<LoadedWorld> Reload(WorldCompiler compiler, int edit, LoadedWorld? previous)
    {
        var build = compiler.Compile(_folder.Write("world.csx", Text.Replace("{0}", $"{edit}")), CancellationToken.None);
        Assert.True(build.World is not null, string.Join('\n', build.Problems));
        await Play(build.World);
        previous?.Dispose();
        return build.World;
    }

    // Plays until the script waits for what never comes, and drops the conversation there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task Play(LoadedWorld world)
    {
        var host = new ScriptedHost { PromptsUntilSilence = 3 };
        _ = world.Run(host.World);
        await host.Silent.Task;
        Assert.Equal(2, host.Saved.Count);
        Assert.Contains("Good", (string)host.Saved[1]);
    }

    private static void Collect()
    {
        for (var i = 0; i < 10; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
