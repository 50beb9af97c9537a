using Crowdwork.Harness.Tests.Jsx;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Accessibility;

/// <summary>The pages of those who write and rehearse tasks, looked at by axe.</summary>
public sealed class OperatorPageTests
{
    private const string World = """
        record Words(string Text);
        var (asker, judge) = await Meet("asker", "judge");
        await judge.Tell("Wait.");
        Save(new Words((await asker.Ask("Write something.")).Text));
        await judge.Ask("And you.");
        """;

    [Fact]
    public async Task Harness_WithItsPanelsAndAnError_HasNoBarriers()
    {
        await using var task = await RehearsedTask.Of(("config.json", """{ "title": "Trial", "reward": 0.10 }"""), ("world.csx", World));
        var harness = await task.Harness();
        var (first, second) = (harness.FrameLocator("iframe >> nth=0"), harness.FrameLocator("iframe >> nth=1"));
        await Expect(first.GetByText("Write something.").Or(first.GetByText("Wait.")).First).ToBeVisibleAsync();
        await Expect(second.GetByText("Write something.").Or(second.GetByText("Wait.")).First).ToBeVisibleAsync();
        await Axe.FindsNothing(harness, "harness");

        var asker = await first.GetByText("Write something.").IsVisibleAsync() ? first : second;
        await asker.Locator("#answer").FillAsync("Some words");
        await asker.Locator("#answer").PressAsync("Enter");
        foreach (var tab in new[] { "Journal", "Saved", "Review" })
        {
            var button = harness.GetByRole(AriaRole.Tab, new() { Name = tab });
            await button.First.ClickAsync();
            await Axe.FindsNothing(harness, tab);
        }

        task.Edit("world.csx", "await judge.Ask", "await judge.Asc");
        await Expect(harness.GetByText("tasks/trial/world.csx:5:").First).ToBeVisibleAsync();
        await Axe.FindsNothing(harness, "with an error");

        task.Edit("world.csx", "await judge.Asc(\"And you.\")", "await judge.Ask(\"And you, then.\"); throw new Exception(\"broken\")");
        await Expect(harness.GetByText("tasks/trial/world.csx:5:")).ToBeHiddenAsync();
        await Axe.FindsNothing(harness, "after a save");
    }

    [Fact]
    public async Task ListOfTasks_WithABrokenOne_HasNoBarriers()
    {
        await using var task = await RehearsedTask.Of(("config.json", """{ "title": "Trial", "description": "Talk.", "reward": 0.10 }"""), ("world.csx", World));
        task.Beside("broken", "config.json", """{ "titel": "Broken", }""");
        task.Beside("empty", "README.md", "nothing");
        var list = await task.List();
        await Expect(list.GetByText("broken").First).ToBeVisibleAsync();
        await Axe.FindsNothing(list, "list");
        await list.SetViewportSizeAsync(375, 800);
        await Axe.FindsNothing(list, "list on a phone");
        await list.GotoAsync(new Uri(new Uri(list.Url), "/tasks/nothing").ToString());
        await Axe.FindsNothing(list, "no such task");
        await list.GotoAsync(new Uri(new Uri(list.Url), "/tasks/broken").ToString());
        await Expect(list.GetByText("titel").First).ToBeVisibleAsync();
        await Axe.FindsNothing(list, "a broken task");
    }
}
