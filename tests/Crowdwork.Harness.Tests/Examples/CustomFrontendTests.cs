using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>Three roles with a page each, after a test with all of them.</summary>
public sealed class CustomFrontendTests
{
    private const string Task = "custom-frontend";

    private static readonly Line[] s_test = ["How many days has a week?", "16", "Reject"];

    [Fact]
    public async Task Rounds_PlayedToTheEnd_SaveEachExchangeAndTheEvaluation()
    {
        await using var task = await PlayedTask.Start(Task, workers: 3, onboarding: s_test);
        await task.Begin();
        await task.Answer(7, Play);
        await task.UntilFinished();

        Assert.Equal(
            ["1 How many is it, 0? 10.5", "2 How many is it, 2? 30.5", "3 How many is it, 4? 50.5"],
            (await task.Saved("Exchange")).Select(row => $"{row.GetProperty("Round")} {row.GetProperty("Question").GetString()} {row.GetProperty("Answer")}"));
        var evaluated = Assert.Single(await task.Saved("Evaluated"));
        Assert.Equal("approve", evaluated.GetProperty("Evaluation").GetString(), ignoreCase: true);
        Assert.Equal(3, evaluated.GetProperty("Exchanges").GetArrayLength());
        Assert.Equal(("approve", "The evaluator approved", 0m), await task.Proposed("answerer"));
        Assert.Equal(("approve", "Judged the answers", 0m), await task.Proposed("evaluator"));

        // Nobody is tested twice.
        await task.Begin();
        await task.Answer(7, (role, number) => role == "evaluator" ? "Reject" : Play(role, number));
        await task.UntilFinished();
        Assert.Equal("reject", Assert.Single(await task.Saved("Evaluated")).GetProperty("Evaluation").GetString(), ignoreCase: true);
        Assert.Equal("askAHuman", (await task.Proposed("asker")).Verdict);
    }

    [Fact]
    public async Task Pages_SendWhatTheyDoNotOffer_AreAskedAgain()
    {
        await using var task = await PlayedTask.Start(Task, workers: 3, onboarding: s_test);
        await task.Begin();
        await task.IsRefused("Twelve is a number", "question mark");
        await task.Answer(1, Play);
        await task.IsRefused("twelve", "number only");
        await task.IsRefused("NaN", "number only");
        await task.Answer(5, (_, number) => number % 2 == 0 ? "12" : "How many are there?");
        Assert.Equal("evaluator", (await task.Asked()).Role);
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    public async Task Rounds_SomebodyLeavesAtAnyAwait_KeepTheExchangesThatWereMade(LeaversTests.Way way)
    {
        await using var task = await PlayedTask.Start(Task, workers: 3, onboarding: s_test);
        for (var answers = 0; answers < 7; answers++)
        {
            await task.LeaveAfter(answers, Play, way);
            Assert.Equal(answers / 2, (await task.Saved("Exchange")).Count);
            Assert.Empty(await task.Saved("Evaluated"));
        }
    }

    [Fact]
    public async Task Pages_InTheBrowser_ArePlayedFromTheTestToTheEvaluation()
    {
        await using var task = await RehearsedTask.Example(Task);
        IPage[] pages = [await task.Worker("W1"), await task.Worker("W2", width: 375), await task.Worker("W3")];
        foreach (var page in pages)
        {
            await page.GetByLabel("Your question").FillAsync("How many days has a week?");
            await Press(page, "Ask");
            await page.GetByLabel("Your answer, a number").FillAsync("16");
            await Press(page, "Answer");
            await Expect(page.Locator(".exchanges").GetByText("How many wheels has a bicycle?")).ToBeVisibleAsync();
            await Axe.FindsNothing(page, "the test");
            await Press(page, "Reject");
        }

        var evaluator = await TheOneWith(pages, page => page.GetByText("Read along carefully"));
        var asker = await TheOneWith(pages, page => page.GetByLabel("Your question"));
        var answerer = pages.Single(page => page != evaluator && page != asker);
        for (var round = 1; round <= 3; round++)
        {
            await asker.GetByLabel("Your question").FillAsync($"How many legs have {round} cats?");
            await Press(asker, "Ask");
            await Expect(evaluator.Locator(".exchanges").GetByText($"How many legs have {round} cats?")).ToBeVisibleAsync();
            await answerer.GetByLabel("Your answer, a number").FillAsync($"{round * 4}");
            await Press(answerer, "Answer");
            await Expect(evaluator.Locator(".exchanges strong")).ToHaveCountAsync(round);
        }

        foreach (var page in pages) await Axe.FindsNothing(page, "the evaluation");
        await Press(evaluator, "Approve");
        foreach (var page in pages) await Expect(page.GetByText("All done")).ToBeVisibleAsync();
        Assert.Equal(4, task.Saved().Count);
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    private static Line Play(string role, int number) => role switch
    {
        "asker" => $"How many is it, {number}?",
        "answerer" => $"{number}0.5",
        _ => "Approve",
    };

    private static Task Press(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    // Who is seated as what is not fixed.
    private static async Task<IPage> TheOneWith(IReadOnlyList<IPage> pages, Func<IPage, ILocator> what)
    {
        IPage? found = null;
        await Running.Guard.Until(
            async () =>
            {
                foreach (var page in pages)
                    if (await what(page).CountAsync() > 0) found = page;
                return found is not null;
            },
            () => "one of the pages should have it");
        return found!;
    }
}
