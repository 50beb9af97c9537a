using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rooms;
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
public sealed partial class Rehearsal : TaskRoom
{
    public const string RunKind = "rehearsal";

    private readonly RehearsalSetting _setting;
    private int _nextUnit;
    private int _watchers;

    private Rehearsal(TaskFolder task, RehearsalSetting setting, RehearsalClock clock)
        : base(task, task.Name, new RoomSetting(setting.Store, setting.Models, clock, () => clock.IsRunning, setting.Seed))
    {
        _setting = setting;
        Clock = clock;
        Clock.Changed += TellTheTime;
    }

    public RehearsalClock Clock { get; }

    /// <summary>Opens the rehearsal of a task: takes up what a former process left open, then builds and watches.</summary>
    public static async Task<Rehearsal> Open(TaskFolder task, RehearsalSetting setting)
    {
        var rehearsal = new Rehearsal(task, setting, new RehearsalClock(setting.Time));
        var run = setting.Store.LatestOpenRun(task.Name, RunKind);
        if (run is null) await rehearsal.OpenRun();
        else rehearsal.Run = run.Id;

        rehearsal.Clock.Watch(isWatched: false);
        await rehearsal.Build(believeSyntaxErrors: true);
        return rehearsal;
    }

    /// <summary>Ends all conversations and begins a new run, with an empty journal.</summary>
    public async Task Restart()
    {
        List<Conversation> open;
        lock (Gate) open = Conversations.Values.Where(conversation => conversation.Ending is null).ToList();
        foreach (var conversation in open) conversation.Post(new Stopped("The rehearsal was restarted."));
        await Task.WhenAll(open.Select(conversation => conversation.Look()));
        await _setting.Store.FlushAsync();

        await _setting.Store.Write(new Projection.RunClosed(Run, Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        await OpenRun();

        lock (Gate)
        {
            Conversations.Clear();
            Meetings.Clear();
            ForgetFaults();
            ForgetFailedTests();
            RememberRules();
            Starting = null;
            HoldsNewConversations = false;
            _nextUnit = 0;
            SavedCount = 0;
            foreach (var participant in Participants.Values) BackToTheWaitingRoom(participant);

            Pair();
        }

        NoteChange();
    }

    /// <summary>Moves the clock on to where the next thing is due. False when nothing is.</summary>
    public bool SkipToNext()
    {
        long? next;
        lock (Gate) next = NextDue();
        if (next is not { } due) return false;
        Clock.SkipTo(DateTimeOffset.FromUnixTimeMilliseconds(due + 1));
        return true;
    }

    private long? NextDue()
    {
        long? next = null;
        foreach (var conversation in Conversations.Values)
            if (conversation.NextDue is > 0 and var due && (next is null || due < next)) next = due;
        return next;
    }

    /// <summary>Somebody looks at the harness, or no longer does. The clock stands still while neither they nor any worker are here.</summary>
    public void Watch(bool isWatched)
    {
        lock (Gate) _watchers += isWatched ? 1 : -1;
        PresenceChanged();
    }

    public override async ValueTask DisposeAsync()
    {
        await StopBuilding();
        Clock.Changed -= TellTheTime;
        await Close();
    }

    private protected override bool IsClosing => _closing.IsCancellationRequested;

    // The rows of the data come round again: a rehearsal has no end.
    private protected override int? NextUnit() => _setting.FirstRow + _nextUnit++;

    private protected override Attendance? AttendanceOf(SeatRow seat) => seat.Worker;

    private protected override bool IsOperator(WorkerId worker) => worker.Value == OperatorId;

    private protected override void ReachedTime(DateTimeOffset at) => Clock.SkipTo(at);

    private protected override void TookUp()
    {
        _nextUnit = _setting.Store.ConversationsBegun(Run);
        RememberRules();
    }

    private protected override void PresenceChanged()
    {
        bool isWatched;
        lock (Gate) isWatched = _watchers > 0 || Online > 0;
        Clock.Watch(isWatched);
    }

    private async Task OpenRun()
    {
        var run = new RunId($"{RunKind}-{Definition.Name[..Math.Min(Definition.Name.Length, 40)]}-{_setting.Time.GetUtcNow():yyyyMMddHHmmssfff}");
        await _setting.Store.Write(new Projection.RunOpened(run, Definition.Name, RunKind, 0, Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        Run = run;
    }

    private void TellTheTime()
    {
        var frame = ServerFrames.Clock(Clock.GetUtcNow(), Clock.IsRunning);
        List<Conversation> conversations;
        lock (Gate)
        {
            foreach (var participant in Participants.Values)
                if (participant.Conversation is null) participant.Outlet?.Send(frame);
            conversations = Conversations.Values.ToList();
        }

        foreach (var conversation in conversations) conversation.Post(new Mail.Broadcast(frame));
        NoteChange();
    }
}
