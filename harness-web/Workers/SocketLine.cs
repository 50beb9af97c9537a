using System.Net.WebSockets;
using Crowdwork.Engine.Conversations;

namespace Crowdwork.Web.Workers;

/// <summary>A line over a WebSocket.</summary>
internal sealed class SocketLine(WebSocket socket, WorkerLimits limits) : WorkerLine(limits.LargestBacklog)
{
    protected override ValueTask Write(ReadOnlyMemory<byte> frame)
        => socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    protected override async ValueTask End(LineEnd end)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync((WebSocketCloseStatus)(int)end, null, CancellationToken.None);
    }
}
