using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Bots.Simulation;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Scripting.Bots;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;

namespace Crowdwork.Web.Bots;

/// <summary>Work from a rehearsal on a server of its own: real sockets on loopback, and a store that goes with it.</summary>
internal sealed class RehearsalSource : IWorkSource
{
    private readonly DirectoryInfo _folder;
    private readonly HarnessServer _server;
    private readonly Rehearsal _rehearsal;
    private readonly TimeProvider _clock;

    private RehearsalSource(DirectoryInfo folder, HarnessServer server, Rehearsal rehearsal, TimeProvider clock)
    {
        _folder = folder;
        _server = server;
        _rehearsal = rehearsal;
        _clock = clock;
        rehearsal.Watch(isWatched: true);
    }

    public string? Operator => _rehearsal.Folder.Config?.Roles.Values.Any(role => role.Operator) == true ? Rehearsal.OperatorId : null;

    /// <summary>What keeps the task from being played; empty when nothing does.</summary>
    public IReadOnlyList<Problem> Problems => _rehearsal.BuildState.State == "ok" ? [] : _rehearsal.BuildState.Problems;

    /// <summary>Starts a server for one task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="settings">The project that it belongs to.</param>
    /// <param name="seed">Draws the seeds of conversations.</param>
    /// <param name="clock">The clock of the rehearsal.</param>
    public static async Task<RehearsalSource> Start(TaskFolder task, CrowdSettings settings, int seed, TimeProvider clock)
    {
        var folder = Directory.CreateTempSubdirectory("crowdwork-simulation-");
        try
        {
            var seeds = new Random(seed);
            var server = await HarnessServer.Start(
                new HarnessOptions
                {
                    Settings = settings with { Store = folder.FullName, Tasks = Path.GetDirectoryName(task.Path)! }, Port = 0, Workers = 0, SourceMaps = false, Seed = seeds.Next,
                },
                clock);
            return new RehearsalSource(folder, server, await server.Rehearsed(task.Name), clock);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    public Task<BotWork?> Accept(string worker, CancellationToken cancelled)
    {
        var session = new Session(_rehearsal.Name, new WorkerId(worker), worker == Rehearsal.OperatorId, _clock.GetUtcNow().AddDays(365));
        return Task.FromResult<BotWork?>(new BotWork(worker, new SocketDoor(new Uri(_server.Address), _server.Tokens.Sign(session))));
    }

    // In a rehearsal nothing is handed in. The operator, of whom there is one, goes on to the next conversation.
    public Task HandIn(BotWork work, BotEnding? ending, CancellationToken cancelled)
    {
        if (work.Worker == Rehearsal.OperatorId) _rehearsal.TakePartAgain(new WorkerId(work.Worker));
        return Task.CompletedTask;
    }

    public async Task Settle()
    {
        await _rehearsal.View();
        await _server.Store.FlushAsync();
    }

    public async Task<bool> IsOver()
    {
        var view = await _rehearsal.View();
        return view.Workers.All(worker => worker.IsOperator || worker.State is "ended" or "new");
    }

    public Task<SimulationBooks> Books()
    {
        var run = _server.Store.LatestOpenRun(_rehearsal.Name, Rehearsal.RunKind)!.Id;
        var seats = _server.Store.Seats(run).ToLookup(seat => seat.Conversation);
        var conversations = _server.Store.Conversations(run).Where(row => row.Kind == ConversationKind.Talk && seats.Contains(row.Id))
            .Select(row => new PlayedConversation(row.Ending ?? "open", Between(seats[row.Id].Min(seat => seat.TakenAtUnixMs), row.EndedAtUnixMs)));
        var parts = seats.SelectMany(conversation => conversation).GroupBy(seat => seat.Worker.Value).ToDictionary(seats => seats.Key, seats => seats.Last().State);
        var decisions = _rehearsal.Review().GroupBy(proposal => proposal.Decision.Verdict.ToString()).ToDictionary(verdict => verdict.Key, verdict => verdict.Count());
        return Task.FromResult(new SimulationBooks(
            conversations.ToArray(), parts, new SortedDictionary<string, int>(decisions, StringComparer.Ordinal), new Dictionary<string, decimal>(),
            _rehearsal.Faults.Select(Say).Distinct().ToArray()));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static TimeSpan Between(long from, long? to) => TimeSpan.FromMilliseconds(to is { } end ? end - from : 0);

    private static string Say(Fault fault) => fault.Line == 0 ? fault.Message : $"{fault.File}({fault.Line},{fault.Column}): {fault.Message}";
}
