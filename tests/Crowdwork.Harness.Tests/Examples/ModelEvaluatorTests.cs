using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>A model replies, a worker rates: with the baseline of the script, and with an endpoint.</summary>
public sealed class ModelEvaluatorTests
{
    private const string Task = "model-evaluator";

    [Theory]
    [InlineData(0, "reject", "Rated 0", 0)]
    [InlineData(7, "approve", "Rated", 0)]
    [InlineData(10, "approve", "Rated 10", 1)]
    public async Task Rating_FromZeroToTen_IsSavedAndJudged(int score, string verdict, string because, int bonus)
    {
        await using var task = await PlayedTask.Start(Task, workers: 1);
        await task.Begin();
        await task.Answer(1, (_, _) => Rate(score, "It takes up what was asked."));
        await task.UntilFinished();

        var rated = Assert.Single(await task.Saved("Rated"));
        Assert.Equal("baseline", rated.GetProperty("Model").GetString());
        Assert.Equal("I did not understand the ending at all. Was it a dream?", rated.GetProperty("Message").GetString());
        // The most similar message is that about an ending that was not understood either.
        Assert.StartsWith("I think it does not matter to him any more", rated.GetProperty("Reply").GetString());
        Assert.Equal((score, "It takes up what was asked."), (rated.GetProperty("Score").GetInt32(), rated.GetProperty("Reason").GetString()));
        Assert.Equal((verdict, because, bonus), await task.Proposed("worker"));
    }

    [Fact]
    public async Task Rating_OutsideOfTheScale_IsAskedForAgain()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1);
        await task.Begin();
        await task.IsRefused(Rate(11, null), "10");
        await task.IsRefused(Rate(-1, null), "0");
        await task.IsRefused(new JsonObject { ["Score"] = "excellent" }, "Score");
        await task.IsRefused(new JsonObject { ["Score"] = 7.5 }, "Score");
        await task.Answer(1, (_, _) => Rate(3, null));
        await task.UntilFinished();
        Assert.Equal(JsonValueKind.Null, Assert.Single(await task.Saved("Rated")).GetProperty("Reason").ValueKind);
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    public async Task Worker_LeavesBeforeRating_SavesNothing(LeaversTests.Way way)
    {
        await using var task = await PlayedTask.Start(Task, workers: 1);
        await task.LeaveAfter(0, (_, _) => Rate(5, null), way);
        Assert.Empty(await task.Saved("Rated"));
    }

    [Fact]
    public async Task Endpoint_OfChatCompletions_RepliesInPlaceOfTheBaseline()
    {
        await using var endpoint = await ChatEndpoint.Start(_ => "Watch it twice.");
        var project = endpoint.Project();
        project.Write($"tasks/{Task}/data.jsonl", """{"id":"m","text":"Was it a dream?","model":"small"}""");
        await using var task = await PlayedTask.Start(Task, workers: 1, project: project);
        await task.Begin();
        await task.Answer(1, (_, _) => Rate(8, null));
        await task.UntilFinished();

        var rated = Assert.Single(await task.Saved("Rated"));
        Assert.Equal(("small", "Watch it twice."), (rated.GetProperty("Model").GetString(), rated.GetProperty("Reply").GetString()));
        var question = JsonDocument.Parse(Assert.Single(endpoint.Asked)).RootElement;
        Assert.Equal("small-1", question.GetProperty("model").GetString());
        Assert.Contains("chat with somebody about films", question.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal("Was it a dream?", question.GetProperty("messages")[1].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Page_InTheBrowser_ShowsMessageAndReplyAndTakesTheRating()
    {
        await using var task = await RehearsedTask.Example(Task);
        var page = await task.Worker("W1", width: 375);
        var shown = page.FrameLocator(".shown-frame");
        await Expect(shown.GetByText("I did not understand the ending at all. Was it a dream?")).ToBeVisibleAsync();
        await Expect(shown.GetByText("I think it does not matter to him any more")).ToBeVisibleAsync();
        // Before axe, which tries to fetch style sheets in the frame; the frame may fetch nothing.
        Assert.Empty(task.Browser.ConsoleErrors);
        await Axe.FindsNothing(page, "the rating");
        await page.GetByLabel("From 0 (makes no sense) to 10").FillAsync("9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit", Exact = true }).ClickAsync();
        await Expect(page.GetByText("All done")).ToBeVisibleAsync();
        Assert.Contains("\"Score\":9", Assert.Single(task.Saved()));
    }

    private static JsonObject Rate(int score, string? reason) => new() { ["Score"] = score, ["Reason"] = reason };
}
