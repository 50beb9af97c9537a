using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>A whole rehearsal: a task folder on disk, a real compiler and store, a clock that the test moves, pages that record.</summary>
internal sealed class RehearsalHouse : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rehearsal-").FullName;
    private readonly StoreOptions _options;
    private int _messages;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RehearsalHouse(Func<StoreOptions, StoreOptions>? store)
    {
        _options = (store ?? (options => options))(new StoreOptions(Path.Combine(_folder, "store"), Durability.Normal));
        Store = CrowdStore.Open(_options, Time);
    }

    public HandMovedTime Time { get; } = new();
    public CrowdStore Store { get; private set; }
    public Rehearsal Rehearsal { get; private set; } = null!;
    public string StoreFolder => _options.Folder;
    public Dictionary<string, RecordingOutlet> Pages { get; } = [];
    public RecordingOutlet this[string worker] => Pages[worker];

    public static async Task<RehearsalHouse> Open(string script, string config = """{ "title": "Test" }""", string? data = null, Func<StoreOptions, StoreOptions>? store = null)
    {
        var house = new RehearsalHouse(store);
        house.Write("config.json", config);
        house.Write("world.csx", script);
        if (data is not null) house.Write("data.jsonl", data);
        await house.OpenRehearsal();
        return house;
    }

    public void Write(string file, string text)
    {
        var path = Path.Combine(_folder, "tasks", "test", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public RecordingOutlet Come(string worker, int edition = 0, int seen = 0)
    {
        var page = Pages[worker] = new RecordingOutlet();
        Rehearsal.Connect(new WorkerId(worker), worker == Rehearsal.OperatorId, page, edition, seen);
        return page;
    }

    public void Go(string worker) => Rehearsal.Disconnect(new WorkerId(worker), Pages[worker]);

    public async Task Say(string worker, string text)
    {
        var page = Pages[worker];
        await page.Until(() => page.Seen.LastOrDefault(line => line.StartsWith("asked", StringComparison.Ordinal)) is not null);
        var asked = page.Events.Last(frame => RecordingOutlet.Text(frame, "k") == "asked");
        var edition = asked.GetProperty("e").GetInt32();
        var id = $"{worker}-{++_messages}";
        Rehearsal.Say(new WorkerId(worker), page, id, edition, asked.GetProperty("prompt").GetInt32(), text, null);
        await page.Frame(frame => frame.GetRawText().Contains($"\"cid\":\"{id}\"", StringComparison.Ordinal));
    }

    /// <summary>Saves a file and waits until it has been built, successfully or not.</summary>
    public async Task Save(string file, string text)
    {
        var before = Rehearsal.BuildState;
        Write(file, text);
        Rehearsal.Saved([Path.Combine(_folder, "tasks", "test", file)]);
        await Until(() => !ReferenceEquals(Rehearsal.BuildState, before));
    }

    public async Task Until(Func<bool> condition)
    {
        var deadline = Environment.TickCount64 + (long)RecordingOutlet.Guard.TotalMilliseconds;
        while (true)
        {
            var changed = _changed.Task;
            if (condition()) return;
            var left = deadline - Environment.TickCount64;
            Assert.True(left > 0, "waited in vain");
            await Task.WhenAny(changed, Task.Delay(TimeSpan.FromMilliseconds(Math.Min(left, 50)), TimeProvider.System));
        }
    }

    public async Task<ParticipantView> View(string worker) => (await Rehearsal.View()).Workers.Single(view => view.Id == worker);

    public async Task UntilState(string worker, string state)
    {
        var deadline = Environment.TickCount64 + (long)RecordingOutlet.Guard.TotalMilliseconds;
        var view = await View(worker);
        while (view.State != state)
        {
            Assert.True(Environment.TickCount64 < deadline, $"{worker} is still {view.State}");
            await Task.WhenAny(_changed.Task, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
            view = await View(worker);
        }
    }

    /// <summary>Nothing is left to be handled.</summary>
    public async Task Settle()
    {
        for (var i = 0; i < 3; i++)
        {
            await Rehearsal.View();
            await Store.FlushAsync();
        }
    }

    /// <summary>As if the process had been ended and started anew; every page is gone.</summary>
    public async Task Restart()
    {
        await Rehearsal.DisposeAsync();
        await Store.FlushAsync();
        Store.Dispose();
        Store = CrowdStore.Open(_options, Time);
        Pages.Clear();
        await OpenRehearsal();
    }

    public async ValueTask DisposeAsync()
    {
        await Rehearsal.DisposeAsync();
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenRehearsal()
    {
        var tasks = new TaskLibrary(Path.Combine(_folder, "tasks"));
        Rehearsal = await Rehearsal.Open(tasks.Find("test")!, new RehearsalSetting(Store, Scripts.Compiler, tasks, null, Time, () => 5));
        Rehearsal.Changed += () => Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        Rehearsal.WatchForSaves();
        Rehearsal.Watch(isWatched: true);
    }
}
