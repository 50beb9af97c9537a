using System.Text.Json;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Bots.Scenarios;

/// <summary>What came of a scenario.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Differences">What is not as expected; empty when it passed.</param>
/// <param name="Took">How long it took, by the world's clock.</param>
internal sealed record ScenarioResult(string Scenario, IReadOnlyList<string> Differences, TimeSpan Took);

/// <summary>Plays scenarios of a task on the engine itself, with a clock that stands and jumps, and compares.</summary>
/// <remarks>
/// <code>
///   players --RehearsalDoor--> Rehearsal --> Conversation --> world.csx
///      ^                           |
///      '------- Metronome: all quiet? then on to what is due next
/// </code>
/// Nothing of it is kept: the store is a folder that goes with the run.
/// </remarks>
internal sealed class ScenarioRun(TaskFolder task, BotCast cast, WorldCompiler compiler, TimeProvider real)
{
    private static readonly DateTimeOffset Morning = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Plays one scenario.</summary>
    /// <exception cref="TaskBroken">The task itself cannot be used.</exception>
    public async Task<ScenarioResult> Play(Scenario scenario, CancellationToken cancelled)
    {
        var folder = Directory.CreateTempSubdirectory("crowdwork-scenario-");
        try
        {
            var clock = new FastClock(Morning);
            using var store = CrowdStore.Open(new StoreOptions(folder.FullName, Durability.Normal), clock);
            var tasks = new TaskLibrary(Path.GetDirectoryName(task.Path)!, Path.GetDirectoryName(task.ShownAs) is { Length: > 0 } shown ? shown : null);
            await using var rehearsal = await Rehearsal.Open(
                tasks.Find(task.Name) ?? task,
                new RehearsalSetting(store, compiler, tasks, Models: null, clock, () => scenario.Seed) { FirstRow = scenario.Row - 1 });
            if (rehearsal.BuildState.State != "ok") throw new TaskBroken(rehearsal.BuildState.Problems);

            rehearsal.Watch(isWatched: true);
            return await Play(scenario, rehearsal, store, clock, cancelled);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<ScenarioResult> Play(Scenario scenario, Rehearsal rehearsal, CrowdStore store, FastClock clock, CancellationToken cancelled)
    {
        var troupe = new ScenarioTroupe(scenario, cast);
        var players = new List<BotPlayer>();
        var playing = new List<Task>();
        var metronome = new Metronome(clock, IsIdle, Settle, real);
        try
        {
            // One after the other, so that who comes first is the same each time.
            foreach (var worker in Workers(scenario))
            {
                var player = new BotPlayer(troupe.NewPlayer(), worker, new RehearsalDoor(rehearsal, new WorkerId(worker)), scenario.Seed, clock, real);
                players.Add(player);
                playing.Add(player.Play());
                await metronome.Quiet();
            }

            var isOver = await metronome.Run(IsOver, Morning + Longest, cancelled);
            if (!isOver) troupe.Note("It never ended: everybody waits, and nothing is due any more.");
            var view = await rehearsal.View();
            var outcome = new OutcomeSheet(
                players.Select(player => EndOf(player, view)).ToArray(), rehearsal.Saved(), rehearsal.WorkerAt, rehearsal.Review(), view.Faults.Select(fault => Say(fault)).ToArray());
            var faults = players.Where(player => player.Fault is not null).Select(player => $"{player.Page.Role ?? player.Id} ({player.Name}): {player.Fault}");
            return new ScenarioResult(scenario.Name, [.. troupe.Notes, .. faults, .. OutcomeComparison.Of(scenario.Expected, outcome)], clock.GetUtcNow() - Morning);
        }
        finally
        {
            foreach (var player in players) await player.DisposeAsync();
        }

        // The end of a part is only an end when whoever waits for it knows.
        bool IsIdle() => players.Zip(playing).All(each => each.First.IsIdle && (!each.First.IsOver || each.Second.IsCompleted));

        async Task Settle()
        {
            await rehearsal.View();
            await store.FlushAsync();
        }

        async Task<bool> IsOver()
            => playing.TrueForAll(task => task.IsCompleted) && (await rehearsal.View()).Workers.All(worker => worker.State is "ended" or "new");
    }

    private IEnumerable<string> Workers(Scenario scenario)
    {
        var number = 0;
        foreach (var player in scenario.Players)
            yield return task.Config?.Roles.GetValueOrDefault(player.Role)?.Operator == true ? Rehearsal.OperatorId : $"W{++number}";
    }

    private static PlayedPart EndOf(BotPlayer player, RehearsalView view)
    {
        var seen = view.Workers.FirstOrDefault(worker => worker.Id == player.Id);
        return new PlayedPart(player.Id, seen?.Role ?? player.Page.Role, player.Page.Ended?.State ?? seen?.Ending ?? "nothing");
    }

    private static string Say(Fault fault) => fault.Line == 0 ? fault.Message : $"{fault.File}({fault.Line},{fault.Column}): {fault.Message}";
}

/// <summary>The task cannot be used; the problems say why.</summary>
internal sealed class TaskBroken(IReadOnlyList<Problem> problems) : Exception("The task has problems.")
{
    public IReadOnlyList<Problem> Problems { get; } = problems;
}
