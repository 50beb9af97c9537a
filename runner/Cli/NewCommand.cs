using System.CommandLine;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary><c>runner new &lt;template> &lt;folder></c>: a task to begin with. Without arguments it lists the templates.</summary>
internal static class NewCommand
{
    public static Command Make()
    {
        var template = new Argument<string?>("template") { Description = "What to begin with. Without it the templates are listed.", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Argument<string?>("folder") { Description = "The folder of the new task: tasks/mine, or mine for short.", Arity = ArgumentArity.ZeroOrOne };
        var title = new Option<string?>("--title") { Description = "The task's title. Without it one is made of the folder's name." };
        var json = new Option<bool>("--json") { Description = "Print what was made, or the templates, as JSON." };
        var command = new Command(
            "new", """
            Make a new task from a template. It can be rehearsed at once.

            Examples:
              runner new
              runner new chat tasks/mine
              runner new pair tasks/two-strangers --title "Two strangers and a story"
            """) { template, folder, title, json };
        command.SetAction(parsed => Run(parsed.GetValue(template), parsed.GetValue(folder), parsed.GetValue(title), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string? wanted, string? folder, string? title, bool asJson)
    {
        var templates = TaskTemplate.All(TaskTemplate.Beside(AppContext.BaseDirectory));
        if (wanted is null) return List(templates, asJson);

        var template = templates.FirstOrDefault(template => template.Name == wanted)
            ?? throw new Mistake($"{wanted}: there is no such template.\n  The templates are: {string.Join(", ", templates.Select(template => template.Name))}. 'runner new' says what each is for.");
        if (folder is null) throw new Mistake($"{wanted}: the folder of the new task is missing.\n  Name one: runner new {wanted} tasks/mine.");

        var settings = Project.Open(Environment.CurrentDirectory);
        var place = NewTask.Place(settings.TasksFolder, Environment.CurrentDirectory, folder);
        var task = new NewTask(Path.GetFileName(place), title ?? NewTask.TitleOf(Path.GetFileName(place)), NewTask.SchemaFrom(place));
        if (task.WhyNot is { } trouble) throw new Mistake($"{folder}: {trouble}");
        if (Path.Exists(place)) throw new Mistake($"{folder}: this exists already.\n  Choose another name, or remove it first. Nothing was changed.");

        var files = Write(template, task, place, folder);
        Tell(template, task, settings, files, place, asJson);
        return Outcome.Done;
    }

    private static IReadOnlyList<string> Write(TaskTemplate template, NewTask task, string place, string folder)
    {
        try
        {
            return template.CopyTo(place, task);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Mistake($"{folder}: the task could not be written: {e.Message}\n  See to it that the folder above may be written to, remove what was begun, and try again.");
        }
    }

    private static int List(IReadOnlyList<TaskTemplate> templates, bool asJson)
    {
        if (asJson)
        {
            Printed.Json(templates.Select(template => new { name = template.Name, description = template.Description }));
            return Outcome.Done;
        }

        var width = templates.Max(template => template.Name.Length);
        foreach (var template in templates) Console.WriteLine($"{template.Name.PadRight(width)}  {template.Description}");
        Console.WriteLine();
        Console.WriteLine("Begin with one of them: runner new chat tasks/mine");
        return Outcome.Done;
    }

    private static void Tell(TaskTemplate template, NewTask task, CrowdSettings settings, IReadOnlyList<string> files, string place, bool asJson)
    {
        var shown = Path.GetRelativePath(Environment.CurrentDirectory, place);
        if (asJson)
        {
            Printed.Json(new { task = task.Name, title = task.Title, template = template.Name, folder = shown, files });
            return;
        }

        Console.WriteLine($"{shown}: a new task from the template {template.Name}, \"{task.Title}\".");
        foreach (var file in files) Console.WriteLine($"  {file}");
        Console.WriteLine($"Rehearse it with: runner harness {task.Name}");
    }
}
