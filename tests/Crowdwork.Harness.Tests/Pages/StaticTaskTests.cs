using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Pages;

/// <summary>A task without a script, in a real browser: a form for each row, from the first look to the stored answer.</summary>
public sealed class StaticTaskTests(PageBrowser browser) : IClassFixture<PageBrowser>
{
    private const string Task = "rate-a-summary";

    [Fact]
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
        await PageBrowser.Picture(first, "filled-light");
        await PageBrowser.Picture(second, "empty-dark-375");
        await Send(first);
        await first.GetByText("You have finished. Thank you for taking part.").WaitForAsync();
        await Rate(second, "Nothing of this is in the paragraph.");
        await second.Locator(".side").EvaluateAsync("side => side.scrollTo(0, 1e6)");
        await PageBrowser.Picture(second, "filled-dark-375");
        await Send(second);
        await second.GetByText("You have finished. Thank you for taking part.").WaitForAsync();
        await PageBrowser.Picture(second, "end-dark-375");

        var saved = (await @operator.Api("saved")).ToString();
        Assert.Contains("It leaves out that the Earth turns beneath the bulges.", saved);
        Assert.Contains("Nothing of this is in the paragraph.", saved);
        Assert.Empty(@operator.State.GetProperty("faults").EnumerateArray());
    }

    [Fact]
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

    [Fact]
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
        await PageBrowser.Picture(page, "problems-light");
        await Rate(page, "Now it is long enough to be an answer.");
        await Send(page);
        await page.GetByText("You have finished. Thank you for taking part.").WaitForAsync();
        var saved = (await @operator.Api("saved")).ToString();
        Assert.Contains("Now it is long enough", saved);
        Assert.DoesNotContain("Too short", saved);
    }

    [Fact]
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

    [Fact]
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

    [Fact]
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

    [Fact]
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
        await PageBrowser.Picture(page, "preview-light");
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
