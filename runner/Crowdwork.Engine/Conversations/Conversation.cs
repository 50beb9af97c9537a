using Crowdwork.Engine.Store;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>
/// One conversation: the script on one side, a page per worker on the other, the journal in between.
/// </summary>
/// <remarks>
/// <code>
///   page --message--> mailbox --> Play.Handle --> turn --> journal --(on disk)--> frames --> pages
///                        ^                                    |
///    lobby, deadlines ---+                                    +--(failed)--> thrown away, played again from the journal
/// </code>
/// <para>
/// Mail is handled one at a time, by whichever pool thread is free; while nothing comes in, a conversation is a few objects and no thread. The script runs ahead of the
/// disk: a turn is played and submitted, and the next piece of mail is taken without waiting. But nothing that a turn brought about is shown, acknowledged or
/// done outside before the turn is on disk. When a turn cannot be written, what was played since is forgotten, and the conversation is played again from what is
/// stored.
/// </para>
/// </remarks>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The token source has neither timer nor handle; there are ten thousand conversations and nothing to dispose of.")]
internal sealed partial class Conversation : IThreadPoolWorkItem
{
    private const int LongestText = 20_000;

    private readonly ConversationSetting _setting;

    // The mailbox. The lock is held for a moment to put mail in or take all of it out.
    private readonly Lock _gate = new();
    private List<object> _mail = new(2);
    private List<object>? _spare;
    private bool _scheduled;
    private bool _isClosed;
    private TaskCompletionSource? _quiet;

    // Touched by the thread that handles mail, only.
    private Play? _play;
    private PlayRules _rules;
    private IWorldProgram _program;
    private readonly List<Seat> _seats = [];
    private int _lastTurn;
    private long _registeredDue = long.MaxValue;
    private long _nextDue;
    private DateTimeOffset _startedAt;
    private int _unit;
    private int _meetings;
    private StoreFault? _broken;
    private (int Seat, string ClientId)? _stored;
    private (IWorldProgram Program, PlayRules Rules)? _afterRecovery;
    private List<object>? _untilSettled;

    // Counts commits that were submitted and have neither been written nor failed. A generation ends with each failure.
    private int _inFlight;
    private int _generation;
    private volatile bool _tellWhenSettled;
    private volatile bool _isStored;
    private CancellationTokenSource? _ended;

    public Conversation(ConversationId id, IWorldProgram program, PlayRules rules, ConversationSetting setting)
    {
        Id = id;
        _program = program;
        _rules = rules;
        _setting = setting;
    }

    public ConversationId Id { get; }

    public int Edition { get; private set; } = 1;

    /// <summary>When the next thing is really due, as milliseconds since 1970, or 0. What is registered with the deadlines may be earlier.</summary>
    public long NextDue => Volatile.Read(ref _nextDue);

    public bool IsOnboarding { get; private set; }

    /// <summary>The piece of work that it was given.</summary>
    public int Unit => _unit;

    /// <summary>How it ended; null while it has not.</summary>
    public string? Ending { get; private set; }

    public IWorldProgram Program => _program;

    /// <summary>Whether anybody has ever been seated in it.</summary>
    public bool HasMet { get; private set; }

    /// <summary>What the script waits for people for, as the room may read it at any time.</summary>
    public IReadOnlyList<Meeting> Meetings { get; private set; } = [];

    /// <summary>Puts an input or other mail into the mailbox.</summary>
    public void Post(object mail)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                Drop(mail);
                return;
            }

            _mail.Add(mail);
            if (_scheduled) return;
            _scheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Handles nothing any more: the room is being closed, and the script with it. What was not handled was not acknowledged either, and comes again.</summary>
    /// <returns>Done when nothing of it runs.</returns>
    public Task Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (!_scheduled) return Task.CompletedTask;
            _quiet ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _quiet.Task;
        }
    }

    /// <summary>A picture of it, made between two pieces of mail.</summary>
    public Task<ConversationView> Look()
    {
        var look = new Mail.Look(new TaskCompletionSource<ConversationView>(TaskCreationOptions.RunContinuationsAsynchronously));
        Post(look);
        return look.Answer.Task;
    }

    /// <summary>A deadline may have come.</summary>
    public void Ring() => Post(Mail.Tick.Now);

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            List<object> mail;
            lock (_gate)
            {
                if (_mail.Count == 0)
                {
                    _scheduled = false;
                    _quiet?.TrySetResult();
                    return;
                }

                mail = _mail;
                _mail = _spare ?? new List<object>(2);
                _spare = null;
            }

            foreach (var item in mail)
            {
                if (Volatile.Read(ref _isClosed)) Drop(item);
                else Open(item);
            }

            mail.Clear();
            // A mailbox that once was full need not stay large for ever.
            if (mail.Capacity <= 64) _spare = mail;
        }
    }

    private static void Drop(object mail) => (mail as Mail.Look)?.Answer.TrySetCanceled();

    private void Open(object mail)
    {
        // While a new script waits for the journal to be complete, the rest of the mail waits too, in order.
        if (_untilSettled is not null && mail is not (Mail.Settled or Mail.CommitFailed or Mail.Look))
        {
            _untilSettled.Add(mail);
            return;
        }

        switch (mail)
        {
            case Mail.Message message: Hear(message); break;
            case Mail.Tick: LookAtTheClock(); break;
            case Mail.Attach attach: Attach(attach); break;
            case Mail.Detach detach: Detach(detach); break;
            case Mail.Typing typing: PassOnTyping(Find(typing.Worker)); break;
            case Arrival arrival: Seat(arrival); break;
            case Input input: HandleIfOpen(input); break;
            case Mail.GiveBack back: GiveBack(Find(back.Worker)); break;
            case Mail.TimeOut timeOut: TimeOut(Find(timeOut.Worker)); break;
            case Mail.Foreign foreign: Break(foreign); break;
            case Mail.Replace replace: ReplaceWhenSettled(replace); break;
            case Mail.NewRules rules: _rules = rules.Rules; break;
            case Mail.CommitFailed failed: GiveUp(failed); break;
            // The news may be old: a later script may wait for a later commit.
            case Mail.Settled when Volatile.Read(ref _inFlight) > 0: break;
            case Mail.Settled: TakeWaitingMail(); break;
            case Mail.Broadcast broadcast: Broadcast(broadcast.Frame); break;
            case Mail.Then then: then.Do(); break;
            case Mail.Look look: look.Answer.TrySetResult(View()); break;
            default: throw new InvalidOperationException($"Bug in Crowdwork: a conversation cannot handle mail of the type {mail.GetType().Name}.");
        }
    }

    private void Hear(Mail.Message message)
    {
        var seat = Find(message.Worker);
        if (seat is null || seat.Knows(message.ClientId)) return;
        if (_broken is not null)
        {
            message.From.Close(LineEnd.StoreTrouble);
            return;
        }

        if (seat.HasSetAside(message.ClientId))
        {
            message.From.Send(ServerFrames.Refused(
                message.ClientId, "late", "The conversation has changed since you wrote this, and it no longer fits. Please look at what is asked now."));
            return;
        }

        // The page wrote its answer before it knew of the new script: it answers whatever is asked now.
        var prompt = message.Prompt;
        if (prompt != 0 && message.Edition > 0 && message.Edition < Edition && _play?.PromptOf(seat.Number) is { } current) prompt = current.Id;

        if (RefusalOf(message, seat, prompt) is { } refusal)
        {
            message.From.Send(refusal);
            return;
        }

        seat.Remember(message.ClientId);
        Handle(new Said(seat.Number, prompt, message.ClientId, message.Text, message.Fields) { Signals = _rules.KeepsSignals ? message.Signals : null });
    }

    private byte[]? RefusalOf(Mail.Message message, Seat seat, int prompt)
    {
        if (message.Text.Length > LongestText)
            return ServerFrames.Refused(message.ClientId, "tooLong", $"A message may have at most {LongestText:N0} characters; this one has {message.Text.Length:N0}.");
        if (prompt == 0 && string.IsNullOrWhiteSpace(message.Text))
            return ServerFrames.Refused(message.ClientId, "empty", "Please write something.");
        if (_play is { IsOver: false } play && !seat.HasEnded)
        {
            return play.Awaits(seat.Number, prompt)
                ? null
                : ServerFrames.Refused(message.ClientId, "late", "This question is no longer open. Your text was not sent.");
        }

        // It is open, but the script fails before it comes to where the conversation is. The author has been told; the next save may bring it back.
        if (Ending is null && !seat.HasEnded)
            return ServerFrames.Refused(message.ClientId, "trouble", "The task has a fault just now. Your text was not sent; take it back and try again in a while.");

        return ServerFrames.Refused(message.ClientId, "closed", "Your part in this conversation is over. Your text was not sent.");
    }

    private void HandleIfOpen(Input input)
    {
        if (_play is not { IsOver: false }) return;
        if (input is LeftFor left && Find(left.Seat) is not { HasEnded: false }) return;
        Handle(input);
    }

    /// <summary>One turn: the script answers the input, the answer goes to the journal, and all that follows waits for the journal.</summary>
    private void Handle(Input input)
    {
        if (input is not Renewed) _whole = null;
        var play = _play!;
        var at = _setting.Now;
        var acts = play.Handle(input, at);
        var turn = new Turn(++_lastTurn, at, input, acts);
        Submit(turn, play);
        NoticeChanges(turn, play);
    }

    private void Submit(Turn turn, Play play)
    {
        var frames = new List<(Seat, byte[])>(turn.Acts.Count);
        SeatEvents.Of(turn, Edition, NextEvent, (seat, frame) => frames.Add((_seats[seat - 1], frame)));

        var projections = TurnProjections.Of(Id, Edition, turn);
        TurnProjections.AddGrants(ref projections, turn, _rules, IsOnboarding, seat => _seats[seat - 1].Worker);

        List<OpenOnce>? effects = null;
        for (var i = 0; i < turn.Acts.Count; i++)
            if (turn.Acts[i] is { Kind: ActKind.Once } begun && FindEffect(play, begun.Call) is { } once) (effects ??= []).Add(once);

        var said = turn.Input as Said;
        var row = new TurnRow(
            Id, Edition, turn.Number, turn.At.ToUnixTimeMilliseconds(), said?.Seat ?? 0, said?.ClientId, TurnJson.Write(turn.Input, turn.Acts));
        Interlocked.Increment(ref _inFlight);
        _setting.Store.Submit(new TurnCommit(this, _generation, row, projections, frames, effects));
    }

    private static OpenOnce? FindEffect(Play play, int call) => play.OpenEffects.FirstOrDefault(effect => effect.Id == call);

    // Model seats have no page and no events; 0 tells SeatEvents to write nothing.
    private int NextEvent(int seat) => _seats[seat - 1].IsModel ? 0 : ++_seats[seat - 1].LastEvent;

    private void NoticeChanges(Turn turn, Play play)
    {
        var saved = 0;
        for (var i = 0; i < turn.Acts.Count; i++)
        {
            var act = turn.Acts[i];
            if (act.Kind == ActKind.Save) saved++;
            if (act.Kind is ActKind.Grant or ActKind.Revoke or ActKind.Block) TellOfQualification(act);
            if (act.Kind != ActKind.Ended) continue;
            _seats[act.Seat - 1].Ending = act.Name;
            _setting.Room.PartEnded(this, _seats[act.Seat - 1], act.Name!, act.Value);
        }

        if (saved > 0) _setting.Room.Saved(saved);
        if (play.IsOver) NoticeEnd(turn.Acts[^1].Name!, play.Fault);
        UpdateMeetings();
        RegisterDue();
        _setting.Room.Changed();
    }

    private void TellOfQualification(Act act)
    {
        var name = act.Kind == ActKind.Block ? TurnProjections.BlockOf(_rules.Task) : act.Name!;
        int? value = act.Kind switch { ActKind.Grant => act.Value, ActKind.Block => 1, _ => null };
        _setting.Room.Qualified(this, _seats[act.Seat - 1].Worker, name, value);
    }

    private void NoticeEnd(string ending, WorldFault? fault)
    {
        Ending = ending;
        _play = null;
        _ended?.Cancel();
        if (fault is not null) _setting.Room.Failed(this, fault);
        _setting.Room.Over(this, ending);
    }

    private void UpdateMeetings()
    {
        var open = 0;
        if (_play is not null)
            for (var i = 0; i < _play.Open.Count; i++)
                if (_play.Open[i] is OpenMeet) open++;
        if (open == 0 && _meetings == 0) return;

        _meetings = open;
        Meetings = _play?.Open.OfType<OpenMeet>().Select(meet => new Meeting(
            this, meet.Id, meet.Roles.Select(role => new Place(role, _play.IsModelRole(role))).ToArray(), meet.Due)).ToArray() ?? [];
        _setting.Room.MeetingsChanged(this);
    }

    private void TimeOut(Seat? seat)
    {
        var ask = _play?.Open.OfType<OpenAsk>().FirstOrDefault(open => open.Worker.Seat == seat?.Number);
        if (ask is not null) Handle(new Due(ask.Id));
    }

    private void GiveBack(Seat? seat)
    {
        if (seat is { HasEnded: false }) HandleIfOpen(new LeftFor(seat.Number, Departure.Returned));
    }

    private void Break(Mail.Foreign foreign)
    {
        if (foreign.Play != _play || _play.IsOver) return;
        var fault = _program.DescribeForeignAwait(foreign.Continuation);
        Handle(new Broke(fault.Message, fault.File, fault.Line, fault.Column));
    }

    // The newest seat: a worker who left may have been met again.
    private Seat? Find(WorkerId worker)
    {
        for (var i = _seats.Count - 1; i >= 0; i--)
            if (_seats[i].Worker == worker) return _seats[i];
        return null;
    }

    private Seat? Find(int seat) => seat >= 1 && seat <= _seats.Count ? _seats[seat - 1] : null;

    private ConversationView View() => new(
        Id, _unit, IsOnboarding, IsWaiting: _seats.Count == 0 && Ending is null, Ending, _lastTurn, Edition, _startedAt,
        _seats.Select(seat => new SeatView(
            seat.Number, seat.Worker, seat.Role, seat.IsModel, seat.Outlet is not null, seat.HasEnded, seat.Ending,
            _play?.Open.OfType<OpenAsk>().FirstOrDefault(ask => ask.Worker.Seat == seat.Number)?.Due ?? 0, seat.LastEvent)).ToArray(),
        WaitsForOutside: Ending is null && _play?.OpenEffects.Any() == true);
}
