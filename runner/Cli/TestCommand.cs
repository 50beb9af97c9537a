using System.CommandLine;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Bots.Scenarios;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Cli;

/// <summary><c>runner test &lt;task></c>: plays the task's scenarios and compares what comes of them with what they expect.</summary>
internal static class TestCommand
{
    public static Command Make()
    {
        var task = new Argument<string>("task") { Description = "The task, by folder or name." };
        var only = new Option<string?>("--only") { Description = "Only the scenarios whose names fit; * stands for any characters." };
        var json = new Option<bool>("--json") { Description = "Print the results as JSON." };
        var command = new Command(
            "test", """
            Play the scenarios of a task (scenarios/*.json) with simulated workers, on a clock that does not wait, and compare what is saved, how everybody
            ends and what the review rule says with what is expected. Exit code 1 when something differs.

            Examples:
              runner test tasks/qa
              runner test deal-or-no-deal --only "agreed*" --json
            """) { task, only, json };
        command.SetAction((parsed, cancelled) => Run(parsed.GetValue(task)!, parsed.GetValue(only) ?? "*", parsed.GetValue(json), cancelled));
        return command;
    }

    private static async Task<int> Run(string named, string only, bool asJson, CancellationToken cancelled)
    {
        var task = Project.FindTask(Project.Open(Environment.CurrentDirectory), named);
        var (all, problems) = ScenarioReader.Of(task);
        var compiler = new WorldCompiler(new WorldCompilerOptions());
        var (cast, botProblems) = BotCast.Of(task, compiler, cancelled);
        problems.AddRange(botProblems);
        if (problems.HasErrors) throw new Mistake(string.Join(Environment.NewLine, problems));
        if (all.Count == 0) throw new Mistake($"{task.ShownAs}/{ScenarioReader.Folder}: there are no scenarios.\n  Write one there; docs/bots.md has an example.");
        var scenarios = all.Where(scenario => JsonMatch.Fits(only, scenario.Name)).ToArray();
        if (scenarios.Length == 0) throw new Mistake($"--only {only}: no scenario has such a name.\n  There are: {string.Join(", ", all.Select(scenario => scenario.Name))}.");

        using (cast)
        {
            var results = new List<ScenarioResult>();
            foreach (var scenario in scenarios)
            {
                results.Add(await Play(new ScenarioRun(task, cast!, compiler, TimeProvider.System), scenario, cancelled));
                if (!asJson) Print(results[^1]);
            }

            if (asJson) PrintJson(task, results);
            else PrintSum(task, results);
            return results.TrueForAll(result => result.Differences.Count == 0) ? Outcome.Done : Outcome.WorldFailed;
        }
    }

    private static async Task<ScenarioResult> Play(ScenarioRun run, Scenario scenario, CancellationToken cancelled)
    {
        try
        {
            return await run.Play(scenario, cancelled);
        }
        catch (TaskBroken broken)
        {
            throw new Mistake(string.Join(Environment.NewLine, broken.Problems));
        }
    }

    private static void Print(ScenarioResult result)
    {
        Console.WriteLine($"{(result.Differences.Count == 0 ? "passed" : "FAILED")}  {result.Scenario}  ({Said(result.Took)} of the world's time)");
        foreach (var difference in result.Differences) Console.WriteLine($"  {difference}");
    }

    private static void PrintSum(TaskFolder task, List<ScenarioResult> results)
    {
        var failed = results.Count(result => result.Differences.Count > 0);
        Console.WriteLine(failed == 0 ? $"{task.ShownAs}: {Count(results.Count)} passed." : $"{task.ShownAs}: {failed} of {Count(results.Count)} failed.");
    }

    private static void PrintJson(TaskFolder task, List<ScenarioResult> results) => Printed.Json(new
    {
        task = task.Name,
        ok = results.TrueForAll(result => result.Differences.Count == 0),
        scenarios = results.Select(result => new { name = result.Scenario, ok = result.Differences.Count == 0, seconds = Math.Round(result.Took.TotalSeconds, 3), differences = result.Differences }),
    });

    private static string Said(TimeSpan time) => time < TimeSpan.FromMinutes(1) ? $"{time.TotalSeconds:0.#} s" : $"{time.TotalMinutes:0.#} min";

    private static string Count(int scenarios) => scenarios == 1 ? "1 scenario" : $"{scenarios} scenarios";
}
