using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Web.Jsx;

namespace Crowdwork.Cli;

/// <summary><c>runner check [task...]</c>: everything that is wrong with a task, or with all of them, at once.</summary>
internal static class CheckCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Make()
    {
        var tasks = new Argument<string[]>("task") { Description = "The tasks, by folder or name. Without any, all of the project.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "Print the problems as JSON." };
        var command = new Command(
            "check", """
            Check a task's settings, script, data, bots, scenarios and JSX pages, and list every problem with file, line, column and what to do. Exit code 2 when there is an error.

            Examples:
              runner check                 all tasks of the project
              runner check tasks/qa
              runner check qa --json
            """) { tasks, json };
        command.SetAction((parsed, cancelled) => Run(parsed.GetValue(tasks) ?? [], parsed.GetValue(json), cancelled));
        return command;
    }

    private static async Task<int> Run(string[] named, bool asJson, CancellationToken cancelled)
    {
        var settings = Project.Open(Environment.CurrentDirectory);
        // What is not there is said before anything is compiled.
        TaskFolder[] tasks = named.Length > 0 ? [.. named.Select(name => Project.FindTask(settings, name))] : [.. new TaskLibrary(settings.TasksFolder, settings.Tasks).List()];
        if (tasks.Length == 0) throw new Mistake($"{settings.TasksFolder}: there are no tasks.\n  'runner new chat tasks/mine' makes one.");
        var compiler = new WorldCompiler(new WorldCompilerOptions());
        var found = new List<(TaskFolder Task, Problems Problems)>();
        foreach (var task in tasks)
        {
            found.Add((task, await Check(task, compiler, cancelled)));
            if (!asJson) Print(task, found[^1].Problems);
        }

        if (asJson) PrintJson([.. found.Select(one => FrameOf(one.Task, one.Problems))], isOne: named.Length == 1);
        return found.Exists(one => one.Problems.HasErrors) ? Outcome.UserMistake : Outcome.Done;
    }

    private static async Task<Problems> Check(TaskFolder task, WorldCompiler compiler, CancellationToken cancelled)
    {
        using var check = new TaskCheck(compiler);
        var problems = check.Check(task);
        problems.AddRange(BotCheck.Of(task, compiler, cancelled));
        problems.AddRange(await JsxCheck.Check(task, TimeProvider.System, cancelled));
        return problems;
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

    // Of the one that was named, it alone; otherwise a list.
    private static void PrintJson(object[] tasks, bool isOne) => Console.WriteLine(JsonSerializer.Serialize(isOne ? tasks[0] : tasks, Readable));

    private static object FrameOf(TaskFolder task, Problems problems) => new
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
    };

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
