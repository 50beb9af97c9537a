using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>A page with somebody else's page in it, a test before it and a bonus after it; and the pilot that leads to it.</summary>
public sealed class StaticHtmlTests
{
    private const string Task = "static-html";
    private const string Pilot = "static-html-pilot";

    private static readonly Line[] s_test = [Orders("move the red block left\n\n  \npush it again\nadd a green one")];

    [Fact]
    public async Task Form_FilledIn_StoresTheOrdersAndEarnsForDifferentOnes()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1, onboarding: s_test);
        await task.Begin();
        await task.Answer(1, (_, _) => Filled("move red left", "Move red left!", "swap red and blue", "add green one", "up"));
        await task.UntilFinished();

        var session = Assert.Single(await task.Saved("Session"));
        Assert.Equal("row-01", session.GetProperty("Row").GetString());
        Assert.Equal((5, 5, 6, 3), (session.GetProperty("Orders").GetArrayLength(), session.GetProperty("Understood").GetInt32(), session.GetProperty("Usability").GetInt32(), session.GetProperty("Self").GetInt32()));
        Assert.Equal("It should know corners.", session.GetProperty("Feedback").GetString());
        // Three different ones of two words or more, which begin in three ways.
        Assert.Equal(("approve", "3 different orders", 0.29m), await task.Proposed("speaker"));
    }

    [Fact]
    public async Task Bonus_OfVeryManyOrders_HasAnEndAndNothingUnderstoodIsForAPerson()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1, onboarding: s_test);
        await task.Begin();
        await task.Answer(1, (_, _) => Filled([.. Enumerable.Range(0, 100).Select(number => $"{(number % 3 == 0 ? "move" : number % 3 == 1 ? "push" : "take")} block {number}")]));
        await task.UntilFinished();
        Assert.Equal(("approve", "100 different orders", 0.50m), await task.Proposed("speaker"));

        await task.Begin();
        var filled = Filled("sing a song", "make me coffee", "dance for me");
        filled["orders"] = filled["orders"]!.GetValue<string>().Replace("true", "false");
        await task.Answer(1, (_, _) => filled);
        await task.UntilFinished();
        Assert.Equal(("askAHuman", "The robot understood nothing at all", 0m), await task.Proposed("speaker"));
    }

    [Fact]
    public async Task Form_SentByAnythingButThePage_IsCheckedAllTheSame()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1, onboarding: s_test);
        await task.Begin();
        await task.IsRefused(Filled("move red left", "stop"), "3 orders or more. So far it had 2.");
        foreach (var damaged in new[] { "nonsense", "null", "[null]", "[{}]", "{}" })
        {
            var filled = Filled();
            filled["orders"] = damaged;
            await task.IsRefused(filled, "damaged on the way");
        }

        var outside = Filled("a b", "c d", "e f");
        outside["usability"] = "8";
        await task.IsRefused(outside, "usability");
        await task.Answer(1, (_, _) => Filled("a b", "c d", "e f"));
        await task.UntilFinished();
    }

    [Theory]
    [InlineData("one\ntwo\nthree", false)]
    [InlineData("move red left\nmove blue up\nmove it down", false)]
    [InlineData("\n\n\n\n", false)]
    [InlineData("move red left\n\n\npush it", false)]
    [InlineData("move red\nadd green\n\nswap them please", true)]
    public async Task Test_OfTheOrders_PassesWhoUnderstood(string orders, bool passes)
    {
        await using var task = await PlayedTask.Start(Task, workers: 1);
        await using var page = await task.Page("W1").Join();
        await page.Until(worker => worker.Asked is not null, "the test");
        page.Say("", fields: new JsonObject { ["orders"] = orders });

        // Blank lines alone are nothing at all, which the form says itself.
        if (string.IsNullOrWhiteSpace(orders)) await page.Until(worker => worker.Events.Any(item => item.Kind == "again"), "the question again");
        else if (passes) await page.Until(worker => worker.Asked?.Json.GetRawText().Contains("usability") == true, "the task");
        else await page.Until(worker => worker.Events.Any(item => item.Kind == "ended" && item.TextOf("state") == "failed"), "the end of the test");
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    [InlineData(LeaversTests.Way.LosesTheLine)]
    public async Task Form_Left_StoresNothing(LeaversTests.Way way)
    {
        await using var task = await PlayedTask.Start(Task, workers: 1, onboarding: s_test);
        await task.LeaveAfter(0, (_, _) => Filled(), way);
        Assert.Empty(await task.Saved("Session"));
        Assert.Equal("askAHuman", (await task.Proposed("speaker")).Verdict);
    }

    [Fact]
    public async Task Page_InTheBrowser_TakesOrdersFromTheRobotsFrameAndFromNobodyElse()
    {
        await using var task = await RehearsedTask.Example(Task);
        var page = await task.Worker("W1", width: 375);
        var shown = page.FrameLocator(".shown-frame");
        await Axe.FindsNothing(page, "the test");
        await shown.GetByLabel("Write three different orders").FillAsync("move the red block\nadd a green one\nswap red and blue");
        await shown.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        var robot = shown.FrameLocator("#robot");
        foreach (var order in new[] { "move the red block right two", "swap red and blue", "Sing me a song" })
        {
            await robot.GetByLabel("Tell the robot what to do").FillAsync(order);
            await robot.GetByRole(AriaRole.Button, new() { Name = "Tell it" }).ClickAsync();
        }

        await Expect(shown.GetByText("3 orders so far.")).ToBeVisibleAsync();
        // The page itself, and a frame that it did not put there.
        await shown.Locator("body").EvaluateAsync("""
            () => {
              window.postMessage({ t: "order", text: "from the page", understood: true }, "*");
              const stranger = document.createElement("iframe");
              stranger.sandbox = "allow-scripts";
              stranger.srcdoc = "<script>parent.postMessage({ t: 'order', text: 'from a stranger', understood: true }, '*')</scr" + "ipt>";
              return new Promise(heard => { addEventListener("message", event => { if (event.source === stranger.contentWindow) heard(); }); document.body.append(stranger); }).then(() => stranger.remove());
            }
            """);
        await Expect(shown.GetByText("3 orders so far.")).ToBeVisibleAsync();
        await Axe.FindsNothing(page, "the form");

        await page.ReloadAsync();
        await Expect(shown.GetByText("3 orders so far.")).ToBeVisibleAsync();
        await shown.Locator("input[name=usability][value='6']").CheckAsync();
        await shown.Locator("input[name=self][value='3']").CheckAsync();
        await shown.GetByLabel("What should it understand").FillAsync("It should know corners.");
        await shown.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Expect(page.GetByText("All done")).ToBeVisibleAsync();
        var session = JsonDocument.Parse(Assert.Single(task.Saved())).RootElement;
        Assert.Equal(
            ["move the red block right two True", "swap red and blue True", "Sing me a song False"],
            session.GetProperty("Orders").EnumerateArray().Select(order => $"{order.GetProperty("Text").GetString()} {order.GetProperty("Understood").GetBoolean()}"));
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    [Fact]
    public async Task Preview_OfBothTasks_ShowsNothingOfTheWork()
    {
        foreach (var name in new[] { Task, Pilot })
        {
            await using var task = await RehearsedTask.Example(name);
            var page = await task.Preview();
            var preview = page.FrameLocator(".preview-frame");
            await Expect(preview.GetByRole(AriaRole.Heading)).ToBeVisibleAsync();
            Assert.Equal(0, await preview.Locator("form, iframe").CountAsync());
            await Axe.FindsNothing(page, $"the preview of {name}");
            Assert.Empty(task.Browser.ConsoleErrors);
        }
    }

    [Fact]
    public async Task Pilot_Passed_IsTakenOnceAndPutsTheWorkerOnTheList()
    {
        await using var task = await PlayedTask.Start(Pilot, workers: 1);
        await task.Begin();
        await task.Answer(1, (_, _) => Answers("move red left\nswap red and blue\nadd a green block\nremove it"));
        await task.UntilFinished();
        Assert.True(Assert.Single(await task.Saved("Taken")).GetProperty("Passed").GetBoolean());
        Assert.Equal(("approve", "Passed", 0m), await task.Proposed("worker"));

        await task.Line.MustDo("restart");
        await using var again = await task.Page("W1").Join();
        await again.Until(page => page.Ending is not null, "to be turned away");
        Assert.Equal("notQualified", again.Ending!.TextOf("state"));
    }

    [Fact]
    public async Task Pilot_NotPassed_TellsTheRequesterWhatWasMissed()
    {
        await using var task = await PlayedTask.Start(Pilot, workers: 1);
        await task.Begin();
        await task.Answer(1, (_, _) => Answers("sing\ndance", can: "coffee", edge: "falls", must: "yes"));
        await task.UntilFinished();

        var taken = Assert.Single(await task.Saved("Taken"));
        Assert.Equal(
            ["fewer than four orders", "orders of one word", "orders that it could not obey", "what it can do", "the edge", "what good work is"],
            taken.GetProperty("Missed").EnumerateArray().Select(missed => missed.GetString()));
        Assert.Equal("approve", (await task.Proposed("worker")).Verdict);
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    public async Task Pilot_Left_CanBeTakenAgain(LeaversTests.Way way)
    {
        await using var task = await PlayedTask.Start(Pilot, workers: 1);
        await task.LeaveAfter(0, (_, _) => "", way);
        await task.Begin();
        Assert.NotNull((await task.Asked()).Asked);
    }

    [Fact]
    public async Task Pilot_InTheBrowser_IsFilledInOnAPhone()
    {
        await using var task = await RehearsedTask.Example(Pilot);
        var page = await task.Worker("W1", width: 375);
        var shown = page.FrameLocator(".shown-frame");
        await shown.GetByLabel("Write four or more").FillAsync("move red left\nswap red and blue\nadd a green block\nremove it");
        foreach (var answer in new[] { "swap", "stays", "no" }) await shown.Locator($"input[value={answer}]").CheckAsync();
        await Axe.FindsNothing(page, "the pilot");
        await shown.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.GetByText("All done")).ToBeVisibleAsync();
        Assert.Contains("\"Passed\":true", Assert.Single(task.Saved()));
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    private static JsonObject Orders(string text) => new() { ["orders"] = text };

    private static JsonObject Filled(params string[] orders) => new()
    {
        ["orders"] = JsonSerializer.Serialize(orders.Select((text, index) => new { text, understood = true, at = 1_770_000_000_000 + index })),
        ["usability"] = "6", ["self"] = "3", ["feedback"] = "It should know corners.",
    };

    private static JsonObject Answers(string orders, string can = "swap", string edge = "stays", string must = "no")
        => new() { ["orders"] = orders, ["can"] = can, ["edge"] = edge, ["must"] = must };
}
