using Crowdwork.Cli.Simulations;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary>The project that a command works in: the nearest crowd.json above the current folder, or the current folder with the defaults.</summary>
internal static class Project
{
    private const string FileName = "crowd.json";

    public static CrowdSettings Open(string from)
    {
        if (Nearest(from) is not { } path) return new CrowdSettings { Root = from };

        var (settings, problems) = CrowdSettingsReader.Read(path, Path.GetRelativePath(from, path));
        foreach (var warning in problems.Where(problem => problem.Severity == Severity.Warning)) Console.Error.WriteLine(warning);
        return settings ?? throw new Mistake(string.Join(Environment.NewLine, problems));
    }

    /// <summary>The same for a command that is about one run: a simulation has a store of its own.</summary>
    public static CrowdSettings OpenFor(string run) => SimulationStore.For(Open(Environment.CurrentDirectory), run.Trim());

    /// <summary>A task by its folder (<c>tasks/qa</c>) or its name (<c>qa</c>).</summary>
    public static TaskFolder FindTask(CrowdSettings settings, string named)
    {
        var library = new TaskLibrary(settings.TasksFolder, settings.Tasks);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(named));
        if (Directory.Exists(named) && !IsInside(settings.TasksFolder, named)) return TaskFolder.Read(named);
        return library.Find(name) ?? throw new Mistake(Missing(library, named));
    }

    private static string Missing(TaskLibrary library, string named)
    {
        var names = library.List().Select(task => task.Name).ToArray();
        return $"{named}: there is no such task.\n  " + (names.Length == 0
            ? $"The folder {library.Root} has no tasks. Write one there, or name another folder in crowd.json (\"tasks\")."
            : $"The tasks here are: {string.Join(", ", names)}.");
    }

    private static bool IsInside(string folder, string path)
        => Path.GetFullPath(path).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? Nearest(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, FileName);
            if (File.Exists(path)) return path;
        }

        return null;
    }
}
