using System.Collections.Concurrent;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Web.Server;

namespace Crowdwork.Web.Bots;

/// <summary>
/// The bots that play workers of a rehearsal, beside people: each has the line that the worker's page would have.
/// </summary>
/// <remarks>
/// <code>
///   harness page --addBot W2 diligent--> BotSeats --BotPlayer--> /worker/socket, as a browser's page of W2
///   W1's page in the next pane ---------------------------------> /worker/socket
/// </code>
/// A bot stays when its part is over, and plays again when the rehearsal begins anew. It goes when it is taken away, or when a person opens the worker's page.
/// </remarks>
/// <param name="room">The rehearsal.</param>
/// <param name="server">The server's own address; null before it listens.</param>
/// <param name="compiler">Compiles bots.csx.</param>
/// <param name="real">The clock of the machine; bots think by the rehearsal's.</param>
internal sealed class BotSeats(RehearsalRoom room, Func<Uri?> server, WorldCompiler compiler, TimeProvider real) : IAsyncDisposable
{
    private const int MostLines = 40;

    private readonly ConcurrentDictionary<string, BotSeat> _seats = new();
    private readonly Lock _gate = new();
    private Task<BotCast?>? _reading;
    private BotCast? _cast;
    private IReadOnlyList<Problem> _problems = [];
    private int _saves;

    /// <summary>The bots that can play, by name, the task's own first; none while bots.csx is being compiled, which nobody waits for here.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            _ = Cast();
            // Not of the task: it is not quite over yet when the page is told that there is something new.
            lock (_gate) return _cast is { } cast ? [.. cast.Parts.Select(part => part.Name)] : [];
        }
    }

    /// <summary>What is wrong with bots.csx. The conversations go on all the same, and bots that play already go on, too.</summary>
    public IReadOnlyList<Problem> Problems
    {
        get
        {
            lock (_gate) return _problems;
        }
    }

    /// <summary>Lets a bot play a worker. Answers null when it does, else why not.</summary>
    /// <param name="worker">Whom; null for one more.</param>
    /// <param name="bot">Which; null for the task's usual one.</param>
    public async Task<string?> Put(WorkerId? worker, string? bot)
    {
        if (await Cast() is not { } cast) return string.Join(" ", Problems.Where(problem => problem.Severity == Severity.Error).Take(1));
        var part = bot is null ? cast.Usual : cast.Find(bot);
        if (part is null) return $"There is no bot '{bot}'. There are: {string.Join(", ", cast.Parts.Select(each => each.Name))}.";
        if (server() is not { } address) return "The server is not ready yet.";

        var who = worker ?? room.Add();
        await Take(who);
        // Whoever has come to an end and is played anew wants another conversation.
        room.Rehearsal.TakePartAgain(who);
        var player = new BotPlayer(part, who.Value, new SocketDoor(address, room.TokenOf(who)), Seeds.Of(0, room.Rehearsal.Name), room.Rehearsal.Clock, real);
        player.Changed += room.NoteChange;
        _seats[who.Value] = new BotSeat(part.Name, player);
        _ = PlayOn(player);
        room.NoteChange();
        return null;
    }

    /// <summary>Takes a bot away; the worker stays, and waits for a page.</summary>
    public async Task Take(WorkerId worker)
    {
        if (!_seats.TryRemove(worker.Value, out var seat)) return;
        await seat.Player.DisposeAsync();
        room.NoteChange();
    }

    /// <summary>What the harness page shows of a worker's bot; null for a worker without one.</summary>
    public object? Of(WorkerId worker)
    {
        if (!_seats.TryGetValue(worker.Value, out var seat)) return null;
        var log = seat.Player.Log;
        return new
        {
            name = seat.Bot,
            fault = seat.Player.Fault,
            lines = log.Skip(Math.Max(0, log.Count - MostLines)).Select(line => new { from = line.From, text = line.Text }),
        };
    }

    /// <summary>Files were saved: bots that play go on as they are, the next ones are by the new script.</summary>
    public void Saved(IReadOnlyCollection<string> paths)
    {
        if (!paths.Any(path => path.EndsWith(".csx", StringComparison.Ordinal))) return;
        lock (_gate)
        {
            _reading = null;
            _saves++;
        }

        room.NoteChange();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var seat in _seats.Values) await seat.Player.DisposeAsync();
        _seats.Clear();
        lock (_gate) _cast?.Dispose();
    }

    private Task<BotCast?> Cast()
    {
        lock (_gate) return _reading ??= Task.Run(Read);
    }

    private BotCast? Read()
    {
        int saves;
        lock (_gate) saves = _saves;
        var (cast, problems) = BotCast.Of(TaskFolder.Read(room.Rehearsal.Folder.Path, room.Rehearsal.Folder.ShownAs), compiler);
        BotCast? former;
        lock (_gate)
        {
            // A newer save has overtaken this one; whoever asked for it gets what was there then.
            if (saves != _saves) return cast;
            _problems = problems;
            (former, _cast) = (_cast, cast);
        }

        // Whoever plays by the former script holds it until they are done.
        former?.Dispose();
        room.NoteChange();
        return cast;
    }

    // A restart of the rehearsal, or a script that asks anew, is another part to play.
    private static async Task PlayOn(BotPlayer player)
    {
        do await player.Play();
        while (await player.BeginsAnew());
    }

    private sealed record BotSeat(string Bot, BotPlayer Player);
}
