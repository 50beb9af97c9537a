using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Rooms;

/// <summary>What a room needs of the process around it.</summary>
/// <param name="Store">Where journals go.</param>
/// <param name="Models">The endpoints of crowd.json.</param>
/// <param name="Clock">The time that workers and scripts live by.</param>
/// <param name="ClockRuns">Whether it goes on just now.</param>
/// <param name="Seed">Draws the seed of a conversation.</param>
public sealed record RoomSetting(CrowdStore Store, IModelEndpoints? Models, TimeProvider Clock, Func<bool> ClockRuns, Func<int> Seed);

/// <summary>
/// The room in which the workers of one task wait, meet and talk: of a rehearsal, or of a run on a crowd. Both have the same doors, the same queue and the same
/// conversations; they differ in where workers come from, which piece of work is next, and what an ending is worth.
/// </summary>
/// <remarks>
/// <code>
///                      +-- waiting room --+        +-- conversation 7 --+
///   worker W1 --page-->|  W1   W2         |--Meet->|  seat 1: W1        |
///   worker W2 --page-->|                  |        |  seat 2: W2        |
///                      +------------------+        +--------------------+
/// </code>
/// Everything in it is in the store: a process that was killed finds its conversations again, with everybody in their seats.
/// </remarks>
public abstract partial class TaskRoom : IAsyncDisposable
{
    private protected const int MostShown = 100;

    private readonly RoomSetting _setting;
    private readonly Deadlines _deadlines;
    private readonly ConversationSetting _conversationSetting;
    private readonly List<Fault> _faults = [];
    private readonly List<IWorldProgram> _formerWorlds = [];
    private long _lastTicket;
    private int _online;
    private int _lastFault;
    private int _savedCount;

    private protected TaskRoom(TaskFolder task, string name, RoomSetting setting)
    {
        _setting = setting;
        Definition = task;
        Name = name;
        _deadlines = new Deadlines(setting.Clock);
        _conversationSetting = new ConversationSetting(setting.Store, setting.Clock, _deadlines, new Door(this), setting.ClockRuns);
    }

    /// <summary>By which sessions of workers name it: the task of a rehearsal, the id of a run.</summary>
    public string Name { get; }

    /// <summary>Raised, on any thread and often, when something that the operator sees may have changed.</summary>
    public event Action? Changed;

    public TaskFolder Folder
    {
        get
        {
            lock (Gate) return Definition;
        }
    }

    public int OpenConversations
    {
        get
        {
            lock (Gate) return Conversations.Values.Count(conversation => conversation.Ending is null);
        }
    }

    public CrowdStore Store => _setting.Store;

    public IReadOnlyList<Fault> Faults
    {
        get
        {
            lock (Gate) return _faults.ToArray();
        }
    }

    // Guards everything below. Held for moments only; nothing waits while it is held.
    private protected Lock Gate { get; } = new();

    private protected RunId Run { get; set; }

    /// <summary>The task as it is now.</summary>
    private protected TaskFolder Definition { get; set; }

    private protected Dictionary<Attendance, Participant> Participants { get; } = [];

    private protected Dictionary<ConversationId, Conversation> Conversations { get; } = [];

    private protected SortedDictionary<long, Meeting> Meetings { get; } = [];

    /// <summary>A conversation that has begun and has not yet said whom it waits for.</summary>
    private protected Conversation? Starting { get; set; }

    /// <summary>Set when a script ended before it met anybody: the next conversation would do the same.</summary>
    private protected bool HoldsNewConversations { get; set; }

    private protected bool IsLoading { get; set; } = true;

    /// <summary>The script that new conversations begin with; null while none has ever compiled.</summary>
    private protected IWorldProgram? World { get; set; }

    private protected PlayRules Rules { get; set; } = new() { Task = "" };

    private protected IReadOnlyList<DataRow> Rows { get; set; } = [];

    private protected bool HasOnboarding { get; set; }

    private protected Func<Part, Decision>? ReviewRule { get; set; }

    private protected int Online => _online;

    private protected int SavedCount
    {
        get => Volatile.Read(ref _savedCount);
        set => Volatile.Write(ref _savedCount, value);
    }

    private protected DateTimeOffset Now => _setting.Clock.GetUtcNow();

    /// <summary>Whether the room is being closed, so that nothing new begins.</summary>
    private protected abstract bool IsClosing { get; }

    /// <summary>The next piece of work, or null when there is none just now. Called under the gate; whoever is given one begins it.</summary>
    private protected abstract int? NextUnit();

    /// <summary>Somebody has come, and is not in a conversation. Called under the gate, before they are looked at.</summary>
    private protected virtual void Arrived(Participant participant)
    {
    }

    /// <summary>Why a worker may not come in just now; null when they may. Called under the gate.</summary>
    private protected virtual EntryRefusal? RefusalOf(Participant participant)
        => _setting.Store.Qualification(participant.Id, TurnProjections.BlockOf(Definition.Name)) is null ? null : EntryRefusal.Blocked;

    /// <summary>A worker takes a seat, and the seat is not stored yet. Called under the gate.</summary>
    private protected virtual void Seated(Participant participant, Conversation conversation)
    {
    }

    /// <summary>Somebody's part of a conversation has ended. Called under the gate.</summary>
    private protected virtual void PartIsOver(Participant participant, Conversation conversation, string state, int sent)
    {
    }

    /// <summary>A worker was sent away without a part in a conversation. Called under the gate.</summary>
    private protected virtual void SentAway(Participant participant, EntryRefusal refusal)
    {
    }

    /// <summary>A conversation is over. Called under the gate, after the parts.</summary>
    private protected virtual void ConversationIsOver(Conversation conversation, string ending)
    {
    }

    /// <summary>A script gave a worker a qualification, or took it away (no value).</summary>
    private protected virtual void Qualified(WorkerId worker, string name, int? value)
    {
    }

    /// <summary>Pages came or went.</summary>
    private protected virtual void PresenceChanged()
    {
    }

    /// <summary>Something went wrong in it, and is told to the operator.</summary>
    private protected virtual void FaultAdded(Fault fault)
    {
    }

    /// <summary>Tells all pages of workers something that does not last.</summary>
    public void Broadcast(ReadOnlyMemory<byte> frame)
    {
        lock (Gate)
        {
            foreach (var participant in Participants.Values) participant.Outlet?.Send(frame);
        }
    }

    /// <summary>What is wrong with the pages that are compiled, in place of what was wrong before.</summary>
    public abstract void NotePages(IReadOnlyList<Problem> problems);

    /// <summary>Ends one conversation.</summary>
    public bool Stop(long conversation)
    {
        if (Find(conversation) is not { } found) return false;
        found.Post(new Stopped("The operator ended it."));
        return true;
    }

    /// <summary>An error in a worker's page, for the author's eyes.</summary>
    public void NotePageFault(WorkerId worker, string message, string source, int line, int column)
        => AddFault(new Fault(0, Now, "page", message, source, line, column, [], null, worker.Value));

    /// <summary>The turns of a conversation, as the store has them; none for one that is not of this room.</summary>
    public IReadOnlyList<TurnRow> Journal(long conversation)
    {
        var row = _setting.Store.Conversation(new ConversationId(conversation));
        return row is null || row.Run != Run ? [] : _setting.Store.ReadTurns(row.Id, row.Edition).ToArray();
    }

    public IReadOnlyList<SavedRow> Saved() => _setting.Store.Saved(Run).ToArray();

    public string? WorkerAt(ConversationId conversation, int seat)
        => _setting.Store.Seats(conversation).FirstOrDefault(row => row.Seat == seat)?.Worker.Value;

    /// <summary>What the review rule says about everybody, by the script as it is now.</summary>
    public IReadOnlyList<ProposedDecision> Review()
    {
        var proposals = new List<ProposedDecision>();
        foreach (var row in _setting.Store.Conversations(Run).Where(row => row.Kind == ConversationKind.Talk).TakeLast(MostShown)) proposals.AddRange(Review(row));
        return proposals;
    }

    /// <summary>The same for one conversation.</summary>
    public IReadOnlyList<ProposedDecision> Review(ConversationRow row)
    {
        var turns = _setting.Store.ReadTurns(row.Id, row.Edition).Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body)).ToList();
        if (turns.Count == 0) return [];
        return [.. PartReader.Read(turns).Select(part => new ProposedDecision(row.Id.Value, part.Part.Worker, part.Part.Role, part.State, Engine.Review.ReviewRule.Apply(ReviewRule, part.Part)))];
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>The scripts are unloaded, and not before nothing runs in them any more.</summary>
    private protected async Task Close()
    {
        _deadlines.Dispose();
        List<Conversation> conversations;
        lock (Gate) conversations = [.. Conversations.Values];
        foreach (var conversation in conversations) await conversation.Close();
        Dispose(World);
        foreach (var world in _formerWorlds) Dispose(world);
    }

    private protected static void Dispose(IWorldProgram? world) => (world as IDisposable)?.Dispose();

    // A conversation in which a new script fails goes on under the old one.
    private protected void DisposeUnused(IWorldProgram? old)
    {
        if (old is not null) _formerWorlds.Add(old);
        List<Conversation> open;
        lock (Gate) open = Conversations.Values.Where(conversation => conversation.Ending is null).ToList();
        foreach (var world in _formerWorlds.Where(world => !open.Exists(conversation => conversation.Program == world)).ToArray())
        {
            _formerWorlds.Remove(world);
            Dispose(world);
        }
    }

    private protected Conversation? Find(long conversation)
    {
        lock (Gate) return Conversations.GetValueOrDefault(new ConversationId(conversation));
    }

    private protected void NoteChange() => Changed?.Invoke();

    private protected void ForgetFaults() => _faults.Clear();

    private protected void AddFault(Fault fault)
    {
        const int most = 50;
        lock (Gate)
        {
            fault = fault with { Id = ++_lastFault };
            _faults.Add(fault);
            if (_faults.Count > most) _faults.RemoveAt(0);
        }

        FaultAdded(fault);
        Changed?.Invoke();
    }

    /// <summary>A path as the author would write it.</summary>
    private protected string Show(string path)
        => path.StartsWith(Definition.Path, StringComparison.Ordinal) ? Definition.ShownAs + path[Definition.Path.Length..].Replace('\\', '/') : path;

    private protected PlayRules RulesOf(TaskFolder task, TaskPages pages)
    {
        var config = task.Config!;
        return new PlayRules
        {
            KeepsSignals = config.Signals,
            Task = task.Name,
            OnboardingQualification = OnboardingNameOf(config),
            AnswerWithin = config.AnswerWithin,
            MeetWithin = config.Waiting.Within,
            Grace = config.Disconnects.Grace,
            HasPage = page => task.Resolve(page) is { } path && File.Exists(path),
            PageOf = role => config.Roles.GetValueOrDefault(role)?.Page is { } page && pages.Find(page) is not null ? page : null,
            PagesFrame = pages.All.Count == 0 ? null : ServerFrames.Pages(pages.All),
            FormOf = pages.FormOf,
            QualificationOf = (worker, name) => _setting.Store.Qualification(worker, name)?.Value,
            Models = _setting.Models,
            PayText = PayTexts.Of(config),
        };
    }

    /// <summary>What conversations tell the room. They call from their own threads, holding nothing.</summary>
    private sealed class Door(TaskRoom room) : IConversationRoom
    {
        public void MeetingsChanged(Conversation conversation) => room.UpdateMeetings(conversation);

        public void PartEnded(Conversation conversation, Seat seat, string state, int sent) => room.NotePartEnded(conversation, seat, state, sent);

        public void Over(Conversation conversation, string ending) => room.NoteOver(conversation, ending);

        public void Qualified(Conversation conversation, WorkerId worker, string name, int? value) => room.Qualified(worker, name, value);

        public void Failed(Conversation conversation, WorldFault fault) => room.AddFault(new Fault(
            0, room.Now, "world", fault.Message, room.Show(fault.File), fault.Line, fault.Column,
            fault.Frames.Select(frame => $"{frame.Name} at {room.Show(frame.File)}:{frame.Line}").ToArray(), conversation.Id.Value, null));

        public void PartsAre(Conversation conversation, IReadOnlyList<Seat> seats) => room.NoteParts(conversation, seats);

        public void NotSeated(Conversation conversation, IReadOnlyList<WorkerId> workers) => room.TakeBack(conversation, workers);

        public void NeverBegan(Conversation conversation) => room.ForgetUnbegun(conversation);

        public void StoreFailed(Conversation conversation, StoreFault fault) => room.AddFault(new Fault(
            0, room.Now, "store", fault.Message, "", 0, 0, [], conversation.Id.Value, null));

        public void Saved(int count) => Interlocked.Add(ref room._savedCount, count);

        public void Changed() => room.Changed?.Invoke();
    }
}

/// <summary>What the review rule proposes for one worker's part.</summary>
public sealed record ProposedDecision(long Conversation, string Worker, string Role, string State, Decision Decision);
