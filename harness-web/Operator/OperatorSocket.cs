using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Crowdwork.Web.Server;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Operator;

/// <summary>
/// Serves <c>/harness/socket</c>: pushes the whole state of a rehearsal whenever it changes (at most every 40 ms), and does what the page asks for.
/// </summary>
internal sealed class OperatorSocket(RehearsalRooms rooms, OperatorGate gate, OperatorCommand commands, TimeProvider time, CancellationToken stopping)
{
    private const int LargestFrame = 16 * 1024;
    private const int ForbiddenClose = 4003;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);

    public async Task Serve(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest || !OperatorGate.Admits(http) || !SameOrigin.Holds(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await Serve(socket, closing);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The page is gone.
        }
    }

    private async Task Serve(WebSocket socket, CancellationTokenSource closing)
    {
        var hello = await Receive(socket, closing.Token);
        if (hello is not { } first || !gate.Knows(Text(first, "token")) || await rooms.Find(Text(first, "task") ?? "") is not { } room)
        {
            await socket.CloseAsync((WebSocketCloseStatus)ForbiddenClose, null, closing.Token);
            return;
        }

        // One thing to do at a time: frames may not be written from two sides.
        var outgoing = Channel.CreateBounded<byte[]?>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropWrite });
        void Wake() => outgoing.Writer.TryWrite(null);
        room.Rehearsal.Changed += Wake;
        room.Changed += Wake;
        room.Rehearsal.Watch(isWatched: true);
        var pushing = Push(socket, room, outgoing.Reader, closing.Token);
        try
        {
            Wake();
            while (await Receive(socket, closing.Token) is { } command) _ = Obey(command, room, outgoing.Writer, Wake);
        }
        finally
        {
            room.Rehearsal.Changed -= Wake;
            room.Changed -= Wake;
            room.Rehearsal.Watch(isWatched: false);
            outgoing.Writer.TryComplete();
            await closing.CancelAsync();
            try
            {
                await pushing;
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
            {
                // It was writing when the page went away.
            }
        }
    }

    private async Task Push(WebSocket socket, RehearsalRoom room, ChannelReader<byte[]?> outgoing, CancellationToken cancelled)
    {
        while (await outgoing.WaitToReadAsync(cancelled))
        {
            var isStale = false;
            while (outgoing.TryRead(out var frame))
            {
                if (frame is null) isStale = true;
                else await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancelled);
            }

            if (!isStale) continue;
            var state = StateFrame.Of(room, await room.Rehearsal.View());
            await socket.SendAsync(state, WebSocketMessageType.Text, endOfMessage: true, cancelled);
            await Task.Delay(Pace, time, cancelled);
        }
    }

    private async Task Obey(JsonElement command, RehearsalRoom room, ChannelWriter<byte[]?> outgoing, Action wake)
    {
        var id = command.TryGetProperty("id", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var parsed) ? parsed : 0;
        string? problem;
        try
        {
            problem = await commands.Do(room, command);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or Engine.Store.StoreException)
        {
            problem = e.Message;
        }

        outgoing.TryWrite(JsonSerializer.SerializeToUtf8Bytes(new { t = "did", id, ok = problem is null, problem }, StateFrame.Json));
        wake();
    }

    private static async Task<JsonElement?> Receive(WebSocket socket, CancellationToken cancelled)
    {
        var buffer = new byte[LargestFrame];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancelled);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) break;
            if (length == buffer.Length) return null;
        }

        try
        {
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
