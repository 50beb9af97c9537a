using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Crowdwork.Engine.Store;
using Crowdwork.Web.Operator;
using Crowdwork.Web.Server;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Runs;

/// <summary>
/// Serves <c>/runs/socket</c>: pushes how a run stands whenever that has changed. A page that comes back after its line was lost gets the whole of it, so it has missed
/// nothing.
/// </summary>
internal sealed class RunSocket(RunDesks desks, LiveRuns live, OperatorGate gate, TimeProvider time, CancellationToken stopping)
{
    private const int LargestFrame = 4 * 1024;
    private const int ForbiddenClose = 4003;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    // Another process may write to the store, and time itself changes what is seen.
    private static readonly TimeSpan Unasked = TimeSpan.FromSeconds(2);

    // Of a run of many thousands a look takes its time; most of the machine belongs to the workers.
    private const int ShareOfTime = 10;

    public async Task Serve(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest || !SameOrigin.Holds(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            if (await Hello(socket, closing.Token) is { } run) await Follow(socket, run, closing);
            else await socket.CloseAsync((WebSocketCloseStatus)ForbiddenClose, null, closing.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The page is gone.
        }
    }

    private async Task<RunId?> Hello(WebSocket socket, CancellationToken cancelled)
    {
        var buffer = new byte[LargestFrame];
        var received = await socket.ReceiveAsync(buffer, cancelled);
        if (received is not { MessageType: WebSocketMessageType.Text, EndOfMessage: true }) return null;
        try
        {
            var hello = JsonSerializer.Deserialize<HelloFrame>(buffer.AsSpan(0, received.Count), JsonSerializerOptions.Web);
            return gate.Knows(hello?.Token) ? desks.Named(hello?.Run ?? "") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task Follow(WebSocket socket, RunId run, CancellationTokenSource closing)
    {
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Wake() => news.Writer.TryWrite(true);
        var one = live.Find(run);
        desks.Decided += Wake;
        if (one is not null) one.Run.Changed += Wake;
        if (one?.Loop is { } loop) loop.Changed += Wake;
        var pushing = Push(socket, run, news.Reader, closing.Token);
        try
        {
            // A page says nothing more; the end of its line is all that is waited for.
            var buffer = new byte[LargestFrame];
            while ((await socket.ReceiveAsync(buffer, closing.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        finally
        {
            desks.Decided -= Wake;
            if (one is not null) one.Run.Changed -= Wake;
            if (one?.Loop is { } known) known.Changed -= Wake;
            await closing.CancelAsync();
            try
            {
                await pushing;
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
            {
                // It was writing when the page went away, or the store was closed with the server.
            }
        }
    }

    private async Task Push(WebSocket socket, RunId run, ChannelReader<bool> news, CancellationToken cancelled)
    {
        byte[] last = [];
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            var frame = RunFrame.Of(desks.Store, run, live.Find(run), time.GetUtcNow());
            if (frame is not null && !frame.AsSpan().SequenceEqual(last)) await socket.SendAsync(last = frame, WebSocketMessageType.Text, endOfMessage: true, cancelled);
            var rest = Stopwatch.GetElapsedTime(started) * ShareOfTime;
            await Task.Delay(rest > Pace ? rest : Pace, time, cancelled);
            using var unasked = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            await Task.WhenAny(news.WaitToReadAsync(unasked.Token).AsTask(), Task.Delay(Unasked, time, unasked.Token));
            await unasked.CancelAsync();
            cancelled.ThrowIfCancellationRequested();
            news.TryRead(out _);
        }
    }

    private sealed record HelloFrame(string? Token, string? Run);
}
