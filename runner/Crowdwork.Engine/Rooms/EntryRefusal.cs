using Crowdwork.Engine.Conversations;

namespace Crowdwork.Engine.Rooms;

/// <summary>Why a worker may not take part. Each reason has its own words, for the worker and for the operator: one message for all of them helps neither.</summary>
/// <param name="Name">How the store and the protocol call it.</param>
/// <param name="Text">What the worker reads.</param>
/// <param name="ForOperator">What the operator reads.</param>
/// <param name="Pay">What the worker reads about pay.</param>
public sealed record EntryRefusal(string Name, string Text, string ForOperator, string? Pay = null)
{
    public static EntryRefusal Blocked { get; } = new("blocked", "You cannot take part in this task.", "blocked by the script or the requester");

    /// <summary>The end of a part that never became one, in the words of the table of endings.</summary>
    internal static EntryRefusal Of(PartState state, PlayRules rules)
        => new(PartStates.NameOf(state), PartStates.TextOf(state), state == PartState.NobodyCame ? "waited in vain" : PartStates.NameOf(state), rules.PayText(state, 0));
}
