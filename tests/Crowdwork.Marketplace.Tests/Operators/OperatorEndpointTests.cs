using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Operators;

public sealed class OperatorEndpointTests
{
    [Fact]
    public async Task TheClock_PutForwardOverHttp_SaysWhatTimeItIs()
    {
        await using var market = await RunningMarket.Start();

        var (status, clock) = await Post(market, "/clock", """{"advanceSeconds": 86400}""");

        Assert.Equal((HttpStatusCode.OK, 86400), (status, (double)clock["aheadSeconds"]!));
        Assert.Equal(TimeSpan.FromDays(1), market.Server.Clock.Ahead);
    }

    [Fact]
    public async Task Faults_SetOverHttp_StrikeAndAreTakenBack()
    {
        await using var market = await RunningMarket.Start();

        var (status, settings) = await Post(market, "/faults", """{"calls": [{"fault": "throttle", "operation": "ListHITs"}], "trailingEmptyPage": true}""");
        Assert.Equal((HttpStatusCode.OK, "throttle"), (status, (string?)settings["calls"]![0]!["fault"]));
        Assert.Equal("ThrottlingException", (await market.Api.Refused("ListHITs", new { })).Type);

        using var http = new HttpClient { BaseAddress = market.Server.Url };
        (await http.DeleteAsync(new Uri("/faults", UriKind.Relative), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await market.Api.Call("ListHITs");
    }

    [Theory]
    [InlineData("/clock", """{"advanceSeconds": -5}""")]
    [InlineData("/clock", """{"advanceSeconds": 1e300}""")]
    [InlineData("/clock", """{"advanceSeconds": "soon"}""")]
    [InlineData("/clock", """{}""", true)]
    [InlineData("/clock", """{"rewind": 1}""")]
    [InlineData("/clock", "null")]
    [InlineData("/clock", "{")]
    [InlineData("/faults", """{"calls": [{"fault": "explode"}]}""")]
    [InlineData("/faults", """{"calls": [{"fault": 1}]}""")]
    [InlineData("/faults", """{"calls": [{"fault": "throttle", "rate": 5}]}""")]
    [InlineData("/faults", """{"calls": null}""")]
    [InlineData("/faults", """{"nonsense": true}""")]
    public async Task WhatDoesNotFit_IsRefusedWithTheProblems(string path, string body, bool harmless = false)
    {
        await using var market = await RunningMarket.Start();

        var (status, answer) = await Post(market, path, body);

        Assert.Equal(harmless ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
        if (!harmless)
            Assert.NotEmpty(answer["problems"]!.AsArray());
        Assert.Equal(TimeSpan.Zero, market.Server.Clock.Ahead);
        Assert.Empty(market.Server.Operator.Faults.Calls);
    }

    [Fact]
    public async Task ABody_ThatDoesNotSayItIsJson_IsRefused()
    {
        await using var market = await RunningMarket.Start();
        using var http = new HttpClient { BaseAddress = market.Server.Url };

        using var response = await http.PostAsync("/clock", new StringContent("""{"advanceSeconds": 5}""", Encoding.UTF8, "text/plain"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Events_ReadOverHttp_GoOnAfterTheLast()
    {
        await using var market = await RunningMarket.Start();
        var notification = new { Destination = "me@example.com", Transport = "Email", Version = "2006-05-05", EventTypes = new[] { "Ping" } };
        for (var number = 0; number < 3; number++)
            await market.Api.Call("SendTestEventNotification", new { Notification = notification, TestEventType = "Ping" });
        using var http = new HttpClient { BaseAddress = market.Server.Url };

        var first = JsonNode.Parse(await http.GetStringAsync(new Uri("/events?limit=2", UriKind.Relative), TestContext.Current.CancellationToken))!;
        var second = JsonNode.Parse(await http.GetStringAsync(new Uri($"/events?after={first["last"]}", UriKind.Relative), TestContext.Current.CancellationToken))!;

        Assert.Equal((2, 1), (first["events"]!.AsArray().Count, second["events"]!.AsArray().Count));
        Assert.Equal("Ping", (string?)second["events"]![0]!["body"]!["Events"]![0]!["EventType"]);
        using var refused = await http.GetAsync(new Uri("/events?after=x", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Events_WaitedFor_ComeWhenTheyHappen()
    {
        await using var market = await RunningMarket.Start(options => options with { Time = TimeProvider.System });
        using var api = new ApiClient(market.Server.Url, TimeProvider.System);
        using var http = new HttpClient { BaseAddress = market.Server.Url };

        var waiting = http.GetStringAsync(new Uri("/events?wait=60", UriKind.Relative), TestContext.Current.CancellationToken);
        await api.Call("SendTestEventNotification", new
        {
            Notification = new { Destination = "me@example.com", Transport = "Email", Version = "2006-05-05", EventTypes = new[] { "Ping" } },
            TestEventType = "Ping",
        });

        Assert.Single(JsonNode.Parse(await waiting)!["events"]!.AsArray());
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("right", null, HttpStatusCode.Unauthorized)]
    [InlineData("right", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("right", "right", HttpStatusCode.OK)]
    public async Task AHostedMarketplace_AsksForTheOperatorsToken(string? token, string? sent, HttpStatusCode status)
    {
        await using var market = await RunningMarket.Start(options => options with { PublicUrl = new Uri("https://crowd.lab.example"), OperatorToken = token });
        using var http = new HttpClient { BaseAddress = market.Server.Url };
        if (sent is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", sent);

        // What a proxy on the same machine passes on looks like a local visitor.
        using var response = await http.GetAsync(new Uri("/clock", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task AHostedMarketplace_KnowsItsPublicNameAndOrigin()
    {
        await using var market = await RunningMarket.Start(options => options with { PublicUrl = new Uri("https://crowd.lab.example"), OperatorToken = "right" });
        using var http = new HttpClient { BaseAddress = market.Server.Url, DefaultRequestHeaders = { Authorization = new("Bearer", "right") } };
        async Task<HttpStatusCode> With(string host, string? origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/clock") { Headers = { Host = host } };
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await With("crowd.lab.example", "https://crowd.lab.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await With("crowd.lab.example", "http://crowd.lab.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await With("other.lab.example", null));
    }

    private static async Task<(HttpStatusCode, JsonNode)> Post(RunningMarket market, string path, string body)
    {
        using var http = new HttpClient { BaseAddress = market.Server.Url };
        using var response = await http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}
