using System.Net.WebSockets;
using System.Text;

namespace Crowdwork.Bench;

/// <summary>A worker without a browser: says hello, and calls back for every frame.</summary>
internal sealed class LoadWorker : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    // Small, because ten thousand of them share this process; it grows for the few large messages.
    private byte[] _buffer = new byte[2 * 1024];
    private readonly SemaphoreSlim _sending = new(1, 1);
    private int _messages;

    public async Task Connect(string address, string? token, string tab)
    {
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await _socket.ConnectAsync(new Uri(address.Replace("http://", "ws://", StringComparison.Ordinal) + "/worker/socket"), CancellationToken.None);
        Tab = tab;
        if (token is not null) await Send($$"""{"t":"hello","v":1,"token":"{{token}}","tab":"{{tab}}","edition":0,"seq":0}""");
    }

    public string Tab { get; private set; } = "";

    public async Task Send(string frame)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    public Task Say(string text, int prompt = 0)
        => Send($$"""{"t":"say","e":1,"cid":"{{Tab}}-{{Interlocked.Increment(ref _messages)}}","prompt":{{prompt}},"text":"{{text}}"}""");

    /// <summary>Reads until the line ends. The span is valid during the call only.</summary>
    public async Task Read(Func<ReadOnlyMemory<byte>, ValueTask> onFrame)
    {
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
                    length += part.Count;
                    if (!part.EndOfMessage && length == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close) return;
                await onFrame(_buffer.AsMemory(0, length));
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The measure is over.
        }
    }

    public void Dispose() => _socket.Dispose();
}
