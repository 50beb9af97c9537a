using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>A page with a package of its own from npm.</summary>
public sealed class CustomFrontendPackagesTests
{
    private const string Task = "custom-frontend-packages";

    [Fact]
    public async Task Rounds_PlayedToTheEnd_SaveEachExchange()
    {
        await using var task = await PlayedTask.Start(Task, workers: 2);
        await task.Begin();
        await task.IsRefused("Tell me a number", "question mark");
        await task.Answer(1, Play);
        await task.IsRefused("twelve", "in digits");
        await task.Answer(5, (role, number) => Play(role, number + 1));
        await task.UntilFinished();

        Assert.Equal(
            ["1 How many are 0? 1001", "2 How many are 2? 1003", "3 How many are 4? 1005"],
            (await task.Saved("Exchange")).Select(row => $"{row.GetProperty("Round")} {row.GetProperty("Question").GetString()} {row.GetProperty("Answer")}"));
        Assert.Equal(("approve", "All rounds", 0m), await task.Proposed("answerer"));
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    public async Task Rounds_SomebodyLeavesAtAnyAwait_KeepTheExchangesThatWereMade(LeaversTests.Way way)
    {
        await using var task = await PlayedTask.Start(Task, workers: 2);
        for (var answers = 0; answers < 6; answers++)
        {
            await task.LeaveAfter(answers, Play, way);
            Assert.Equal(answers / 2, (await task.Saved("Exchange")).Count);
        }
    }

    [Fact]
    public async Task Page_InTheBrowser_SaysTheNumberInWords()
    {
        await using var task = await RehearsedTask.Example(Task);
        IPage[] pages = [await task.Worker("W1"), await task.Worker("W2", width: 375)];
        IPage? asker = null;
        await Guard.Until(
            async () =>
            {
                foreach (var page in pages)
                    if (await page.GetByText("Question 1 of 3:").CountAsync() > 0) asker = page;
                return asker is not null;
            },
            () => "one of the two should be the asker");
        var answerer = pages.Single(page => page != asker);
        await asker!.GetByRole(AriaRole.Textbox).FillAsync("How many hours has a year?");
        await asker.Keyboard.PressAsync("Enter");

        await answerer.GetByLabel("Your answer, a whole number").FillAsync("8760");
        await Expect(answerer.GetByText("eight thousand, seven hundred sixty")).ToBeVisibleAsync();
        await Axe.FindsNothing(answerer, "the answer");
        await answerer.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();

        await Expect(asker.GetByText("8760")).ToBeVisibleAsync();
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    // The n-th answer of the play: questions and numbers in turn.
    private static Line Play(string role, int number) => role == "asker" ? $"How many are {number}?" : $"{1000 + number}";
}
