using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Rehearsals;

/// <summary>What a rehearsal needs of the process around it.</summary>
/// <param name="Store">Where journals go.</param>
/// <param name="Compiler">Makes worlds of scripts.</param>
/// <param name="Tasks">The tasks folder.</param>
/// <param name="Models">The endpoints of crowd.json.</param>
/// <param name="Time">The real clock.</param>
/// <param name="Seed">Draws the seed of a conversation.</param>
public sealed record RehearsalSetting(
    CrowdStore Store, WorldCompiler Compiler, TaskLibrary Tasks, IModelEndpoints? Models, TimeProvider Time, Func<int> Seed)
{
    /// <summary>Which row of the data the first conversation gets, from 0; the following ones go on from there.</summary>
    public int FirstRow { get; init; }
}

/// <summary>
/// A task played with simulated workers on this machine: the room in which conversations begin, go on and end.
/// </summary>
/// <remarks>
/// <code>
///                      +-- waiting room --+        +-- conversation 7 --+
///   worker W1 --page-->|  W1   W2         |--Meet->|  seat 1: W1        |
///   worker W2 --page-->|                  |        |  seat 2: W2        |
///                      +------------------+        +--------------------+
///         tasks/qa/world.csx --saved--> compiled --> every open conversation is played again under it
/// </code>
/// It is a run like any other: its conversations are in the store, and a harness that was killed finds them again, with everybody in their seats. What this
/// class adds to conversations is people: who waits, who is where, what the operator sees and may do.
/// </remarks>
public sealed partial class Rehearsal : IAsyncDisposable
{
    public const string RunKind = "rehearsal";

    private readonly RehearsalSetting _setting;
    private readonly Deadlines _deadlines;
    private readonly ConversationSetting _conversationSetting;
    private readonly Room _room;

    // Guards everything below. Held for moments only; nothing waits while it is held.
    private readonly Lock _gate = new();
    private readonly Dictionary<WorkerId, Participant> _participants = [];
    private readonly Dictionary<ConversationId, Conversation> _conversations = [];
    private readonly SortedDictionary<long, Meeting> _meetings = [];
    private readonly List<Fault> _faults = [];
    private RunId _run;
    private int _nextUnit;
    private long _lastTicket;
    private Conversation? _starting;
    private bool _holdNewConversations;
    private int _watchers;
    private int _online;
    private int _lastFault;
    private int _savedCount;

    private Rehearsal(TaskFolder task, RehearsalSetting setting)
    {
        _setting = setting;
        _task = task;
        Name = task.Name;
        Clock = new RehearsalClock(setting.Time);
        _deadlines = new Deadlines(Clock);
        _room = new Room(this);
        _conversationSetting = new ConversationSetting(setting.Store, Clock, _deadlines, _room, () => Clock.IsRunning);
        Clock.Changed += TellTheTime;
    }

    public string Name { get; }

    public RehearsalClock Clock { get; }

    /// <summary>Raised, on any thread and often, when something that the operator sees may have changed.</summary>
    public event Action? Changed;

    /// <summary>Opens the rehearsal of a task: takes up what a former process left open, then builds and watches.</summary>
    public static async Task<Rehearsal> Open(TaskFolder task, RehearsalSetting setting)
    {
        var rehearsal = new Rehearsal(task, setting);
        var run = setting.Store.LatestOpenRun(task.Name, RunKind);
        if (run is null) await rehearsal.OpenRun();
        else rehearsal._run = run.Id;

        rehearsal.Clock.Watch(isWatched: false);
        await rehearsal.Build(believeSyntaxErrors: true);
        return rehearsal;
    }

    /// <summary>Ends all conversations and begins a new run, with an empty journal.</summary>
    public async Task Restart()
    {
        List<Conversation> open;
        lock (_gate) open = _conversations.Values.Where(conversation => conversation.Ending is null).ToList();
        foreach (var conversation in open) conversation.Post(new Stopped("The rehearsal was restarted."));
        await Task.WhenAll(open.Select(conversation => conversation.Look()));
        await _setting.Store.FlushAsync();

        await _setting.Store.Write(new Projection.RunClosed(_run, Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        await OpenRun();

        lock (_gate)
        {
            _conversations.Clear();
            _meetings.Clear();
            _faults.Clear();
            _starting = null;
            _holdNewConversations = false;
            _nextUnit = 0;
            _savedCount = 0;
            foreach (var participant in _participants.Values)
            {
                participant.FailedOnboardings = 0;
                BackToTheWaitingRoom(participant);
            }

            Pair();
        }

        Changed?.Invoke();
    }

    /// <summary>Ends one conversation.</summary>
    public bool Stop(long conversation)
    {
        if (Find(conversation) is not { } found) return false;
        found.Post(new Stopped("The operator ended it."));
        return true;
    }

    /// <summary>Moves the clock on to where the next thing is due. False when nothing is.</summary>
    public bool SkipToNext()
    {
        long? next;
        lock (_gate) next = NextDue();
        if (next is not { } due) return false;
        Clock.SkipTo(DateTimeOffset.FromUnixTimeMilliseconds(due + 1));
        return true;
    }

    private long? NextDue()
    {
        long? next = null;
        foreach (var conversation in _conversations.Values)
            if (conversation.NextDue is > 0 and var due && (next is null || due < next)) next = due;
        return next;
    }

    /// <summary>Somebody looks at the harness, or no longer does. The clock stands still while neither they nor any worker are here.</summary>
    public void Watch(bool isWatched)
    {
        lock (_gate) _watchers += isWatched ? 1 : -1;
        WindClock();
    }

    public async ValueTask DisposeAsync()
    {
        await StopBuilding();
        Clock.Changed -= TellTheTime;
        _deadlines.Dispose();
        Dispose(World);
        foreach (var world in _formerWorlds) Dispose(world);
    }

    private async Task OpenRun()
    {
        var run = new RunId($"{RunKind}-{_task.Name[..Math.Min(_task.Name.Length, 40)]}-{_setting.Time.GetUtcNow():yyyyMMddHHmmssfff}");
        await _setting.Store.Write(new Projection.RunOpened(run, _task.Name, RunKind, 0, Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        _run = run;
    }

    private Conversation? Find(long conversation)
    {
        lock (_gate) return _conversations.GetValueOrDefault(new ConversationId(conversation));
    }

    private void WindClock()
    {
        bool isWatched;
        lock (_gate) isWatched = _watchers > 0 || _online > 0;
        Clock.Watch(isWatched);
    }

    private void TellTheTime()
    {
        var frame = ServerFrames.Clock(Clock.GetUtcNow(), Clock.IsRunning);
        List<Conversation> conversations;
        lock (_gate)
        {
            foreach (var participant in _participants.Values)
                if (participant.Conversation is null) participant.Outlet?.Send(frame);
            conversations = _conversations.Values.ToList();
        }

        foreach (var conversation in conversations) conversation.Post(new Mail.Broadcast(frame));
        Changed?.Invoke();
    }

    private void AddFault(Fault fault)
    {
        const int most = 50;
        lock (_gate)
        {
            _faults.Add(fault with { Id = ++_lastFault });
            if (_faults.Count > most) _faults.RemoveAt(0);
        }

        Changed?.Invoke();
    }

    /// <summary>What conversations tell the room. They call from their own threads, holding nothing.</summary>
    private sealed class Room(Rehearsal rehearsal) : IConversationRoom
    {
        public void MeetingsChanged(Conversation conversation) => rehearsal.UpdateMeetings(conversation);

        public void PartEnded(Conversation conversation, Seat seat, string state) => rehearsal.NotePartEnded(conversation, seat, state);

        public void Over(Conversation conversation, string ending) => rehearsal.NoteOver(conversation, ending);

        public void Failed(Conversation conversation, WorldFault fault) => rehearsal.AddFault(new Fault(
            0, rehearsal.Clock.GetUtcNow(), "world", fault.Message, rehearsal.Show(fault.File), fault.Line, fault.Column,
            fault.Frames.Select(frame => $"{frame.Name} at {rehearsal.Show(frame.File)}:{frame.Line}").ToArray(), conversation.Id.Value, null));

        public void PartsAre(Conversation conversation, IReadOnlyList<Seat> seats) => rehearsal.NoteParts(conversation, seats);

        public void NotSeated(Conversation conversation, IReadOnlyList<WorkerId> workers) => rehearsal.TakeBack(conversation, workers);

        public void NeverBegan(Conversation conversation) => rehearsal.ForgetUnbegun(conversation);

        public void StoreFailed(Conversation conversation, StoreFault fault) => rehearsal.AddFault(new Fault(
            0, rehearsal.Clock.GetUtcNow(), "store", fault.Message, "", 0, 0, [], conversation.Id.Value, null));

        public void Saved(int count) => Interlocked.Add(ref rehearsal._savedCount, count);

        public void Changed() => rehearsal.Changed?.Invoke();
    }
}
