using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

/// <summary>
/// A task as it was when a run was launched: a copy of everything it is made of, under the hash of its content.
/// </summary>
/// <remarks>
/// <code>
///   tasks/qa/world.csx      --\                        store/snapshots/4f1c.../
///   tasks/qa/data.jsonl     --- Freeze --> copy,  -->      manifest.json        every file with its SHA-256; the hash of this file is the name
///   tasks/shared/rules.csx  --/            hash            files/qa/...         what lay beside the task lies beside it here, so that #load finds it
///                                                          files/shared/...
/// </code>
/// The author goes on editing; the run does not notice. Opening one reads it through: a copy that was edited, cut short or added to is not opened, since a
/// conversation that goes on under another script is not the conversation that was begun. Equal tasks have one copy.
/// <br/>
/// Left out is what every machine has of its own: packages (<c>node_modules</c>), dotfiles, what editors and builds leave behind.
/// </remarks>
public sealed class FrozenTask
{
    private const string SnapshotsFolder = "snapshots";
    private const string ManifestFile = "manifest.json";
    private const string FilesFolder = "files";
    private const string Unfinished = ".making-";

    private FrozenTask(string folder, string hash, SnapshotManifest manifest)
    {
        (Folder, Hash, Manifest) = (folder, hash, manifest);
        TaskPath = Path.Combine(folder, FilesFolder, manifest.Folder);
    }

    /// <summary>SHA-256 of the manifest, and with it of everything: two tasks with the same hash are the same.</summary>
    public string Hash { get; }

    /// <summary>Where the copy is.</summary>
    public string Folder { get; }

    /// <summary>The task's own folder within the copy.</summary>
    public string TaskPath { get; }

    public SnapshotManifest Manifest { get; }

    /// <summary>
    /// Copies a task into the store's folder. Either all of it is there afterwards, or there is nothing and the problems say why: links that lead out, files that
    /// cannot be read, a folder that somebody was editing. A kill on the way leaves a folder that the next call clears away.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="scriptFiles">The files of its builds (<see cref="Worlds.WorldBuild.Files"/>): what scripts load may lie outside of the folder.</param>
    /// <param name="storeFolder">The folder of the store, which the caller holds.</param>
    public static (FrozenTask? Task, Problems Problems) Freeze(TaskFolder task, IEnumerable<string> scriptFiles, string storeFolder)
    {
        ArgumentNullException.ThrowIfNull(task);
        var problems = new Problems();
        var loaded = scriptFiles.Select(Path.GetFullPath).Where(File.Exists).ToList();
        var files = new SnapshotFiles(task, problems).All().Union(loaded, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (problems.HasErrors) return (null, problems);

        var root = SnapshotFiles.CommonFolder(task.Path, files);
        var snapshots = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(storeFolder), SnapshotsFolder));
        foreach (var left in snapshots.EnumerateDirectories(Unfinished + "*")) left.Delete(recursive: true);
        var making = Path.Combine(snapshots.FullName, Unfinished + Path.GetRandomFileName());
        try
        {
            return Make(task, files, root, making, problems);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            problems.Error(task.ShownAs, Place.Unknown, $"The task cannot be copied: {trouble.Message}", $"Check that its files can be read, and that there is room in {snapshots.FullName}.");
            return (null, problems);
        }
        finally
        {
            if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        }
    }

    /// <summary>Opens a copy, reading it through. Null with the reasons when it is not there or not what it was.</summary>
    public static (FrozenTask? Task, Problems Problems) Open(string storeFolder, string hash)
    {
        var problems = new Problems();
        var folder = Path.Combine(Path.GetFullPath(storeFolder), SnapshotsFolder, hash);
        if (ContainedPath.IsName(hash) && File.Exists(Path.Combine(folder, ManifestFile))) return Verify(folder, hash, problems);
        problems.Error(folder, Place.Unknown, "The copy of the task that this run was launched with is not there.", "Put the folder back from a backup of the store; without it the run cannot go on.");
        return (null, problems);
    }

    /// <summary>The task as it was.</summary>
    public TaskFolder Read() => TaskFolder.Read(TaskPath, Manifest.Task);

    /// <summary>
    /// Which of a build's files are not in the copy. A script that names files by their full path would go on reading the originals, and change under the run.
    /// </summary>
    public IReadOnlyList<string> Strays(IEnumerable<string> scriptFiles)
        => [.. scriptFiles.Where(file => !ContainedPath.LeadsBelow(Path.Combine(Folder, FilesFolder), file)).Order(StringComparer.Ordinal)];

    private static (FrozenTask?, Problems) Make(TaskFolder task, List<string> files, string root, string making, Problems problems)
    {
        var before = FolderSnapshot.Take(task.Path, digest: false);
        var copied = files.Select(file => Copy(file, root, making)).ToList();
        if (FolderSnapshot.Take(task.Path, digest: false).Since(before) is { Count: > 0 } changed)
        {
            problems.Error(task.ShownAs, Place.Unknown, $"{Path.GetRelativePath(task.Path, changed.First())} changed while the task was copied.", "Launch again when nobody is saving files in it.");
            return (null, problems);
        }

        var manifest = new SnapshotManifest(task.Name, Relative(root, task.Path), RunnerVersion, Environment.Version.ToString(), copied);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, SnapshotManifest.Format);
        Write(Path.Combine(making, ManifestFile), stream => stream.Write(bytes));
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var folder = Path.Combine(Path.GetDirectoryName(making)!, hash);
        if (Directory.Exists(folder)) return Verify(folder, hash, problems);
        Directory.Move(making, folder);
        return (new FrozenTask(folder, hash, manifest), problems);
    }

    private static SnapshotFile Copy(string file, string root, string making)
    {
        var relative = Relative(root, file);
        var target = Path.Combine(making, FilesFolder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var source = File.OpenRead(file);
        Write(target, source.CopyTo);
        // Of the copy, not of the original: what counts is what the run will read.
        return Stamp(target, relative);
    }

    private static (FrozenTask?, Problems) Verify(string folder, string hash, Problems problems)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, ManifestFile));
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != hash) return Damaged(folder, ManifestFile, "is not what it was", problems);
            var manifest = JsonSerializer.Deserialize<SnapshotManifest>(bytes, SnapshotManifest.Format)!;
            var files = Path.Combine(folder, FilesFolder);
            foreach (var file in manifest.Files)
            {
                var path = Path.Combine(files, file.Path);
                if (!File.Exists(path)) Damaged(folder, $"{FilesFolder}/{file.Path}", "is missing", problems);
                else if (new FileInfo(path).LinkTarget is not null || Stamp(path, file.Path) != file) Damaged(folder, $"{FilesFolder}/{file.Path}", "is not what it was", problems);
            }

            var known = manifest.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
            foreach (var extra in Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories).Select(path => Relative(files, path)).Where(path => !known.Contains(path) && !IsInstalled(path)))
                Damaged(folder, $"{FilesFolder}/{extra}", "was not there", problems);
            return problems.HasErrors ? (null, problems) : (new FrozenTask(folder, hash, manifest), problems);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return Damaged(folder, ManifestFile, $"cannot be read ({trouble.Message})", problems);
        }
    }

    // A run installs the packages of its pages into the copy, by the lock file that was frozen with it.
    private static bool IsInstalled(string path) => path.Split('/').Contains("node_modules");

    private static (FrozenTask?, Problems) Damaged(string folder, string file, string what, Problems problems)
    {
        problems.Error(Path.Combine(folder, file), Place.Unknown, $"This file {what} when the run was launched.",
            "A run goes on only with the task it was launched with. Put the folder back from a backup; to change a task, launch a new run.");
        return (null, problems);
    }

    private static SnapshotFile Stamp(string path, string relative)
    {
        using var stream = File.OpenRead(path);
        return new SnapshotFile(relative, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    private static void Write(string path, Action<Stream> write)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        write(file);
        // A run that was launched must not find its own task cut short after a power cut.
        file.Flush(flushToDisk: true);
    }

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    private static string RunnerVersion => typeof(FrozenTask).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
