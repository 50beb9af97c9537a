using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests.Runs;

/// <summary>Who may see the pages of a run, and who may do something with it: a real process, asked from outside.</summary>
public sealed partial class OperatorDoorTests : IAsyncLifetime
{
    private const string Script = """
        var worker = await Meet();
        var answer = await worker.Ask("How was it?");
        Save(new { answer.Text });
        """;

    private static readonly string[] OperatorPaths =
    [
        "/", "/runs", "/runs/{run}", "/runs/{run}/review", "/runs/socket", "/api/runs", "/api/runs/{run}", "/api/runs/{run}/review", "/api/runs/{run}/log", "/api/runs/{run}/stop", "/api/runs/{run}/go-on",
        "/api/runs/{run}/look", "/api/runs/{run}/cap", "/api/runs/{run}/parts/A/B", "/api/decide", "/api/launch", "/api/launch/offer", "/api/launch/begin", "/api/launch/serve", "/answers/{run}/page", "/answers/{run}/public/picture.png", "/harness/socket", "/tasks/qa",
    ];

    private RealRun _run = null!;

    public async ValueTask InitializeAsync() => _run = await RealRun.Launch(ProjectCopy.With("qa", Script, """{ "title": "Questions", "description": "Answer.", "reward": 0.50 }"""), "qa", "-n", "3");

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task WorkersServer_AskedForAnyPathOfTheOperator_HasNothing()
    {
        using var http = await _run.Inside();
        foreach (var path in OperatorPaths)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var message = new HttpRequestMessage(method, new Uri(_run.Workers, path.Replace("{run}", _run.Id)));
                using var answer = await http.SendAsync(message);
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{method} {path}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task OperatorsServer_WithoutTheKey_ShowsAndDoesNothing()
    {
        await _run.Finish("AHIDDEN", "A secret answer");
        using var stranger = new HttpClient { BaseAddress = _run.Operators };
        foreach (var path in OperatorPaths.Where(path => !path.Contains("/public/", StringComparison.Ordinal)))
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var message = new HttpRequestMessage(method, path.Replace("{run}", _run.Id));
                using var answer = await stranger.SendAsync(message);
                Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path}: {answer.StatusCode}");
                var text = await answer.Content.ReadAsStringAsync();
                Assert.DoesNotContain("AHIDDEN", text);
                Assert.DoesNotContain(_run.Key, text);
            }
        }

        using var wrong = await stranger.GetAsync($"/runs/{_run.Id}?key={new string('0', _run.Key.Length)}");
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Key_Shown_BecomesACookieThatOpensPagesAndDoesNothing()
    {
        using var plain = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _run.Operators };
        using var exchanged = await plain.GetAsync(_run.Link);
        Assert.Equal(HttpStatusCode.Redirect, exchanged.StatusCode);
        Assert.Equal($"/runs/{_run.Id}", exchanged.Headers.Location!.ToString());
        var cookie = Assert.Single(exchanged.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.DoesNotContain(_run.Key, cookie);

        async Task<HttpStatusCode> With(HttpMethod method, string path, HttpContent? body = null)
        {
            using var message = new HttpRequestMessage(method, path) { Content = body };
            message.Headers.Add("Cookie", cookie.Split(';')[0]);
            using var answer = await plain.SendAsync(message);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await With(HttpMethod.Get, $"/runs/{_run.Id}"));
        Assert.Equal(HttpStatusCode.Forbidden, await With(HttpMethod.Get, $"/api/runs/{_run.Id}/review"));
        Assert.Equal(HttpStatusCode.Forbidden, await With(HttpMethod.Post, $"/api/runs/{_run.Id}/stop"));
        Assert.Equal(HttpStatusCode.Forbidden, await With(HttpMethod.Post, "/api/decide", JsonContent.Create(new { run = _run.Id, act = "pay", by = "nobody" })));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    public async Task OperatorsServer_UnderAForeignName_RefusesEvenTheKey(string name)
    {
        using var http = new HttpClient { BaseAddress = _run.Operators };
        foreach (var path in new[] { $"/runs/{_run.Id}?key={_run.Key}", "/client/1/shared/dom.js", $"/api/runs/{_run.Id}" })
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, path);
            message.Headers.Host = name;
            message.Headers.Add("X-Operator-Token", _run.Key);
            using var answer = await http.SendAsync(message);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Socket_WithACookieAndAnotherToken_IsClosed()
    {
        using var handler = new HttpClientHandler();
        using var http = new HttpClient(handler) { BaseAddress = _run.Operators };
        (await http.GetAsync(_run.Link)).Dispose();
        var address = new UriBuilder(_run.Operators) { Scheme = "ws", Path = "/runs/socket" }.Uri;

        Assert.Equal((WebSocketCloseStatus)4003, await Said("""{ "token": "another", "run": "RUN" }"""));
        Assert.Equal((WebSocketCloseStatus)4003, await Said("""["no hello"]"""));
        Assert.Null(await Said($$"""{ "token": "{{_run.Key}}", "run": "RUN" }"""));

        async Task<WebSocketCloseStatus?> Said(string hello)
        {
            using var socket = new ClientWebSocket();
            socket.Options.Cookies = handler.CookieContainer;
            await socket.ConnectAsync(address, CancellationToken.None);
            await socket.SendAsync(Encoding.UTF8.GetBytes(hello.Replace("RUN", _run.Id)), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            var answer = await Guard.Within(socket.ReceiveAsync(new byte[64 * 1024], CancellationToken.None), () => "the socket should have answered.");
            return answer.CloseStatus;
        }
    }

    [Fact]
    public async Task ListOfTasks_OfTheHarness_LinksToTheRunWithoutItsKey_WhileItIsServed()
    {
        await using var harness = Runner.Start(_run.Project.Root, "harness", "--port", "0", "--marketplace-port", "0");
        var address = await harness.Says(said => AddressPattern().Match(said) is { Success: true } match ? match.Value : null);
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var link = $"{_run.Operators}runs/{_run.Id}";

        var served = await http.GetStringAsync("/");
        Assert.Contains($"href=\"{link}\"", served);
        Assert.Contains(">running<", served);
        Assert.DoesNotContain(_run.Key, served);

        await _run.Process.Kill();
        var left = await http.GetStringAsync("/");
        Assert.Contains(_run.Id, left);
        Assert.Contains(">not served<", left);
        Assert.DoesNotContain(link, left);
    }

    [GeneratedRegex(@"http://localhost:\d+")]
    private static partial Regex AddressPattern();

    [Fact]
    public async Task Cap_LoweredOrOdd_IsRefused_RaisedIsKept()
    {
        using var http = await _run.Inside();
        var before = (await _run.Read(http, "")).GetProperty("money").GetProperty("cap").GetInt64();

        foreach (var odd in new[] { 0.01m, -1m, 99.999m, 2_000_000m })
        {
            using var refused = await http.PostAsJsonAsync($"/api/runs/{_run.Id}/cap", new { dollars = odd });
            Assert.Contains("\"ok\":false", await refused.Content.ReadAsStringAsync());
        }

        using var raised = await http.PostAsJsonAsync($"/api/runs/{_run.Id}/cap", new { dollars = 99.50m });
        Assert.Equal(HttpStatusCode.OK, raised.StatusCode);
        Assert.NotEqual(9_950, before);
        Assert.Equal(9_950, (await _run.Read(http, "")).GetProperty("money").GetProperty("cap").GetInt64());
    }
}
