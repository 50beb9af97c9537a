using System.Buffers;
using System.Net.WebSockets;
using Crowdwork.Engine.Conversations;

namespace Crowdwork.Web.Workers;

/// <summary>A line over a WebSocket. What has gathered goes out as one message, an array of frames: a system call for each frame would be the larger part of the work.</summary>
internal sealed class SocketLine(WebSocket socket, WorkerLimits limits) : WorkerLine(limits.LargestBacklog)
{
    private const int LargestMessage = 32 * 1024;

    protected override async ValueTask Write(List<ReadOnlyMemory<byte>> frames)
    {
        for (var from = 0; from < frames.Count;)
        {
            var count = CountThatFit(frames, from);
            if (count == 1) await WriteMessage(frames[from]);
            else await SendTogether(frames, from, count);
            from += count;
        }
    }

    protected override async ValueTask End(LineEnd end)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync((WebSocketCloseStatus)(int)end, null, CancellationToken.None);
    }

    private static int CountThatFit(List<ReadOnlyMemory<byte>> frames, int from)
    {
        var bytes = frames[from].Length;
        var count = 1;
        while (from + count < frames.Count && bytes + frames[from + count].Length < LargestMessage) bytes += frames[from + count++].Length;
        return count;
    }

    private async ValueTask SendTogether(List<ReadOnlyMemory<byte>> frames, int from, int count)
    {
        var length = count + 1;
        for (var i = from; i < from + count; i++) length += frames[i].Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var at = 0;
        for (var i = from; i < from + count; i++)
        {
            buffer[at++] = i == from ? (byte)'[' : (byte)',';
            frames[i].CopyTo(buffer.AsMemory(at));
            at += frames[i].Length;
        }

        buffer[at++] = (byte)']';
        await WriteMessage(buffer.AsMemory(0, at));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private ValueTask WriteMessage(ReadOnlyMemory<byte> message)
        => socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
