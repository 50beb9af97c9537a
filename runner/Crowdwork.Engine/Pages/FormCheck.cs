using System.Text.Json;
using Crowdwork.Engine.Tasks;
using Crowdwork.Templates;

namespace Crowdwork.Engine.Pages;

/// <summary>Looks whether the form of a static task fits its data, and whether it is one.</summary>
internal static class FormCheck
{
    /// <summary>What can be told from the text: names that no row has.</summary>
    public static IEnumerable<Problem> Columns(TaskFolder task, TaskPages pages, DataFile data)
    {
        if (!task.IsStatic || pages.Find(TaskFolder.FormPage) is not { } page) yield break;

        var columns = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in data.Rows)
        {
            using var json = JsonDocument.Parse(row.Json);
            foreach (var property in json.RootElement.EnumerateObject()) columns.Add(property.Name);
        }

        foreach (var reference in page.References.Where(reference => reference.Name.StartsWith("data.", StringComparison.Ordinal)))
        {
            var column = reference.Name.Split('.')[1];
            // What every list has by itself is no column.
            if (columns.Contains(column) || column is "size" or "empty?") continue;
            yield return new Problem(
                pages.Show(reference.Span.File), reference.Span.Line, reference.Span.Column,
                task.DataPath is null ? $"The page reads {reference.Name}, but the task has no data." : $"The data has no column '{column}'.",
                task.DataPath is null ? "Put a data.csv into the task's folder, or take the name out of the page."
                : NearestWord.To(column, columns) is { } meant ? $"Did you mean data.{meant}?" : $"It has: {string.Join(", ", columns.Order(StringComparer.Ordinal))}.");
        }
    }

    /// <summary>What shows when the page is rendered with a row: faults, and whether there is a form.</summary>
    public static IEnumerable<Problem> Rows(TaskFolder task, TaskPages pages, DataFile data, int most)
    {
        if (FormWorld.Of(task, pages) is null) yield break;
        var page = pages.Find(TaskFolder.FormPage)!;
        var told = new HashSet<string>();
        var rows = data.Rows.Take(most).Select(row => (Json: (string?)row.ToString(), row.Line)).DefaultIfEmpty((null, 0));
        foreach (var row in rows)
        {
            foreach (var problem in Row(page, pages, row.Json))
            {
                if (!told.Add($"{problem.Line} {problem.Column} {problem.Message}")) continue;
                yield return row.Line == 0 ? problem : problem with { Message = $"{problem.Message} (data line {row.Line})" };
            }
        }
    }

    private static List<Problem> Row(TaskPage page, TaskPages pages, string? row)
    {
        var problems = new List<Problem>();
        try
        {
            problems.AddRange(Form(PageForm.Read(pages.Render(page, new PageModel { Data = row }))).Select(problem => problem with { File = pages.Show(page.Template.Path) }));
        }
        catch (TemplateException e)
        {
            problems.AddRange(e.Diagnostics.Select(pages.ProblemOf));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem(pages.Show(page.Template.Path), 0, 0, $"A file that the page includes cannot be read: {e.Message}"));
        }

        return problems;
    }

    private static IEnumerable<Problem> Form(PageForm form)
    {
        if (!form.IsThere) yield return new Problem("", 0, 0, "The page has no form.", "Put the fields into <form> ... </form>; each field with a name is part of the answer.");
        else if (form.Fields.Count == 0) yield return new Problem("", 0, 0, "The form has no field with a name, so there is nothing to answer.", "Give each input, textarea and select a name.");
        if (form.Forms > 1) yield return new Problem("", 0, 0, $"The page has {form.Forms} forms; only the first one is the answer.", "Put all fields into one form.", Severity.Warning);
        foreach (var name in form.Uploads)
            yield return new Problem("", 0, 0, $"The field '{name}' takes a file, and files are not kept.", "Ask for a text or an address instead.", Severity.Warning);
        foreach (var field in form.Fields.Where(field => field is { Pattern: not null, Form: null }))
            yield return new Problem("", 0, 0, $"The pattern of '{field.Name}' cannot be checked on the server: {field.Pattern}", "Write it without what only browsers know.", Severity.Warning);
        foreach (var field in form.Fields.Where(field => field.Type == "radio" && field.Options is { Count: < 2 }))
            yield return new Problem("", 0, 0, $"The choice '{field.Name}' has one option only.", "Give all radio buttons of a choice the same name and different values.", Severity.Warning);
    }
}
