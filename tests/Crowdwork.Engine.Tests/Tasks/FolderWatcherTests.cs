using System.Collections.Concurrent;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Tasks;

public sealed class FolderWatcherTests : IDisposable
{
    // Never reached unless an event is missing; how long a passing test takes does not depend on it.
    private static readonly TimeSpan _guard = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Watch_EverySaveStyle_IsReportedByTheFinalName()
    {
        var world = _folder.Write("qa/world.csx", "1");
        var elsewhere = _folder.Write("world.moved", "5");
        await using var watched = new Watched(_folder.Path);

        await watched.Expect(world, () => File.WriteAllText(world, "2"));

        File.WriteAllText(_folder["qa/sedXYZ"], "3");
        await watched.Expect(world, () => File.Move(_folder["qa/sedXYZ"], world, overwrite: true));

        File.Move(world, _folder["qa/world.csx~"]);
        await watched.Expect(world, () => File.WriteAllText(world, "4"));

        await watched.Expect(world, () => File.Move(elsewhere, world, overwrite: true));
        await watched.Expect(world, () => File.Delete(world));
    }

    [Fact]
    public async Task Watch_NewFolderWithFilesInIt_MissesNone()
    {
        await using var watched = new Watched(_folder.Path);
        for (var i = 0; i < 20; i++)
        {
            var file = _folder[$"task{i}/deep/world.csx"];
            await watched.Expect(file, () => _folder.Write($"task{i}/deep/world.csx", "x"));
        }
    }

    [Fact]
    public async Task Watch_FolderMovedAway_ReportsTheFilesThatWentWithIt()
    {
        var page = _folder.Write("tasks/qa/task.html", "x");
        await using var watched = new Watched(_folder["tasks"]);

        await watched.Expect(page, () => Directory.Move(_folder["tasks/qa"], _folder["gone"]));
        await watched.Expect(page, () => Directory.Move(_folder["gone"], _folder["tasks/qa"]));
    }

    [Fact]
    public async Task Watch_Noise_IsNeverReported()
    {
        var world = _folder.Write("qa/world.csx", "1");
        await using var watched = new Watched(_folder.Path);
        foreach (var noise in (string[])["qa/.world.csx.swp", "qa/world.csx~", "qa/4913", "qa/#world.csx#", "qa/node_modules/x/index.js", "qa/bin/x.dll", "qa/obj/y", ".git/index"])
        {
            _folder.Write(noise, "x");
        }

        await watched.Expect(world, () => File.WriteAllText(world, "2"));

        Assert.All(watched.Seen, path => Assert.Equal(world, path));
    }

    [Fact]
    public async Task Watch_ChangesInTwoTasks_AreReportedApart()
    {
        var one = _folder.Write("one/world.csx", "1");
        var two = _folder.Write("two/world.csx", "1");
        await using var watched = new Watched(_folder.Path);

        var both = Task.WhenAll(watched.When(one), watched.When(two));
        File.WriteAllText(one, "2");
        File.WriteAllText(two, "2");
        await both.WaitAsync(_guard);

        Assert.All(watched.Sets, set => Assert.Single(set.Select(path => Path.GetDirectoryName(path)).Distinct()));
    }

    [Fact]
    public async Task Watch_EventsLost_FindsTheChangeByLooking()
    {
        var world = _folder.Write("qa/world.csx", "1");
        await using var watched = new Watched(_folder.Path);
        await watched.Expect(world, () => File.WriteAllText(world, "22"));

        await watched.Expect(world, watched.Watcher.LoseEvents);
    }

    [Fact]
    public async Task Watch_HandlerThrows_TheNextChangeIsStillReported()
    {
        var world = _folder.Write("qa/world.csx", "1");
        var other = _folder.Write("other/world.csx", "1");
        await using var watched = new Watched(_folder.Path);
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        watched.Watcher.Failed += trouble => failed.TrySetResult(trouble);
        watched.Watcher.Changed += set =>
        {
            if (set.Contains(world))
            {
                throw new InvalidOperationException("the handler's own");
            }
        };

        await watched.Expect(world, () => File.WriteAllText(world, "2"));
        Assert.Equal("the handler's own", (await failed.Task.WaitAsync(_guard)).Message);
        await watched.Expect(other, () => File.WriteAllText(other, "2"));
    }

    [Fact]
    public async Task Poll_ChangeOfSameLengthAndTime_IsSeenByItsContent()
    {
        var world = _folder.Write("qa/world.csx", "1");
        var written = File.GetLastWriteTimeUtc(world);
        var clock = new HandClock();
        await using var watched = new Watched(_folder.Path, clock, TimeSpan.FromSeconds(1));

        await watched.Expect(world, () =>
        {
            File.WriteAllText(world, "2");
            File.SetLastWriteTimeUtc(world, written);
            clock.Tick();
        });
        await watched.Expect(world, () =>
        {
            File.Delete(world);
            clock.Tick();
        });
    }

    [Fact]
    public void Watch_MissingFolder_SaysWhatToDo() =>
        Assert.Contains("crowd.json", Assert.Throws<DirectoryNotFoundException>(() => new FolderWatcher(_folder["nowhere"], TimeProvider.System)).Message);

    /// <summary>A watcher whose reports can be waited for.</summary>
    private sealed class Watched : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<TaskCompletionSource, string> _waiting = new();

        public Watched(string root, TimeProvider? time = null, TimeSpan? pollEvery = null)
        {
            Watcher = new FolderWatcher(root, time ?? TimeProvider.System, pollEvery);
            Watcher.Changed += Report;
        }

        public FolderWatcher Watcher { get; }

        public ConcurrentQueue<IReadOnlyCollection<string>> Sets { get; } = new();

        public IEnumerable<string> Seen => Sets.SelectMany(set => set);

        public Task When(string path)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[seen] = path;
            return seen.Task;
        }

        public async Task Expect(string path, Action act)
        {
            var seen = When(path);
            act();
            await seen.WaitAsync(_guard);
        }

        public ValueTask DisposeAsync() => Watcher.DisposeAsync();

        private void Report(IReadOnlyCollection<string> set)
        {
            Sets.Enqueue(set);
            foreach (var (seen, path) in _waiting)
            {
                if (set.Contains(path) && _waiting.TryRemove(seen, out _))
                {
                    seen.TrySetResult();
                }
            }
        }
    }

    /// <summary>A clock whose timers go off when the test says so.</summary>
    private sealed class HandClock : TimeProvider
    {
        private Action? _tick;

        public void Tick() => _tick?.Invoke();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _tick = () => callback(state);
            return new HandTimer(() => _tick = null);
        }

        private sealed class HandTimer(Action stop) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => stop();

            public ValueTask DisposeAsync()
            {
                stop();
                return ValueTask.CompletedTask;
            }
        }
    }
}
