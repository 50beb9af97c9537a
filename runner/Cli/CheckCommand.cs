using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Web.Jsx;

namespace Crowdwork.Cli;

/// <summary><c>runner check &lt;task></c>: everything that is wrong with a task, at once.</summary>
internal static class CheckCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Make()
    {
        var task = new Argument<string>("task") { Description = "The task, by folder or name." };
        var json = new Option<bool>("--json") { Description = "Print the problems as JSON." };
        var command = new Command(
            "check", """
            Check a task's settings, script, data, bots, scenarios and JSX pages, and list every problem with file, line, column and what to do. Exit code 2 when there is an error.

            Examples:
              runner check tasks/qa
              runner check qa --json
            """) { task, json };
        command.SetAction((parsed, cancelled) => Run(parsed.GetValue(task)!, parsed.GetValue(json), cancelled));
        return command;
    }

    private static async Task<int> Run(string named, bool asJson, CancellationToken cancelled)
    {
        var task = Project.FindTask(Project.Open(Environment.CurrentDirectory), named);
        using var compiler = new TaskCheck(new WorldCompiler(new WorldCompilerOptions()));
        var problems = compiler.Check(task);
        problems.AddRange(BotCheck.Of(task, new WorldCompiler(new WorldCompilerOptions()), cancelled));
        problems.AddRange(await JsxCheck.Check(task, TimeProvider.System, cancelled));
        if (asJson) PrintJson(task, problems);
        else Print(task, problems);
        return problems.HasErrors ? Outcome.UserMistake : Outcome.Done;
    }

    private static void Print(TaskFolder task, Problems problems)
    {
        foreach (var problem in problems) Console.WriteLine(problem);
        var errors = problems.Count(problem => problem.Severity == Severity.Error);
        var warnings = problems.Count - errors;
        Console.WriteLine(problems.Count == 0
            ? $"{task.ShownAs}: no problems."
            : $"{task.ShownAs}: {Count(errors, "error")}, {Count(warnings, "warning")}.");
    }

    private static void PrintJson(TaskFolder task, Problems problems) => Console.WriteLine(JsonSerializer.Serialize(new
    {
        task = task.Name,
        ok = !problems.HasErrors,
        problems = problems.Select(problem => new
        {
            file = problem.File,
            line = problem.Line,
            column = problem.Column,
            severity = problem.Severity == Severity.Error ? "error" : "warning",
            message = problem.Message,
            remedy = problem.Remedy,
        }),
    }, Readable));

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
