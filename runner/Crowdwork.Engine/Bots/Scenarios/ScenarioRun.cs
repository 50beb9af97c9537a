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

    // Once(...) and models take the time of the machine, not the world's.
    private static readonly TimeSpan LongestOutside = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

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
        var troupe = new ScenarioTroupe(scenario, cast, rehearsal.BeginsWithATest, HasEnded);
        await using var comings = new ScenarioComings(Workers(scenario).ToArray(), clock, Come);
        var metronome = new Metronome(clock, () => comings.AreIdle, Settle, real);
        foreach (var (worker, player) in Workers(scenario))
            foreach (var (name, value) in player.Has) await store.Write(new Projection.QualificationSet(new WorkerId(worker), name, value, Morning.ToUnixTimeMilliseconds()));

        await comings.Begin(() => metronome.Quiet());
        var isOver = await metronome.Run(IsOver, Morning + Longest, cancelled);
        if (!isOver) troupe.Note("It never ended: everybody waits, and nothing is due any more.");
        await store.FlushAsync();
        var view = await rehearsal.View();
        var outcome = new OutcomeSheet(
            comings.All.SelectMany(each => PartsOf(each, troupe, view, store)).ToArray(), rehearsal.Saved(), rehearsal.WorkerAt, rehearsal.Review(),
            view.Faults.Select(fault => Say(fault)).ToArray());
        var faults = comings.All.Where(each => each.Bot.Fault is not null).Select(each => $"{each.Bot.Page.Role ?? each.Player.Role} ({each.Player.Bot ?? "says"}): {each.Bot.Fault}");
        return new ScenarioResult(scenario.Name, [.. troupe.Notes, .. faults, .. OutcomeComparison.Of(scenario.Expected, outcome)], clock.GetUtcNow() - Morning);

        BotPlayer Come(string worker, ScenarioPlayer player)
            => new(troupe.NewPlayer(player), worker, new RehearsalDoor(rehearsal, new WorkerId(worker)), scenario.Seed, clock, real);

        async Task Settle()
        {
            var began = real.GetTimestamp();
            while ((await rehearsal.View()).Conversations.Any(conversation => conversation.WaitsForOutside) && real.GetElapsedTime(began) < LongestOutside) await Task.Delay(Moment, real, cancelled);
            await store.FlushAsync();
        }

        async Task<bool> IsOver()
            => comings.AreOver && (await rehearsal.View()).Workers.All(worker => worker.State is "ended" or "new");

        // The page hears of the end from the journal, which may be before the room does.
        async Task HasEnded(string worker)
        {
            while ((await rehearsal.View()).Workers.First(each => each.Id == worker).State is not ("ended" or "new")) await Task.Delay(Moment, real, cancelled);
            await store.FlushAsync();
        }
    }

    private IEnumerable<(string Worker, ScenarioPlayer Player)> Workers(Scenario scenario)
    {
        var number = 0;
        foreach (var player in scenario.Players)
            yield return (task.Config?.Roles.GetValueOrDefault(player.Role)?.Operator == true ? Rehearsal.OperatorId : $"W{++number}", player);
    }

    private static IEnumerable<PlayedPart> PartsOf(Coming coming, ScenarioTroupe troupe, RehearsalView view, CrowdStore store)
    {
        var (bot, player) = (coming.Bot, coming.Player);
        var had = JsonSerializer.SerializeToElement(store.Qualifications(new WorkerId(bot.Id)).ToDictionary(row => row.Name, row => row.Value));
        foreach (var former in troupe.FormerPartsOf(bot.Id)) yield return new PlayedPart(bot.Id, former.Role ?? player.Role, former.State, [], had);

        var seen = view.Workers.FirstOrDefault(worker => worker.Id == bot.Id);
        var page = bot.Page;
        // Somebody who never got a role is the one that they were to play.
        yield return new PlayedPart(
            bot.Id, seen?.Role ?? page.Role ?? player.Role, page.Ended?.State ?? seen?.Ending ?? "nothing",
            page.Messages.Where(message => message.From != page.Role).Select(message => message.Text).ToArray(), had);
    }

    private static string Say(Fault fault) => fault.Line == 0 ? fault.Message : $"{fault.File}({fault.Line},{fault.Column}): {fault.Message}";
}

/// <summary>The task cannot be used; the problems say why.</summary>
internal sealed class TaskBroken(IReadOnlyList<Problem> problems) : Exception("The task has problems.")
{
    public IReadOnlyList<Problem> Problems { get; } = problems;
}
