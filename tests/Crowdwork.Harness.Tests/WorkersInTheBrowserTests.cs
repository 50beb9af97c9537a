using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests;

/// <summary>What real people do with a page: load it anew, open it twice, write markup into it, sit behind a network that refuses WebSockets.</summary>
[Collection(BrowserTests.Name)]
public sealed class WorkersInTheBrowserTests(Chromium chromium)
{
    private const string Hostile = "<img src=x onerror=\"window.top.hurt=1\"></script><script>window.top.hurt=1</script>{{7*7}}\" onclick=\"hurt\" javascript:alert(1)";

    private const string Talk = """
        var (left, right) = await Meet("left", "right");
        await Everyone.Show(new { Note = "Nothing yet." });
        for (var turn = 1; turn <= 4; turn++)
        {
            var (here, there) = turn % 2 == 1 ? (left, right) : (right, left);
            var reply = await here.Ask($"Turn {turn}?");
            await there.Tell(reply);
            await Everyone.Show(new { Note = reply.Text });
            Save(new { reply.Text });
        }
        """;

    [Fact(Skip = Chromium.Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Page_LoadedAnewWithAnUnsentMessage_SendsItOnce()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.With("talk", Talk));
        await using var view = await HarnessView.Open(chromium, harness, "talk");
        var left = await view.WhoIsAsked("W1", "W2");
        var right = left == "W1" ? "W2" : "W1";
        await view.Line.MustDo("drop", new { worker = left, seconds = 3 });
        await Assertions.Expect(view.Frame(left).Locator(".line")).Not.ToContainTextAsync("Connected");
        await view.Answer(left, "written offline");
        await view.Page.Locator($"section[aria-label='Worker {left}'] iframe").EvaluateAsync("frame => frame.contentWindow.location.reload()");
        await view.Sees(right, "written offline");
        await view.Sees(left, "written offline");
        await view.Sees(right, "Turn 2?");
        Assert.Equal(1, await view.Frame(right).GetByText("written offline").Locator("visible=true").And(view.Frame(right).Locator(".message-text")).CountAsync());
    }

    [Fact(Skip = Chromium.Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task SecondTab_OfAWorker_TakesTheSeatAndGivesItBack()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.With("talk", Talk));
        await using var view = await HarnessView.Open(chromium, harness, "talk");
        var left = await view.WhoIsAsked("W1", "W2");
        var tab = await view.NewTab(new Uri(harness.Address, view.Line.UrlOf(left)).ToString());
        await view.Sees(left, "This task is open in another tab");
        await Assertions.Expect(tab.Locator("#answer")).ToBeVisibleAsync();
        await view.Frame(left).GetByRole(AriaRole.Button, new() { Name = "Use this tab" }).ClickAsync();
        await Assertions.Expect(tab.Locator("body")).ToContainTextAsync("This task is open in another tab");
        await view.Answer(left, "from the first tab");
        await view.Sees(left == "W1" ? "W2" : "W1", "from the first tab");
        Assert.Empty(view.Errors);
    }

    [Fact(Skip = Chromium.Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task HostileText_InEveryField_IsTextEverywhere()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.With("talk", Talk));
        await using var view = await HarnessView.Open(chromium, harness, "talk");
        var left = await view.WhoIsAsked("W1", "W2");
        var right = left == "W1" ? "W2" : "W1";
        await view.Answer(left, Hostile);
        await view.Sees(right, Hostile);
        await Assertions.Expect(view.Frame(right).Locator(".shown-body")).ToContainTextAsync(Hostile);
        foreach (var tab in new[] { "journal", "saved", "review", "changes", "problems" })
        {
            await view.Page.Locator($"#tab-{tab}").ClickAsync();
            if (tab is "journal" or "saved") await Assertions.Expect(view.Page.Locator("#dock-body")).ToContainTextAsync("<img src=x");
        }

        Assert.False(await view.Page.EvaluateAsync<bool>("'hurt' in window"));
        Assert.Equal(0, await view.Page.Locator("img[src=x]").CountAsync());
        foreach (var worker in new[] { left, right }) Assert.Equal(0, await view.Frame(worker).Locator("img[src=x]").CountAsync());
        Assert.Empty(view.Errors);
    }

    [Fact(Skip = Chromium.Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task WebSockets_Refused_ThePageGoesOnOverTheStream()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.With("talk", Talk));
        await using var line = await harness.Operate("talk");
        await using var context = await chromium.Browser.NewContextAsync();
        context.SetDefaultTimeout(45_000);
        var pages = new List<IPage>();
        foreach (var worker in new[] { "W1", "W2" })
        {
            var page = await context.NewPageAsync();
            await page.RouteWebSocketAsync(new System.Text.RegularExpressions.Regex("/worker/socket"), socket => _ = socket.CloseAsync());
            await page.GotoAsync(new Uri(harness.Address, line.UrlOf(worker)).ToString());
            pages.Add(page);
        }

        await line.Until(_ => new[] { "W1", "W2" }.Any(worker => line.Worker(worker).GetProperty("due").ValueKind == System.Text.Json.JsonValueKind.Number), "a question over the stream");
        var (left, right) = line.Worker("W1").GetProperty("role").GetString() == "left" ? (pages[0], pages[1]) : (pages[1], pages[0]);
        for (var turn = 1; turn <= 4; turn++)
        {
            var (here, there) = turn % 2 == 1 ? (left, right) : (right, left);
            await Assertions.Expect(here.Locator("body")).ToContainTextAsync($"Turn {turn}?", new() { Timeout = 45_000 });
            await here.Locator("#answer").FillAsync($"by stream {turn}");
            await here.Locator("#answer").PressAsync("Enter");
            await Assertions.Expect(there.Locator("body")).ToContainTextAsync($"by stream {turn}", new() { Timeout = 45_000 });
        }

        await Assertions.Expect(left.Locator("body")).ToContainTextAsync("All done", new() { Timeout = 45_000 });
    }
}
