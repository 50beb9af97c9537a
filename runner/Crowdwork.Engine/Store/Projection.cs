namespace Crowdwork.Engine.Store;

/// <summary>
/// What a commit changes beside the journal: tables that answer questions without reading every turn. Those of conversations, seats and
/// saved data can be made again from the journal (<see cref="CrowdStore.Rebuild"/>), so each must follow from the body of the turn it
/// is committed with. Runs, qualifications, and what runs post and pay are facts of their own.
/// </summary>
public abstract partial record Projection
{
    private Projection() { }

    /// <summary>A run begins.</summary>
    public sealed record RunOpened(RunId Run, string Task, string Kind, long Seed, long AtUnixMs) : Projection;

    /// <summary>A run takes no more work.</summary>
    public sealed record RunClosed(RunId Run, long AtUnixMs) : Projection;

    /// <summary>A conversation begins, in edition 1.</summary>
    /// <param name="Conversation">Its number.</param>
    /// <param name="Run">The run it belongs to.</param>
    /// <param name="Kind"><see cref="ConversationKind.Talk"/> or <see cref="ConversationKind.Onboarding"/>.</param>
    /// <param name="Unit">The piece of work it was given.</param>
    /// <param name="World">The hash of the compiled script.</param>
    /// <param name="AtUnixMs">When.</param>
    public sealed record ConversationOpened(ConversationId Conversation, RunId Run, string Kind, int Unit, string World, long AtUnixMs) : Projection;

    /// <summary>
    /// A complete new journal of the conversation begins under another script. What earlier editions saved leaves the projection (the
    /// journal keeps it), the seats stay, and an ended conversation is open again until the new edition ends it.
    /// </summary>
    public sealed record EditionBegun(ConversationId Conversation, int Edition, string World) : Projection;

    /// <summary>A worker has a seat. The same seat again, of the same worker, is a return to it.</summary>
    public sealed record SeatTaken(ConversationId Conversation, int Seat, WorkerId Worker, string Role, long AtUnixMs) : Projection;

    /// <summary>A worker has left, in a named state.</summary>
    public sealed record SeatLeft(ConversationId Conversation, int Seat, string State, long AtUnixMs) : Projection;

    /// <summary>The script saved something: the <paramref name="Index"/>-th thing of its turn.</summary>
    public sealed record DataSaved(ConversationId Conversation, int Edition, int Number, int Index, int Seat, string Type, ReadOnlyMemory<byte> Json) : Projection;

    /// <summary>A conversation is over.</summary>
    public sealed record ConversationEnded(ConversationId Conversation, string Ending, string? Detail, long AtUnixMs) : Projection;

    /// <summary>A worker has a qualification of this value.</summary>
    public sealed record QualificationSet(WorkerId Worker, string Name, int Value, long AtUnixMs) : Projection;

    /// <summary>A worker has a qualification no more.</summary>
    public sealed record QualificationRemoved(WorkerId Worker, string Name) : Projection;
}

/// <summary>The kinds of conversation that the store tells apart.</summary>
public static class ConversationKind
{
    public const string Talk = "talk";
    public const string Onboarding = "onboarding";
}
