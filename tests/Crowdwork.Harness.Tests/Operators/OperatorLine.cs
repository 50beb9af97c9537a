using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests.Operators;

/// <summary>The operator's page without a browser: reads the token from the page, watches the state, gives commands.</summary>
internal sealed partial class OperatorLine : IAsyncDisposable
{
    public const string TokenHeader = "X-Operator-Token";

    private readonly RunningHarness _harness;
    private readonly string _task;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<int, TaskCompletionSource<JsonElement>> _asked = [];
    private TaskCompletionSource _changed = New();
    private JsonElement? _state;
    private int _lastId;
    private Task _reading = Task.CompletedTask;

    private OperatorLine(RunningHarness harness, string task, string token)
    {
        _harness = harness;
        _task = task;
        Token = token;
    }

    public string Token { get; }

    public JsonElement State
    {
        get
        {
            lock (_gate) return _state ?? throw new InvalidOperationException("No state has come yet.");
        }
    }

    public static async Task<OperatorLine> Open(RunningHarness harness, string task)
    {
        var line = new OperatorLine(harness, task, await ReadToken(harness, task));
        await line._socket.ConnectAsync(harness.SocketAddress("/harness/socket"), default);
        await line.Send(new { t = "hello", token = line.Token, task });
        line._reading = line.Read();
        await line.Until(_ => true, "the first state");
        return line;
    }

    public static async Task<string> ReadToken(RunningHarness harness, string task)
    {
        var page = await harness.Http.GetStringAsync($"/tasks/{task}");
        return JsonNode.Parse(BootPattern().Match(page).Groups[1].Value)!["token"]!.GetValue<string>();
    }

    /// <summary>Waits until the state is as it should be, and answers with it.</summary>
    public async Task<JsonElement> Until(Func<JsonElement, bool> holds, string what)
    {
        while (true)
        {
            Task changed;
            JsonElement? state;
            lock (_gate)
            {
                changed = _changed.Task;
                state = _state;
            }

            if (state is { } known && holds(known)) return known;
            if (_reading.IsFaulted || _reading.IsCompletedSuccessfully) throw new InvalidOperationException($"The operator's line is gone. Wanted: {what}\n{_harness.Said}");
            await Guard.Within(Task.WhenAny(changed, _reading), () => $"the operator should see {what}; the state is {state}\n{_harness.Said}");
        }
    }

    /// <summary>Gives a command and waits until it is done. Answers with the problem, or null.</summary>
    public async Task<string?> Do(string what, object? details = null)
    {
        var command = details is null ? [] : JsonSerializer.SerializeToNode(details)!.AsObject();
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        int id;
        lock (_gate) _asked[id = ++_lastId] = answer;
        command["t"] = "do";
        command["id"] = id;
        command["what"] = what;
        await Send(command);
        var did = await Guard.Within(answer.Task, () => $"the command {what} should have been answered.\n{_harness.Said}");
        Assert.Equal(did.GetProperty("ok").GetBoolean(), did.GetProperty("problem").ValueKind == JsonValueKind.Null);
        return did.GetProperty("problem").GetString();
    }

    public async Task MustDo(string what, object? details = null) => Assert.Null(await Do(what, details));

    public Task SendRaw(object frame) => Send(frame);

    /// <summary>A list of the harness API.</summary>
    public async Task<JsonElement> Api(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/harness/api/{_task}/{path}");
        request.Headers.Add(TokenHeader, Token);
        using var answer = await _harness.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    public JsonElement Worker(string id) => State.GetProperty("workers").EnumerateArray().Single(worker => worker.GetProperty("id").GetString() == id);

    public string TokenOf(string worker) => Worker(worker).GetProperty("url").GetString()!.Split("t=")[1];

    public string UrlOf(string worker) => Worker(worker).GetProperty("url").GetString()!;

    /// <summary>Waits until a script has been built, successfully or not, that is not the one of this generation and time.</summary>
    public Task<JsonElement> UntilBuilt(JsonElement since, string state = "ok")
    {
        var at = since.GetProperty("build").GetProperty("at").GetInt64();
        return Until(
            now => now.GetProperty("build").GetProperty("at").GetInt64() > at && now.GetProperty("build").GetProperty("state").GetString() == state,
            $"a new build that is {state}");
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Abort();
        await _reading.ContinueWith(_ => { }, TaskScheduler.Default);
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task Read()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            message.SetLength(0);
            ValueWebSocketReceiveResult part;
            do
            {
                try
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(), _closing.Token);
                }
                catch (Exception e) when (e is WebSocketException or OperationCanceledException)
                {
                    Note(null);
                    return;
                }

                message.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);

            if (part.MessageType == WebSocketMessageType.Close) return;
            Note(JsonDocument.Parse(message.ToArray()).RootElement);
        }
    }

    private void Note(JsonElement? frame)
    {
        lock (_gate)
        {
            if (frame is { } did && did.GetProperty("t").GetString() == "did")
            {
                if (_asked.Remove(did.GetProperty("id").GetInt32(), out var answer)) answer.TrySetResult(did);
            }
            else if (frame is { } state)
            {
                _state = state;
            }

            _changed.TrySetResult();
            _changed = New();
        }
    }

    private Task Send(object frame)
        => _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame), WebSocketMessageType.Text, endOfMessage: true, default);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex("""<script type="application/json" id="boot">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex BootPattern();
}
