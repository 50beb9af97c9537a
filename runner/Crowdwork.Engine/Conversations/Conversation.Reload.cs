using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Conversations;

// A saved script: the conversation is played again under it, with everybody in their seats.
internal sealed partial class Conversation
{
    /// <summary>Whether a new script should take this conversation over: it is open, or the old script failed in it.</summary>
    public bool CanBeReplaced => Ending is null or "fault";

    private Mail.Replace? _replacement;

    // An edition that cannot be written never was. Then the journal is still that of the script before.
    private volatile int _storedEdition = 1;
    private IReadOnlyDictionary<string, string>? _sourcesBefore;
    private IReadOnlyDictionary<string, string>? _sourcesOfStored;

    // The journal before a script was saved that could not keep all of it. As long as nobody has said anything since, the next save is tried on it first: an author who
    // takes an edit back gets the messages back.
    private (IReadOnlyList<Turn> Turns, IReadOnlyDictionary<string, string> Sources)? _whole;

    private void ReplaceWhenSettled(Mail.Replace replace)
    {
        // Whatever cannot be written now is played under the new script as soon as it can.
        if (_broken is not null && !Recover())
        {
            _afterRecovery = (replace.Program, replace.Rules);
            replace.Done.TrySetResult(null);
            return;
        }

        if (!CanBeReplaced)
        {
            replace.Done.TrySetResult(null);
            return;
        }

        _replacement = replace;
        _untilSettled = [];
        _tellWhenSettled = true;
        if (Volatile.Read(ref _inFlight) == 0) TakeWaitingMail();
    }

    private void TakeWaitingMail()
    {
        if (_untilSettled is not { } waiting) return;
        _untilSettled = null;
        _tellWhenSettled = false;

        if (_replacement is { } replacement)
        {
            _replacement = null;
            // While the new script takes over, an exception must not leave the harness waiting for an answer.
            try
            {
                if (_broken is not null) _afterRecovery = (replacement.Program, replacement.Rules);
                replacement.Done.TrySetResult(_broken is null ? Replace(replacement) : null);
            }
            catch (StoreException e)
            {
                _setting.Room.StoreFailed(this, e.Fault);
                replacement.Done.TrySetResult(null);
            }
        }

        foreach (var item in waiting) Open(item);
    }

    private Change? Replace(Mail.Replace replacement)
    {
        var sources = ReferenceEquals(_program, replacement.Program) ? _sourcesOfStored : _program.Sources;
        var stored = Stored();
        IReadOnlyList<Turn> turns = stored;
        if (turns.Count == 0) return null;
        var isWhole = _whole is not null;
        if (_whole is { } whole) (turns, sources) = whole;

        var before = _play;
        var replayed = Replay.AsFarAsItFits(replacement.Program, replacement.Rules, turns, sources, Foreign);
        if (replayed.Turns.Count == 0) return null;
        if (replayed.FailedOnTheWay)
        {
            // Nothing is gained by losing what was said: it goes on as before, and the author is told.
            _setting.Room.Failed(this, replayed.Play.Fault!);
            _play = before;
            return new Change(Id, Diverged: false, 0, [], ["the new script fails before it comes to where this conversation is; it goes on under the one before."]);
        }

        _whole = replayed.SetAside > 0 ? (turns, sources ?? replacement.Program.Sources) : null;
        var seated = _seats.Where(seat => !seat.IsModel).Select(seat => seat.Worker).ToArray();
        _program = replacement.Program;
        _rules = replacement.Rules;
        _play = replayed.Play;
        var wasOver = Ending is not null;

        // What is the same as the whole journal of before is not what is stored as the latest edition.
        if (!replayed.IsSame || wasOver || isWhole)
        {
            _sourcesBefore = sources;
            _setting.Room.Saved(SavedIn(replayed.Turns) - SavedIn(stored));
            WriteEdition(replayed);
            if (replayed.Play.IsOver) NoticeEnd(replayed.Turns[^1].Acts[^1].Name!, replayed.Play.Fault);
            else if (replayed.Divergence is not null || wasOver || isWhole) Handle(new Renewed());
        }

        if (_play is not null && _ended is { IsCancellationRequested: true }) _ended = null;
        Start(_play?.OpenEffects ?? []);
        UpdateMeetings();
        _registeredDue = long.MaxValue;
        RegisterDue();
        _setting.Room.PartsAre(this, _seats);
        _setting.Room.Changed();
        var unseated = seated.Except(_seats.Select(seat => seat.Worker)).ToArray();
        return new Change(Id, replayed.Divergence is not null, replayed.SetAside, unseated, replayed.Notes);
    }

    private static int SavedIn(IEnumerable<Turn> turns) => turns.Sum(turn => turn.Acts.Count(act => act.Kind == ActKind.Save));

    /// <summary>The journal as the new script would have written it. The old one stays in the store, as an earlier edition.</summary>
    private void WriteEdition(Replayed replayed)
    {
        Edition++;
        Ending = null;
        _lastTurn = replayed.Turns.Count;
        var events = new Dictionary<int, List<byte[]>>();
        foreach (var seat in _seats) seat.LastEvent = 0;
        var earlier = _seats.ToList();
        Reseat(replayed.Turns);
        foreach (var seat in earlier) Find(seat.Number)?.SetAsideTheRestOf(seat);
        foreach (var seat in _seats)
            if (seat is { IsModel: false, HasEnded: false, Outlet: null }) seat.AwaySince ??= _setting.Now;

        var counts = new int[_seats.Count];
        var rows = new List<TurnRow>(replayed.Turns.Count);
        var projections = new List<Projection>();
        foreach (var turn in replayed.Turns)
        {
            SeatEvents.Of(turn, Edition, seat => _seats[seat - 1].IsModel ? 0 : ++counts[seat - 1], (seat, frame) =>
            {
                if (!events.TryGetValue(seat, out var list)) events[seat] = list = [];
                list.Add(frame);
            });
            rows.Add(new TurnRow(
                Id, Edition, turn.Number, turn.At.ToUnixTimeMilliseconds(), 0, null, TurnJson.Write(turn.Input, turn.Acts)));
            projections.AddRange(TurnProjections.Of(Id, Edition, turn) ?? []);
        }

        var edition = Edition;
        var note = replayed.Notes.Count == 0 ? null : string.Join(" ", replayed.Notes);
        var resets = _seats.Where(seat => !seat.IsModel)
            .Select(seat => (Seat: seat, Frame: ServerFrames.Reset(Edition, note, events.GetValueOrDefault(seat.Number, [])))).ToArray();
        Interlocked.Increment(ref _inFlight);
        _setting.Store.Submit(new EditionCommit(this, _generation, rows, projections, () =>
        {
            _storedEdition = edition;
            foreach (var (seat, frame) in resets) seat.Outlet?.Send(frame);
        }));
    }
}
