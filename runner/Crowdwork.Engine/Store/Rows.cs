namespace Crowdwork.Engine.Store;

/// <summary>A run as the store knows it; open while <see cref="ClosedAtUnixMs"/> is null.</summary>
public sealed record RunRow(RunId Id, string Task, string Kind, long Seed, long OpenedAtUnixMs, long? ClosedAtUnixMs);

/// <summary>A conversation, in its latest edition; open while <see cref="EndedAtUnixMs"/> is null.</summary>
public sealed record ConversationRow(
    ConversationId Id, RunId Run, string Kind, int Unit, string World, int Edition, long OpenedAtUnixMs,
    string? Ending, string? Detail, long? EndedAtUnixMs)
{
    public bool IsOpen => EndedAtUnixMs is null;
}

/// <summary>A seat; <see cref="State"/> is <see cref="Taken"/> until the worker leaves in a state of another name.</summary>
public sealed record SeatRow(ConversationId Conversation, int Seat, WorkerId Worker, string Role, string State, long TakenAtUnixMs, long? LeftAtUnixMs)
{
    public const string Taken = "taken";
}

/// <summary>One thing a script saved, in the conversation's latest edition.</summary>
public sealed record SavedRow(ConversationId Conversation, int Edition, int Number, int Index, int Seat, string Type, ReadOnlyMemory<byte> Json);

/// <summary>A qualification that a worker has.</summary>
public sealed record QualificationRow(WorkerId Worker, string Name, int Value, long AtUnixMs);

/// <summary>How many conversations of a run there are of a kind and an ending.</summary>
/// <param name="Seated">In how many of them anybody had a seat.</param>
public sealed record ConversationCount(string Kind, string? Ending, bool IsOpen, int Count, int Seated);
