using System.CommandLine;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Tasks;
using Crowdwork.Templates;

namespace Crowdwork.Cli;

/// <summary><c>runner render &lt;page></c>: prints a page of a task as a worker's browser would get it.</summary>
internal static class RenderCommand
{
    private const string ExampleWorker = "W1";

    public static Command Make()
    {
        var page = new Argument<string>("page") { Description = "The page, such as tasks/rate-a-summary/task.html." };
        var row = new Option<int?>("--row", "-r") { Description = "Which row of the data to show, from 1. Without it the first; a preview has none." };
        var role = new Option<string>("--role") { Description = "Whose page it is.", DefaultValueFactory = _ => new PageModel().Role };
        var preview = new Option<bool>("--preview") { Description = "As it is seen before the work is accepted: without data." };
        var command = new Command(
            "render", """
            Render a page of a task with a row of its data and print the HTML. Exit code 2 when there is an error.

            Examples:
              runner render tasks/rate-a-summary/task.html --row 3
              runner render tasks/rate-a-summary/preview.html --preview
            """) { page, row, role, preview };
        command.SetAction((parsed, cancelled) => Task.FromResult(Run(
            parsed.GetValue(page)!, parsed.GetValue(row), parsed.GetValue(role)!, parsed.GetValue(preview), cancelled)));
        return command;
    }

    private static int Run(string named, int? row, string role, bool preview, CancellationToken cancelled)
    {
        var (task, name) = Find(named);
        var pages = TaskPages.Read(task);
        var page = pages.Find(name) ?? throw new Mistake(pages.Problems.Count > 0 ? string.Join(Environment.NewLine, pages.Problems) : Missing(task, name));
        preview |= name == task.PreviewPage && row is null;
        var model = new PageModel { Data = preview ? null : RowOf(task, row), Role = role, Preview = preview, WorkerId = ExampleWorker, Now = TimeProvider.System.GetUtcNow() };
        try
        {
            Console.Out.Write(pages.Render(page, model, cancelled));
            return Outcome.Done;
        }
        catch (TemplateException e)
        {
            throw new Mistake(string.Join(Environment.NewLine, e.Diagnostics.Select(pages.ProblemOf)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Mistake($"{named}: {e.Message}");
        }
    }

    private static (TaskFolder Task, string Page) Find(string named)
    {
        var folder = Path.GetDirectoryName(named);
        if (string.IsNullOrEmpty(folder))
            throw new Mistake($"{named}: this does not say which task the page belongs to.\n  Write it with its folder: tasks/<task>/{named}.");
        return (Project.FindTask(Project.Open(Environment.CurrentDirectory), folder), Path.GetFileName(named));
    }

    private static string? RowOf(TaskFolder task, int? number)
    {
        var data = task.ReadData();
        if (data.Problems.HasErrors) throw new Mistake(string.Join(Environment.NewLine, data.Problems));
        if (number is null) return data.Rows.Count == 0 ? null : data.Rows[0].ToString();
        if (data.Rows.Count == 0) throw new Mistake($"{task.ShownAs}: the task has no data.\n  Leave out --row, or put a data.csv into the folder.");
        return number >= 1 && number <= data.Rows.Count
            ? data.Rows[number.Value - 1].ToString()
            : throw new Mistake($"{task.ShownAs}: there is no row {number}.\n  The data has {data.Rows.Count} rows, counted from 1.");
    }

    private static string Missing(TaskFolder task, string name)
    {
        var pages = task.Pages.Where(page => Path.GetExtension(page) == ".html").ToArray();
        return $"{task.ShownAs}/{name}: there is no such page.\n  " + (pages.Length == 0 ? "The task has no .html pages." : $"The pages here are: {string.Join(", ", pages)}.");
    }
}
