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
        var local = new Option<bool>("--local") { Description = "Launch the task on the local crowd: bots accept, work, hand in and are paid, and the run can be reviewed and exported. Time limits are real there." };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        workers.Validators.Add(result => Ports.RequireNumber(result, 1, MostWorkers, $"--workers is a number from 1 to {MostWorkers:N0}."));

        var command = new Command(
            "simulate", """
            Let simulated workers (bots.csx) play a task, and report how conversations ended, how long they took and what went wrong. Exit code 1 when something did.

            Examples:
              runner simulate tasks/qa --workers 50
              runner simulate deal-or-no-deal --workers 200 --mix diligent:8,ghost:1,slow:1 --seed 7 --json
              runner simulate qa --local        launched on the local crowd, and paid
            """) { task, workers, mix, seed, gap, clock, local, json };
        command.SetAction((parsed, cancelled) => Run(
            parsed.GetValue(task)!, parsed.GetValue(workers), parsed.GetValue(mix), parsed.GetValue(seed), parsed.GetValue(gap), parsed.GetValue(clock) == "fast", parsed.GetValue(local), parsed.GetValue(json), cancelled));
        return command;
    }

    private static async Task<int> Run(string named, int workers, string? mixed, int seed, double gap, bool isFast, bool onTheCrowd, bool asJson, CancellationToken cancelled)
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
            if (onTheCrowd)
            {
                var fast = isFast ? new FastClock(TimeProvider.System.GetUtcNow(), TimeProvider.System) : null;
                var (paid, run) = await CrowdSimulation.Run(task, settings, plan, cast, fast, ProgressOf(workers, asJson), cancelled);
                return Tell(task, paid, run, asJson);
            }

            TimeProvider clock = isFast ? new FastClock(TimeProvider.System.GetUtcNow()) : TimeProvider.System;
            await using var source = await RehearsalSource.Start(task, settings, seed, clock);
            if (source.Problems.Count > 0) throw new Mistake(string.Join(Environment.NewLine, source.Problems));

            var simulation = new Simulation(plan, cast, source, clock, TimeProvider.System) { Progress = ProgressOf(workers, asJson) };
            return Tell(task, await simulation.Run(cancelled), null, asJson);
        }
    }

    private static int Tell(TaskFolder task, SimulationReport report, string? run, bool asJson)
    {
        if (asJson) Printed.Json(new { task = task.Name, run, report });
        else Print(task, report);
        if (!asJson && run is not null) Console.WriteLine($"{"run",-16} {run}: runner status {run}, runner export {run}");
        return report is { IsOver: true, Faults.Count: 0, BotFaults.Count: 0 } ? Outcome.Done : Outcome.WorldFailed;
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

    private static void Print(TaskFolder task, SimulationReport report)
    {
        Console.WriteLine($"{task.ShownAs}: {report.Workers} workers, seed {report.Seed}, {Said(report.Seconds)} of the world's time");
        Row("conversations", report.Conversations);
        Row("workers", report.Parts);
        foreach (var (bot, states) in report.ByBot) Row($"  {bot}", states);
        if (report.WithoutWork > 0) Console.WriteLine($"{"without work",-16} {report.WithoutWork}");
        var time = report.ConversationSeconds;
        Console.WriteLine($"{"a conversation",-16} median {Said(time.Median)}, 95 % within {Said(time.P95)}, longest {Said(time.Most)}");
        Row("review", report.Decisions);
        foreach (var (kind, amount) in report.Money) Console.WriteLine($"{kind,-16} ${amount:0.00}");
        var acknowledged = report.AcknowledgedMs;
        Console.WriteLine($"{"acknowledged",-16} {report.Messages} messages: median {acknowledged.Median} ms, 95 % within {acknowledged.P95} ms, 99 % within {acknowledged.P99} ms");
        foreach (var fault in report.Faults) Console.WriteLine($"{"fault",-16} {fault}");
        foreach (var fault in report.BotFaults) Console.WriteLine($"{"fault of a bot",-16} {fault}");
        if (!report.IsOver) Console.WriteLine("It never ended: somebody waits for something that does not come.");
    }

    private static void Row(string name, IReadOnlyDictionary<string, int> counts)
    {
        if (counts.Count > 0) Console.WriteLine($"{name,-16} {string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"))}");
    }

    private static string Said(double seconds) => seconds < 120 ? $"{seconds:0.#} s" : $"{seconds / 60:0.#} min";
}
