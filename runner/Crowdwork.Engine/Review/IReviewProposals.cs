using System.Collections.Concurrent;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Review;

/// <summary>What a task's review rule says about a worker's part of a conversation.</summary>
public interface IReviewProposals
{
    /// <summary>Null when there is no such part.</summary>
    Decision? For(ConversationId conversation, WorkerId worker);

    /// <summary>How the part's answers were written, which is read on the same way; null when there is no such part.</summary>
    PartWriting? WritingOf(ConversationId conversation, WorkerId worker) => null;
}

/// <summary>Asks a script's rule, over the journal as the store has it.</summary>
/// <param name="store">Where the journals are.</param>
/// <param name="rule">The rule; null is the default one: what is finished is approved.</param>
public sealed class ReviewProposals(CrowdReader store, Func<Part, Decision>? rule) : IReviewProposals
{
    // What has ended says the same for ever; a queue of a thousand parts is looked at again and again.
    private readonly ConcurrentDictionary<(ConversationId, WorkerId), Read?> _ended = new();

    public Decision? For(ConversationId conversation, WorkerId worker) => Of(conversation, worker)?.Proposal;

    public PartWriting? WritingOf(ConversationId conversation, WorkerId worker) => Of(conversation, worker)?.Writing;

    private Read? Of(ConversationId conversation, WorkerId worker)
    {
        if (_ended.TryGetValue((conversation, worker), out var known)) return known;
        if (store.Conversation(conversation) is not { } row) return null;
        var turns = store.ReadTurns(row.Id, row.Edition).Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body)).ToList();
        if (turns.Count == 0) return null;
        // Who left a seat and took another has two; the last is the one that ended as their part did.
        var read = PartReader.Read(turns).Where(one => one.Part.Worker == worker.Value).Select(one => new Read(ReviewRule.Apply(rule, one.Part), PartWriting.Of(turns, one.Seat))).LastOrDefault();
        if (row.EndedAtUnixMs is not null) _ended[(conversation, worker)] = read;
        return read;
    }

    private sealed record Read(Decision Proposal, PartWriting Writing);
}
