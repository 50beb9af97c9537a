using System.Collections.Concurrent;
using System.Globalization;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Templates.Jsx;
using Crowdwork.Web.Bots;
using Crowdwork.Web.Jsx;
using Crowdwork.Web.Sessions;
using Crowdwork.Web.Workers;

namespace Crowdwork.Web.Server;

/// <summary>A rehearsal with the workers that its harness page shows.</summary>
internal sealed class RehearsalRoom(Rehearsal rehearsal, JsxPages pages, SessionTokens tokens, TimeProvider time, int workers) : WorkerRoom(rehearsal, pages)
{
    private static readonly TimeSpan SessionLasts = TimeSpan.FromDays(7);

    private readonly Lock _gate = new();
    private readonly SortedSet<int> _numbers = [.. Enumerable.Range(1, workers)];

    public Rehearsal Rehearsal { get; } = rehearsal;

    /// <summary>The bots that play some of its workers.</summary>
    public BotSeats Bots { get; set; } = null!;

    public override bool IsRehearsal => true;

    /// <summary>Raised when workers were added or removed: every page of an operator shows them, not only the one that asked.</summary>
    public event Action? Changed;

    /// <summary>The simulated workers: W1, W2, ... Those of a former process are among them.</summary>
    public IReadOnlyList<WorkerId> Workers(RehearsalView view)
    {
        lock (_gate)
        {
            foreach (var worker in view.Workers)
                if (worker.Conversation is not null && NumberOf(worker.Id) is { } number) _numbers.Add(number);
            var ids = _numbers.Select(number => new WorkerId($"W{number}")).ToList();
            if (view.HasOperatorRole) ids.Add(new WorkerId(Rehearsal.OperatorId));
            return ids;
        }
    }

    public void NoteChange() => Changed?.Invoke();

    public WorkerId Add()
    {
        int number;
        lock (_gate)
        {
            number = _numbers.Count == 0 ? 1 : _numbers.Max + 1;
            _numbers.Add(number);
        }

        Changed?.Invoke();
        return new WorkerId($"W{number}");
    }

    public void Remove(WorkerId worker)
    {
        lock (_gate)
        {
            if (NumberOf(worker.Value) is { } number) _numbers.Remove(number);
        }

        _ = Bots.Take(worker);
        Rehearsal.Remove(worker);
        Changed?.Invoke();
    }

    public string TokenOf(WorkerId worker) => tokens.Sign(new Session(
        Rehearsal.Name, worker, worker.Value == Rehearsal.OperatorId, Until(time.GetUtcNow() + SessionLasts)));

    // By the day, so that a worker's address stays the same for a while and the harness need not load its frames anew.
    private static DateTimeOffset Until(DateTimeOffset time) => new(time.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static int? NumberOf(string worker)
        => worker.StartsWith('W') && int.TryParse(worker.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>The rehearsals of this process, opened when somebody first looks at a task, and told of what is saved.</summary>
internal sealed class RehearsalRooms : IWorkerRooms, IAsyncDisposable
{
    private readonly RehearsalSetting _setting;
    private readonly JsxBuilder _pageBuilder;
    private readonly SessionTokens _tokens;
    private readonly int _workers;
    private readonly FolderWatcher? _watcher;
    private readonly ConcurrentDictionary<string, Lazy<Task<RehearsalRoom>>> _rooms = new();

    public RehearsalRooms(RehearsalSetting setting, JsxBuilder pageBuilder, SessionTokens tokens, int workers, FolderWatcher? watcher)
    {
        _setting = setting;
        _pageBuilder = pageBuilder;
        _tokens = tokens;
        _workers = workers;
        _watcher = watcher;
        if (watcher is not null) watcher.Changed += Saved;
    }

    /// <summary>The server's own address, where bots go; null before it listens.</summary>
    public Uri? Server { get; set; }

    public TaskLibrary Tasks => _setting.Tasks;

    /// <summary>The room of a task, or null when there is no such task.</summary>
    public async Task<RehearsalRoom?> Find(string task)
    {
        if (_rooms.TryGetValue(task, out var known)) return await known.Value;
        if (_setting.Tasks.Find(task) is not { } folder) return null;
        return await _rooms.GetOrAdd(task, _ => new Lazy<Task<RehearsalRoom>>(() => Open(folder))).Value;
    }

    /// <summary>The room of a task if somebody has opened it.</summary>
    public RehearsalRoom? Opened(string task)
        => _rooms.TryGetValue(task, out var room) && room is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } ? room.Value.Result : null;

    async Task<WorkerRoom?> IWorkerRooms.Find(string name) => await Find(name);

    WorkerRoom? IWorkerRooms.Opened(string name) => Opened(name);

    public async ValueTask DisposeAsync()
    {
        if (_watcher is not null) await _watcher.DisposeAsync();
        foreach (var room in _rooms.Values)
        {
            if (!room.IsValueCreated) continue;
            var opened = await room.Value;
            await opened.Bots.DisposeAsync();
            await opened.Pages.DisposeAsync();
            await opened.Rehearsal.DisposeAsync();
        }
    }

    private async Task<RehearsalRoom> Open(TaskFolder folder)
    {
        var rehearsal = await Rehearsal.Open(folder, _setting);
        rehearsal.WatchForSaves();
        var room = new RehearsalRoom(rehearsal, new JsxPages(rehearsal, _pageBuilder, new TaskPackages(_setting.Time), _setting.Time), _tokens, _setting.Time, _workers);
        room.Bots = new BotSeats(room, () => Server, _setting.Compiler, _setting.Time);
        return room;
    }

    private void Saved(IReadOnlyCollection<string> paths)
    {
        foreach (var room in _rooms.Values)
        {
            if (room is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) continue;
            room.Value.Result.Bots.Saved(paths);
            room.Value.Result.Pages.Saved(paths);
            room.Value.Result.Rehearsal.Saved(paths);
        }
    }
}
