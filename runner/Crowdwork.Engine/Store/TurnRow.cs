namespace Crowdwork.Engine.Store;

/// <summary>
/// One turn of a conversation: one input and everything the script did in answer. A row of the journal; never changed once written.
/// </summary>
/// <param name="Conversation">Whose journal this is.</param>
/// <param name="Edition">Which complete journal of the conversation; a new one begins when a saved script changed what was said.</param>
/// <param name="Number">Its place in the edition: <see cref="FirstNumber"/>, then always one more.</param>
/// <param name="AtUnixMs">When the input arrived, in milliseconds since 1970 (UTC).</param>
/// <param name="Seat">Whose input it was; 0 when it was nobody's (a timer, the start).</param>
/// <param name="ClientMessageId">The id the worker's page gave its message. The same id from the same seat is stored once, in whatever
/// edition; a turn that was copied into a later edition carries none.</param>
/// <param name="Body">UTF-8 JSON. The store never looks inside. Its bytes must stay as they are until the commit calls back.</param>
public readonly record struct TurnRow(
    ConversationId Conversation,
    int Edition,
    int Number,
    long AtUnixMs,
    int Seat,
    string? ClientMessageId,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>The number of the first turn of every edition.</summary>
    public const int FirstNumber = 1;
}
