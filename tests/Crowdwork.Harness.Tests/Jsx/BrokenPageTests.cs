using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>A mistake in one page while others are worked on.</summary>
public sealed class BrokenPageTests
{
    [Fact]
    public async Task MistakeInOnePage_HoldsUpNeitherTheOthersNorTheScript()
    {
        await using var task = await RehearsedTask.Of(
            ("config.json", """{ "title": "Trial", "reward": 0.10, "roles": { "asker": { "page": "asker.html" }, "judge": { "page": "judge.html" } } }"""),
            ("world.csx", """
                var (asker, judge) = await Meet("asker", "judge");
                await asker.Ask("Ask one.");
                """),
            ("asker.html", "<p>asker one</p>"), ("judge.html", "<p>judge one</p>"));
        var harness = await task.Harness();
        await Sees(harness, "asker one");
        await Sees(harness, "judge one");

        task.Save("asker.html", "<p>asker two {{ if }}</p>");
        await Expect(harness.GetByText("tasks/trial/asker.html:1:").First).ToBeVisibleAsync();
        task.Save("judge.html", "<p>judge two</p>");
        await Sees(harness, "judge two");
        task.Edit("world.csx", "Ask one.", "Ask two.");
        await Expect(harness.FrameLocator("iframe >> nth=0").GetByText("Ask two.").Or(harness.FrameLocator("iframe >> nth=0").GetByText("Waiting for the asker")).First).ToBeVisibleAsync();
        await Sees(harness, "asker one");
        await Expect(harness.GetByText("tasks/trial/asker.html:1:").First).ToBeVisibleAsync();

        task.Save("asker.html", "<p>asker three</p>");
        await Sees(harness, "asker three");
        await Expect(harness.GetByText("tasks/trial/asker.html:1:").First).ToBeHiddenAsync();
    }

    [Fact]
    public async Task PageThatIsBrokenFromTheBeginning_LeavesTheConversationAlone()
    {
        await using var task = await RehearsedTask.Of(
            ("config.json", """{ "title": "Trial", "reward": 0.10 }"""), ("world.csx", "var w = await Meet();\nawait w.Show(\"a.html\");\nawait w.Ask(\"Go on?\");"), ("a.html", "{{ if }}"));
        var worker = await task.Worker("W1");

        await Expect(worker.GetByText("Go on?")).ToBeVisibleAsync();
        await Expect(worker.FrameLocator(".shown-frame").GetByText("could not be shown")).ToBeVisibleAsync();
        task.Save("a.html", "<p>mended</p>");
        await Expect(worker.FrameLocator(".shown-frame").GetByText("mended")).ToBeVisibleAsync();
    }

    // Some worker's frame shows it, whoever got the role.
    private static async Task Sees(IPage harness, string text)
    {
        var found = Enumerable.Range(0, 2).Select(frame => harness.FrameLocator($"iframe >> nth={frame}").FrameLocator(".shown-frame").GetByText(text).WaitForAsync());
        await await Task.WhenAny(found);
    }
}
