using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crowdwork.Engine.Crowds;
using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Runs;

/// <summary>A run and its review in a real browser: looked at, decided by keyboard, taken back, and paid on a real marketplace.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReviewInTheBrowserTests(Chromium chromium)
{
    private const string Hostile = """<img src=x onerror="alert('img')"><script>alert('script')</script>""";

    private const string Written = """{"chars":83,"keys":25,"typed":23,"pastes":1,"pasted":60,"writing":12000,"left":3,"away":42000}""";

    private const string Script = """
        Review(part => part.Messages[^1].Text.Contains("good") ? Decision.Approve("Complete") : Decision.AskAHuman("Read it."));
        var worker = await Meet();
        await worker.Show(new { Title = "A picture", Text = "Look at it." });
        var answer = await worker.Ask("How was it?", check: reply => reply.Words < 2 ? "Two words at least, please." : null);
        Save(new { answer.Text });
        """;

    private const string AnswerPage = """<h1>{{ data.answer.Text }}</h1><p>{{ data.messages.size }} messages, shown {{ data.shown.Title }}</p>""";

    [Fact]
    public async Task Review_ByKeyboard_ApprovesRejectsAndTakesBack()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var run = await Launch();
        var one = await run.Finish("AONE", "It was fine.");
        var two = await run.Finish("ATWO", "It was dull.");
        var three = await run.Finish("ATHREE", "It was nothing.");
        await using var view = await OperatorView.Open(chromium, run, $"/runs/{run.Id}/review");
        var page = view.Page;
        await Expect(page.Locator(".queue-item")).ToHaveCountAsync(3);
        await Expect(page.GetByText("3 parts of 3 workers")).ToBeVisibleAsync();

        await Select(page, "AONE");
        await Expect(page.Locator(".line-own .line-text")).ToHaveTextAsync("It was fine.");
        await Expect(page.FrameLocator(".answer-frame").GetByRole(AriaRole.Heading)).ToHaveTextAsync("It was fine.");
        await Expect(page.FrameLocator(".answer-frame").GetByText("shown A picture")).ToBeVisibleAsync();

        // A slip of the finger costs nobody anything.
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator(".toast-text")).ToHaveTextAsync("Approved: AONE");
        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator(".toast-text")).ToHaveTextAsync("Taken back: AONE");
        await Expect(page.Locator(".badge-pending")).ToHaveCountAsync(0);

        await Select(page, "ATWO");
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator(".queue-worker", new() { HasText = "ATWO" })).ToHaveCountAsync(0);
        await Guard.Until(async () => await run.VerdictOn(two) == Verdict.Approved, () => "the marketplace should know the approval.");

        await Select(page, "ATHREE");
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Reason: this is needed.")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("Nothing was answered.");
        await page.Keyboard.PressAsync("Enter");
        await Guard.Until(async () => await run.VerdictOn(three) == Verdict.Rejected, () => "the marketplace should know the rejection.");

        // What a marketplace allows to take back is taken back there.
        await Expect(page.Locator(".badge-pending")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("u");
        await Guard.Until(async () => await run.VerdictOn(three) == Verdict.Approved, () => $"the rejection should be taken back. {page.Locator(".toast-text").TextContentAsync().Result}");

        Assert.Equal(Verdict.None, await run.VerdictOn(one));
        await page.GetByRole(AriaRole.Button, new() { Name = "Log" }).ClickAsync();
        await Expect(page.Locator(".log-lines li", new() { HasText = "Nothing was answered." })).ToHaveCountAsync(1);
        Assert.Empty(view.Errors);
    }

    [Fact]
    public async Task Review_OfHostileText_ShowsItAsText_WithoutBarriers()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var run = await Launch();
        await run.Finish("AEVIL", [("No", new JsonObject { ["chars"] = 2, ["pastes"] = 1, ["pasted"] = 2 }), (Hostile + " and words", JsonNode.Parse(Written))]);
        await run.Finish("APLAIN", "It was plain.");
        await using var view = await OperatorView.Open(chromium, run);
        await Expect(view.Page.GetByText("parts wait for you")).ToBeVisibleAsync();
        await Expect(view.Page.Locator(".worker-id", new() { HasText = "AEVIL" })).ToBeVisibleAsync();
        await Axe.FindsNothing(view.Page, "run");

        await view.Page.GetByRole(AriaRole.Link, new() { Name = "Review", Exact = true }).ClickAsync();
        await Expect(view.Page.GetByText("2 parts of 2 workers")).ToBeVisibleAsync();
        await view.Page.GetByLabel("How it was written").SelectOptionAsync("pasted");
        await Expect(view.Page.GetByText("1 part of 1 worker")).ToBeVisibleAsync();
        await Expect(view.Page.Locator(".queue-writing")).ToHaveTextAsync("pasted");
        await view.Page.Keyboard.PressAsync("Escape");
        await Expect(view.Page.Locator(".line-own .line-text")).ToHaveTextAsync(Hostile + " and words");
        await Expect(view.Page.Locator(".line-own .wrote")).ToHaveTextAsync("How it was written: pasted 60 of 83 characters, typed 23 characters with 25 keys in 12 s, left the page 3 times, 42 s");
        await Expect(view.Page.Locator(".line-again .wrote")).ToContainTextAsync("pasted 2 of 2 characters");
        await Expect(view.Page.Locator(".facts")).ToContainTextAsync("1 of 1 answer with pasted text (60 of 83 characters) · 23 characters typed in 12 s · left the page 3 times, 42 s");
        await Expect(view.Page.Locator(".line-again")).ToContainTextAsync("Two words at least, please.");
        await Expect(view.Page.FrameLocator(".answer-frame").GetByRole(AriaRole.Heading)).ToHaveTextAsync(Hostile + " and words");
        Assert.Equal(0, await view.Page.Locator(".part-body img, .part-body script").CountAsync());
        await Axe.FindsNothing(view.Page, "review");

        await view.Page.Keyboard.PressAsync("?");
        await Expect(view.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Axe.FindsNothing(view.Page, "help");
        await view.Page.Keyboard.PressAsync("Escape");
        await view.Page.Keyboard.PressAsync("b");
        await Axe.FindsNothing(view.Page, "bonus");
        await view.Page.Keyboard.PressAsync("Escape");
        await view.Page.SetViewportSizeAsync(375, 800);
        await Axe.FindsNothing(view.Page, "review on a phone");
        Assert.True(await view.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the review should not scroll sideways on a phone.");
        Assert.Empty(view.Errors);
    }

    [Fact]
    public async Task ReviewCommand_AfterTheRunWasLeft_DecidesAllThatAreShownAndPays()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var run = await Launch();
        var good = await run.Finish("AGOOD", "It was good.");
        var odd = await run.Finish("AODD", "It was so so.");
        using (var inside = await run.Inside())
        {
            await Guard.Until(async () => (await run.Read(inside, "")).GetProperty("waiting").GetProperty("count").GetInt32() == 2, () => "both should wait for a decision.");
            await AreGivenPieceByPiece(run, inside, good, odd);
        }

        var pointed = await Runner.Run(run.Project.Root, "review", run.Id);
        Assert.Equal(0, pointed.ExitCode);
        Assert.Contains($"{run.Operators}runs/{run.Id}/review?key={run.Key}", pointed.Out);

        await run.Leave();
        await run.Review();
        await using var view = await OperatorView.Open(chromium, run);
        await view.Page.GetByLabel("Proposal of the rule").SelectOptionAsync("approve");
        await Expect(view.Page.GetByText("1 part of 1 worker")).ToBeVisibleAsync();
        await view.Page.Keyboard.PressAsync("Escape");
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Decide about all that match" }).ClickAsync();
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Show what it comes to" }).ClickAsync();
        await Expect(view.Page.GetByText(new Regex(@"1 decision about 1 worker, \$0\.60 with fees\."))).ToBeVisibleAsync();
        Assert.Equal(Verdict.None, await run.VerdictOn(good));
        await view.Page.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Guard.Until(async () => await run.VerdictOn(good) == Verdict.Approved, () => "the marketplace should know the approval.");
        Assert.Equal(Verdict.None, await run.VerdictOn(odd));
        Assert.Empty(view.Errors);

        await view.Page.GetByRole(AriaRole.Link, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(view.Page.GetByText($"runner resume {run.Id}")).ToBeVisibleAsync();
        Assert.Empty(view.Errors);
        await run.Process.Interrupt();
        Assert.Equal(0, (await run.Process.Ended()).ExitCode);
    }

    // Of a run of many thousands nobody reads all at once.
    private static async Task AreGivenPieceByPiece(RealRun run, HttpClient inside, params string[] assignments)
    {
        var pieces = new List<string>();
        for (var skip = 0; skip < 3; skip++)
        {
            var piece = await run.Read(inside, $"/review?state=todo&take=1&skip={skip}");
            Assert.Equal((2, 2), (piece.GetProperty("parts").GetInt32(), piece.GetProperty("everybody").GetInt32()));
            pieces.AddRange(piece.GetProperty("workers").EnumerateArray().SelectMany(worker => worker.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("assignment").GetString()!));
        }

        Assert.Equal(assignments.Order(), pieces.Order());
        foreach (var senseless in (string[])["take=0", "take=2001", "take=x", "skip=-1"])
        {
            using var refused = await inside.GetAsync(new Uri(run.Operators, $"/api/runs/{run.Id}/review?{senseless}"));
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    private static Task<RealRun> Launch()
    {
        var project = ProjectCopy.With("qa", Script, """{ "title": "Questions", "description": "Answer.", "reward": 0.50 }""");
        project.Write("tasks/qa/review.html", AnswerPage);
        return RealRun.Launch(project, "qa", "-n", "5");
    }

    private static async Task Select(IPage page, string worker)
        => await page.Locator(".queue-worker", new() { HasText = worker }).Locator(".queue-item").First.ClickAsync();
}
