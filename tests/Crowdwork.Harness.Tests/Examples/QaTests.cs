using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>A question and its answer about a paragraph, of the task's own file and of SQuAD's.</summary>
public sealed class QaTests
{
    private const string Task = "qa";

    private const string Squad = """
        {"data": [{"title": "Cork_oak", "paragraphs": [
          {"context": "The bark of the cork oak grows back, and after nine years it can be harvested again.",
           "qas": [{"answers": [{"answer_start": 46, "text": "nine years"}], "question": "When can it be harvested again?", "id": "56be4db0acb8001400a502ec"}]}]}],
         "version": "1.1"}
        """;

    [Fact]
    public async Task Paragraph_AskedAndAnswered_IsSavedAndApproved()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1);
        await task.Begin();
        await task.IsRefused("Why tides?", "three words or more");
        await task.Answer(1, (_, _) => "Why are there two tides?");
        await task.IsRefused("why are there two tides?", "the question again");
        await task.Answer(1, (_, _) => "Because there are two bulges");
        await task.UntilFinished();

        var pair = Assert.Single(await task.Saved("Pair"));
        Assert.Equal(("Why are there two tides?", "Because there are two bulges"), (pair.GetProperty("Question").GetString(), pair.GetProperty("Answer").GetString()));
        Assert.Equal(("approve", "Complete", 0m), await task.Proposed("worker"));

        await task.Begin();
        await task.Answer(2, (_, number) => number == 0 ? "Tell me about tides" : "No");
        await task.UntilFinished();
        Assert.Equal(("askAHuman", "No question mark", 0m), await task.Proposed("worker"));
    }

    [Fact]
    public async Task SquadFile_NamedInTheSettings_GivesItsParagraphs()
    {
        var project = ProjectCopy.WithExamples();
        project.Write($"tasks/{Task}/train-v1.1.json", Squad);
        project.Edit($"tasks/{Task}/config.json", "\"data\": \"data.jsonl\"", "\"data\": \"train-v1.1.json\"");
        await using var task = await PlayedTask.Start(Task, workers: 1, project: project);
        await task.Begin();
        await task.Asked();

        var shown = task.Seats["worker"].Events.Last(item => item.Kind == "shown").Json.GetProperty("data");
        Assert.Equal("Cork oak", shown.GetProperty("Title").GetString());
        Assert.StartsWith("The bark of the cork oak", shown.GetProperty("Text").GetString());
        await task.Answer(2, (_, number) => number == 0 ? "When can it be harvested again?" : "after nine years");
        await task.UntilFinished();
        Assert.StartsWith("cork-oak-", Assert.Single(await task.Saved("Pair")).GetProperty("PassageId").GetString());
    }

    [Fact]
    public async Task Paragraph_InTheBrowser_IsReadAndAskedAbout()
    {
        await using var task = await RehearsedTask.Example(Task);
        var page = await task.Worker("W1", width: 375);
        await page.GetByRole(AriaRole.Textbox).FillAsync("Why are there two tides?");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("And what is the answer?")).ToBeVisibleAsync();
        await Axe.FindsNothing(page, "the answer");
        Assert.Empty(task.Browser.ConsoleErrors);
    }
}
