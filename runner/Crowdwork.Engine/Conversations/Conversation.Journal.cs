using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

// What comes back from the journal: effects that may start, failures, and conversations that are played again.
internal sealed partial class Conversation
{
    /// <summary>Called by the journal's writer; hands everything on.</summary>
    internal void OnCommitted(List<OpenOnce>? effects)
    {
        if (effects is not null) Start(effects);
        _isStored = true;
        if (Interlocked.Decrement(ref _inFlight) == 0 && _tellWhenSettled) Post(Mail.Settled.Now);
    }

    internal void OnFailed(int generation, StoreFault fault, int seat = 0, string? clientId = null)
    {
        Interlocked.Decrement(ref _inFlight);
        Post(new Mail.CommitFailed(generation, fault, seat, clientId));
    }

    private void Start(IEnumerable<OpenOnce> effects)
    {
        foreach (var effect in effects) ThreadPool.QueueUserWorkItem(_ => _ = RunEffect(effect));
    }

    // Made for the first effect only: most conversations have none.
    private CancellationTokenSource Ended => _ended ?? Interlocked.CompareExchange(ref _ended, new CancellationTokenSource(), null) ?? _ended;

    private async Task RunEffect(OpenOnce effect)
    {
        try
        {
            Post(new Returned(effect.Id, await effect.Run(Ended.Token), null));
        }
        catch (Exception e)
        {
            // Whatever a script does outside may fail in any way; the script gets it as OnceFailed, now and in every replay.
            Post(new Returned(effect.Id, null, e.Message));
        }
    }

    private void GiveUp(Mail.CommitFailed failed)
    {
        if (failed.Generation == _generation) GiveUpWhatWasPlayed(failed);

        // A message that is stored already is nothing that time would heal: the conversation goes on as soon as all that depended on it has come back.
        if (_broken is { Kind: StoreFaultKind.DuplicateMessage }) Recover();
        if (_untilSettled is not null && Volatile.Read(ref _inFlight) == 0) TakeWaitingMail();
    }

    private void GiveUpWhatWasPlayed(Mail.CommitFailed failed)
    {
        _generation++;
        _play = null;
        if (Edition != _storedEdition)
        {
            Edition = _storedEdition;
            _sourcesOfStored = _sourcesBefore;
            _afterRecovery = (_program, _rules);
        }

        _broken = failed.Fault;
        _stored = failed.Fault.Kind == StoreFaultKind.DuplicateMessage ? (failed.Seat, failed.ClientId!) : null;
        foreach (var seat in _seats) seat.Outlet?.Close(LineEnd.StoreTrouble);
        if (failed.Fault.Kind != StoreFaultKind.DuplicateMessage) _setting.Room.StoreFailed(this, failed.Fault);
        if (!_isStored)
        {
            Ending = "neverBegan";
            Meetings = [];
            _setting.Room.NeverBegan(this);
            return;
        }

        UpdateMeetings();
        TryAgainSoon();
    }

    // Pages that come back try at once. Where no page is, a model or an absent worker's grace waits.
    private void TryAgainSoon() => _setting.Deadlines.Register(this, (_setting.Now + TimeSpan.FromSeconds(5)).ToUnixTimeMilliseconds());

    private void TakeUpReplacement()
    {
        var (program, rules) = _afterRecovery!.Value;
        _afterRecovery = null;
        _ = Replace(new Mail.Replace(program, rules, new TaskCompletionSource<Change?>()));
        _sourcesOfStored = null;
    }

    /// <summary>Plays the conversation again from what is stored, after a turn could not be written.</summary>
    private bool Recover()
    {
        if (Volatile.Read(ref _inFlight) > 0) return false;
        try
        {
            var turns = Stored();
            if (turns.Count == 0) return false;
            Ending = null;
            _broken = null;
            if (_afterRecovery is null) Resume(turns, Edition, Replay.ToTheLetter(_program, _rules, turns, Foreign));
            else
            {
                ShowEnd(turns, Edition);
                TakeUpReplacement();
            }
        }
        catch (StoreException e)
        {
            _broken = e.Fault;
            _setting.Room.StoreFailed(this, e.Fault);
            return false;
        }

        if (_stored is { } stored) Find(stored.Seat)?.SetAside(stored.ClientId);
        _stored = null;
        UpdateMeetings();
        _setting.Room.PartsAre(this, _seats);
        return true;
    }

    /// <summary>Takes up a conversation of a former process, before anything is posted to it. Under another script it is played as far as it fits.</summary>
    /// <returns>What changed; null for an ended conversation.</returns>
    public async Task<Change?> TakeUp(IReadOnlyList<Turn> turns, int edition, bool isSameScript, bool isOpen)
    {
        if (!isOpen)
        {
            ShowEnd(turns, edition);
            return null;
        }

        var letter = isSameScript ? Replay.ToTheLetter(_program, _rules, turns, Foreign) : null;
        if (letter is { Divergence: null })
        {
            Resume(turns, edition, letter);
            return new Change(Id, Diverged: false, SetAside: 0, [], []);
        }

        // The old script's text is gone with the process that had it. Play what fits, and write what came of it as a new edition.
        ShowEnd(turns, edition);
        Ending = null;
        var done = new TaskCompletionSource<Change?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new Mail.Replace(_program, _rules, done));
        var change = await done.Task;
        return letter is null || change is null ? change : change with { Notes = [.. letter.Notes, .. change.Notes] };
    }

    private void ShowEnd(IReadOnlyList<Turn> turns, int edition)
    {
        Edition = _storedEdition = edition;
        _lastTurn = turns.Count;
        var began = (Began)turns[0].Input;
        IsOnboarding = began.Onboarding;
        _unit = began.Unit;
        _startedAt = turns[0].At;
        Ending = turns[^1].Acts.LastOrDefault(act => act.Kind == ActKind.End)?.Name;
        Reseat(turns);
    }

    private void Resume(IReadOnlyList<Turn> turns, int edition, Replayed replayed)
    {
        ShowEnd(turns, edition);
        _play = replayed.Play.IsOver ? null : replayed.Play;
        if (_play is null) return;

        if (_ended is { IsCancellationRequested: true }) _ended = null;
        Start(_play.OpenEffects);
        UpdateMeetings();
        _registeredDue = long.MaxValue;
        RegisterDue();
    }

    /// <summary>Whether a worker has a seat. For whoever has just taken it up, before anything is posted to it.</summary>
    public bool Has(WorkerId worker) => Find(worker) is not null;

    /// <summary>Lets the time of open prompts begin anew after a restart, and counts everybody's grace from now.</summary>
    public void Reopen()
    {
        if (_play is null) return;
        foreach (var seat in _seats)
            if (seat is { HasEnded: false, IsModel: false, Outlet: null }) seat.AwaySince = _setting.Now;
        Post(new Renewed());
    }

    private void Reseat(IReadOnlyList<Turn> turns)
    {
        var old = _seats.ToList();
        _seats.Clear();
        foreach (var turn in turns)
        {
            if (turn.Input is Met met)
            {
                foreach (var seating in met.Seats)
                {
                    var seat = new Seat(seating.Seat, new WorkerId(seating.Worker), seating.Role, seating.IsModel);
                    if (old.Find(other => other.Number == seating.Seat) is { } before)
                    {
                        seat.Outlet = before.Outlet;
                        seat.AwaySince = before.AwaySince;
                    }

                    _seats.Add(seat);
                }
            }

            if (turn.Input is Said said) _seats[said.Seat - 1].Remember(said.ClientId);
            SeatEvents.Count(turn, NextEvent);
            foreach (var act in turn.Acts)
                if (act.Kind == ActKind.Ended) _seats[act.Seat - 1].Ending = act.Name;
        }

        foreach (var before in old)
            if (Find(before.Number) is { } seat) seat.Inherit(before);
    }

    private void Foreign(Play play, object? continuation) => Post(new Mail.Foreign(play, continuation));

    private List<Turn> Stored() => _setting.Store.ReadTurns(Id, Edition).Select(row => TurnJson.Read(row.Number, row.AtUnixMs, row.Body)).ToList();
}
