namespace Crowdwork.Engine.Store;

/// <summary>The last stored turn of a conversation; number 0 when its edition has none yet.</summary>
internal readonly record struct JournalHead(int Edition, int Number);

/// <summary>
/// Decides whether a turn may be stored next. When one fails, those that were submitted before their conversation learned of it would
/// leave a gap; they are refused here, and a conversation that has gone back to its last stored turn goes on.
/// </summary>
internal static class TurnOrder
{
    /// <param name="head">The last stored turn, null for a new conversation.</param>
    /// <param name="turn">What comes.</param>
    /// <param name="beginsEdition">Whether the same commit begins the turn's edition. A later edition that nobody began is a leftover
    /// of one that failed.</param>
    public static bool MayFollow(JournalHead? head, in TurnRow turn, bool beginsEdition) => head switch
    {
        null => turn.Number == TurnRow.FirstNumber,
        { } last when turn.Edition == last.Edition => turn.Number == last.Number + 1,
        { } last => turn.Edition > last.Edition && beginsEdition && turn.Number == TurnRow.FirstNumber,
    };

    public static StoreFault Refusal(JournalHead? head, in TurnRow turn)
    {
        var last = head is { } known ? $"turn {known.Number} of edition {known.Edition}" : "nothing";
        return new(StoreFaultKind.OutOfOrder,
            $"conversation {turn.Conversation}",
            $"turn {turn.Number} of edition {turn.Edition} cannot be stored after {last}; an earlier one has failed.",
            "Go back to the last stored turn and continue from there.");
    }
}
