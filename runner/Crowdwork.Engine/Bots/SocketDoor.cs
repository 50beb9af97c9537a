using System.Net.WebSockets;
using System.Text.Json;

namespace Crowdwork.Engine.Bots;

/// <summary>Leads to a server by the same WebSocket as a browser's.</summary>
/// <param name="server">Its address; only scheme, host and port count.</param>
/// <param name="token">The signed session.</param>
internal sealed class SocketDoor(Uri server, string token) : IBotDoor
{
    public string Token => token;

    public bool IsQuiet => true;

    public async Task<IBotLine?> Open(Action<JsonElement> hear)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(new UriBuilder(server) { Scheme = server.Scheme == "https" ? "wss" : "ws", Path = "/worker/socket", Query = "" }.Uri, CancellationToken.None);
            return new SocketLine(socket, hear);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or OperationCanceledException)
        {
            socket.Dispose();
            return null;
        }
    }

    private sealed class SocketLine : IBotLine
    {
        private readonly ClientWebSocket _socket;
        private readonly Lock _gate = new();
        private Task _writing = Task.CompletedTask;

        public SocketLine(ClientWebSocket socket, Action<JsonElement> hear)
        {
            _socket = socket;
            Closed = Read(hear);
        }

        public Task<int?> Closed { get; }

        public ValueTask Send(ReadOnlyMemory<byte> frame)
        {
            lock (_gate) return new ValueTask(_writing = SendAfter(_writing, frame));
        }

        public void Break() => _socket.Abort();

        // One after the other, in the order of the calls.
        private async Task SendAfter(Task former, ReadOnlyMemory<byte> frame)
        {
            await former;
            try
            {
                if (_socket.State == WebSocketState.Open) await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
            catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The reading side notices that the line is gone; what matters is in the outbox.
            }
        }

        private async Task<int?> Read(Action<JsonElement> hear)
        {
            var buffer = new byte[8 * 1024];
            using var message = new MemoryStream();
            try
            {
                while (true)
                {
                    message.SetLength(0);
                    ValueWebSocketReceiveResult part;
                    do
                    {
                        part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                        message.Write(buffer, 0, part.Count);
                    }
                    while (!part.EndOfMessage);

                    if (part.MessageType == WebSocketMessageType.Close) return (int?)_socket.CloseStatus;
                    Hand(message, hear);
                }
            }
            catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
            {
                return null;
            }
            finally
            {
                _socket.Dispose();
            }
        }

        // The server may put several frames that came together into one message.
        private static void Hand(MemoryStream message, Action<JsonElement> hear)
        {
            using var document = JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length));
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                hear(document.RootElement);
                return;
            }

            foreach (var frame in document.RootElement.EnumerateArray()) hear(frame);
        }
    }
}
