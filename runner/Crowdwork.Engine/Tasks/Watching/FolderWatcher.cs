using System.Threading.Channels;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// Tells which files of which task have just been saved.
/// </summary>
/// <remarks>
/// <code>
///   editor --save--> disk --events--> queue --one set for each task folder--> Changed
///                      \--(network mount: looked at every so often)--/
/// </code>
/// One watcher serves the whole tasks folder, for Linux gives a user only 128 of them. Nothing is held back: a set is
/// reported as soon as it is seen, and whoever compiles decides by parsing whether a file was caught half-written. A
/// set may name a file that did not change after all; a change is never left out. To miss nothing, subscribe first and
/// read the folders then.
/// </remarks>
public sealed class FolderWatcher : IAsyncDisposable
{
    private const string EverythingLost = "";

    private readonly string _root;
    private readonly bool _polls;
    private readonly FileSystemWatcher? _system;
    private readonly ITimer? _timer;
    private readonly Task _loop;

    // Paths as the system reports them; EverythingLost asks for a look at the whole folder.
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });

    // Owned by the loop.
    private FolderSnapshot _known;

    /// <summary>Begins to watch.</summary>
    /// <param name="root">The tasks folder; it must exist.</param>
    /// <param name="time">The clock that polling goes by.</param>
    /// <param name="pollEvery">For mounts that give no events (network drives, some containers): how often to look. Null waits for events.</param>
    public FolderWatcher(string root, TimeProvider time, TimeSpan? pollEvery = null)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (!Directory.Exists(_root))
        {
            throw new DirectoryNotFoundException($"The folder '{root}' does not exist, so that it cannot be watched. Create it, or name another in crowd.json (\"tasks\").");
        }

        if (pollEvery is null)
        {
            // Before the first look: what changes in between is then in one of the two.
            (_system, PollingBecause) = StartSystemWatcher();
            pollEvery = _system is null ? TimeSpan.FromSeconds(1) : null;
        }

        _polls = pollEvery is not null;

        _known = FolderSnapshot.Take(_root, digest: _polls);
        _loop = Task.Run(Report);
        if (pollEvery is { } every)
        {
            _timer = time.CreateTimer(_ => _events.Writer.TryWrite(EverythingLost), null, every, every);
        }
    }

    /// <summary>
    /// Full paths that were written, created, moved or removed, all of them below one task folder. Raised from one
    /// background thread, one set after the other; a handler that throws goes to <see cref="Failed"/>.
    /// </summary>
    public event Action<IReadOnlyCollection<string>>? Changed;

    /// <summary>Why the folder is looked at every second although events were wanted, or null: the system gives a user only so many watches.</summary>
    public string? PollingBecause { get; }

    /// <summary>What went wrong in a handler of <see cref="Changed"/> or while looking at the folder; watching goes on.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Stops watching; when it is done, no handler is running any more.</summary>
    public async ValueTask DisposeAsync()
    {
        _system?.Dispose();
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        _events.Writer.TryComplete();
        await _loop;
    }

    // The system tells of an overflow here, and so can tests.
    internal void LoseEvents() => _events.Writer.TryWrite(EverythingLost);

    private (FileSystemWatcher? Watcher, string? Trouble) StartSystemWatcher()
    {
        var watcher = new FileSystemWatcher(_root)
        {
            IncludeSubdirectories = true,
            InternalBufferSize = 64 * 1024,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += (_, happened) =>
        {
            // A folder counts as changed with every file in it, on some systems; the file's own event says more.
            if (!Directory.Exists(happened.FullPath))
            {
                _events.Writer.TryWrite(happened.FullPath);
            }
        };
        watcher.Created += (_, happened) => _events.Writer.TryWrite(happened.FullPath);
        watcher.Deleted += (_, happened) => _events.Writer.TryWrite(happened.FullPath);
        watcher.Renamed += (_, happened) =>
        {
            // Editors write beside the file and rename over it; what counts is the new name. The old one may have been a file of the task.
            _events.Writer.TryWrite(happened.OldFullPath);
            _events.Writer.TryWrite(happened.FullPath);
        };
        watcher.Error += (_, _) => LoseEvents();
        try
        {
            watcher.EnableRaisingEvents = true;
            return (watcher, null);
        }
        catch (IOException trouble)
        {
            watcher.Dispose();
            return (null, trouble.Message);
        }
    }

    private async Task Report()
    {
        while (await _events.Reader.WaitToReadAsync())
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (_events.Reader.TryRead(out var path))
            {
                seen.Add(path);
            }

            try
            {
                foreach (var set in ByTask(FilesBehind(seen)))
                {
                    Tell(set);
                }
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                Failed?.Invoke(trouble);
            }
        }
    }

    private void Tell(IReadOnlyCollection<string> set)
    {
        try
        {
            Changed?.Invoke(set);
        }
        catch (Exception trouble)
        {
            // The handler's mistake must not end the watching of all other tasks.
            Failed?.Invoke(trouble);
        }
    }

    private SortedSet<string> FilesBehind(HashSet<string> seen)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        if (seen.Remove(EverythingLost))
        {
            var now = FolderSnapshot.Take(_root, digest: _polls);
            files.UnionWith(now.Since(_known));
            _known = now;
        }

        foreach (var path in seen.Where(path => !WatchNoise.IsNoise(Path.GetRelativePath(_root, path))))
        {
            files.UnionWith(FilesBehind(path));
        }

        return files;
    }

    private IEnumerable<string> FilesBehind(string path)
    {
        if (Directory.Exists(path))
        {
            // Made or moved here. The files that were in it before the system began to watch it have no events of their own.
            return FolderSnapshot.FilesBelow(path, _root);
        }

        if (File.Exists(path))
        {
            return [path];
        }

        // Gone. Of a folder that was moved away only the folder is told; its files went with it.
        var below = path + Path.DirectorySeparatorChar;
        return _known.Files.Where(known => known.StartsWith(below, StringComparison.Ordinal)).Append(path);
    }

    // Each set is about one task, so that a save in one does not rebuild another.
    private IEnumerable<IReadOnlyCollection<string>> ByTask(SortedSet<string> files) =>
        files
            .GroupBy(file => Path.GetRelativePath(_root, file).Split(Path.DirectorySeparatorChar)[0], StringComparer.Ordinal)
            .Select(task => task.ToList());
}
