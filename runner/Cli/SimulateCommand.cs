using System.CommandLine;
using Crowdwork.Cli.Simulations;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Bots.Simulation;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Web.Bots;

namespace Crowdwork.Cli;

/// <summary><c>runner simulate &lt;task></c>: many simulated workers find a task on a local crowd of their own, work, hand in and are paid; a report says what came of it.</summary>
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
            Let simulated workers (bots.csx) play a task from accepting to payment, on a local crowd of their own, and report how conversations ended, how long they took, what
            everybody got and what went wrong. Exit code 1 when something did, or when the ledger and the marketplace's books differ. The run is kept apart from all others;
            'runner runs --simulations' lists those that are there.

            Examples:
              runner simulate tasks/qa --workers 50
              runner simulate deal-or-no-deal --workers 200 --mix diligent:8,ghost:1,slow:1 --seed 7 --json
              runner simulate qa --workers 3 --clock real        waits as people do
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
            // Ctrl-C is listened to from the first real wait on; until then it would end the process without a word.
            await Task.Yield();
            var mix = MixOf(mixed, cast);
            var plan = new SimulationPlan(workers, mix, seed, TimeSpan.FromSeconds(gap));
            TimeProvider clock = isFast ? new FastClock(TimeProvider.System.GetUtcNow()) : TimeProvider.System;
            using var progress = new SimulationProgress(workers, isQuiet: asJson);
            try
            {
                var simulated = await CrowdSimulation.Run(task, settings, plan, cast, clock, progress.Show, cancelled);
                progress.Finish();
                return Tell(task, simulated, asJson, cancelled.IsCancellationRequested);
            }
            catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
            {
                Console.Error.WriteLine("Stopped before anybody had come. Nothing is left of it.");
                return Outcome.WorldFailed;
            }
        }
    }

    private static int Tell(TaskFolder task, SimulatedRun simulated, bool asJson, bool wasStopped)
    {
        var (report, run) = (simulated.Report, simulated.Run);
        if (asJson) Printed.Json(new { task = task.Name, run = run.Value, report });
        else SimulationText.Print(task, report, run, Path.GetRelativePath(Environment.CurrentDirectory, simulated.Settings.StoreFolder), wasStopped);
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
}
