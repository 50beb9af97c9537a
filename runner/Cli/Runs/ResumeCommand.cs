using System.CommandLine;
using Crowdwork.Cli.Simulations;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli;

/// <summary><c>runner resume [run]</c>: runs go on, wherever they were left.</summary>
internal static class ResumeCommand
{
    public static Command Make()
    {
        var run = new Argument<string?>("run") { Description = "The run, by its id. Without it, all runs that are not over.", Arity = ArgumentArity.ZeroOrOne };
        var budget = new Option<decimal?>("--budget") { Description = "What the run may spend at most from now on, fees and bonuses included.", HelpName = "dollars" };
        var goOn = new Option<bool>("--go-on") { Description = "Go on after the pilot, with all that is wanted." };
        var serving = new ServingOptions();
        var command = new Command(
            "resume", """
            Go on with a run after Ctrl-C, a reboot, a lost network or a crash. Its HITs are found again, its conversations go on where they were, and what was handed in
            meanwhile is fetched from the marketplace. Where a process serves runs of this project already, it serves this one too.

            Examples:
              runner resume                                      all runs that are not over
              runner resume qa-20261121-1030-3fa2
              runner resume qa-20261121-1030-3fa2 --budget 80    it may spend more now
              runner resume qa-20261121-1030-3fa2 --go-on        after the pilot
            """) { run, budget, goOn };
        foreach (var option in serving.All) command.Add(option);
        command.SetAction((parsed, cancelled) => Resume(
            parsed, parsed.GetValue(run), new ServeOrder(parsed.GetValue(budget), parsed.GetValue(goOn), AtAnyPort: serving.NamesPort(parsed)), serving, cancelled));
        return command;
    }

    /// <summary>Serves a run that this store has, or all that are not over, until their work is in.</summary>
    public static async Task<int> Resume(ParseResult parsed, string? named, ServeOrder order, ServingOptions serving, CancellationToken cancelled)
    {
        await Task.Yield();
        var settings = named is null ? Project.Open(Environment.CurrentDirectory) : Project.OpenFor(named);
        if (SimulationStore.IsSimulation(settings)) throw new Mistake($"{named} was simulated, and its bots are gone.\n  Simulate it again with: runner simulate <task>");
        if (named is null && (order.Budget is not null || order.GoOn)) throw new Mistake("Say which run --budget and --go-on are meant for.\n  List the runs with: runner runs");
        var launches = Find(settings, named);
        if (launches.Count == 0)
        {
            Console.WriteLine("There is no run that is not over.");
            return Outcome.Done;
        }

        if (await ServingProcess.Find(settings, cancelled) is { } there)
        {
            using (there) return await HandOver(there, launches, order, cancelled);
        }

        await using var session = await RunSession.Begin(settings, serving.Options(parsed, settings, PortOf(launches, parsed, serving)));
        foreach (var launch in launches) Say(await session.Desk.Serve(launch.Run.Value, order, cancelled), "goes on");
        return await session.ToTheEnd();
    }

    private static async Task<int> HandOver(ServingProcess there, IReadOnlyList<LaunchRow> launches, ServeOrder order, CancellationToken cancelled)
    {
        foreach (var launch in launches) Say(await there.Serve(launch.Run.Value, order, cancelled), "is served by the process that serves this project's runs");
        return Outcome.Done;
    }

    private static void Say(ServedRun run, string how)
    {
        Console.WriteLine($"Run {run.Run} {how}.");
        foreach (var said in run.Said) Console.WriteLine($"  {said}");
        Console.WriteLine($"  operator    {run.Page}");
    }

    // HITs lead to the address that they were launched with, so it is listened there.
    private static int PortOf(IReadOnlyList<LaunchRow> launches, ParseResult parsed, ServingOptions serving)
    {
        if (serving.NamesPort(parsed)) return serving.Port(parsed);
        var own = launches.Select(launch => LaunchTerms.Of(launch).PublicUrl).FirstOrDefault(url => url.IsLoopback);
        return own?.Port ?? serving.Port(parsed);
    }

    private static IReadOnlyList<LaunchRow> Find(CrowdSettings settings, string? named)
    {
        if (named is null)
        {
            if (!File.Exists(Path.Combine(settings.RunsFolder, StoreFile.FileName))) return [];
            using var all = CrowdStore.OpenReadOnly(settings.RunsFolder);
            return [.. all.Runs().Where(run => run.ClosedAtUnixMs is null).Select(run => all.Launch(run.Id)).OfType<LaunchRow>()];
        }

        var (store, run) = StoredRun.OpenToRead(settings, named);
        using (store) return [store.Launch(run)!];
    }
}
