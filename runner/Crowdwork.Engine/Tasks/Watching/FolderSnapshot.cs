using System.Security.Cryptography;

namespace Crowdwork.Engine.Tasks;

/// <summary>What can be told of a file without reading it, and for small ones a digest of what is in it.</summary>
internal readonly record struct FileStamp(long Length, DateTime Written, UInt128 Digest);

/// <summary>
/// Which files a folder held at one moment. Two of them give what changed in between: for polling, and for catching up
/// after the system has lost events.
/// </summary>
internal sealed class FolderSnapshot
{
    // Network and container mounts may have times that are a second or two apart. Scripts, pages and settings are
    // smaller than this and are compared by what is in them; a larger file's time and length must do.
    private const int DigestedLength = 256 * 1024;

    private readonly Dictionary<string, FileStamp> _files;

    private FolderSnapshot(Dictionary<string, FileStamp> files) => _files = files;

    /// <summary>Nothing at all.</summary>
    public static FolderSnapshot Empty { get; } = new([]);

    /// <summary>The files seen, by full path.</summary>
    public IEnumerable<string> Files => _files.Keys;

    /// <summary>Looks at everything below a folder now.</summary>
    public static FolderSnapshot Take(string root, bool digest)
    {
        var files = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        foreach (var path in FilesBelow(root, root))
        {
            if (StampOf(path, digest) is { } stamp)
            {
                files[path] = stamp;
            }
        }

        return new FolderSnapshot(files);
    }

    /// <summary>The paths that were made, changed or removed since an earlier moment.</summary>
    public IReadOnlyCollection<string> Since(FolderSnapshot earlier)
    {
        var changed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (path, stamp) in _files)
        {
            if (!earlier._files.TryGetValue(path, out var before) || before != stamp)
            {
                changed.Add(path);
            }
        }

        changed.UnionWith(earlier._files.Keys.Where(path => !_files.ContainsKey(path)));
        return changed;
    }

    /// <summary>All files below a folder that are no noise. Links to folders are not followed; they could lead round in a circle.</summary>
    public static IEnumerable<string> FilesBelow(string folder, string root)
    {
        var waiting = new Stack<string>([folder]);
        while (waiting.TryPop(out var next))
        {
            List<FileSystemInfo> entries;
            try
            {
                entries = new DirectoryInfo(next).EnumerateFileSystemInfos().ToList();
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // Removed since it was listed, or somebody else's: nothing of ours is in it.
                continue;
            }

            foreach (var entry in entries.Where(entry => !WatchNoise.IsNoise(Path.GetRelativePath(root, entry.FullName))))
            {
                if (entry is not DirectoryInfo)
                {
                    yield return entry.FullName;
                }
                else if (entry.LinkTarget is null)
                {
                    waiting.Push(entry.FullName);
                }
            }
        }
    }

    private static FileStamp? StampOf(string path, bool digest)
    {
        try
        {
            var file = new FileInfo(path);
            var inside = digest && file.Length <= DigestedLength ? DigestOf(path) : 0;
            return new FileStamp(file.Length, file.LastWriteTimeUtc, inside);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Removed or locked at this moment; the next look finds out.
            return null;
        }
    }

    private static UInt128 DigestOf(string path) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(File.ReadAllBytes(path)));
}
