namespace Crowdwork.Engine.Rooms;

/// <summary>Something that went wrong in a rehearsal or a run.</summary>
/// <param name="Id">Counts up.</param>
/// <param name="At">When, by the clock of the room.</param>
/// <param name="Kind"><c>world</c> (the script), <c>page</c> (a worker's page) or <c>store</c>.</param>
/// <param name="Message">What.</param>
/// <param name="File">Where; empty when unknown.</param>
/// <param name="Line">From 1; 0 when unknown.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
/// <param name="Frames">The way there, innermost first.</param>
/// <param name="Conversation">In which conversation.</param>
/// <param name="Worker">On whose page.</param>
public sealed record Fault(
    int Id, DateTimeOffset At, string Kind, string Message, string File, int Line, int Column,
    IReadOnlyList<string> Frames, long? Conversation, string? Worker);
