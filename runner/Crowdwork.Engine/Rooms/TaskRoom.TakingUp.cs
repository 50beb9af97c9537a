using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Rooms;

// What a former process left.
public abstract partial class TaskRoom
{
    /// <summary>Who it is that sits there, as this room knows them; null for somebody who has nothing to do with it any more.</summary>
    private protected abstract Attendance? AttendanceOf(SeatRow seat);

    /// <summary>Whether a worker plays the roles that config.json keeps for the operator.</summary>
    private protected virtual bool IsOperator(WorkerId worker) => false;

    /// <summary>A journal goes up to this moment; no clock may say that it is earlier.</summary>
    private protected virtual void ReachedTime(DateTimeOffset at)
    {
    }

    /// <summary>Everything that a former process left is taken up. Called under the gate.</summary>
    private protected virtual void TookUp()
    {
    }

    /// <summary>The conversations that a former process left: the open ones go on, and whoever saw an end sees it still.</summary>
    private protected async Task<(int Kept, IReadOnlyList<string> Notes)> TakeUpConversations(IWorldProgram world, PlayRules rules)
    {
        var notes = new List<string>();
        var kept = 0;
        var seats = _setting.Store.Seats(Run).ToLookup(seat => seat.Conversation);
        // Of what has ended, only the ends that somebody's page still shows.
        var shown = seats.SelectMany(conversation => conversation).Select(seat => (seat.Conversation, Who: AttendanceOf(seat))).Where(seat => seat.Who is not null)
            .GroupBy(seat => seat.Who).Select(places => places.Max(seat => seat.Conversation.Value)).ToHashSet();
        using var openTurns = new TurnsByConversation(_setting.Store.ReadOpenTurns(Run));
        foreach (var row in _setting.Store.Conversations(Run).OrderBy(row => row.Id.Value))
        {
            if (!row.IsOpen && !shown.Contains(row.Id.Value))
            {
                foreach (var seat in seats[row.Id]) CountIfFailed(row, seat);
                continue;
            }

            var rows = row.IsOpen ? openTurns.Of(row.Id) : _setting.Store.ReadTurns(row.Id, row.Edition);
            if (rows.Count == 0) continue;
            var turns = rows.Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body)).ToList();
            ReachedTime(turns[^1].At);

            var conversation = new Conversation(row.Id, world, rules, _conversationSetting);
            if (await conversation.TakeUp(turns, row.Edition, row.World == world.Hash, row.IsOpen) is { } change)
            {
                kept++;
                notes.AddRange(change.Notes.Select(note => $"Conversation {row.Id}: {note}"));
            }

            lock (Gate)
            {
                Conversations[row.Id] = conversation;
                foreach (var seat in seats[row.Id]) TakeUpSeat(conversation, row, seat);
            }
        }

        lock (Gate)
        {
            _savedCount = _setting.Store.Saved(Run).Count;
            IsLoading = false;
            foreach (var participant in Participants.Values)
            {
                // Their page came before their conversation could be taken up, and waits in the lobby.
                if (participant is { Conversation: { } conversation, Outlet: { } page }) conversation.Post(new Mail.Attach(participant.Id, page, Edition: 0, Event: 0));
            }

            foreach (var conversation in Conversations.Values)
            {
                conversation.Reopen();
                foreach (var meeting in conversation.Meetings) Meetings[KeyOf(meeting)] = meeting;
            }

            TookUp();
        }

        return (kept, notes);
    }

    private void TakeUpSeat(Conversation conversation, ConversationRow row, SeatRow seat)
    {
        CountIfFailed(row, seat);
        if (seat.Worker.Value.StartsWith("model:", StringComparison.Ordinal)) return;
        // A seat that a changed script does not have any more, or of somebody who has handed in and gone.
        if (!conversation.Has(seat.Worker) || AttendanceOf(seat) is not { } who) return;
        if (!Participants.TryGetValue(who, out var participant))
            Participants[who] = participant = new Participant(who, IsOperator(who.Worker));
        participant.HasComeBefore = true;
        if (row.Kind == ConversationKind.Onboarding && seat.State == PartStates.NameOf(PartState.Passed)) return;
        // Whoever is here already, in the waiting room, is not taken back to the end of something.
        if (participant.Outlet is not null && seat.State != SeatRow.Taken) return;
        SeatIn(participant, conversation);
        participant.Ending = seat.State == SeatRow.Taken ? null : seat.State;
    }

    /// <summary>A failed test is remembered even when nobody sees its end any more: there are only so many tries.</summary>
    private void CountIfFailed(ConversationRow row, SeatRow seat)
    {
        if (row.Kind != ConversationKind.Onboarding || seat.State != PartStates.NameOf(PartState.Failed)) return;
        lock (Gate) CountFailedTest(seat.Worker);
    }
}
