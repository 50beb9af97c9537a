using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Runs;

// What the operator sees of those who are here. Everything else about a run is in the store.
public sealed partial class CrowdRun
{
    /// <summary>The rule of the task as it was launched; null where the script has none.</summary>
    public Func<Part, Decision>? Rule => ReviewRule;

    /// <summary>Whether the task keeps a role for the operator.</summary>
    public bool HasOperatorRole => Terms.Config.Roles.Values.Any(role => role.Operator);

    /// <summary>Everybody who waits, is tested, or is in a conversation, whether their line holds just now or not.</summary>
    public IReadOnlyList<PresentWorker> Present()
    {
        List<(Participant Participant, ConversationId? Conversation, string Place)> here;
        lock (Gate)
        {
            here = [.. Participants.Values.Where(IsPresent).Select(one => (one, one.Conversation?.Id, one.Conversation is { } conversation ? conversation.IsOnboarding ? "onboarding" : "talking" : "waiting"))];
        }

        return [.. here.Select(one =>
        {
            var seat = one.Conversation is { } conversation ? Store.Seats(conversation).LastOrDefault(row => row.Worker == one.Participant.Id) : null;
            var since = seat is null ? one.Participant.WaitingSince : DateTimeOffset.FromUnixTimeMilliseconds(seat.TakenAtUnixMs);
            return new PresentWorker(one.Participant.Attendance, one.Participant.IsOperator, one.Participant.IsOnline, one.Place, since, one.Conversation, seat?.Role);
        })];
    }
}

/// <summary>Somebody who is in a run just now.</summary>
/// <param name="Place"><c>waiting</c>, <c>onboarding</c> or <c>talking</c>.</param>
/// <param name="Since">Since when they are in this place.</param>
public sealed record PresentWorker(Attendance Who, bool IsOperator, bool IsOnline, string Place, DateTimeOffset Since, ConversationId? Conversation, string? Role);
