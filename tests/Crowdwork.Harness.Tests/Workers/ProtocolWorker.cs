using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests.Workers;

/// <summary>
/// A worker's page without a browser, exactly as docs/protocol.md has it: it keeps what it said until that is acknowledged, says it again after every welcome,
/// comes back when the line is lost, ignores numbers that it has seen, and forgets everything on a reset.
/// </summary>
/// <remarks>
/// <code>
///   Say --> outbox --> WebSocket --> server
///   Events &lt;-- in order, each once &lt;--'      what breaks the protocol is collected in Complaints
/// </code>
/// </remarks>
internal sealed class ProtocolWorker : IAsyncDisposable
{
    private static int s_tabs;

    private readonly Uri _address;
    private readonly string _token;
    private readonly string _name;
    private readonly string _tab = $"tab{Interlocked.Increment(ref s_tabs)}";
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _writing = new(1, 1);

    private readonly Lock _gate = new();
    private readonly List<(string ClientId, JsonObject Frame)> _outbox = [];
    private readonly List<WorkerEvent> _events = [];
    private readonly Dictionary<string, string> _answers = [];
    private readonly List<string> _complaints = [];
    private readonly List<int> _closeCodes = [];
    private readonly List<JsonElement> _passing = [];
    private TaskCompletionSource _changed = New();
    private ClientWebSocket? _socket;
    private bool _welcomed;
    private int _lastMessage;
    private bool _isDisposed;
    private Task _running = Task.CompletedTask;

    public ProtocolWorker(Uri address, string token, string name)
    {
        _address = address;
        _token = token;
        _name = name;
    }

    public string Name => _name;

    public string Tab => _tab;

    public string Token => _token;

    /// <summary>The conversation that the page shows; 0 in the waiting room.</summary>
    public long Conversation { get; private set; }

    public int Edition { get; private set; }

    public int Seq { get; private set; }

    public int Welcomes { get; private set; }

    public int Resets { get; private set; }

    public bool InLobby { get; private set; }

    public bool IsWelcome
    {
        get
        {
            lock (_gate) return _welcomed;
        }
    }

    public bool HasNothingUnanswered
    {
        get
        {
            lock (_gate) return _outbox.Count == 0;
        }
    }

    /// <summary>How the last line was closed; null for a line that just broke.</summary>
    public int? CloseCode { get; private set; }

    /// <summary>With which codes the server has closed lines of this page.</summary>
    public IReadOnlyList<int> CloseCodes
    {
        get
        {
            lock (_gate) return _closeCodes.ToArray();
        }
    }

    public IReadOnlyList<WorkerEvent> Events
    {
        get
        {
            lock (_gate) return _events.ToArray();
        }
    }

    /// <summary>Frames that do not last, in the order in which they came.</summary>
    public IReadOnlyList<JsonElement> Passing
    {
        get
        {
            lock (_gate) return _passing.ToArray();
        }
    }

    /// <summary>What the server answered to each message: said, again, or refused and why.</summary>
    public IReadOnlyDictionary<string, string> Answers
    {
        get
        {
            lock (_gate) return new Dictionary<string, string>(_answers);
        }
    }

    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_gate) return _complaints.ToArray();
        }
    }

    /// <summary>The oldest question that is open, or null.</summary>
    public WorkerEvent? Asked
    {
        get
        {
            lock (_gate) return OpenPrompt();
        }
    }

    public WorkerEvent? Ending => Events.LastOrDefault(e => e.Kind == "ended");

    public string? Role => Events.LastOrDefault(e => e.Kind == "seated")?.TextOf("role");

    public IReadOnlyList<string?> Told => Events.Where(e => e.Kind == "told").Select(e => e.Text).ToArray();

    public IReadOnlyList<string?> Said => Events.Where(e => e.Kind == "said").Select(e => e.Text).ToArray();

    /// <summary>Connects, and comes back whenever the line is lost.</summary>
    public ProtocolWorker Start()
    {
        _running = Run();
        return this;
    }

    /// <summary>Starts and waits for the welcome.</summary>
    public async Task<ProtocolWorker> Join()
    {
        Start();
        await Until(worker => worker.Welcomes > 0, "the welcome");
        return this;
    }

    /// <summary>Says something that must arrive. Answers with the message's id.</summary>
    public string Say(string text, int? prompt = null, JsonObject? fields = null, JsonNode? signals = null)
    {
        lock (_gate)
        {
            var frame = new JsonObject { ["t"] = "say", ["conversation"] = Conversation, ["e"] = Edition, ["prompt"] = prompt ?? OpenPrompt()?.Prompt ?? 0 };
            if (fields is null) frame["text"] = text;
            else frame["fields"] = fields;
            if (signals is not null) frame["signals"] = signals;
            return Keep(frame);
        }
    }

    public string GiveBack()
    {
        lock (_gate) return Keep(new JsonObject { ["t"] = "return" });
    }

    /// <summary>Waits for a question, answers it, and waits until the answer is stored.</summary>
    public async Task<string> Answer(string text, JsonNode? signals = null)
    {
        await Until(worker => worker.Asked is not null, "a question");
        var id = Say(text, signals: signals);
        await Until(worker => worker.Answers.ContainsKey(id), $"the acknowledgement of '{text}'");
        return id;
    }

    /// <summary>Breaks the line without a word, as a tunnel does.</summary>
    public void Drop()
    {
        lock (_gate) _socket?.Abort();
    }

    /// <summary>Sends anything at all.</summary>
    public async Task SendRaw(ReadOnlyMemory<byte> bytes, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        ClientWebSocket? socket;
        lock (_gate) socket = _socket;
        await Write(socket!, bytes, type);
    }

    public Task SendRaw(string text) => SendRaw(Encoding.UTF8.GetBytes(text));

    /// <summary>Closes the page.</summary>
    public async Task Leave()
    {
        await _closing.CancelAsync();
        Drop();
        await _running;
    }

    public async Task Until(Func<ProtocolWorker, bool> holds, string what)
    {
        while (true)
        {
            Task changed;
            lock (_gate) changed = _changed.Task;
            if (holds(this)) return;
            await Guard.Within(changed, () => $"{_name} should have had {what}. {this}");
        }
    }

    /// <summary>Waits for something that any of several pages may bring about. To wait for one of them would be to miss what comes to the others.</summary>
    public static async Task UntilAny(IReadOnlyCollection<ProtocolWorker> workers, Func<bool> holds, string what)
    {
        while (true)
        {
            var changed = workers.Select(worker => worker.NextChange).ToArray();
            if (holds()) return;
            await Guard.Within(Task.WhenAny(changed), () => $"There should have been {what}.\n{string.Join('\n', workers)}");
        }
    }

    private Task NextChange
    {
        get
        {
            lock (_gate) return _changed.Task;
        }
    }

    public override string ToString()
        => $"{_name} (edition {Edition}, seq {Seq}, close {CloseCode}, lobby {InLobby}):\n  {string.Join("\n  ", Events)}\n  unanswered: {string.Join(", ", Outbox())}\n  {string.Join("\n  ", Complaints)}";

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await Leave();
        _closing.Dispose();
        _writing.Dispose();
    }

    private List<string> Outbox()
    {
        lock (_gate) return _outbox.Select(item => item.Frame.ToJsonString()).ToList();
    }

    private string Keep(JsonObject frame)
    {
        var id = $"{_tab}-{++_lastMessage}";
        frame["cid"] = id;
        _outbox.Add((id, frame));
        if (_welcomed && _socket is { } socket) _ = Write(socket, JsonSerializer.SerializeToUtf8Bytes(frame));
        return id;
    }

    private async Task Run()
    {
        while (!_closing.IsCancellationRequested)
        {
            var socket = new ClientWebSocket();
            try
            {
                lock (_gate) _socket = socket;
                await socket.ConnectAsync(new UriBuilder(_address) { Scheme = "ws", Path = "/worker/socket" }.Uri, _closing.Token);
                JsonObject hello;
                lock (_gate) hello = new JsonObject { ["t"] = "hello", ["v"] = 1, ["token"] = _token, ["tab"] = _tab, ["conversation"] = Conversation, ["edition"] = Edition, ["seq"] = Seq };
                await Write(socket, JsonSerializer.SerializeToUtf8Bytes(hello));
                await Read(socket);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
            {
                NoteClose(null);
            }

            socket.Dispose();
            if (CloseCode is 4001 or 4003 or 4008 || _closing.IsCancellationRequested) return;
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
        }
    }

    private async Task Read(ClientWebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            message.SetLength(0);
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), _closing.Token);
                message.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);

            if (part.MessageType == WebSocketMessageType.Close)
            {
                NoteClose((int?)socket.CloseStatus);
                return;
            }

            var frames = JsonDocument.Parse(message.ToArray()).RootElement;
            if (frames.ValueKind != JsonValueKind.Array) Hear(socket, frames);
            else foreach (var frame in frames.EnumerateArray()) Hear(socket, frame);
        }
    }

    private void NoteClose(int? code)
    {
        lock (_gate)
        {
            CloseCode = code;
            if (code is { } told) _closeCodes.Add(told);
            _welcomed = false;
            _socket = null;
            Tell();
        }
    }

    private void Hear(ClientWebSocket socket, JsonElement frame)
    {
        lock (_gate)
        {
            switch (frame.GetProperty("t").GetString())
            {
                case "welcome": Welcome(socket, frame); break;
                case "event": Happened(WorkerEvent.Of(frame, Edition)); break;
                case "reset": Reset(frame); break;
                case "refused": Answered(frame.GetProperty("cid").GetString()!, $"refused: {frame.GetProperty("why").GetString()}"); break;
                case "lobby":
                    Forget(0);
                    InLobby = true;
                    break;
                default: _passing.Add(frame); break;
            }

            Tell();
        }
    }

    private void Welcome(ClientWebSocket socket, JsonElement frame)
    {
        var edition = frame.GetProperty("edition").GetInt32();
        var conversation = frame.GetProperty("conversation").GetInt64();
        if (frame.GetProperty("reset").GetBoolean() || (Seq > 0 && (edition != Edition || conversation != Conversation))) Forget(edition);
        Conversation = conversation;
        Edition = edition;
        Welcomes++;
        CloseCode = null;
        _welcomed = true;
        foreach (var (_, unanswered) in _outbox) _ = Write(socket, JsonSerializer.SerializeToUtf8Bytes(unanswered));
    }

    private void Reset(JsonElement frame)
    {
        Resets++;
        Forget(frame.GetProperty("edition").GetInt32());
        foreach (var item in frame.GetProperty("events").EnumerateArray()) Happened(WorkerEvent.Of(item, Edition));
    }

    private void Forget(int edition)
    {
        Edition = edition;
        Seq = 0;
        InLobby = false;
        _events.Clear();
    }

    private void Happened(WorkerEvent item)
    {
        if (item.Edition < Edition) return;
        if (item.Edition > Edition) Forget(item.Edition);
        if (item.Number <= Seq)
        {
            // An event may come twice, but never in two versions.
            if (_events[item.Number - 1].ToString() != item.ToString()) _complaints.Add($"Event {item.Number} was {_events[item.Number - 1]} and is now {item}.");
            return;
        }

        if (item.Number != Seq + 1) _complaints.Add($"After event {Seq} came {item.Number}.");
        InLobby = false;
        Seq = item.Number;
        _events.Add(item);
        if (item is { Kind: "said" or "again", ClientId: { } id }) Answered(id, item.Kind);
        if (item.Kind == "ended") _outbox.RemoveAll(each => each.Frame["t"]!.GetValue<string>() == "return");
    }

    private void Answered(string id, string answer)
    {
        _answers[id] = answer;
        _outbox.RemoveAll(item => item.ClientId == id);
    }

    private WorkerEvent? OpenPrompt()
    {
        var open = new List<WorkerEvent>();
        foreach (var item in _events)
        {
            if (item.Kind == "asked") open.Add(item);
            if (item.Kind is "said" or "withdrawn") open.RemoveAll(asked => asked.Prompt == item.Prompt);
            if (item.Kind == "ended") open.Clear();
        }

        return open.FirstOrDefault(asked => _outbox.All(item => item.Frame["prompt"]?.GetValue<int>() != asked.Prompt));
    }

    private async Task Write(ClientWebSocket socket, ReadOnlyMemory<byte> bytes, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        await _writing.WaitAsync();
        try
        {
            if (socket.State == WebSocketState.Open) await socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The line is gone, which the reading side notices; what was said stays in the outbox.
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Tell()
    {
        _changed.TrySetResult();
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
