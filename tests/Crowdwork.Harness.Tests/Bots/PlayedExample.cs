using System.Globalization;
using System.Text.Json;
using Crowdwork.Cli.Simulations;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Bots.Simulation;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests.Bots;

/// <summary>What somebody saved in a conversation.</summary>
internal sealed record SavedThing(string Type, int Seat, JsonElement Data)
{
    public string Text(string name) => Data.GetProperty(name).ToString();

    public double Number(string name) => Data.GetProperty(name).GetDouble();
}

/// <summary>A worker of a simulation with what they did and got.</summary>
/// <param name="Bot">Which bot played them.</param>
/// <param name="Ended">How their part ended.</param>
/// <param name="Sent">How many messages they had sent in the conversation.</param>
/// <param name="Saved">What was saved for them, or for all in their conversation.</param>
/// <param name="Reward">Rewards and compensations that were paid.</param>
internal sealed record PlayedPart(string Worker, string Bot, string Ended, string? Role, int Sent, IReadOnlyList<SavedThing> Saved, decimal Reward, decimal Bonus, decimal Fee);

/// <summary>A conversation with what it left.</summary>
internal sealed record PlayedTalk(string Ending, IReadOnlyList<SavedThing> Saved);

/// <summary>An example as its bots played it, on a local crowd of its own by a clock that jumps, read from the store afterwards as any run is.</summary>
internal sealed record PlayedExample(SimulationReport Report, IReadOnlyList<PlayedPart> Parts, IReadOnlyList<PlayedTalk> Talks)
{
    private const int Seed = 5;

    /// <param name="project">Where it is kept.</param>
    /// <param name="task">Which example.</param>
    /// <param name="workers">How many come.</param>
    /// <param name="mix">Who plays them.</param>
    public static async Task<PlayedExample> Play(ProjectCopy project, string task, int workers, string mix)
    {
        var settings = new CrowdSettings { Root = project.Root };
        var folder = TaskFolder.Read(Path.Combine(ProjectCopy.Sources, "tasks", task), $"tasks/{task}");
        var (cast, problems) = BotCast.Of(folder, new WorldCompiler(new WorldCompilerOptions { CacheFolder = SimulationStore.WorldsOf(settings) }));
        Assert.True(cast is not null, string.Join('\n', problems));
        using (cast)
        {
            var bots = BotMix.Read(mix).Mix!;
            var plan = new SimulationPlan(workers, bots, Seed, TimeSpan.FromSeconds(3));
            // At nine in the morning, so that no test meets midnight by chance.
            var clock = new FastClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
            var simulated = await CrowdSimulation.Run(folder, settings, plan, cast, clock, null, TestContext.Current.CancellationToken);
            return Read(simulated, bots.Deal(workers, Seed));
        }
    }

    private static PlayedExample Read(SimulatedRun simulated, IReadOnlyList<string> dealt)
    {
        using var store = CrowdStore.OpenReadOnly(simulated.Settings.RunsFolder);
        var saved = store.Saved(simulated.Run).ToArray().ToLookup(row => row.Conversation, row => new SavedThing(row.Type, row.Seat, JsonSerializer.Deserialize<JsonElement>(row.Json.Span)));
        var seats = store.Seats(simulated.Run).ToLookup(seat => seat.Worker);
        var paid = store.Ledger(simulated.Run).Where(row => row is { Step: LedgerStep.Confirmed, Worker: not null }).ToLookup(row => row.Worker!.Value);
        var talks = store.Conversations(simulated.Run).Where(row => row.Kind == ConversationKind.Talk && store.Seats(row.Id).Count > 0).ToArray();
        return new PlayedExample(
            simulated.Report,
            [.. store.Attendances(simulated.Run).OrderBy(part => Number(part.Worker)).Select(PartOf)],
            [.. talks.Select(row => new PlayedTalk(row.Ending ?? "open", [.. saved[row.Id]]))]);

        PlayedPart PartOf(AttendanceRow part)
        {
            var seat = seats[part.Worker].LastOrDefault(seat => seat.Conversation == part.Conversation);
            var edition = part.Conversation is { } id ? store.Conversation(id)!.Edition : 0;
            var sent = seat is null ? 0 : store.ReadTurns(seat.Conversation, edition).Count(turn => turn.Seat == seat.Seat);
            SavedThing[] things = part.Conversation is { } conversation ? [.. saved[conversation].Where(thing => thing.Seat == 0 || thing.Seat == seat?.Seat)] : [];
            decimal Of(string kind) => paid[part.Worker].Where(row => row.Kind == kind).Sum(row => row.Cents) / 100m;
            return new PlayedPart(part.Worker.Value, dealt[Number(part.Worker) - 1], part.Detail ?? part.State, seat?.Role, sent, things, Of(LedgerKind.Reward), Of(LedgerKind.Bonus), Of(LedgerKind.Fee));
        }
    }

    private static int Number(WorkerId worker) => int.Parse(worker.Value["ABOT".Length..], CultureInfo.InvariantCulture);
}
