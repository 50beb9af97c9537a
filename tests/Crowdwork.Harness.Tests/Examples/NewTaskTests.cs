using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary><c>runner new</c>: each template makes a task that has no problems and can be played at once.</summary>
public sealed class NewTaskTests
{
    private static readonly string[] s_templates = ["chat", "experiment", "form", "jsx", "model-evaluation", "pair"];

    [Fact]
    public async Task New_WithoutArguments_ListsTheTemplates()
    {
        using var project = new ProjectCopy();
        var outcome = await Runner.Run(project.Root, "new");
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal(s_templates, outcome.Out.Split('\n').TakeWhile(line => line != "").Select(line => line.Split("  ")[0]));

        var json = JsonDocument.Parse((await Runner.Run(project.Root, "new", "--json")).Out).RootElement;
        Assert.Equal(s_templates, json.EnumerateArray().Select(row => row.GetProperty("name").GetString()!));
        Assert.All(json.EnumerateArray(), row => Assert.EndsWith(".", row.GetProperty("description").GetString()));
    }

    [Fact]
    public async Task New_EachTemplate_IsATaskWithoutProblems()
    {
        using var project = new ProjectCopy();
        foreach (var template in s_templates)
        {
            var made = await Runner.Run(project.Root, "new", template, $"tasks/my-{template}");
            Assert.True(made.ExitCode == 0, made.ToString());
            Assert.All(
                Directory.GetFiles(project[$"tasks/my-{template}"], "*", SearchOption.AllDirectories),
                file => Assert.DoesNotContain("TASK_", File.ReadAllText(file)));
            Assert.Contains($"\"title\": \"My {template.Replace('-', ' ')}\"", project.Read($"tasks/my-{template}/config.json"));
            Assert.False(File.Exists(project[$"tasks/my-{template}/template.txt"]));
        }

        var check = await Runner.Run(project.Root, "check");
        Assert.Equal((0, string.Concat(s_templates.Order(StringComparer.Ordinal).Select(template => $"tasks/my-{template}: no problems.\n"))), (check.ExitCode, check.Out));
    }

    [Fact]
    public async Task New_WithATitleInQuotes_WritesSettingsThatCanBeRead()
    {
        using var project = new ProjectCopy();
        var made = await Runner.Run(project.Root, "new", "chat", "mine", "--title", "What is \"blue\"? Ten \\ questions");
        Assert.True(made.ExitCode == 0, made.ToString());
        Assert.StartsWith($"# What is \"blue\"? Ten \\ questions", project.Read("tasks/mine/README.md"));
        var check = await Runner.Run(project.Root, "check", "mine");
        Assert.Equal("tasks/mine: no problems.\n", check.Out);
    }

    [Theory]
    [InlineData("new chat tasks/there", "this exists already")]
    [InlineData("new chat there", "this exists already")]
    [InlineData("new chess tasks/mine", "there is no such template")]
    [InlineData("new chat", "the folder of the new task is missing")]
    [InlineData("new chat tasks/Mine", "This is no name for a task")]
    [InlineData("new chat tasks/.mine", "This is no name for a task")]
    [InlineData("new chat tasks/mein-täsk", "This is no name for a task")]
    [InlineData("new chat elsewhere/mine", "not directly in the tasks folder")]
    [InlineData("new chat ../mine", "not directly in the tasks folder")]
    [InlineData("new chat tasks", "exists already")]
    public async Task New_WithWhatWillNotDo_SaysSoAndChangesNothing(string command, string because)
    {
        using var project = new ProjectCopy();
        project.Write("tasks/there/note.txt", "mine");
        // "tasks" alone is short for tasks/tasks.
        Directory.CreateDirectory(project["tasks/tasks"]);
        var before = Files(project);

        var outcome = await Runner.Run(project.Root, command.Split(' '));
        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("", outcome.Out);
        Assert.Contains(because, outcome.Error);
        Assert.Equal(2, outcome.Error.TrimEnd().Split('\n').Length);
        Assert.Equal(before, Files(project));
    }

    [Fact]
    public async Task Chat_PlayedToTheEnd_SavesTheAnswers()
    {
        await using var task = await Made("chat", workers: 1);
        await task.Begin();
        await task.IsRefused("Bicycles", "whole sentence");
        await task.Answer(2, (_, number) => number == 0 ? "Lent bicycles mostly replace walking." : "That surprised me.");
        await task.UntilFinished();
        Assert.Equal("That surprised me.", Assert.Single(await task.Saved("Answers")).GetProperty("Opinion").GetString());
        Assert.Equal("approve", (await task.Proposed("worker")).Verdict);
        for (var answers = 0; answers < 2; answers++) await task.LeaveAfter(answers, (_, _) => "That is a whole sentence.", LeaversTests.Way.GivesBack);
    }

    [Fact]
    public async Task Pair_PlayedToTheEndAndWithLeavers_SavesTheTalkOnlyWhenItIsWhole()
    {
        await using var task = await Made("pair", workers: 2);
        await task.Begin();
        await task.Answer(8, (role, number) => $"{role} {number}");
        await task.UntilFinished();
        var talk = Assert.Single(await task.Saved("Talk"));
        Assert.Equal(6, talk.GetProperty("Lines").GetArrayLength());
        Assert.StartsWith("second", talk.GetProperty("SecondFound").GetString());

        for (var answers = 0; answers < 8; answers++)
        {
            await task.LeaveAfter(answers, (role, number) => $"{role} {number}", LeaversTests.Way.GivesBack);
            Assert.Empty(await task.Saved("Talk"));
        }
    }

    [Fact]
    public async Task ModelEvaluation_PlayedToTheEnd_SavesTheRating()
    {
        await using var task = await Made("model-evaluation", workers: 1);
        await task.Begin();
        await task.IsRefused(new JsonObject { ["Score"] = 12 }, "10");
        await task.Answer(1, (_, _) => new JsonObject { ["Score"] = 4, ["Reason"] = "Evades the question" });
        await task.UntilFinished();
        var rated = Assert.Single(await task.Saved("Rated"));
        Assert.Equal((4, "stand-in"), (rated.GetProperty("Score").GetInt32(), rated.GetProperty("Model").GetString()));
        await task.LeaveAfter(0, (_, _) => "", LeaversTests.Way.GivesBack);
    }

    [Fact]
    public async Task Form_FilledInInTheBrowser_IsSaved()
    {
        await using var task = await MadeForBrowsers("form");
        var page = await task.Worker("W1");
        var form = page.FrameLocator(".shown-frame");
        await form.Locator("input[name=content][value='4']").CheckAsync();
        await form.GetByLabel("Which words tell you so?").FillAsync("I would buy it again");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await page.GetByText("You have finished. Thank you for taking part.").WaitForAsync();
        Assert.Contains("I would buy it again", Assert.Single(task.Saved()));
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    [Fact]
    public async Task Jsx_PlayedInTheBrowser_SavesEachName()
    {
        await using var task = await MadeForBrowsers("jsx");
        var page = await task.Worker("W1");
        for (var number = 1; number <= 3; number++)
        {
            await Expect(page.GetByText($"Colour {number} of 3")).ToBeVisibleAsync();
            if (number == 1) await Axe.FindsNothing(page, "a colour");
            await page.GetByLabel("What would you call this colour?").FillAsync($"Name {number}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        }

        await Expect(page.GetByText("All done")).ToBeVisibleAsync();
        Assert.Equal(["Name 1", "Name 2", "Name 3"], task.Saved().Select(row => JsonDocument.Parse(row).RootElement.GetProperty("Name").GetString()));
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    [Fact]
    public async Task Experiment_DoneInTheBrowser_IsJudgedByTheScript()
    {
        await using var task = await MadeForBrowsers("experiment");
        var page = await task.Worker("W1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        for (var trial = 0; trial < 12; trial++)
        {
            var arrows = page.Locator(".arrows");
            await arrows.WaitForAsync();
            var shown = await arrows.InnerTextAsync();
            // All but the first are answered rightly.
            var isLeft = shown.Trim()[2] == '←';
            await page.GetByRole(AriaRole.Button, new() { Name = isLeft == trial > 0 ? "left" : "right" }).ClickAsync();
            await arrows.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }

        await Expect(page.GetByText("All done")).ToBeVisibleAsync();
        var saved = task.Saved().Select(row => JsonDocument.Parse(row).RootElement).ToArray();
        Assert.Equal(13, saved.Length);
        Assert.Equal((12, 11), (saved[^1].GetProperty("Trials").GetInt32(), saved[^1].GetProperty("Correct").GetInt32()));
        Assert.True(saved[^1].GetProperty("MeanReactionTime").GetDouble() > 0);
        Assert.False(saved[0].GetProperty("Correct").GetBoolean());
        Assert.Equal(6, saved[..12].Count(trial => trial.GetProperty("Congruent").GetBoolean()));
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    [Fact]
    public async Task Experiment_PageSendsSomethingElse_IsAskedForItsTrials()
    {
        await using var task = await Made("experiment", workers: 1);
        await task.Begin();
        await task.IsRefused("""[{"trial":0,"response":"left","reactionTime":400}]""", "something else than its trials");
        await task.IsRefused("left", "something else than its trials");
        await task.Answer(1, (_, _) => JsonSerializer.Serialize(Enumerable.Range(0, 12).Select(trial => new { trial, response = "left", reactionTime = 400 })));
        await task.UntilFinished();
        Assert.Equal(6, Assert.Single(await task.Saved("Session")).GetProperty("Correct").GetInt32());
        Assert.Equal("askAHuman", (await task.Proposed("worker")).Verdict);
    }

    private static async Task<PlayedTask> Made(string template, int workers)
    {
        var project = new ProjectCopy();
        var made = await Runner.Run(project.Root, "new", template, "tasks/mine");
        Assert.True(made.ExitCode == 0, made.ToString());
        return await PlayedTask.Start("mine", workers, project: project);
    }

    private static async Task<RehearsedTask> MadeForBrowsers(string template)
    {
        using var project = new ProjectCopy();
        var made = await Runner.Run(project.Root, "new", template, "tasks/mine");
        Assert.True(made.ExitCode == 0, made.ToString());
        return await RehearsedTask.CopyOf(project["tasks/mine"]);
    }

    private static string[] Files(ProjectCopy project) => Directory.GetFileSystemEntries(project.Root, "*", SearchOption.AllDirectories).Order().ToArray();
}
