using System.Buffers;
using System.Net.WebSockets;
using Crowdwork.Engine.Conversations;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Workers;

/// <summary>Serves <c>/worker/socket</c>: one WebSocket per page.</summary>
internal sealed class WorkerSockets(
    IWorkerRooms rooms, SessionTokens tokens, LineBreaker breaker, WorkerLimits limits, TimeProvider time, CancellationToken stopping)
{
    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(10);

    public async Task Serve(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (!SameOrigin.Holds(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            // Real pings, answered by the browser below its scripts, so that a throttled tab still counts as there.
            KeepAliveInterval = TimeSpan.FromSeconds(15),
            KeepAliveTimeout = TimeSpan.FromSeconds(10),
        });
        await Serve(socket, http.RequestAborted);
    }

    private async Task Serve(WebSocket socket, CancellationToken aborted)
    {
        var line = new SocketLine(socket, limits);
        var meter = new RateMeter(limits, time);
        using var farewell = stopping.Register(() => line.Close(LineEnd.Stopping));
        WorkerDesk? desk = null;
        try
        {
            desk = await Welcome(socket, line, aborted);
            if (desk is null)
            {
                line.Close(LineEnd.BadSession);
                await ReadToTheEnd(socket, aborted);
                return;
            }

            while (await Receive(socket, aborted) is { } message)
            {
                using (message)
                {
                    if (message.IsTooLarge || !meter.Allows())
                    {
                        line.Close(LineEnd.TooMuch);
                        break;
                    }

                    if (ClientFrame.Read(message.Bytes) is { } frame) desk.Take(frame);
                }
            }

            await ReadToTheEnd(socket, aborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // Pages vanish without a word all the time; the seat waits for them.
        }
        finally
        {
            desk?.Close();
        }
    }

    private async Task<WorkerDesk?> Welcome(WebSocket socket, SocketLine line, CancellationToken aborted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        using var timer = time.CreateTimer(source => ((CancellationTokenSource)source!).Cancel(), patience, HelloWithin, Timeout.InfiniteTimeSpan);
        using var message = await Receive(socket, patience.Token);
        if (message is null || message.IsTooLarge || ClientFrame.Read(message.Bytes) is not { Type: "hello" } hello) return null;
        if (tokens.Read(hello.Token) is not { } session) return null;
        if (await rooms.Find(session.Room) is not { } room)
        {
            if (rooms.IsExpected(session.Room)) line.Close(LineEnd.Stopping);
            return null;
        }

        if (breaker.IsBroken(session))
        {
            line.Close(LineEnd.Stopping);
            return null;
        }

        breaker.Hold(session, line);
        var desk = new WorkerDesk(room, session, line);
        desk.Open(hello);
        return desk;
    }

    /// <summary>The next message, or null at the end of the line.</summary>
    private async ValueTask<Message?> Receive(WebSocket socket, CancellationToken cancelled)
    {
        // An idle line keeps no buffer: the first read waits with none.
        var probe = await socket.ReceiveAsync(Memory<byte>.Empty, cancelled);
        if (probe.MessageType == WebSocketMessageType.Close) return null;

        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancelled);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage || length > limits.LargestFrame) return new Message(buffer, length, length > limits.LargestFrame);
            if (length < buffer.Length) continue;

            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }

    // The close frame that we sent is answered by the page; only then is the line really over.
    private static async Task ReadToTheEnd(WebSocket socket, CancellationToken aborted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        var buffer = new byte[256];
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close) break;
        }

        if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
    }

    private sealed class Message(byte[] buffer, int length, bool isTooLarge) : IDisposable
    {
        public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

        public bool IsTooLarge => isTooLarge;

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
    }
}
