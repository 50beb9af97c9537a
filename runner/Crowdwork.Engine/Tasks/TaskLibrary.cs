namespace Crowdwork.Engine.Tasks;

/// <summary>
/// All tasks of a project: the folders directly below the tasks folder. Names come from URLs and commands, so that a
/// name is only ever one path segment, and a link that leads out of the tasks folder is shown but not followed.
/// </summary>
/// <param name="root">The tasks folder.</param>
/// <param name="shownAs">How problems name it. The default is the folder's own name.</param>
public sealed class TaskLibrary(string root, string? shownAs = null)
{
    private readonly string _shownAs = shownAs ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));

    /// <summary>The tasks folder's full path.</summary>
    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>Reads every task, broken ones included, in alphabetical order. A missing tasks folder has none.</summary>
    public IReadOnlyList<TaskFolder> List() =>
        Directory.Exists(Root)
            ? Directory.EnumerateDirectories(Root)
                .Where(LooksLikeTask)
                .Select(path => Read(Path.GetFileName(path)))
                .OrderBy(task => task.Name, StringComparer.Ordinal)
                .ToList()
            : [];

    /// <summary>Reads one task, or null when there is none by that name.</summary>
    public TaskFolder? Find(string name)
    {
        if (!ContainedPath.IsName(name))
        {
            return null;
        }

        var path = Path.Combine(Root, name);
        return Directory.Exists(path) && LooksLikeTask(path) ? Read(name) : null;
    }

    /// <summary>The name of the task that a path within the tasks folder belongs to, or null when it belongs to none.</summary>
    public string? TaskOf(string path)
    {
        var relative = Path.GetRelativePath(Root, path);
        var name = relative.Split(Path.DirectorySeparatorChar)[0];
        return ContainedPath.IsName(name) ? name : null;
    }

    private TaskFolder Read(string name)
    {
        var path = Path.Combine(Root, name);
        var shown = $"{_shownAs}/{name}";
        if (!ContainedPath.IsName(name))
        {
            return TaskFolder.Unreadable(path, shown, "This name cannot be a part of a URL.", "Rename the folder: letters, digits, '-', '_' and '.', beginning with a letter or digit.");
        }

        if (!ContainedPath.LeadsBelow(Root, path))
        {
            return TaskFolder.Unreadable(path, shown, "This is a link that leads out of the tasks folder.", "Copy the task here instead, or name its own tasks folder in crowd.json.");
        }

        try
        {
            return TaskFolder.Read(path, shown, Root);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return TaskFolder.Unreadable(path, shown, $"This folder cannot be read: {trouble.Message}", "Check that you may read it.");
        }
    }

    // Other folders may lie here too: shared material, a package folder. One that has a task's file is meant as a task.
    private static bool LooksLikeTask(string path)
    {
        var name = Path.GetFileName(path);
        if (WatchNoise.IsNoise(name))
        {
            return false;
        }

        try
        {
            return Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).Any(file =>
                string.Equals(file, ConfigReader.FileName, StringComparison.OrdinalIgnoreCase)
                || file is TaskFolder.WorldFile
                || Path.GetExtension(file) is ".html" or ".jsx" or ".tsx");
        }
        catch (UnauthorizedAccessException)
        {
            // Listed, so that its owner learns why it does not work.
            return true;
        }
    }
}
