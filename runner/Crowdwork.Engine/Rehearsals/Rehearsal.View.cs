using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Rehearsals;

// What the operator sees.
public sealed partial class Rehearsal
{
    /// <summary>The worker id of the operator's seat.</summary>
    public const string OperatorId = "operator";

    private IReadOnlyList<Problem> _pageProblems = [];

    /// <summary>Whether everybody is tested before their first conversation.</summary>
    internal bool BeginsWithATest => HasOnboarding;

    /// <summary>What is wrong with the pages that are compiled, in place of what was wrong before.</summary>
    public override void NotePages(IReadOnlyList<Problem> problems)
    {
        lock (Gate) _pageProblems = problems;
        NoteChange();
    }

    public async Task<RehearsalView> View()
    {
        List<Conversation> conversations;
        lock (Gate) conversations = Conversations.Values.OrderByDescending(conversation => conversation.Id.Value).Take(MostShown).ToList();
        var views = await Task.WhenAll(conversations.Select(conversation => conversation.Look()));
        var saved = SavedCount;

        lock (Gate)
        {
            var seats = views.SelectMany(view => view.Seats.Select(seat => (view.Id, Seat: seat))).ToLookup(seat => (seat.Id, seat.Seat.Worker), seat => seat.Seat);
            var workers = Participants.Values.Select(participant => ViewOf(participant, seats)).ToArray();
            return new RehearsalView(
                Definition, WithPages(BuildState), Faults, Clock.GetUtcNow(), Clock.IsRunning, Clock.IsPaused, Clock.Ahead, workers, views, LastChanges, saved,
                NextDue() is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null, Definition.Config?.Roles.Values.Any(role => role.Operator) == true);
        }
    }

    private BuildState WithPages(BuildState build) => _pageProblems.Count == 0 ? build : build with
    {
        State = _pageProblems.Any(problem => problem.Severity == Severity.Error) ? "failed" : build.State,
        Problems = [.. build.Problems, .. _pageProblems],
    };

    private static ParticipantView ViewOf(Participant participant, ILookup<(ConversationId, WorkerId), SeatView> seats)
    {
        var seat = participant.Conversation is { } conversation ? seats[(conversation.Id, participant.Id)].LastOrDefault() : null;
        var state = participant switch
        {
            { Conversation: null, IsWaiting: true } => "waiting",
            { Conversation: null } => "new",
            { Ending: not null } => "ended",
            { Conversation.IsOnboarding: true } => "onboarding",
            _ => "talking",
        };
        return new ParticipantView(
            participant.Id.Value, participant.IsOperator, seat?.Role, participant.Conversation?.Id.Value,
            participant.IsOnline ? "online" : participant.HasComeBefore ? "offline" : "never", state, participant.Ending, seat?.Due is > 0 ? seat.Due : null);
    }
}

/// <summary>A rehearsal at one moment.</summary>
public sealed record RehearsalView(
    TaskFolder Task, BuildState Build, IReadOnlyList<Fault> Faults, DateTimeOffset Now, bool Running, bool Paused, TimeSpan Ahead,
    IReadOnlyList<ParticipantView> Workers, IReadOnlyList<ConversationView> Conversations, Changes? Changes, int Saved,
    DateTimeOffset? NextDue, bool HasOperatorRole);

public sealed record ParticipantView(
    string Id, bool IsOperator, string? Role, long? Conversation, string Connection, string State, string? Ending, long? Due);
