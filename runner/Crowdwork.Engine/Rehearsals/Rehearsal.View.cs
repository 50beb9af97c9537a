using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Rehearsals;

// What the operator sees.
public sealed partial class Rehearsal
{
    /// <summary>The worker id of the operator's seat.</summary>
    public const string OperatorId = "operator";

    private const int MostShown = 100;

    private Func<Part, Decision>? ReviewRule { get; set; }

    private IReadOnlyList<Problem> _pageProblems = [];

    public TaskFolder Folder
    {
        get
        {
            lock (_gate) return _task;
        }
    }

    public int OpenConversations
    {
        get
        {
            lock (_gate) return _conversations.Values.Count(conversation => conversation.Ending is null);
        }
    }

    /// <summary>What is wrong with the pages that are compiled, in place of what was wrong before.</summary>
    public void NotePages(IReadOnlyList<Problem> problems)
    {
        lock (_gate) _pageProblems = problems;
        Changed?.Invoke();
    }

    /// <summary>Tells all pages of workers something that does not last.</summary>
    public void Broadcast(ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            foreach (var participant in _participants.Values) participant.Outlet?.Send(frame);
        }
    }

    public async Task<RehearsalView> View()
    {
        List<Conversation> conversations;
        lock (_gate) conversations = _conversations.Values.OrderByDescending(conversation => conversation.Id.Value).Take(MostShown).ToList();
        var views = await Task.WhenAll(conversations.Select(conversation => conversation.Look()));
        var saved = Volatile.Read(ref _savedCount);

        lock (_gate)
        {
            var seats = views.SelectMany(view => view.Seats.Select(seat => (view.Id, Seat: seat))).ToLookup(seat => (seat.Id, seat.Seat.Worker), seat => seat.Seat);
            var workers = _participants.Values.Select(participant => ViewOf(participant, seats)).ToArray();
            return new RehearsalView(
                _task, WithPages(BuildState), _faults.ToArray(), Clock.GetUtcNow(), Clock.IsRunning, Clock.IsPaused, Clock.Ahead, workers, views, LastChanges, saved,
                NextDue() is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null, _task.Config?.Roles.Values.Any(role => role.Operator) == true);
        }
    }

    /// <summary>The turns of a conversation, in all editions when asked for, as the store has them.</summary>
    public IReadOnlyList<TurnRow> Journal(long conversation)
    {
        var row = _setting.Store.Conversation(new ConversationId(conversation));
        return row is null || row.Run != _run ? [] : _setting.Store.ReadTurns(row.Id, row.Edition).ToArray();
    }

    public IReadOnlyList<SavedRow> Saved() => _setting.Store.Saved(_run).ToArray();

    public string? WorkerAt(ConversationId conversation, int seat)
        => _setting.Store.Seats(conversation).FirstOrDefault(row => row.Seat == seat)?.Worker.Value;

    /// <summary>What the review rule says about everybody, by the script as it is now.</summary>
    public IReadOnlyList<ProposedDecision> Review()
    {
        var proposals = new List<ProposedDecision>();
        foreach (var row in _setting.Store.Conversations(_run).Where(row => row.Kind == ConversationKind.Talk).TakeLast(MostShown))
        {
            var turns = _setting.Store.ReadTurns(row.Id, row.Edition).Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body)).ToList();
            if (turns.Count == 0) continue;
            foreach (var (_, state, part) in PartReader.Read(turns))
                proposals.Add(new ProposedDecision(row.Id.Value, part.Worker, part.Role, state, Engine.Review.ReviewRule.Apply(ReviewRule, part)));
        }

        return proposals;
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

public sealed record ProposedDecision(long Conversation, string Worker, string Role, string State, Decision Decision);
