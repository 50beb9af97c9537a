namespace Crowdwork.Engine.Conversations;

/// <summary>The way to a worker's page: a socket, or its stand-in. Calls come from any thread and never block.</summary>
public interface ISeatOutlet
{
    /// <summary>Queues a frame.</summary>
    void Send(ReadOnlyMemory<byte> frame);

    /// <summary>Holds back what <see cref="Send"/> is given, until <see cref="Release"/>; <see cref="SendFirst"/> goes ahead of it.</summary>
    void Hold();

    void SendFirst(ReadOnlyMemory<byte> frame);

    void Release();

    /// <summary>Closes the line with a code of the protocol.</summary>
    void Close(LineEnd end);
}

/// <summary>Why the server closes a line; the numbers are those of docs/protocol.md.</summary>
public enum LineEnd
{
    Superseded = 4001,
    BadSession = 4003,
    TooMuch = 4008,
    Stopping = 4010,
    StoreTrouble = 4011,
}
