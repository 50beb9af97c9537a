using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pairing;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Rehearsals;

// The waiting room: who is here, and who meets whom.
public sealed partial class Rehearsal
{
    // Beyond this number only the newcomer is told what is being waited for.
    private const int SmallRoom = 20;

    private static readonly TimeSpan KeepsPlace = TimeSpan.FromSeconds(60);

    /// <summary>A worker's page is here. It belongs to this worker from now on; an older page of theirs is closed.</summary>
    /// <param name="worker">Who, as the signed session says.</param>
    /// <param name="isOperator">Whether it is the operator's seat.</param>
    /// <param name="outlet">The way to the page.</param>
    /// <param name="edition">The edition that the page has seen; 0 on a fresh load.</param>
    /// <param name="seen">The last event that the page has seen.</param>
    /// <param name="knows">The conversation that the page has seen this in; 0 when it does not say.</param>
    public void Connect(WorkerId worker, bool isOperator, ISeatOutlet outlet, int edition, int seen, long knows = 0)
    {
        Conversation? conversation;
        lock (_gate)
        {
            if (!_participants.TryGetValue(worker, out var participant))
                _participants[worker] = participant = new Participant(worker, isOperator);
            if (!participant.IsOnline) _online++;
            participant.IsOnline = true;
            participant.HasComeBefore = true;
            conversation = participant.Conversation;
            if (participant.Outlet is { } older && older != outlet) older.Close(LineEnd.Superseded);
            participant.Outlet = outlet;
            if (conversation is null) EnterWaitingRoom(participant);
        }

        // What a page has seen of another conversation says nothing about this one.
        if (knows != 0 && knows != conversation?.Id.Value) (edition, seen) = (0, 0);
        conversation?.Post(new Mail.Attach(worker, outlet, edition, seen));
        WindClock();
        Changed?.Invoke();
    }

    /// <summary>A page is gone.</summary>
    public void Disconnect(WorkerId worker, ISeatOutlet outlet)
    {
        Conversation? conversation;
        lock (_gate)
        {
            if (!_participants.TryGetValue(worker, out var participant) || participant.Outlet != outlet) return;
            participant.Outlet = null;
            participant.LostSince = Clock.GetUtcNow();
            if (participant.IsOnline) _online--;
            participant.IsOnline = false;
            conversation = participant.Conversation;
        }

        conversation?.Post(new Mail.Detach(worker, outlet));
        WindClock();
        Changed?.Invoke();
    }

    /// <summary>A worker says something, in the conversation that the page knows; 0 when it does not say which.</summary>
    public void Say(WorkerId worker, ISeatOutlet from, string clientId, int edition, int prompt, string text, string? fields, long knows = 0)
    {
        if (ConversationOf(worker) is { } conversation)
        {
            if (knows != 0 && knows != conversation.Id.Value)
            {
                from.Send(ServerFrames.Refused(clientId, "closed", "This was for a conversation that is over. Your text was not sent."));
                return;
            }

            conversation.Post(new Mail.Message(from, worker, clientId, edition, prompt, text, fields));
            return;
        }

        from.Send(ServerFrames.Refused(clientId, "closed", "You are not in a conversation. Your text was not sent."));
    }

    public void Typing(WorkerId worker) => ConversationOf(worker)?.Post(new Mail.Typing(worker));

    /// <summary>A worker gives the work back.</summary>
    public bool GiveBack(WorkerId worker)
    {
        if (ConversationOf(worker) is not { } conversation) return LeaveWaitingRoom(worker);
        conversation.Post(new Mail.GiveBack(worker, null));
        return true;
    }

    /// <summary>Lets the time of what a worker is asked run out. False when they are asked nothing.</summary>
    public bool TimeOut(WorkerId worker)
    {
        if (ConversationOf(worker) is not { } conversation) return false;
        conversation.Post(new Mail.TimeOut(worker));
        return true;
    }

    /// <summary>A worker whose part is over, or who left the waiting room, would like to take part again.</summary>
    public void TakePartAgain(WorkerId worker)
    {
        lock (_gate)
        {
            if (!_participants.TryGetValue(worker, out var participant) || participant.IsWaiting) return;
            if (participant.Conversation is not null && participant.Ending is null) return;
            BackToTheWaitingRoom(participant);
            Pair();
        }

        Changed?.Invoke();
    }

    /// <summary>Takes a worker out of the rehearsal.</summary>
    public void Remove(WorkerId worker)
    {
        GiveBack(worker);
        lock (_gate)
        {
            if (!_participants.Remove(worker, out var participant)) return;
            participant.Outlet?.Close(LineEnd.BadSession);
            if (participant.IsOnline) _online--;
        }

        WindClock();
        Changed?.Invoke();
    }

    /// <summary>An error in a worker's page, for the author's eyes.</summary>
    public void NotePageFault(WorkerId worker, string message, string source, int line, int column)
        => AddFault(new Fault(0, Clock.GetUtcNow(), "page", message, source, line, column, [], null, worker.Value));

    private Conversation? ConversationOf(WorkerId worker)
    {
        lock (_gate) return _participants.GetValueOrDefault(worker)?.Conversation;
    }

    private void EnterWaitingRoom(Participant participant)
    {
        var now = Clock.GetUtcNow();
        if (participant.Ticket is null || now - participant.LostSince > KeepsPlace)
        {
            participant.Ticket = ++_lastTicket;
            participant.WaitingSince = now;
        }

        participant.LostSince = null;
        participant.Outlet!.Send(ServerFrames.Welcome(
            participant.Id.Value, Name, conversation: 0, edition: 0, seq: 0, reset: true, now, Clock.IsRunning));

        if (IsBlocked(participant.Id))
        {
            participant.Ticket = null;
            participant.Outlet.Send(ServerFrames.TurnedAway("blocked", "You cannot take part in this task.", now));
            return;
        }

        Pair();
        if (participant.IsWaiting) TellWaiting(participant);
    }

    private bool LeaveWaitingRoom(WorkerId worker)
    {
        lock (_gate)
        {
            if (_participants.GetValueOrDefault(worker) is not { IsWaiting: true } participant) return false;
            participant.Ticket = null;
            participant.Outlet!.Send(ServerFrames.TurnedAway(
                PartStates.NameOf(PartState.Returned), PartStates.TextOf(PartState.Returned), Clock.GetUtcNow(), _rules.PayText(PartState.Returned, 0)));
        }

        Changed?.Invoke();
        return true;
    }

    private void BackToTheWaitingRoom(Participant participant)
    {
        // The page is not the old seat's any more, whatever still happens there.
        if (participant is { Conversation: { } old, Outlet: { } page }) old.Post(new Mail.Detach(participant.Id, page));
        participant.Conversation = null;
        participant.Ending = null;
        participant.Ticket = null;
        participant.HasPassed = false;
        if (participant.Outlet is not null) EnterWaitingRoom(participant);
    }

    private bool IsBlocked(WorkerId worker) => _setting.Store.Qualification(worker, TurnProjections.BlockOf(Name)) is not null;

    /// <summary>Seats whoever can be seated, and begins a conversation when people wait and none is waiting for them.</summary>
    private void Pair()
    {
        if (World is null || _loading || _closing.IsCancellationRequested) return;
        StartOnboardings();

        var waiting = new List<Waiting>();
        foreach (var participant in _participants.Values)
            if (participant.IsWaiting && !NeedsOnboarding(participant)) waiting.Add(new Waiting(participant.Id, participant.Ticket!.Value, participant.IsOperator));

        foreach (var match in Matchmaker.Find(_meetings.Values, waiting, IsForOperator)) Seat(match);
        if (!_meetings.Values.Any(HoldsUpOthers) && _starting is null && !_holdNewConversations && waiting.Exists(worker => _participants[worker.Worker].IsWaiting && !worker.IsOperator))
            BeginConversation();
        if (_participants.Count <= SmallRoom)
            foreach (var participant in _participants.Values)
                if (participant.IsWaiting) TellWaiting(participant);
    }

    private void Seat(Match match)
    {
        var conversation = match.Meeting.Conversation;
        _meetings.Remove(KeyOf(match.Meeting));
        var comers = match.Takers.Zip(match.Meeting.Places, (taker, place) =>
        {
            if (taker is null) return new Comer($"model:{place.Role}", place.Role, null, IsModel: true);
            var participant = _participants[taker.Worker];
            participant.Conversation = conversation;
            participant.Ending = null;
            participant.Ticket = null;
            return new Comer(taker.Worker.Value, place.Role, participant.Outlet, IsModel: false);
        }).ToArray();
        conversation.Post(new Arrival(match.Meeting.Call, comers));
    }

    private void BeginConversation()
    {
        var conversation = NewConversation();
        _starting = conversation;
        var unit = _nextUnit++;
        conversation.Begin(new Began(_run.Value, World!.Hash, unit, RowOf(unit), _setting.Seed(), Onboarding: false));
    }

    private Conversation NewConversation()
    {
        var conversation = new Conversation(_setting.Store.NextConversation(), World!, _rules, _conversationSetting);
        _conversations[conversation.Id] = conversation;
        return conversation;
    }

    // A conversation in which somebody is seated may wait for one more, or for the operator, for as long as it likes; the next can begin meanwhile.
    private static bool HoldsUpOthers(Meeting meeting) => !meeting.Conversation.HasMet;

    private string? RowOf(int unit) => _rows.Count == 0 ? null : _rows[(unit + _setting.FirstRow) % _rows.Count].ToString();

    private bool IsForOperator(string role) => _task.Config?.Roles.GetValueOrDefault(role)?.Operator == true;

    private void UpdateMeetings(Conversation conversation)
    {
        lock (_gate)
        {
            if (!_conversations.ContainsKey(conversation.Id)) return;
            foreach (var key in _meetings.Where(meeting => meeting.Value.Conversation == conversation).Select(meeting => meeting.Key).ToArray())
                _meetings.Remove(key);
            foreach (var meeting in conversation.Meetings) _meetings[KeyOf(meeting)] = meeting;
            if (_starting == conversation) _starting = null;
            Pair();
        }
    }

    // Older conversations first, and in one conversation the older call.
    private static long KeyOf(Meeting meeting) => meeting.Conversation.Id.Value * 100_000 + meeting.Call;

    private void NotePartEnded(Conversation conversation, Seat seat, string state)
    {
        lock (_gate)
        {
            if (_participants.TryGetValue(seat.Worker, out var participant) && participant.Conversation == conversation) participant.Ending = state;
        }
    }

    private void NoteOver(Conversation conversation, string ending)
    {
        lock (_gate)
        {
            if (conversation.IsOnboarding) NoteOnboarded(conversation, ending);
            if (conversation.IsOnboarding && !conversation.HasMet) _holdNewConversations = true;
            if (_starting == conversation)
            {
                _starting = null;
                // It ended before it met anybody. The next one would do the same, so the room waits for a better script.
                _holdNewConversations = true;
                if (ending != "fault")
                    AddFault(new Fault(0, Clock.GetUtcNow(), "world", "The script ended before it met anybody. Let it await Meet(...).", Show(_task.WorldPath ?? ""), 1, 1, [], conversation.Id.Value, null));
                foreach (var participant in _participants.Values)
                    if (participant.IsWaiting) TellWaiting(participant);
                return;
            }

            // Those who wait for this conversation wait on for another.
            if (ending == "nobodyCame" && !conversation.HasMet) foreach (var participant in _participants.Values.Where(p => p.IsWaiting).ToArray()) SendAwayUnpaired(participant);
            Pair();
        }
    }

    /// <summary>A reload or a recovery may have ended parts, or let ended ones go on.</summary>
    private void NoteParts(Conversation conversation, IReadOnlyList<Seat> seats)
    {
        lock (_gate)
        {
            foreach (var seat in seats)
                if (_participants.TryGetValue(seat.Worker, out var participant) && participant.Conversation == conversation) participant.Ending = seat.Ending;
        }
    }

    private void TakeBack(Conversation conversation, IReadOnlyList<WorkerId> workers)
    {
        lock (_gate)
        {
            foreach (var worker in workers)
                if (_participants.TryGetValue(worker, out var participant) && participant.Conversation == conversation) BackToTheWaitingRoom(participant);
        }
    }

    /// <summary>The store refused a conversation's very beginning. Pages are closed so that they try again in their own time, and not we in a circle.</summary>
    private void ForgetUnbegun(Conversation conversation)
    {
        lock (_gate)
        {
            _conversations.Remove(conversation.Id);
            foreach (var key in _meetings.Where(meeting => meeting.Value.Conversation == conversation).Select(meeting => meeting.Key).ToArray()) _meetings.Remove(key);
            if (_starting == conversation) _starting = null;
            foreach (var participant in _participants.Values)
            {
                if (participant.Conversation == conversation)
                {
                    participant.Conversation = null;
                    participant.Ending = null;
                }
                else if (!participant.IsWaiting)
                {
                    continue;
                }

                participant.Outlet?.Close(LineEnd.StoreTrouble);
                participant.Outlet = null;
                participant.LostSince = Clock.GetUtcNow();
                if (participant.IsOnline) _online--;
                participant.IsOnline = false;
            }
        }

        WindClock();
    }

    private void SendAwayUnpaired(Participant participant)
    {
        participant.Ticket = null;
        participant.Outlet!.Send(ServerFrames.TurnedAway(
            PartStates.NameOf(PartState.NobodyCame), PartStates.TextOf(PartState.NobodyCame), Clock.GetUtcNow(), _rules.PayText(PartState.NobodyCame, 0)));
    }

    private void TellWaiting(Participant participant)
    {
        var meeting = _meetings.Values.FirstOrDefault();
        var places = meeting?.Places.Where(place => !place.IsForModel).Select(place => place.Role).ToArray() ?? [];
        var until = meeting is { Due: > 0 } ? DateTimeOffset.FromUnixTimeMilliseconds(meeting.Due) : (DateTimeOffset?)null;
        var text = World is null
            ? "The task cannot start yet: its script has problems."
            : _holdNewConversations
                ? "The task cannot start: its script failed before it met anybody."
                : places.Length > 1 ? "Waiting for other participants." : "One moment, please.";
        participant.Outlet!.Send(ServerFrames.Lobby(participant.WaitingSince, until, places, text));
    }
}
