using System.Collections.Concurrent;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>One conversation over a real store, with pages that record, a room that records, and a clock that the test moves.</summary>
internal sealed class ConversationHouse : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("conversation-").FullName;
    private readonly StoreOptions _options;
    private int _messages;

    public ConversationHouse(string script, PlayRules? rules = null, Func<StoreOptions, StoreOptions>? store = null)
    {
        _options = (store ?? (options => options))(new StoreOptions(_folder, Durability.Normal));
        Rules = rules ?? new PlayRules { Task = "test" };
        Script = Scripts.Compile(script);
        Store = CrowdStore.Open(_options, Time);
        Deadlines = new Deadlines(Time);
        Conversation = new Conversation(Store.NextConversation(), Script, Rules, Setting());
    }

    public string Folder => _folder;
    public HandMovedTime Time { get; } = new();
    public PlayRules Rules { get; set; }
    public LoadedWorld Script { get; private set; }
    public CrowdStore Store { get; private set; }
    public Deadlines Deadlines { get; private set; }
    public RecordingRoom Room { get; private set; } = new();
    public Conversation Conversation { get; private set; }
    public ConcurrentDictionary<string, RecordingOutlet> Pages { get; } = [];

    public RecordingOutlet this[string worker] => Pages[worker];

    /// <summary>Begins, and seats the workers in the roles of the first meeting.</summary>
    public async Task<ConversationHouse> Begin(params string[] workers)
    {
        Conversation.Begin(new Began("run", Script.Hash, 0, null, 1, Onboarding: false));
        await Settle();
        if (workers.Length > 0) await Seat(workers);
        return this;
    }

    public async Task Seat(params string[] workers)
    {
        var meeting = Conversation.Meetings[0];
        var names = new Queue<string>(workers);
        Conversation.Post(new Arrival(meeting.Call, meeting.Places.Select(place => place.IsForModel
            ? new Comer($"model:{place.Role}", place.Role, null, IsModel: true)
            : new Comer(names.Peek(), place.Role, Pages[names.Dequeue()] = new RecordingOutlet(), IsModel: false)).ToArray()));
        await Settle();
    }

    /// <summary>Everything posted is handled, and everything submitted is stored or has failed and been dealt with.</summary>
    public async Task Settle()
    {
        for (var i = 0; i < 3; i++)
        {
            await Conversation.Look().WaitAsync(RecordingOutlet.Guard);
            await Store.FlushAsync().WaitAsync(RecordingOutlet.Guard);
        }
    }

    public string Post(string worker, string text, string? id = null, int? prompt = null, string? fields = null, Signals? signals = null)
    {
        var page = Pages[worker];
        var asked = page.Events.LastOrDefault(frame => RecordingOutlet.Text(frame, "k") == "asked");
        var number = prompt ?? (asked.ValueKind == default ? 0 : asked.GetProperty("prompt").GetInt32());
        id ??= $"{worker}-{++_messages}";
        Conversation.Post(new Mail.Message(page, new WorkerId(worker), id, Conversation.Edition, number, text, fields, signals));
        return id;
    }

    public async Task<string> Say(string worker, string text, string? id = null, int? prompt = null, string? fields = null, Signals? signals = null)
    {
        id = Post(worker, text, id, prompt, fields, signals);
        await Settle();
        return id;
    }

    /// <summary>A new page of a worker, which has seen what the test says.</summary>
    public async Task<RecordingOutlet> Open(string worker, int edition = 0, int seen = 0)
    {
        var page = Pages[worker] = new RecordingOutlet();
        Conversation.Post(new Mail.Attach(new WorkerId(worker), page, edition, seen));
        await Settle();
        return page;
    }

    public async Task Lose(string worker)
    {
        Conversation.Post(new Mail.Detach(new WorkerId(worker), Pages[worker]));
        await Settle();
    }

    public async Task Pass(TimeSpan time)
    {
        Time.Advance(time);
        await Settle();
    }

    public async Task<Change?> Save(string script)
    {
        var done = new TaskCompletionSource<Change?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Script = Scripts.Compile(script);
        Conversation.Post(new Mail.Replace(Script, Rules, done));
        var change = await done.Task.WaitAsync(RecordingOutlet.Guard);
        await Settle();
        return change;
    }

    /// <summary>As if the process had been started anew over the same store.</summary>
    public async Task<Change?> Restart(string? script = null)
    {
        await Settle();
        var row = Store.Conversation(Conversation.Id)!;
        Store.Dispose();
        Deadlines.Dispose();
        Store = CrowdStore.Open(_options, Time);
        Deadlines = new Deadlines(Time);
        Room = new RecordingRoom();
        if (script is not null) Script = Scripts.Compile(script);
        Conversation = new Conversation(Conversation.Id, Script, Rules, Setting());
        var turns = Store.ReadTurns(row.Id, row.Edition).Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body)).ToList();
        var change = await Conversation.TakeUp(turns, row.Edition, row.World == Script.Hash, row.IsOpen);
        Conversation.Reopen();
        await Settle();
        return change;
    }

    public IReadOnlyList<Turn> Journal()
    {
        var row = Store.Conversation(Conversation.Id)!;
        return Store.ReadTurns(row.Id, row.Edition).Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body)).ToArray();
    }

    public void Dispose()
    {
        Deadlines.Dispose();
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ConversationSetting Setting() => new(Store, Time, Deadlines, Room, () => true);
}

/// <summary>A commit that keeps the store's writer from going on until the test lets it.</summary>
internal sealed class HeldBackCommit() : Commit(Array.Empty<TurnRow>()), IDisposable
{
    private readonly ManualResetEventSlim _go = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<HeldBackCommit> In(CrowdStore store)
    {
        var commit = new HeldBackCommit();
        store.Submit(commit);
        await commit._held.Task.WaitAsync(RecordingOutlet.Guard);
        return commit;
    }

    public void LetGo() => _go.Set();

    public void Dispose()
    {
        _go.Set();
        _go.Dispose();
    }

    protected internal override void Committed()
    {
        _held.TrySetResult();
        _go.Wait(RecordingOutlet.Guard);
    }

    protected internal override void Failed(StoreFault fault) => _held.TrySetException(new StoreException(fault));
}

/// <summary>A room that writes down what conversations tell it.</summary>
internal sealed class RecordingRoom : IConversationRoom
{
    private readonly ConcurrentQueue<string> _news = new();

    public IReadOnlyList<string> News => [.. _news];

    public List<WorldFault> Faults { get; } = [];

    public void MeetingsChanged(Conversation conversation) => _news.Enqueue($"meetings {conversation.Meetings.Count}");

    public void PartEnded(Conversation conversation, Seat seat, string state, int sent) => _news.Enqueue($"{seat.Worker} {state}");

    public void Qualified(Conversation conversation, WorkerId worker, string name, int? value) => _news.Enqueue($"{worker} {name} {value}");

    public void Over(Conversation conversation, string ending) => _news.Enqueue($"over {ending}");

    public void PartsAre(Conversation conversation, IReadOnlyList<Seat> seats)
        => _news.Enqueue($"parts {string.Join(", ", seats.Select(seat => $"{seat.Worker} {seat.Ending ?? "goes on"}"))}");

    public void NotSeated(Conversation conversation, IReadOnlyList<WorkerId> workers) => _news.Enqueue($"not seated {string.Join(", ", workers)}");

    public void NeverBegan(Conversation conversation) => _news.Enqueue("never began");

    public void Failed(Conversation conversation, WorldFault fault)
    {
        Faults.Add(fault);
        _news.Enqueue($"failed {fault.Message}");
    }

    public void StoreFailed(Conversation conversation, StoreFault fault) => _news.Enqueue($"store {fault.Kind}");

    public void Saved(int count) => _news.Enqueue($"saved {count}");

    public void Changed()
    {
    }
}
