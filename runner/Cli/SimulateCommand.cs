using System.CommandLine;
using Crowdwork.Cli.Simulations;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Bots.Simulation;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Web.Bots;

namespace Crowdwork.Cli;

/// <summary><c>runner simulate &lt;task></c>: many simulated workers come, talk and go, over real sockets; a report says what came of it.</summary>
internal static class SimulateCommand
{
    private const int MostWorkers = 10_000;

    public static Command Make()
    {
        var task = new Argument<string>("task") { Description = "The task, by folder or name." };
        var workers = new Option<int>("--workers", "-w") { Description = "How many workers come.", DefaultValueFactory = _ => 20 };
        var mix = new Option<string?>("--mix") { Description = "Which bots play, and in which proportion: diligent:8,ghost:1. diligent@2 leaves in place of the third answer. Without it, the task's first bot plays all." };
        var seed = new Option<int>("--seed") { Description = "Where all chance begins. The same seed gives the same simulation.", DefaultValueFactory = _ => 1 };
        var gap = new Option<double>("--gap") { Description = "Seconds from one arrival to the next, on average.", DefaultValueFactory = _ => 3 };
        var clock = new Option<string>("--clock") { Description = "fast does not wait; real does.", DefaultValueFactory = _ => "fast" };
        clock.AcceptOnlyFromAmong("fast", "real");
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        workers.Validators.Add(result => Ports.RequireNumber(result, 1, MostWorkers, $"--workers is a number from 1 to {MostWorkers:N0}."));

        var command = new Command(
            "simulate", """
            Let simulated workers (bots.csx) play a task, and report how conversations ended, how long they took and what went wrong. Exit code 1 when something did.

            Examples:
              runner simulate tasks/qa --workers 50
              runner simulate deal-or-no-deal --workers 200 --mix diligent:8,ghost:1,slow:1 --seed 7 --json
              runner simulate qa --local        launched on the local crowd, and paid
            """) { task, workers, mix, seed, gap, clock, json };
        command.SetAction((parsed, cancelled) => Run(
            parsed.GetValue(task)!, parsed.GetValue(workers), parsed.GetValue(mix), parsed.GetValue(seed), parsed.GetValue(gap), parsed.GetValue(clock) == "fast", parsed.GetValue(json), cancelled));
        return command;
    }

    private static async Task<int> Run(string named, int workers, string? mixed, int seed, double gap, bool isFast, bool asJson, CancellationToken cancelled)
    {
        if (gap is not (>= 0 and <= 86_400)) throw new Mistake("--gap is a number of seconds from 0 to 86,400.");
        var settings = Project.Open(Environment.CurrentDirectory);
        var task = Project.FindTask(settings, named);
        var (cast, problems) = BotCast.Of(task, new WorldCompiler(new WorldCompilerOptions()), cancelled);
        if (cast is null) throw new Mistake(string.Join(Environment.NewLine, problems));

        using (cast)
        {
            var mix = MixOf(mixed, cast);
            var plan = new SimulationPlan(workers, mix, seed, TimeSpan.FromSeconds(gap));
            TimeProvider clock = isFast ? new FastClock(TimeProvider.System.GetUtcNow()) : TimeProvider.System;
            return Tell(task, await CrowdSimulation.Run(task, settings, plan, cast, clock, ProgressOf(workers, asJson), cancelled), asJson);
        }
    }

    private static int Tell(TaskFolder task, SimulatedRun simulated, bool asJson)
    {
        var (report, run) = (simulated.Report, simulated.Run);
        if (asJson) Printed.Json(new { task = task.Name, run = run.Value, report });
        else SimulationText.Print(task, report, run, Path.GetRelativePath(Environment.CurrentDirectory, simulated.Settings.StoreFolder));
        return report.IsGood ? Outcome.Done : Outcome.WorldFailed;
    }

    private static BotMix MixOf(string? mixed, BotCast cast)
    {
        if (mixed is null) return BotMix.Only(cast.Usual.Name);
        var (mix, problem) = BotMix.Read(mixed);
        if (mix is null) throw new Mistake($"--mix {mixed}: {problem}\n  Write it as diligent:8,ghost:1.");
        return mix.Names.FirstOrDefault(name => cast.Find(name) is null) is { } unknown
            ? throw new Mistake($"--mix {mixed}: there is no bot \"{unknown}\".\n  There are: {string.Join(", ", cast.Parts.Select(part => part.Name))}.")
            : mix;
    }

    // A bar where somebody looks at it; in a file it would be rubbish.
    private static Action<int>? ProgressOf(int workers, bool asJson)
    {
        if (asJson || Console.IsErrorRedirected) return null;
        return finished =>
        {
            const int width = 30;
            var done = width * finished / workers;
            Console.Error.Write($"\r[{new string('#', done)}{new string('.', width - done)}] {finished} of {workers}{(finished == workers ? "\n" : "")}");
        };
    }
}
