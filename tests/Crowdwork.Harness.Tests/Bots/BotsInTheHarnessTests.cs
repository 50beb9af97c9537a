using System.Text.Json;
using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Crowdwork.Harness.Tests.Operators;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Bots;

/// <summary>Bots beside people, in one conversation.</summary>
public sealed class BotsInTheHarnessTests
{
    [Fact]
    public async Task Bot_BesideAPerson_PlaysTheOtherRoleToTheEnd()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using var line = await harness.Operate("describe-and-guess");
        await line.MustDo("addBot", new { worker = "W1", bot = "cheat" });
        await line.Until(_ => line.Worker("W1").GetProperty("state").GetString() == "waiting", "the bot in the waiting room");
        await using var person = await harness.Page(line, "W2").Join();

        await person.Until(page => page.Role is not null, "a seat");
        Assert.Equal("guesser", person.Role);
        for (var guess = 0; guess < 6; guess++)
        {
            // The bot does not think for long; but its time is the rehearsal's.
            await person.Until(page => page.Asked is not null, "the bot's clue");
            await person.Answer("nothing");
        }

        await person.Until(page => page.Ending is not null, "the end");
        Assert.Equal("finished", person.Ending!.TextOf("state"));
        await line.Until(_ => line.Worker("W1").GetProperty("state").GetString() == "ended", "the end of the bot's part");
        var bot = line.Worker("W1").GetProperty("bot");
        Assert.Equal("cheat", bot.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, bot.GetProperty("fault").ValueKind);
        Assert.Contains("without", string.Join('\n', Lines(bot, "again")));
        Assert.Equal(6, Lines(bot, "describer").Length);
    }

    [Fact]
    public async Task Bot_TakenAway_LeavesTheSeatToAPerson()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples(), workers: 1);
        await using var line = await harness.Operate("qa");
        await line.MustDo("addBot", new { worker = "W1", bot = "ghost" });
        await line.Until(_ => line.Worker("W1").GetProperty("role").GetString() == "worker", "the bot in a seat");

        await line.MustDo("removeBot", new { worker = "W1" });
        await line.Until(_ => line.Worker("W1").GetProperty("bot").ValueKind == JsonValueKind.Null, "no bot");
        await using var person = await harness.Page(line, "W1").Join();

        await person.Answer("What is the paragraph about?");
        await person.Answer("About a stone.");
        await person.Until(page => page.Ending is not null, "the end");
        Assert.Equal("finished", person.Ending!.TextOf("state"));
    }

    [Fact]
    public async Task Bot_AfterARestart_PlaysAgain()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples(), workers: 1);
        await using var line = await harness.Operate("qa");
        await line.MustDo("addBot", new { bot = "hasty" });
        await line.Until(state => IsEnded(state, "W2"), "the end of the bot's part");

        var first = line.Worker("W2").GetProperty("conversation").GetInt64();
        await line.MustDo("restart");

        await line.Until(state => IsEnded(state, "W2") && line.Worker("W2").GetProperty("conversation").GetInt64() > first, "the end of the bot's second part");
        await line.Until(state => state.GetProperty("saved").GetInt32() == 1, "what it saved");
    }

    [Fact]
    public async Task Bot_OfAScriptThatDoesNotCompile_IsRefusedWithThePlace()
    {
        var project = ProjectCopy.With("broken", "var worker = await Meet(); await worker.Ask(\"Hello?\");");
        project.Write("tasks/broken/bots.csx", "Bot(\"one\", async bot =>\n{\n    await bot.Sing();\n});\n");
        await using var harness = await RunningHarness.Start(project);
        await using var line = await harness.Operate("broken");

        Assert.Contains("bots.csx(3,15)", await line.Do("addBot", new { worker = "W1" }));
        await line.Until(state => ProblemOfBots(state) is not null, "the problem in the list");
        var problem = ProblemOfBots(line.State)!.Value;
        Assert.Equal(("error", 3, 15), (problem.GetProperty("severity").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
        Assert.Equal("    await bot.Sing();", problem.GetProperty("excerpt").GetString());
        // People play all the same.
        Assert.Equal("ok", line.State.GetProperty("build").GetProperty("state").GetString());

        project.Write("tasks/broken/bots.csx", "Bot(\"one\", async bot =>\n{\n    await bot.Say(\"La\");\n});\n");

        await line.Until(state => ProblemOfBots(state) is null, "no problem any more");
        Assert.Null(await line.Do("addBot", new { worker = "W1" }));
    }

    [Fact]
    public async Task Bot_ThatThrowsOrNeverAwaits_SaysWhereInItsPane()
    {
        var project = ProjectCopy.With("broken", "var worker = await Meet(); await worker.Ask(\"Hello?\");");
        project.Write("tasks/broken/bots.csx", """
            Bot("clumsy", async bot =>
            {
                await bot.Prompt();
                throw new InvalidOperationException("Dropped it.");
            });

            Bot("endless", async bot =>
            {
                await bot.Prompt();
                while (true) { }
            });
            """);
        await using var harness = await RunningHarness.Start(project);
        await using var line = await harness.Operate("broken");
        await line.MustDo("addBot", new { worker = "W1", bot = "clumsy" });
        await line.MustDo("addBot", new { worker = "W2", bot = "endless" });

        await line.Until(_ => FaultOf(line, "W1") is not null && FaultOf(line, "W2") is not null, "both faults");
        Assert.Equal("bots.csx(4,5): InvalidOperationException: Dropped it.", FaultOf(line, "W1"));
        Assert.StartsWith("bots.csx(10,", FaultOf(line, "W2"));
        Assert.Contains("computes without end", FaultOf(line, "W2"));
    }

    [Fact]
    public async Task Pane_OfABot_SaysWhoPlaysAndWhatItSays()
    {
        await using var task = await RehearsedTask.Example("describe-and-guess");
        var page = await task.Harness();
        await Menu(page, "W1", "Let the bot \"cheat\" play");
        await Menu(page, "W2", "Let the bot \"cheat\" play");

        var pane = page.GetByRole(AriaRole.Region, new() { Name = "Worker W2" });
        await Expect(pane.GetByText("cheat", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(pane.Locator(".bot-line-own").First).ToBeVisibleAsync();
        await Expect(pane.GetByRole(AriaRole.Button, new() { Name = "Play again" })).ToBeVisibleAsync();
        await Axe.FindsNothing(page, "two bots");
        if (Environment.GetEnvironmentVariable("CROWDWORK_PICTURES") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "bots.png") });

        // The bar is as wide as the window, whatever the task is called.
        await page.SetViewportSizeAsync(1280, 720);
        var switchOfThemes = await page.Locator(".bar > *").Last.BoundingBoxAsync();
        Assert.InRange(switchOfThemes!.X + switchOfThemes.Width, 0, 1280);

        await pane.GetByRole(AriaRole.Button, new() { Name = "Take it away" }).ClickAsync();
        await Expect(pane.Locator("iframe")).ToBeVisibleAsync();
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    private static async Task Menu(IPage page, string worker, string item)
    {
        var choice = page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true });
        // Until bots.csx is compiled the menu has no names; it is made when it is opened.
        await Guard.Until(
            async () =>
            {
                await page.Keyboard.PressAsync("Escape");
                await page.GetByRole(AriaRole.Button, new() { Name = $"More for {worker}" }).ClickAsync();
                return await choice.IsVisibleAsync();
            },
            () => $"the menu should offer: {item}");
        await choice.ClickAsync();
    }

    private static JsonElement? ProblemOfBots(JsonElement state)
        => state.GetProperty("build").GetProperty("problems").EnumerateArray().Where(problem => problem.GetProperty("file").GetString()!.EndsWith("bots.csx", StringComparison.Ordinal))
            .Select(problem => (JsonElement?)problem).FirstOrDefault();

    private static string? FaultOf(OperatorLine line, string worker)
        => line.Worker(worker).GetProperty("bot") is { ValueKind: JsonValueKind.Object } bot ? bot.GetProperty("fault").GetString() : null;

    private static bool IsEnded(JsonElement state, string worker)
        => state.GetProperty("workers").EnumerateArray().Any(each => each.GetProperty("id").GetString() == worker && each.GetProperty("state").GetString() == "ended");

    private static string[] Lines(JsonElement bot, string from)
        => [.. bot.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("from").GetString() == from).Select(line => line.GetProperty("text").GetString()!)];
}
