using System.Text.Json;
using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>A test that counts the first time, and what is remembered of it.</summary>
public sealed class QualificationFlowTests
{
    private const string Task = "qualification-flow";

    private static readonly string[] s_right = [" 2 ", "5.", "12", "2", "24"];

    [Fact]
    public async Task Test_Passed_ComesOnceAndRandomSumsFollow()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1);
        await task.Begin();
        await task.IsRefused("two", "Please answer with a whole number");
        await task.Answer(5, (_, number) => s_right[number]);
        await task.UntilFinished();

        var sitting = Assert.Single(await task.Saved("Sitting"));
        Assert.True(sitting.GetProperty("IsTest").GetBoolean());
        Assert.False(sitting.GetProperty("Excluded").GetBoolean());
        Assert.Equal(
            ["What is 1 + 1? 2 True", "What is 3 + 2? 5 True", "What is 6 + 6? 12 True", "What is 5 - 3? 2 True", "What is 6 * 4? 24 True"],
            sitting.GetProperty("Given").EnumerateArray().Select(one => $"{Text(one, "Question")} {one.GetProperty("Expected")} {one.GetProperty("Right").GetBoolean()}"));
        Assert.Equal(("approve", "5 of 5 right", 0m), await task.Proposed("worker"));

        // In another run of the task, what counts is what was granted.
        await task.Begin();
        var questions = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            questions.Add((await task.Asked()).Asked!.Text!);
            await task.Answer(1, (_, _) => "0");
        }

        await task.UntilFinished();
        Assert.All(questions, question => Assert.Matches(@"^What is \d{1,2} \+ \d{1,2}\?$", question));
        Assert.NotEqual("What is 1 + 1?", questions[0]);
        sitting = Assert.Single(await task.Saved("Sitting"));
        Assert.False(sitting.GetProperty("IsTest").GetBoolean());
        Assert.False(sitting.GetProperty("Excluded").GetBoolean());
        Assert.Equal(0, sitting.GetProperty("Right").GetInt32());
    }

    [Fact]
    public async Task Test_Failed_KeepsTheWorkerOut()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1);
        await task.Begin();
        await task.Answer(5, (_, number) => number == 3 ? "3" : s_right[number]);
        await task.UntilFinished();

        var sitting = Assert.Single(await task.Saved("Sitting"));
        Assert.True(sitting.GetProperty("Excluded").GetBoolean());
        Assert.Equal(4, sitting.GetProperty("Right").GetInt32());
        Assert.Equal(("approve", "Took the test and failed it", 0m), await task.Proposed("worker"));

        // The rehearsal holds to config.json as a crowd does.
        await task.Line.MustDo("restart");
        await using var excluded = await task.Page("W1").Join();
        await excluded.Until(page => page.Ending is not null, "to be turned away");
        Assert.Equal("notQualified", excluded.Ending!.TextOf("state"));
    }

    [Fact]
    public async Task Test_HarnessKilledAfterIt_IsNotTakenAgain()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using (var line = await harness.Operate(Task))
        {
            await using var worker = await harness.Page(line, "W1").Join();
            foreach (var answer in s_right) await worker.Answer(answer);
            await worker.Until(page => page.Ending is not null, "the end");
        }

        await harness.Kill();
        await harness.StartAgain();

        await using var after = await harness.Operate(Task);
        await after.MustDo("restart");
        await using var again = await harness.Page(after, "W1").Join();
        await again.Until(page => page.Asked is not null, "a sum");
        Assert.StartsWith("Welcome back!", again.Told[0]);
    }

    [Fact]
    public async Task Test_TwoTabsOfOneWorker_IsOneTest()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using var line = await harness.Operate(Task);
        await using var first = await harness.Page(line, "W1").Join();
        await first.Answer(s_right[0]);
        await using var second = await harness.Page(line, "W1").Join();

        await second.Until(page => page.Asked?.Text == "What is 3 + 2?", "the second sum");

        Assert.Equal(first.Conversation, second.Conversation);
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    [InlineData(LeaversTests.Way.LosesTheLine)]
    public async Task Test_LeftAtAnySum_IsNoWrongAnswer(LeaversTests.Way way)
    {
        await using var task = await PlayedTask.Start(Task, workers: 1);
        for (var answers = 0; answers < 5; answers++)
        {
            // A wrong one among them: it was not handed in.
            await task.LeaveAfter(answers, (_, _) => "7", way);
            Assert.Empty(await task.Saved("Sitting"));
        }

        await task.Begin();
        Assert.Equal("What is 1 + 1?", (await task.Asked()).Asked!.Text);
    }

    [Fact]
    public async Task Test_InTheBrowser_IsTakenOnAPhone()
    {
        await using var task = await RehearsedTask.Example(Task);
        var page = await task.Worker("W1", width: 375);
        foreach (var (question, answer) in new[] { "1 + 1", "3 + 2", "6 + 6", "5 - 3", "6 * 4" }.Zip(s_right))
        {
            await Expect(page.GetByText($"What is {question}?")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Textbox).FillAsync(answer.Trim());
            await page.Keyboard.PressAsync("Enter");
        }

        await Expect(page.GetByText("All are right: you can take part again.")).ToBeVisibleAsync();
        await Axe.FindsNothing(page, "the end of the test");
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
