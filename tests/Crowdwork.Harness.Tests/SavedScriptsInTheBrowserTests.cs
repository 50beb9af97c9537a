using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests;

/// <summary>A script that is saved in the middle of a conversation takes it over: everybody keeps their seat, their messages and what they have half typed.</summary>
[Collection(BrowserTests.Name)]
public sealed class SavedScriptsInTheBrowserTests(Chromium chromium)
{
    private const string Script = """
        var (left, right) = await Meet("left", "right");
        var first = await left.Ask("First question?");
        await right.Tell(first);
        var second = await right.Ask("Second question?");
        await left.Tell(second);
        var third = await left.Ask("Third question?");
        await Everyone.Tell("Done: " + third.Text);
        """;

    private const string World = "tasks/edited/world.csx";

    [Fact(Skip = Chromium.Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Script_SavedInMidConversation_KeepsSeatsMessagesAndDrafts()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.With("edited", Script));
        await using var view = await HarnessView.Open(chromium, harness, "edited");
        var left = await view.WhoIsAsked("W1", "W2");
        var right = left == "W1" ? "W2" : "W1";
        await view.Answer(left, "my first answer");
        await view.Sees(right, "my first answer");
        await view.Sees(right, "Second question?");
        await view.Frame(right).Locator("#answer").FillAsync("half typed");

        // A later prompt.
        harness.Project.Edit(World, "Third question?", "Third question, new?");
        await view.Line.Until(state => state.GetProperty("build").GetProperty("generation").GetInt32() >= 2, "the second build");
        await StillThere(view, left, right, "my first answer", "Second question?");

        // The prompt that is open.
        harness.Project.Edit(World, "Second question?", "Second question, reworded?");
        await view.Sees(right, "Second question, reworded?");
        await StillThere(view, left, right, "my first answer", "Second question, reworded?");

        // An earlier prompt.
        harness.Project.Edit(World, "First question?", "First question, reworded?");
        await view.Sees(left, "First question, reworded?");
        await StillThere(view, left, right, "my first answer", "Second question, reworded?");

        // A broken script changes nothing for anybody, and is shown.
        harness.Project.Edit(World, "await left.Tell(second);", "await left.Tel(second);");
        await Assertions.Expect(view.Page.Locator("#dock")).ToContainTextAsync("world.csx:5");
        await StillThere(view, left, right, "my first answer", "Second question, reworded?");
        await view.Shot("broken-script");

        // Mended, with another change.
        harness.Project.Edit(World, "await left.Tel(second);", "await left.Tell(second.Text + \", mended\");");
        await Assertions.Expect(view.Page.Locator(".build")).ToContainTextAsync("Built");
        await StillThere(view, left, right, "my first answer", "Second question, reworded?");
        await view.Frame(right).Locator("#answer").PressAsync("Enter");
        await view.Sees(left, "half typed, mended");
        await view.Sees(left, "Third question, new?");
        await view.Answer(left, "the end");
        await view.Sees(right, "Done: the end");
        await view.Sees(left, "Done: the end");
        Assert.Empty(view.Errors);
    }

    private static async Task StillThere(HarnessView view, string left, string right, string message, string question)
    {
        await view.Sees(left, message);
        await view.Sees(right, message);
        await view.Sees(right, question);
        await view.Sees(left, "You are the left");
        await view.Sees(right, "You are the right");
        await Assertions.Expect(view.Frame(right).Locator("#answer")).ToHaveValueAsync("half typed");
        Assert.Equal(1, await view.Frame(right).GetByText(message, new() { Exact = true }).CountAsync());
    }
}
