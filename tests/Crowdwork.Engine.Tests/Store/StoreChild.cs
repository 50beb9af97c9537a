using System.Diagnostics;
using System.Text;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Store;

/// <summary>
/// The part of another process in tests that need one. The test program is started again with nothing but <see cref="Play"/> to run and
/// told what to do by environment variables; it answers with lines that carry the <see cref="Mark"/>.
/// </summary>
public sealed class StoreChild
{
    private const string Role = "CROWD_STORE_CHILD";
    private const string Folder = "CROWD_STORE_FOLDER";
    private const string Mark = "child: ";

    [Fact(Explicit = true)]
    public async Task Play()
    {
        var folder = Environment.GetEnvironmentVariable(Folder) ?? throw new InvalidOperationException($"{Folder} is not set.");
        await (Environment.GetEnvironmentVariable(Role) switch
        {
            "write-until-killed" => WriteUntilKilled(folder),
            "fill-the-disk" => FillTheDisk(folder),
            "open" => Open(folder),
            var other => throw new InvalidOperationException($"{Role} is {other}."),
        });
    }

    /// <summary>Starts the child; <paramref name="wrap"/> may put a command before it, such as one that takes rights away.</summary>
    public static Process Start(string role, string folder, string[]? wrap = null)
    {
        string[] command =
        [
            .. wrap ?? [], Environment.ProcessPath!, "exec", typeof(StoreChild).Assembly.Location,
            "-explicit", "only", "-method", $"{typeof(StoreChild).FullName}.{nameof(Play)}",
        ];
        // Under `dotnet test` the host is dotnet; a test program started by itself is its own.
        if (!Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            command = [.. wrap ?? [], Environment.ProcessPath!, .. command[^4..]];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Role] = role;
        start.Environment[Folder] = folder;
        return Process.Start(start)!;
    }

    /// <summary>The next line the child said, null when it has ended. Lines of the test runner are passed over.</summary>
    public static async Task<string?> NextLine(Process child)
    {
        while (await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // The runner may have put a colour before it.
            var mark = line.IndexOf(Mark, StringComparison.Ordinal);
            if (mark >= 0)
                return line[(mark + Mark.Length)..];
        }

        return null;
    }

    public static async Task<List<string>> AllLines(Process child)
    {
        var lines = new List<string>();
        while (await NextLine(child) is { } line)
            lines.Add(line);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        return lines;
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(Mark + line);
        Console.Out.Flush();
    }

    private static async Task Open(string folder)
    {
        try
        {
            using var store = CrowdStore.Open(new StoreOptions(folder), TimeProvider.System);
            var fault = await store.Store(Some.Turn(1));
            Say(fault?.Message.ReplaceLineEndings(" ") ?? "opened");
        }
        catch (StoreException refused)
        {
            Say(refused.Message.ReplaceLineEndings(" "));
        }
    }

    private static async Task WriteUntilKilled(string folder)
    {
        using var store = CrowdStore.Open(new StoreOptions(folder), TimeProvider.System);
        for (var number = 1; ; number++)
        {
            for (var conversation = 1; conversation <= 20; conversation++)
                store.Submit(new Announced(Some.Turn(number, $"m{number}", conversation), Some.Saved(number, "{}", conversation)));
            await store.WhenRoom();
        }
    }

    /// <summary>Writes until the disk is full, makes room, and goes on.</summary>
    private static async Task FillTheDisk(string folder)
    {
        var ballast = Path.Combine(folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[1024 * 1024]);
        var body = new string('x', 4000);
        using var store = CrowdStore.Open(new StoreOptions(Path.Combine(folder, "store")), TimeProvider.System);
        var stored = 0;
        StoreFault? fault = null;
        while (fault is null)
        {
            fault = await store.Store(Some.Turn(stored + 1, $"m{stored + 1}", body: body));
            stored += fault is null ? 1 : 0;
        }

        Say($"{fault.Kind} after some: {stored > 0}; trouble shown: {store.Statistics.Trouble?.Kind}");
        File.Delete(ballast);
        var again = await store.Store(Some.Turn(stored + 1, $"m{stored + 1}", body: body));
        Say($"with room again: {again?.Message ?? "stored"}; trouble shown: {store.Statistics.Trouble?.Kind.ToString() ?? "none"}");
        Say($"all there: {store.ReadTurns(Some.Conversation, 1).Count == stored + 1}; problems: {store.Problems().Count}");
    }

    private sealed class Announced(TurnRow turn, Projection saved) : Commit(turn, [saved])
    {
        private readonly TurnRow _turn = turn;

        protected internal override void Committed() => Say($"{_turn.Conversation} {_turn.Number}");

        protected internal override void Failed(StoreFault fault) => Say(fault.Message);
    }
}
