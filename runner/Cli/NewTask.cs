using System.Text.RegularExpressions;

namespace Crowdwork.Cli;

/// <summary>What a new task is called. Decides nothing but names and places, and touches no file but to look for the schema.</summary>
/// <param name="Name">The folder's name, which is the task's.</param>
/// <param name="Title">What workers read.</param>
/// <param name="Schema">The schema of config.json as seen from the folder, or null where there is no source tree.</param>
internal sealed partial record NewTask(string Name, string Title, string? Schema)
{
    private const int LongestTitle = 128;
    private const int LongestName = 80;

    /// <summary>Why these names will not do, or null.</summary>
    public string? WhyNot => this switch
    {
        { Name.Length: > LongestName } => $"The name is longer than {LongestName} characters.\n  Choose a shorter one.",
        _ when !NamePattern().IsMatch(Name) => "This is no name for a task.\n  Use small letters, digits, '-' and '_', beginning with a letter, such as tasks/my-task. It becomes a part of the task's address.",
        { Title.Length: > LongestTitle } => $"The title is longer than {LongestTitle} characters.\n  Shorten it: workers see it in a list.",
        _ when string.IsNullOrWhiteSpace(Title) || Title.Any(char.IsControl) => "The title is empty or has characters that cannot be shown.\n  Give another one with --title.",
        _ => null,
    };

    /// <summary>Where the task will lie: in the tasks folder itself, which is where the harness looks for it.</summary>
    public static string Place(string tasksFolder, string current, string folder)
    {
        var isShort = folder.IndexOfAny(['/', '\\']) < 0;
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(isShort ? tasksFolder : current, folder)));
        return string.Equals(Path.GetDirectoryName(place), tasksFolder, StringComparison.Ordinal)
            ? place
            : throw new Mistake($"{folder}: this is not directly in the tasks folder, so the harness would not find it.\n  Tasks lie in {Path.GetRelativePath(current, tasksFolder)}: name it {Path.Combine(Path.GetRelativePath(current, tasksFolder), Path.GetFileName(place) is { Length: > 0 } name ? name : "mine")}, or change \"tasks\" in crowd.json.");
    }

    /// <summary>"my-first_task" becomes "My first task".</summary>
    public static string TitleOf(string name)
    {
        var words = name.Replace('-', ' ').Replace('_', ' ').Trim();
        return words == "" ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Editors complete the settings if they find their schema, which only a source tree has.</summary>
    public static string? SchemaFrom(string place)
    {
        for (var folder = new DirectoryInfo(place).Parent; folder is not null; folder = folder.Parent)
        {
            var schema = Path.Combine(folder.FullName, "runner", "Crowdwork.Engine", "Tasks", "Schemas", "config.schema.json");
            if (File.Exists(schema)) return Path.GetRelativePath(place, schema).Replace('\\', '/');
        }

        return null;
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]*$")]
    private static partial Regex NamePattern();
}
