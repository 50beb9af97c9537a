using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Pages;

/// <summary>A task without a script, in a real browser: a form for each row, from the first look to the stored answer.</summary>
[Collection(BrowserTests.Name)]
public sealed class StaticTaskTests(Chromium browser)
{
    private const string Task = "rate-a-summary";

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task RateASummary_PlayedByTwoWorkers_KeepsBothAnswers()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using var @operator = await harness.Operate(Task);
        var first = await browser.Open();
        var second = await browser.Open(width: 375, height: 700, dark: true);
        await first.GotoAsync(harness.Address + @operator.UrlOf("W1").TrimStart('/'));
        await first.GetByText("Your turn: fill in the form").WaitForAsync();
        await second.GotoAsync(harness.Address + @operator.UrlOf("W2").TrimStart('/'));

        await Rate(first, "It leaves out that the Earth turns beneath the bulges.");
        await PageWindows.Picture(first, "filled-light");
        await PageWindows.Picture(second, "empty-dark-375");
        await Send(first);
        await first.GetByText("You have finished. Thank you for taking part.").WaitForAsync();
        await Rate(second, "Nothing of this is in the paragraph.");
        await second.Locator(".side").EvaluateAsync("side => side.scrollTo(0, 1e6)");
        await PageWindows.Picture(second, "filled-dark-375");
        await Send(second);
        await second.GetByText("You have finished. Thank you for taking part.").WaitForAsync();
        await PageWindows.Picture(second, "end-dark-375");
        var harnessPage = await browser.Open(width: 1500, height: 900);
        await harnessPage.GotoAsync($"{harness.Address}tasks/{Task}");
        await harnessPage.GetByText("All done").Or(harnessPage.GetByText("Journal")).First.WaitForAsync();
        await PageWindows.Picture(harnessPage, "harness");

        var saved = (await @operator.Api("saved")).ToString();
        Assert.Contains("It leaves out that the Earth turns beneath the bulges.", saved);
        Assert.Contains("Nothing of this is in the paragraph.", saved);
        Assert.Empty(@operator.State.GetProperty("faults").EnumerateArray());
    }

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Form_HalfFilledAndReloaded_IsAsItWas()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using var @operator = await harness.Operate(Task);
        var page = await browser.Open();
        await page.GotoAsync(harness.Address + @operator.UrlOf("W1").TrimStart('/'));
        var form = Frame(page);
        await form.GetByLabel("What is wrong with it").FillAsync("Half of a thought");
        await form.Locator("input[name=complete][value='2']").CheckAsync();

        await page.ReloadAsync();

        await Assertions.Expect(form.GetByLabel("What is wrong with it")).ToHaveValueAsync("Half of a thought");
        await Assertions.Expect(form.Locator("input[name=complete][value='2']")).ToBeCheckedAsync();
    }

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Form_OpenWhileTheHarnessIsKilled_IsTakenAfterwardsAndTheNextOneHasAnotherRow()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        var page = await browser.Open();
        await using (var before = await harness.Operate(Task))
            await page.GotoAsync(harness.Address + before.UrlOf("W1").TrimStart('/'));
        await Rate(page, "Written before the harness was killed.");

        await harness.Kill();
        await harness.StartAgain();
        await Send(page);

        await page.GetByText("You have finished. Thank you for taking part.").WaitForAsync();
        await using var @operator = await harness.Operate(Task);
        Assert.Contains("Written before the harness was killed.", (await @operator.Api("saved")).ToString());
        await page.GetByText("Take part again").ClickAsync();
        await Frame(page).GetByText("How bees make honey keep").WaitForAsync();
        await Assertions.Expect(Frame(page).GetByLabel("What is wrong with it")).ToHaveValueAsync("");
    }

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Form_SentAroundTheBrowsersChecks_ComesBackWithAProblemForEachField()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using var @operator = await harness.Operate(Task);
        var page = await browser.Open();
        await page.GotoAsync(harness.Address + @operator.UrlOf("W1").TrimStart('/'));
        var form = Frame(page);
        await form.GetByLabel("What is wrong with it").FillAsync("Too short");
        await form.Locator("form").EvaluateAsync("form => { form.noValidate = true; }");
        await Send(page);

        await form.GetByText("Some fields need another look.").WaitForAsync();
        await form.GetByText("Please write at least 15 characters; these are 9.").WaitForAsync();
        Assert.Equal(4, await form.Locator(".field-problem").CountAsync());
        await PageWindows.Picture(page, "problems-light");
        await Rate(page, "Now it is long enough to be an answer.");
        await Send(page);
        await page.GetByText("You have finished. Thank you for taking part.").WaitForAsync();
        var saved = (await @operator.Api("saved")).ToString();
        Assert.Contains("Now it is long enough", saved);
        Assert.DoesNotContain("Too short", saved);
    }

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Form_WhosePageIsSaved_ShowsTheNewTextAndKeepsWhatWasFilledIn()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using var @operator = await harness.Operate(Task);
        var page = await browser.Open();
        await page.GotoAsync(harness.Address + @operator.UrlOf("W1").TrimStart('/'));
        var form = Frame(page);
        await form.GetByLabel("What is wrong with it").FillAsync("Half of a thought");

        harness.Project.Edit($"tasks/{Task}/task.html", "what would you change?", "what would you rather read?");

        await Assertions.Expect(form.GetByLabel("what would you rather read?")).ToHaveValueAsync("Half of a thought");
    }

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Form_WrittenInBeforeItsScriptHasCome_IsKept()
    {
        const string whole = "<!doctype html><title>Opinions</title><form><label>Your opinion <textarea name=\"opinion\"></textarea></label><button>Send</button></form>";
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        harness.Project.Write($"tasks/{Task}/task.html", whole);
        await using var @operator = await harness.Operate(Task);
        var page = await browser.Open();
        var written = new TaskCompletionSource();
        // A slow line: the page is there, and the script that keeps what is written is not.
        await page.RouteAsync("**/page/frame.js", async route =>
        {
            await written.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(harness.Address + @operator.UrlOf("W1").TrimStart('/'), new() { WaitUntil = WaitUntilState.Commit });
        var form = Frame(page);
        await form.GetByLabel("Your opinion").PressSequentiallyAsync("Half of a thought");
        written.SetResult();
        await Assertions.Expect(form.Locator("form")).ToHaveAttributeAsync("aria-busy", "false");

        harness.Project.Edit($"tasks/{Task}/task.html", "Your opinion", "Your own opinion");

        await Assertions.Expect(form.GetByLabel("Your own opinion")).ToHaveValueAsync("Half of a thought");
    }

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Form_WhosePageIsBroken_StaysAndTheOperatorSeesWhere()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using var @operator = await harness.Operate(Task);
        await using var worker = await harness.Page(@operator, "W1").Join();
        await worker.Until(w => w.Asked is not null, "the form");
        var before = @operator.State;

        harness.Project.Edit($"tasks/{Task}/task.html", "<form>", "<form>{{ if }}");

        var state = await @operator.UntilBuilt(before, "failed");
        var problem = state.GetProperty("build").GetProperty("problems").EnumerateArray().First();
        Assert.EndsWith("tasks/rate-a-summary/task.html", problem.GetProperty("file").GetString());
        Assert.Equal(4, problem.GetProperty("line").GetInt32());
        Assert.NotNull(worker.Asked);
    }

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Row_WhoseColumnIsNotPrinted_NeverLeavesTheServer()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using var @operator = await harness.Operate(Task);
        var page = await browser.Open();
        var sent = new List<string>();
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => sent.Add(frame.Text ?? "");
        await page.GotoAsync(harness.Address + @operator.UrlOf("W1").TrimStart('/'));
        await Frame(page).GetByText("Why there are two tides a day").WaitForAsync();

        Assert.NotEmpty(sent);
        Assert.All(sent, frame => Assert.DoesNotContain("\"kind\":\"faithful\"", frame));
        Assert.DoesNotContain("tides\"", await Frame(page).Locator("html").InnerHTMLAsync());
    }

    [Fact(Skip = Chromium.Missing, SkipUnless = nameof(Chromium.IsThere), SkipType = typeof(Chromium))]
    public async Task Preview_OfTheTask_ShowsItsPageWithoutALine()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        var page = await browser.Open();
        var sockets = 0;
        var complaints = new List<string>();
        page.WebSocket += (_, _) => sockets++;
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };

        await page.GotoAsync($"{harness.Address}worker/preview/{Task}");

        await page.FrameLocator(".preview-frame").GetByText("Why leaves turn red").WaitForAsync();
        await PageWindows.Picture(page, "preview-light");
        Assert.Equal(0, sockets);
        Assert.Empty(complaints);
    }

    private static IFrameLocator Frame(IPage page) => page.FrameLocator(".shown-frame");

    private static async Task Rate(IPage page, string reason)
    {
        var form = Frame(page);
        await form.Locator("input[name=faithful][value='4']").CheckAsync();
        await form.Locator("input[name=complete][value='3']").CheckAsync();
        await form.Locator("input[name=known][value='some']").CheckAsync();
        await form.GetByLabel("What is wrong with it").FillAsync(reason);
    }

    private static Task Send(IPage page) => Frame(page).GetByRole(AriaRole.Button, new() { Name = "Send my rating" }).ClickAsync();
}
