using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

/// <summary>Decides which files of a folder belong to the task. What may not be copied becomes a problem, all of it at once.</summary>
internal sealed class SnapshotFiles(TaskFolder task, Problems problems)
{
    public List<string> All() => [.. Below(new DirectoryInfo(task.Path))];

    /// <summary>The deepest folder that holds the task's folder and all files.</summary>
    public static string CommonFolder(string taskPath, IEnumerable<string> files)
    {
        // Always the one above the task at least: a run knows its task by the name of its folder.
        var common = Path.GetDirectoryName(taskPath)!;
        foreach (var file in files)
        {
            while (!Path.GetFullPath(file).StartsWith(Path.EndsInDirectorySeparator(common) ? common : common + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                common = Path.GetDirectoryName(common) ?? throw new IOException($"{file} is on another drive than the task.");
        }

        return common;
    }

    private IEnumerable<string> Below(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var relative = Path.GetRelativePath(task.Path, entry.FullName).Replace('\\', '/');
            if (WatchNoise.IsNoise(relative)) continue;
            if (entry is DirectoryInfo { LinkTarget: null } plain)
            {
                foreach (var file in Below(plain)) yield return file;
            }
            else if (entry is DirectoryInfo)
            {
                Refuse(relative, "This is a link to a folder, and could lead anywhere.", "Copy the folder here instead.");
            }
            else if (entry.LinkTarget is not null && task.Resolve(relative) is null)
            {
                Refuse(relative, "This is a link that leads out of the folder.", "Copy the file here instead.");
            }
            else if (entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true })
            {
                Refuse(relative, "This link leads nowhere.", "Remove it, or copy the file here.");
            }
            else
            {
                yield return entry.FullName;
            }
        }
    }

    private void Refuse(string relative, string message, string remedy) => problems.Error($"{task.ShownAs}/{relative}", Place.Unknown, message, remedy);
}
