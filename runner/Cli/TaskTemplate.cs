using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crowdwork.Cli;

/// <summary>
/// A folder of task-templates/: a whole task with two names left open.
/// </summary>
/// <remarks>
/// <code>
///   task-templates/chat/ --TASK_NAME, TASK_TITLE filled in--> tasks/mine/
/// </code>
/// The marks are no mark of any language that a task is written in, so that templates of pages stay as they are.
/// </remarks>
internal sealed class TaskTemplate
{
    /// <summary>One line about what the template is for; it is not copied.</summary>
    private const string DescriptionFile = "template.txt";
    private const string Settings = "config.json";
    private const string FolderName = "task-templates";

    private readonly string _folder;

    private TaskTemplate(string folder)
    {
        _folder = folder;
        Name = Path.GetFileName(folder);
        Description = File.ReadAllText(Path.Combine(folder, DescriptionFile)).Trim();
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>The templates come along with the program, wherever it was published to.</summary>
    public static string Beside(string program)
    {
        var folder = Path.Combine(program, FolderName);
        return Directory.Exists(folder)
            ? folder
            : throw new Mistake($"{folder}: the templates are missing.\n  They belong beside the program. Build or publish the runner again.");
    }

    public static IReadOnlyList<TaskTemplate> All(string folder)
        => Directory.GetDirectories(folder)
            .Where(path => File.Exists(Path.Combine(path, DescriptionFile)))
            .Select(path => new TaskTemplate(path))
            .OrderBy(template => template.Name, StringComparer.Ordinal)
            .ToList();

    /// <summary>Makes the task and answers with its files.</summary>
    public IReadOnlyList<string> CopyTo(string place, NewTask task)
    {
        var files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder, path))
            .Where(file => file != DescriptionFile)
            // The settings last: a harness that runs takes the folder for a task from then on, and finds it whole.
            .OrderBy(file => file == Settings).ThenBy(file => file, StringComparer.Ordinal)
            .ToList();
        foreach (var file in files)
        {
            var target = Path.Combine(place, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, Fill(File.ReadAllText(Path.Combine(_folder, file)), file, task), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        return files;
    }

    private static string Fill(string text, string file, NewTask task)
    {
        var isJson = Path.GetExtension(file) == ".json";
        if (isJson && task.Schema is null) text = WithoutSchema(text);
        var title = isJson ? JsonEncodedText.Encode(task.Title, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() : task.Title;
        return text.Replace("TASK_SCHEMA", task.Schema).Replace("TASK_NAME", task.Name).Replace("TASK_TITLE", title);
    }

    private static string WithoutSchema(string text)
        => string.Join('\n', text.Split('\n').Where(line => !line.Contains("TASK_SCHEMA", StringComparison.Ordinal)));
}
