using System.CommandLine;
using Crowdwork.Cli.Simulations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary><c>runner resume &lt;run></c>: a run goes on, wherever it was left.</summary>
internal static class ResumeCommand
{
    public static Command Make()
    {
        var run = new Argument<string>("run") { Description = "The run, by its id." };
        var budget = new Option<decimal?>("--budget") { Description = "What the run may spend at most from now on, fees and bonuses included.", HelpName = "dollars" };
        var goOn = new Option<bool>("--go-on") { Description = "Go on after the pilot, with all that is wanted." };
        var serving = new ServingOptions();
        var command = new Command(
            "resume", """
            Go on with a run after Ctrl-C, a reboot, a lost network or a crash. Its HITs are found again, its conversations go on where they were, and what was handed in
            meanwhile is fetched from the marketplace.

            Examples:
              runner resume qa-20261121-1030-3fa2
              runner resume qa-20261121-1030-3fa2 --budget 80    it may spend more now
              runner resume qa-20261121-1030-3fa2 --go-on        after the pilot
            """) { run, budget, goOn };
        foreach (var option in serving.All) command.Add(option);
        command.SetAction((parsed, cancelled) => Resume(parsed, parsed.GetValue(run)!, parsed.GetValue(budget), parsed.GetValue(goOn), serving, stops: false, cancelled));
        return command;
    }

    /// <summary>Serves a run that this store has. With <paramref name="stops"/> only to its end.</summary>
    public static async Task<int> Resume(ParseResult parsed, string named, decimal? budget, bool goOn, ServingOptions serving, bool stops, CancellationToken cancelled)
    {
        await Task.Yield();
        var settings = Project.OpenFor(named);
        var (id, launch) = Find(settings, named);
        var address = CrowdAddress.Find(settings, launch.Crowd)
            ?? throw new Mistake($"The run was launched on the crowd '{launch.Crowd}', which crowd.json does not name any more.\n  Name it again under \"crowds\".");
        if (budget is { } dollars && !new Money(dollars).IsExact) throw new Mistake($"--budget {dollars}: an amount is a whole number of cents.");

        if (await AskServing(settings, named, budget, goOn, cancelled)) return Outcome.Done;

        if (SimulationStore.IsSimulation(settings)) throw new Mistake($"{named} was simulated, and its bots are gone.\n  Simulate it again with: runner simulate <task>");

        // Its HITs lead to the address that it was launched with, so it listens where it did.
        var port = LaunchTerms.Of(launch).PublicUrl is { IsLoopback: true } own && !serving.NamesPort(parsed) ? own.Port : (int?)null;
        var options = port is { } former ? serving.Options(parsed, settings, former) : serving.Options(parsed, settings);
        await using var session = await RunSession.Begin(settings, address, options);
        if (budget is { } cap)
        {
            if (ProjectBudget.Refusal(session.Store, settings, launch.Crowd, id, new Money(cap)) is { } tooMuch) throw new Mistake($"{tooMuch}\n  Allow less, let another run end, or raise \"budget\".");
            await session.Store.Write(new Projection.CapSet(id, decimal.ToInt64(cap * 100)));
        }

        var (run, problems) = await session.Server.Open(id, address, cancelled);
        if (run is null) throw new Mistake(string.Join(Environment.NewLine, problems));
        if (stops) await run.StopKindly();
        if (goOn) run.LaunchTheRest();
        return await session.Follow(run, _ => Console.WriteLine($"Run {id} goes on.\n  operator    {session.Server.OperatorLink($"/runs/{id}")}"));
    }

    /// <summary>A run that is being served is told, and not opened a second time.</summary>
    private static async Task<bool> AskServing(CrowdSettings settings, string run, decimal? budget, bool goOn, CancellationToken cancelled)
    {
        var isServed = false;
        if (budget is { } dollars && await ServingProcess.Ask(settings, run, "cap", new { dollars }, cancelled) is not null)
        {
            Console.WriteLine($"It may spend up to {new Money(dollars)} now.");
            isServed = true;
        }

        if (goOn && await ServingProcess.Ask(settings, run, "go-on", null, cancelled) is not null)
        {
            Console.WriteLine("It goes on with all that is wanted.");
            isServed = true;
        }

        return isServed;
    }

    private static (RunId, LaunchRow) Find(CrowdSettings settings, string named)
    {
        var (store, run) = StoredRun.OpenToRead(settings, named);
        using (store) return (run, store.Launch(run)!);
    }
}
