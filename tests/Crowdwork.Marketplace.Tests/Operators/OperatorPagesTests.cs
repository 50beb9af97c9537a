using System.Net;
using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Tests.Questions;
using Crowdwork.Marketplace.Tests.WorkerSite;
using Microsoft.Playwright;

namespace Crowdwork.Marketplace.Tests.Operators;

[Collection(BrowserTests.Name)]
public sealed class OperatorPagesTests(Chromium chromium) : IAsyncLifetime
{
    private OpenMarketplace _market = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _market = await OpenMarketplace.Open();
        _http = Client(_market);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _market.DisposeAsync();
    }

    private static HttpClient Client(OpenMarketplace market)
    {
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(market.Address) };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return http;
    }

    private static async Task<(HttpStatusCode Status, string Body)> Post(HttpClient http, string path, string fields, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") };
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/clock")]
    [InlineData("/faults")]
    public async Task Address_IsAPageForBrowsersAndJsonForPrograms(string path)
    {
        Assert.StartsWith("<!doctype html>", await _http.GetStringAsync(new Uri(path, UriKind.Relative)));
        using var program = new HttpClient { BaseAddress = _http.BaseAddress };
        Assert.StartsWith("{", await program.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    [Fact]
    public async Task Clock_ButtonsPutItForward()
    {
        var before = _market.Server.Clock.Ahead;
        Assert.Equal(HttpStatusCode.SeeOther, (await Post(_http, "/clock/forward", "seconds=86400")).Status);
        Assert.Equal(TimeSpan.FromDays(1), _market.Server.Clock.Ahead - before);
        Assert.Contains("1 day", await _http.GetStringAsync(new Uri("/clock", UriKind.Relative)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("seconds=-5")]
    [InlineData("seconds=soon")]
    [InlineData("until=99999999999999999999")]
    [InlineData("until=252000000000000")]
    public async Task Clock_WhatIsNoTimeAhead_ChangesNothingAndSaysSo(string fields)
    {
        var (status, body) = await Post(_http, "/clock/forward", fields);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("role=\"alert\"", body);
        Assert.Equal(TimeSpan.Zero, _market.Server.Clock.Ahead);
    }

    [Fact]
    public async Task Clock_GoesToTheNextDeadlineAndNotBeyond()
    {
        Assert.Contains("Nothing is due", await _http.GetStringAsync(new Uri("/clock", UriKind.Relative)));
        await _market.Employ("AONE");
        var (_, group) = await _market.Publish(Forms.Form(Forms.Ask("q", "<FreeTextAnswer/>")), title: "<b>Bold</b>");
        Assert.Null((await _market.Server.Floor.AcceptNext("AONE", group)).Refused);
        var page = await _http.GetStringAsync(new Uri("/clock", UriKind.Relative));
        Assert.Contains("A worker&#x27;s time runs out", page);
        Assert.Contains("&lt;b&gt;Bold&lt;/b&gt;", page);
        var until = System.Text.RegularExpressions.Regex.Match(page, "name=\"until\" value=\"(\\d+)\"").Groups[1].Value;
        await Post(_http, "/clock/forward", $"until={until}");
        Assert.Empty(await _market.Server.Floor.Queue("AONE"));
        Assert.InRange(_market.Server.Clock.Ahead, TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(31));
    }

    [Fact]
    public async Task Faults_AreAddedRemovedAndTakenBack()
    {
        Assert.Contains("CreateHIT is told to slow down", (await Post(_http, "/faults/add", "operation=CreateHIT&fault=Throttle&rate=12.5&times=3&delay=0")).Body);
        Assert.Equal(new FaultRule(CallFault.Throttle, "CreateHIT", 0.125, 3, 0), _market.Server.Faults.Settings.Calls.Single());
        await Post(_http, "/faults/add", "operation=*&fault=Slow&rate=100&times=&delay=50");
        Assert.Equal(2, _market.Server.Faults.Settings.Calls.Count);
        await Post(_http, "/faults/remove", "index=0");
        Assert.Equal(CallFault.Slow, _market.Server.Faults.Settings.Calls.Single().Fault);
        await Post(_http, "/faults/switches", "reuse=1&visible=1500&duplicate=10&reordered=0&missing=5%25&seed=7");
        var settings = _market.Server.Faults.Settings;
        Assert.Equal((true, false, 1500, 0.1, 0.05, 7, 1), (settings.ReuseAssignmentIds, settings.TrailingEmptyPage, settings.SubmissionsVisibleAfterMilliseconds, settings.DuplicateNotifications, settings.MissingNotifications, settings.Seed, settings.Calls.Count));
        await Post(_http, "/faults/clear", "");
        Assert.Equal(FaultSettings.None, _market.Server.Faults.Settings);
    }

    [Theory]
    [InlineData("/faults/add", "operation=Nothing&fault=Slow&rate=100&delay=1", "is no operation of the API")]
    [InlineData("/faults/add", "operation=*&fault=Explode&rate=100&delay=1", "not one of the choices")]
    [InlineData("/faults/add", "operation=*&fault=Slow&rate=101&delay=1", "from 0 to 100")]
    [InlineData("/faults/add", "operation=*&fault=Slow&rate=often&delay=late&times=x", "Times at most")]
    [InlineData("/faults/switches", "visible=-1&duplicate=0&reordered=0&missing=0&seed=1", "0 or more")]
    [InlineData("/faults/switches", "", "Seed of chance")]
    public async Task Faults_WhatCannotBe_ChangesNothingAndSaysWhy(string path, string fields, string why)
    {
        var (status, body) = await Post(_http, path, fields);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(why, body);
        Assert.Equal(FaultSettings.None, _market.Server.Faults.Settings);
    }

    [Theory]
    [InlineData("/clock/forward", "seconds=60")]
    [InlineData("/faults/add", "operation=*&fault=Throttle&rate=100&delay=0")]
    public async Task Post_FromAnotherSite_IsTurnedAway(string path, string fields)
    {
        foreach (var origin in new[] { "https://evil.example", "null" })
            Assert.Equal(HttpStatusCode.Forbidden, (await Post(_http, path, fields, origin)).Status);
        Assert.Equal(TimeSpan.Zero, _market.Server.Clock.Ahead);
        Assert.Equal(FaultSettings.None, _market.Server.Faults.Settings);
    }

    [Fact]
    public async Task WithAToken_PagesOpenForWhoeverHasIt()
    {
        await using var guarded = await OpenMarketplace.Open(operatorToken: "open sesame");
        using var http = Client(guarded);
        using var closed = await http.GetAsync(new Uri("/clock", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
        Assert.Contains("Operator", await closed.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post(http, "/clock/forward", "seconds=60")).Status);
        Assert.Contains("This is not the operator", (await Post(http, "/operator", "token=guess")).Body);
        Assert.Equal(HttpStatusCode.SeeOther, (await Post(http, "/operator", "token=open+sesame")).Status);
        using var open = await http.GetAsync(new Uri("/clock", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await Post(http, "/clock/forward", "seconds=60")).Status);
    }

    [Theory]
    [InlineData("light", 1200)]
    [InlineData("phone-dark", 375)]
    public async Task Pages_FitAndComplainOfNothing(string name, int width)
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await _market.Employ("AONE");
        var (_, group) = await _market.Publish(Forms.Form(Forms.Ask("q", "<FreeTextAnswer/>")), places: 2);
        Assert.Null((await _market.Server.Floor.AcceptNext("AONE", group)).Refused);
        await using var window = await WorkerWindow.Open(chromium, _market.Address, name.Contains("dark"), width);
        var page = await window.Tab("/clock");
        await page.GetByRole(AriaRole.Button, new() { Name = "1 hour" }).ClickAsync();
        await WorkerWindow.Sees(page, "everything that fell due has happened");
        await WorkerWindow.Shot(page, $"{name}-clock", whole: true);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Faults" }).ClickAsync();
        await page.GetByLabel("What happens").SelectOptionAsync("ErrorAfter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await WorkerWindow.Sees(page, "Any call fails, although it has happened");
        await WorkerWindow.Shot(page, $"{name}-faults", whole: true);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(window.Errors);
    }
}
