using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pairing;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Rooms;

// The waiting room: who is here, and who meets whom.
public abstract partial class TaskRoom
{
    // Beyond this number only the newcomer is told what is being waited for.
    private const int SmallRoom = 20;

    private static readonly TimeSpan KeepsPlace = TimeSpan.FromSeconds(60);

    // Who sits where, or sat there and is still shown its end.
    private readonly Dictionary<(ConversationId, WorkerId), Participant> _seated = [];

    /// <summary>A worker's page is here. It belongs to this worker from now on; an older page of theirs is closed.</summary>
    /// <param name="who">Who, as the signed session says.</param>
    /// <param name="isOperator">Whether it is the operator's seat.</param>
    /// <param name="outlet">The way to the page.</param>
    /// <param name="edition">The edition that the page has seen; 0 on a fresh load.</param>
    /// <param name="seen">The last event that the page has seen.</param>
    /// <param name="knows">The conversation that the page has seen this in; 0 when it does not say.</param>
    public void Connect(Attendance who, bool isOperator, ISeatOutlet outlet, int edition, int seen, long knows = 0)
    {
        Conversation? conversation;
        lock (Gate)
        {
            if (!Participants.TryGetValue(who, out var participant))
                Participants[who] = participant = new Participant(who, isOperator);
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
        conversation?.Post(new Mail.Attach(who.Worker, outlet, edition, seen));
        PresenceChanged();
        Changed?.Invoke();
    }

    /// <summary>A page is gone.</summary>
    public void Disconnect(Attendance who, ISeatOutlet outlet)
    {
        Conversation? conversation;
        lock (Gate)
        {
            if (!Participants.TryGetValue(who, out var participant) || participant.Outlet != outlet) return;
            participant.Outlet = null;
            participant.LostSince = Now;
            if (participant.IsOnline) _online--;
            participant.IsOnline = false;
            conversation = participant.Conversation;
        }

        conversation?.Post(new Mail.Detach(who.Worker, outlet));
        PresenceChanged();
        Changed?.Invoke();
    }

    /// <summary>A worker says something, in the conversation that the page knows; 0 when it does not say which.</summary>
    public void Say(Attendance who, ISeatOutlet from, string clientId, int edition, int prompt, string text, string? fields, long knows = 0, Signals? signals = null)
    {
        if (ConversationOf(who) is { } conversation)
        {
            if (knows != 0 && knows != conversation.Id.Value)
            {
                from.Send(ServerFrames.Refused(clientId, "closed", "This was for a conversation that is over. Your text was not sent."));
                return;
            }

            conversation.Post(new Mail.Message(from, who.Worker, clientId, edition, prompt, text, fields, signals));
            return;
        }

        from.Send(ServerFrames.Refused(clientId, "closed", "You are not in a conversation. Your text was not sent."));
    }

    public void Typing(Attendance who) => ConversationOf(who)?.Post(new Mail.Typing(who.Worker));

    /// <summary>A worker gives the work back.</summary>
    public bool GiveBack(Attendance who)
    {
        if (ConversationOf(who) is not { } conversation) return LeaveWaitingRoom(who);
        conversation.Post(new Mail.GiveBack(who.Worker, null));
        return true;
    }

    /// <summary>Lets the time of what a worker is asked run out. False when they are asked nothing.</summary>
    public bool TimeOut(Attendance who)
    {
        if (ConversationOf(who) is not { } conversation) return false;
        conversation.Post(new Mail.TimeOut(who.Worker));
        return true;
    }

    /// <summary>A worker whose part is over, or who left the waiting room, would like to take part again. A run on a crowd asks them to accept again instead.</summary>
    public void TakePartAgain(Attendance who)
    {
        Conversation? goingOn;
        lock (Gate) goingOn = Participants.GetValueOrDefault(who) is { Ending: null } participant ? participant.Conversation : null;
        if (goingOn is null) BeginAnew(who);
        // A page hears of its end from the journal, and may be faster than the conversation, which tells us: it is asked behind whatever it is still doing.
        else goingOn.Post(new Mail.Then(() => BeginAnew(who)));
    }

    /// <summary>Whether somebody whose part is over may begin another one with the same assignment. Called under the gate.</summary>
    private protected virtual bool MayBeginAnew(Participant participant) => true;

    private void BeginAnew(Attendance who)
    {
        lock (Gate)
        {
            if (!Participants.TryGetValue(who, out var participant) || participant.IsWaiting) return;
            if (participant.Conversation is not null && participant.Ending is null) return;
            if (!MayBeginAnew(participant)) return;
            BackToTheWaitingRoom(participant);
            Pair();
        }

        Changed?.Invoke();
    }

    /// <summary>Takes a worker out of the room.</summary>
    public void Remove(Attendance who)
    {
        GiveBack(who);
        lock (Gate)
        {
            if (!Participants.Remove(who, out var participant)) return;
            participant.Outlet?.Close(LineEnd.BadSession);
            if (participant.IsOnline) _online--;
        }

        PresenceChanged();
        Changed?.Invoke();
    }

    private protected Conversation? ConversationOf(Attendance who)
    {
        lock (Gate) return Participants.GetValueOrDefault(who)?.Conversation;
    }

    /// <summary>Who sits there, where it is anybody whom this room knows.</summary>
    private protected Participant? ParticipantIn(Conversation conversation, WorkerId worker) => _seated.GetValueOrDefault((conversation.Id, worker));

    private protected void SeatIn(Participant participant, Conversation conversation)
    {
        participant.Conversation = conversation;
        participant.Ending = null;
        participant.Ticket = null;
        _seated[(conversation.Id, participant.Id)] = participant;
    }

    private void EnterWaitingRoom(Participant participant)
    {
        var now = Now;
        if (participant.Ticket is null || now - participant.LostSince > KeepsPlace)
        {
            participant.Ticket = ++_lastTicket;
            participant.WaitingSince = now;
        }

        participant.LostSince = null;
        participant.Outlet!.Send(ServerFrames.Welcome(
            participant.Id.Value, Definition.Name, conversation: 0, edition: 0, seq: 0, reset: true, now, _setting.ClockRuns()));

        Arrived(participant);
        if (RefusalOf(participant) is { } refusal)
        {
            SendAway(participant, refusal);
            return;
        }

        Pair();
        if (participant.IsWaiting) TellWaiting(participant);
    }

    /// <summary>Sends a worker away who has no part in a conversation. Called under the gate.</summary>
    private protected void SendAway(Participant participant, EntryRefusal refusal)
    {
        participant.Ticket = null;
        SentAway(participant, refusal);
        participant.Outlet?.Send(ServerFrames.TurnedAway(refusal.Name, refusal.Text, Now, refusal.Pay));
    }

    private bool LeaveWaitingRoom(Attendance who)
    {
        lock (Gate)
        {
            if (Participants.GetValueOrDefault(who) is not { IsWaiting: true } participant) return false;
            SendAway(participant, EntryRefusal.Of(PartState.Returned, Rules));
        }

        Changed?.Invoke();
        return true;
    }

    private protected void BackToTheWaitingRoom(Participant participant)
    {
        // The page is not the old seat's any more, whatever still happens there.
        if (participant is { Conversation: { } old })
        {
            if (participant.Outlet is { } page) old.Post(new Mail.Detach(participant.Id, page));
            if (ParticipantIn(old, participant.Id) == participant) _seated.Remove((old.Id, participant.Id));
        }

        participant.Conversation = null;
        participant.Ending = null;
        participant.Ticket = null;
        participant.HasPassed = false;
        if (participant.Outlet is not null) EnterWaitingRoom(participant);
    }

    /// <summary>Seats whoever can be seated, and begins a conversation when people wait and none is waiting for them.</summary>
    private protected void Pair()
    {
        if (World is null || IsLoading || IsClosing) return;
        StartOnboardings();

        var waiting = new List<Waiting>();
        foreach (var participant in Participants.Values)
            if (participant.IsWaiting && !NeedsOnboarding(participant)) waiting.Add(new Waiting(participant.Attendance, participant.Ticket!.Value, participant.IsOperator));

        foreach (var match in Matchmaker.Find(Meetings.Values, waiting, IsForOperator, MayTake)) Seat(match);
        if (!Meetings.Values.Any(HoldsUpOthers) && Starting is null && !HoldsNewConversations && waiting.Exists(worker => Participants[worker.Who].IsWaiting && !worker.IsOperator))
            BeginConversation();
        if (Participants.Count <= SmallRoom)
            foreach (var participant in Participants.Values)
                if (participant.IsWaiting) TellWaiting(participant);
    }

    // Whoever has a seat there, with whatever assignment, does not get a second one: they would talk to themselves.
    private bool MayTake(Meeting meeting, Waiting worker)
        => ParticipantIn(meeting.Conversation, worker.Who.Worker) is not { } seated || (seated.Attendance == worker.Who && seated.Ending is not null);

    private void Seat(Match match)
    {
        var conversation = match.Meeting.Conversation;
        Meetings.Remove(KeyOf(match.Meeting));
        var comers = match.Takers.Zip(match.Meeting.Places, (taker, place) =>
        {
            if (taker is null) return new Comer($"model:{place.Role}", place.Role, null, IsModel: true);
            var participant = Participants[taker.Who];
            SeatIn(participant, conversation);
            Seated(participant, conversation);
            return new Comer(taker.Who.Worker.Value, place.Role, participant.Outlet, IsModel: false);
        }).ToArray();
        conversation.Post(new Arrival(match.Meeting.Call, comers));
    }

    private void BeginConversation()
    {
        if (NextUnit() is not { } unit) return;
        var conversation = NewConversation();
        Starting = conversation;
        conversation.Begin(new Began(Run.Value, World!.Hash, unit, RowOf(unit), _setting.Seed(), Onboarding: false));
    }

    private Conversation NewConversation()
    {
        var conversation = new Conversation(_setting.Store.NextConversation(), World!, Rules, _conversationSetting);
        Conversations[conversation.Id] = conversation;
        return conversation;
    }

    // A conversation in which somebody is seated may wait for one more, or for the operator, for as long as it likes; the next can begin meanwhile.
    private static bool HoldsUpOthers(Meeting meeting) => !meeting.Conversation.HasMet;

    private string? RowOf(int unit) => Rows.Count == 0 ? null : Rows[unit % Rows.Count].ToString();

    private bool IsForOperator(string role) => Definition.Config?.Roles.GetValueOrDefault(role)?.Operator == true;

    private void UpdateMeetings(Conversation conversation)
    {
        lock (Gate)
        {
            if (!Conversations.ContainsKey(conversation.Id)) return;
            ForgetMeetings(conversation);
            foreach (var meeting in conversation.Meetings) Meetings[KeyOf(meeting)] = meeting;
            if (Starting == conversation) Starting = null;
            Pair();
        }
    }

    private void ForgetMeetings(Conversation conversation)
    {
        foreach (var key in Meetings.Where(meeting => meeting.Value.Conversation == conversation).Select(meeting => meeting.Key).ToArray()) Meetings.Remove(key);
    }

    // Older conversations first, and in one conversation the older call.
    private protected static long KeyOf(Meeting meeting) => meeting.Conversation.Id.Value * 100_000 + meeting.Call;

    private void NotePartEnded(Conversation conversation, Seat seat, string state, int sent)
    {
        lock (Gate)
        {
            if (ParticipantIn(conversation, seat.Worker) is not { } participant || participant.Conversation != conversation) return;
            participant.Ending = state;
            // In the same moment as the end: whoever tries again at once must not have a try more than others.
            if (conversation.IsOnboarding && state == PartStates.NameOf(PartState.Failed)) CountFailedTest(participant.Id);
            PartIsOver(participant, conversation, state, sent);
        }
    }

    private void NoteOver(Conversation conversation, string ending)
    {
        lock (Gate)
        {
            if (conversation.IsOnboarding) NoteOnboarded(conversation, ending);
            if (conversation.IsOnboarding && !conversation.HasMet) HoldsNewConversations = true;
            ConversationIsOver(conversation, ending);
            if (Starting == conversation)
            {
                Starting = null;
                // It ended before it met anybody. The next one would do the same, so the room waits for a better script.
                HoldsNewConversations = true;
                if (ending != "fault")
                    AddFault(new Fault(0, Now, "world", "The script ended before it met anybody. Let it await Meet(...).", Show(Definition.WorldPath ?? ""), 1, 1, [], conversation.Id.Value, null));
                foreach (var participant in Participants.Values)
                    if (participant.IsWaiting) TellWaiting(participant);
                return;
            }

            // Those who were told that they wait for this conversation are told that nobody came.
            if (ending == "nobodyCame" && !conversation.HasMet)
                foreach (var participant in Participants.Values.Where(p => p.IsWaiting).ToArray()) SendAway(participant, EntryRefusal.Of(PartState.NobodyCame, Rules));
            Pair();
        }
    }

    /// <summary>A reload or a recovery may have ended parts, or let ended ones go on.</summary>
    private void NoteParts(Conversation conversation, IReadOnlyList<Seat> seats)
    {
        lock (Gate)
        {
            foreach (var seat in seats)
                if (ParticipantIn(conversation, seat.Worker) is { } participant && participant.Conversation == conversation) participant.Ending = seat.Ending;
        }
    }

    private void TakeBack(Conversation conversation, IReadOnlyList<WorkerId> workers)
    {
        lock (Gate)
        {
            foreach (var worker in workers)
                if (ParticipantIn(conversation, worker) is { } participant && participant.Conversation == conversation) BackToTheWaitingRoom(participant);
        }
    }

    /// <summary>The store refused a conversation's very beginning. Pages are closed so that they try again in their own time, and not we in a circle.</summary>
    private void ForgetUnbegun(Conversation conversation)
    {
        lock (Gate)
        {
            Conversations.Remove(conversation.Id);
            ForgetMeetings(conversation);
            if (Starting == conversation) Starting = null;
            ConversationIsOver(conversation, "neverBegan");
            foreach (var participant in Participants.Values)
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
                participant.LostSince = Now;
                if (participant.IsOnline) _online--;
                participant.IsOnline = false;
            }
        }

        PresenceChanged();
    }

    private protected void TellWaiting(Participant participant)
    {
        var meeting = Meetings.Values.FirstOrDefault();
        var places = meeting?.Places.Where(place => !place.IsForModel).Select(place => place.Role).ToArray() ?? [];
        var until = meeting is { Due: > 0 } ? DateTimeOffset.FromUnixTimeMilliseconds(meeting.Due) : (DateTimeOffset?)null;
        var text = World is null
            ? "The task cannot start yet: its script has problems."
            : HoldsNewConversations
                ? "The task cannot start: its script failed before it met anybody."
                : places.Length > 1 ? "Waiting for other participants." : "One moment, please.";
        participant.Outlet!.Send(ServerFrames.Lobby(participant.WaitingSince, until, places, text));
    }
}
