using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Engine.Store;
using Crowdwork.Harness.Tests.Operators;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;
using Crowdwork.Web.Sessions;

namespace Crowdwork.Harness.Tests;

/// <summary>What the server says to those it should not trust: forged sessions, foreign pages, frames that are none, and far too many of them.</summary>
public sealed class StrangersTests : IAsyncLifetime
{
    private RunningHarness _harness = null!;
    private OperatorLine _line = null!;

    public async ValueTask InitializeAsync()
    {
        _harness = await RunningHarness.Start(Relay.Project(), workers: 4);
        _line = await _harness.Operate(Relay.Task);
    }

    public async ValueTask DisposeAsync()
    {
        await _line.DisposeAsync();
        await _harness.DisposeAsync();
    }

    [Fact]
    public async Task Session_ForgedOrDamaged_IsRefusedOnTheSocketTheStreamAndThePage()
    {
        var token = _line.TokenOf("W1");
        var claim = JsonNode.Parse(Decode(token.Split('.')[0]))!;
        claim["Worker"] = "W2";
        string[] forged =
        [
            "", "x", "a.b", token + "x", token[1..], token.Split('.')[0], "." + token.Split('.')[1],
            $"{Encode(claim.ToJsonString())}.{token.Split('.')[1]}", new string('a', 5000),
        ];
        foreach (var bad in forged)
        {
            await using var worker = new ProtocolWorker(_harness.Address, bad, "stranger").Start();
            await worker.Until(w => w.CloseCodes.SequenceEqual([4003]), $"the close code of a bad session for '{bad}'");
            using var page = await _harness.Http.GetAsync($"/worker?t={bad}");
            Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
            using var stream = await _harness.Http.PostAsJsonAsync("/worker/stream", new { t = "hello", v = 1, token = bad, tab = "x", edition = 0, seq = 0 });
            Assert.Equal(HttpStatusCode.Forbidden, stream.StatusCode);
            using var sent = await _harness.Http.PostAsJsonAsync("/worker/send", new { token = bad, tab = "x", frames = Array.Empty<object>() });
            Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        }
    }

    [Fact]
    public async Task Session_ThatHasRunOut_IsRefused()
    {
        var tokens = SessionTokens.Load(_harness.Project[".crowd"], TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var expired = tokens.Sign(new Session(Relay.Task, new WorkerId("W1"), IsOperator: false, now.AddMinutes(-1)));
        var valid = tokens.Sign(new Session(Relay.Task, new WorkerId("W1"), IsOperator: false, now.AddMinutes(10)));

        await using var late = new ProtocolWorker(_harness.Address, expired, "late").Start();
        await late.Until(w => w.CloseCodes.SequenceEqual([4003]), "the close code of a session that has run out");
        Assert.Equal(HttpStatusCode.Forbidden, (await _harness.Http.GetAsync($"/worker?t={expired}")).StatusCode);
        await using var welcome = await new ProtocolWorker(_harness.Address, valid, "in time").Join();
        Assert.Empty(welcome.CloseCodes);
    }

    [Fact]
    public async Task Stream_WithTooManyFrames_IsEndedAsTooMuch()
    {
        var hello = new { t = "hello", v = 1, token = _line.TokenOf("W1"), tab = "flood", edition = 0, seq = 0 };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/worker/stream") { Content = JsonContent.Create(hello) };
        using var stream = await _harness.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Contains("\"welcome\"", await lines.ReadLineAsync());

        var frames = Enumerable.Repeat(new { t = "ping" }, 200).ToArray();
        using var flood = await _harness.Http.PostAsJsonAsync("/worker/send", new { token = hello.token, tab = "flood", frames });
        Assert.Equal(HttpStatusCode.TooManyRequests, flood.StatusCode);
        string? last = null;
        while (await Guard.Within(lines.ReadLineAsync(), () => "the stream should end") is { } next) last = next;
        Assert.Contains("4008", last);
    }

    [Fact]
    public async Task Frames_ThatAreNone_AreIgnoredAndTheLineGoesOn()
    {
        await using var first = await _harness.Page(_line, "W1").Join();
        await using var second = await _harness.Page(_line, "W2").Join();
        foreach (var worker in new[] { first, second }) await worker.Until(w => w.Role is not null, "a seat");
        var asked = first.Role == "left" ? first : second;
        foreach (var garbage in new[]
                 {
                     "", "{", "[]", "null", "7", "\"say\"", "{}", """{"t":7}""", """{"t":"unknown"}""", """{"t":"say"}""", """{"t":"say","cid":7}""",
                     """{"t":"say","cid":"x","prompt":"one","text":"a"}""", """{"t":"say","cid":"x","prompt":1e99,"text":"a"}""", """{"t":"hello"}""",
                     """{"t":"fault","message":null,"line":99999999999}""", "\u0000", new string('[', 30_000),
                 })
            await asked.SendRaw(garbage);
        await asked.SendRaw(new byte[] { 0xff, 0xfe, 0x7b }, WebSocketMessageType.Binary);
        await asked.Answer("after all that");
        Assert.Empty(asked.CloseCodes);
    }

    [Theory]
    [InlineData("""{"t":"say","cid":"","prompt":2,"text":"no id"}""", "invalid")]
    [InlineData("""{"t":"say","cid":"empty-1","prompt":0,"text":"  "}""", "empty")]
    [InlineData("""{"t":"say","cid":"late-1","prompt":999,"text":"which?"}""", "late")]
    [InlineData("""{"t":"say","cid":"fields-1","prompt":2,"fields":[1]}""", "invalid")]
    [InlineData("""{"t":"say","cid":"half-1","prompt":2,"text":"\ud800"}""", "invalid")]
    public async Task Message_ThatCannotBeTaken_IsRefusedWithItsReason(string frame, string why)
    {
        await using var first = await _harness.Page(_line, "W1").Join();
        await using var second = await _harness.Page(_line, "W2").Join();
        await first.Until(w => w.Role is not null, "a seat");
        await first.SendRaw(frame);
        await first.Until(w => w.Answers.Count > 0, $"a refusal of {frame}");
        Assert.Equal($"refused: {why}", first.Answers.Values.Single());
    }

    [Fact]
    public async Task Frame_TooLarge_ClosesTheLineAsTooMuch()
    {
        await using var worker = await _harness.Page(_line, "W1").Join();
        await worker.SendRaw($$"""{"t":"say","cid":"x","prompt":1,"text":"{{new string('a', 70_000)}}"}""");
        await worker.Until(w => w.CloseCodes.SequenceEqual([4008]), "the close code");
    }

    [Fact]
    public async Task Frames_TooMany_CloseTheLineAsTooMuch()
    {
        await using var worker = await _harness.Page(_line, "W1").Join();
        for (var frame = 0; frame < 300 && worker.CloseCodes.Count == 0 && worker.IsWelcome; frame++) await worker.SendRaw("""{"t":"ping"}""");
        await worker.Until(w => w.CloseCodes.SequenceEqual([4008]), "the close code");
        Assert.True(worker.Passing.Count(frame => frame.GetProperty("t").GetString() == "pong") >= 50, "A burst of fifty is allowed.");
    }

    [Fact]
    public async Task Line_WithoutHello_IsClosedAfterAWhile()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(_harness.SocketAddress("/worker/socket"), default);
        var ended = await Guard.Within(
            socket.ReceiveAsync(new byte[100], default).ContinueWith(read => read.IsFaulted || read.Result.MessageType == WebSocketMessageType.Close, TaskScheduler.Default),
            () => "a line without hello should be closed");
        Assert.True(ended);
    }

    [Theory]
    [InlineData("/worker/socket")]
    [InlineData("/harness/socket")]
    public async Task Socket_OfAForeignPage_IsRefused(string path)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://evil.example");
        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(_harness.SocketAddress(path), default));
        Assert.Contains("403", refusal.Message);
    }

    [Fact]
    public async Task Stream_OfAForeignPage_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/worker/stream")
        {
            Content = JsonContent.Create(new { t = "hello", v = 1, token = _line.TokenOf("W1"), tab = "x", edition = 0, seq = 0 }),
        };
        request.Headers.Add("Origin", "https://evil.example");
        using var answer = await _harness.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("journal/1")]
    [InlineData("saved")]
    [InlineData("review")]
    public async Task OperatorApi_WithoutTokenOrUnderAForeignName_IsRefused(string path)
    {
        var address = $"/harness/api/{Relay.Task}/{path}";
        Assert.Equal(HttpStatusCode.Forbidden, (await _harness.Http.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(address, "x", null));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(address, _line.TokenOf("W1"), null));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(address, _line.Token, "crowd.example"));
        Assert.Equal(HttpStatusCode.OK, await Ask(address, _line.Token, null));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tasks/relay")]
    [InlineData("/nothing")]
    public async Task OperatorPages_UnderAForeignName_AreRefusedAndTellNothing(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "crowd.example";
        using var answer = await _harness.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(_line.Token, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task OperatorSocket_WithAWrongToken_IsClosed()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(_harness.SocketAddress("/harness/socket"), default);
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { t = "hello", token = _line.TokenOf("W1"), task = Relay.Task }), WebSocketMessageType.Text, true, default);
        var closed = await Guard.Within(socket.ReceiveAsync(new byte[100], default), () => "the socket should be closed");
        Assert.Equal(WebSocketMessageType.Close, closed.MessageType);
        Assert.Equal(4003, (int)closed.CloseStatus!);
    }

    [Theory]
    [InlineData("/", "frame-ancestors 'none'")]
    [InlineData("/tasks/relay", "frame-ancestors 'none'")]
    [InlineData("/nothing", "frame-ancestors 'none'")]
    [InlineData("/worker?t=forged", "frame-ancestors 'self'")]
    [InlineData("/worker?t=W1", "frame-ancestors 'self'")]
    public async Task Pages_OfEveryKind_CarryTheirHeaders(string path, string ancestors)
    {
        using var answer = await _harness.Http.GetAsync(path.Replace("W1", _line.TokenOf("W1")));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("object-src 'none'", policy);
        Assert.Contains("base-uri 'none'", policy);
        Assert.Contains(ancestors, policy);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task WorkerPage_HoldsNothingOfTheOperator()
    {
        var page = await _harness.Http.GetStringAsync(_line.UrlOf("W1"));
        Assert.DoesNotContain(_line.Token, page);
        Assert.DoesNotContain("/harness", page);
        Assert.DoesNotContain("operator", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_harness.Project.Root, page);
    }

    [Fact]
    public async Task Files_OfTheClient_AreTypedAndNotSniffed()
    {
        var page = await _harness.Http.GetStringAsync(_line.UrlOf("W1"));
        var module = page.Split('"').First(text => text.EndsWith("/worker/main.js", StringComparison.Ordinal));
        using var answer = await _harness.Http.GetAsync(module);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    private async Task<HttpStatusCode> Ask(string address, string token, string? host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add(OperatorLine.TokenHeader, token);
        if (host is not null) request.Headers.Host = host;
        using var answer = await _harness.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static string Decode(string text) => Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(text));

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
