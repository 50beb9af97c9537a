using System.Text.Json;
using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests;

/// <summary>A person writes, pastes and looks elsewhere: what of it the journal has, and what not.</summary>
[Collection(BrowserTests.Name)]
public sealed class WritingInTheBrowserTests(Chromium chromium)
{
    private const string Script = """
        record Note(string Draft, string Fresh);
        var worker = await Meet();
        await worker.Ask("Typed?");
        await worker.Ask("Pasted?");
        await worker.Choose("Clicked?", ["Yes", "No"]);
        await worker.Fill<Note>("note.html", with: null);
        """;

    private const string Page = """
        <form><label>Improve <input name="Draft" value="A sentence that came with the page."></label><label>New <textarea name="Fresh"></textarea></label><button>Send it</button></form>
        """;

    private const string Elsewhere = "Copied from somewhere else.";

    [Fact(Skip = Chromium.Missing, SkipType = typeof(Chromium), SkipUnless = nameof(Chromium.IsThere))]
    public async Task Answers_TypedPastedAndClicked_AreToldApartInTheJournal()
    {
        var project = ProjectCopy.With("writing", Script);
        project.Write("tasks/writing/note.html", Page);
        await using var harness = await RunningHarness.Start(project, workers: 1);
        await using var view = await HarnessView.Open(chromium, harness, "writing");
        await view.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var frame = view.Frame("W1");
        var box = frame.Locator("#answer");

        // The browser of a test looks at all its pages at once; this one looks where it is told to.
        await frame.Locator("body").EvaluateAsync("() => { window.looks = true; document.hasFocus = () => window.looks; }");
        await box.PressSequentiallyAsync("By hande");
        await box.PressAsync("Backspace");
        await frame.Locator("body").EvaluateAsync("""
            async () => {
                for (const looks of [false, true]) {
                    window.looks = looks;
                    dispatchEvent(new Event(looks ? "focus" : "blur"));
                    await new Promise(done => setTimeout(done, 50));
                }
            }
            """);
        await box.PressAsync("Enter");

        await view.Sees("W1", "Pasted?");
        await Paste(box);
        // A reload forgets neither the words nor how they came.
        await Expect(box).ToHaveValueAsync(Elsewhere);
        await frame.Locator("body").EvaluateAsync("() => location.reload()");
        await view.Sees("W1", "Pasted?");
        await Expect(box).ToHaveValueAsync(Elsewhere);
        await box.PressAsync("Enter");

        await frame.GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();

        var own = frame.FrameLocator(".shown-frame");
        await own.Locator("[name=Draft]").PressAsync("End");
        await own.Locator("[name=Draft]").PressSequentiallyAsync("!!");
        await Paste(own.Locator("[name=Fresh]"));
        await own.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
        await view.Sees("W1", "Thank you");

        var turns = (await view.Line.Api($"journal/{view.Line.State.GetProperty("conversations")[0].GetProperty("id").GetInt64()}")).EnumerateArray();
        var signals = turns.Select(turn => turn.GetProperty("input")).Where(input => input.GetProperty("k").GetString() == "said").Select(input => input.GetProperty("signals")).ToArray();
        Assert.Equal(4, signals.Length);
        Assert.Equal("chars 7, keys 10, typed 8, deleted 1, left 1", Counts(signals[0]));
        Assert.InRange(signals[0].GetProperty("away").GetInt32(), 1, 60_000);
        Assert.True(signals[0].GetProperty("writing").GetInt32() >= 0);
        Assert.Equal("chars 27, pastes 1, pasted 27", Counts(signals[1], "keys"));
        Assert.Equal("", Counts(signals[2]));
        Assert.Equal("chars 64, typed 2, pastes 1, pasted 27, kept 35", Counts(signals[3], "keys"));
        Assert.DoesNotContain("somewhere", string.Join(' ', signals), StringComparison.Ordinal);

        await view.Page.Locator("#tab-journal").ClickAsync();
        await Expect(view.Page.Locator("#dock-body")).ToContainTextAsync("said · typed 8, left the page once · “By hand”");
        Assert.Empty(view.Errors);
    }

    private static async Task Paste(ILocator box)
    {
        await box.FocusAsync();
        await box.Page.EvaluateAsync("text => navigator.clipboard.writeText(text)", Elsewhere);
        await box.PressAsync("ControlOrMeta+V");
    }

    // Times differ from machine to machine.
    private static string Counts(JsonElement signals, params string[] without)
        => string.Join(", ", signals.EnumerateObject().Where(figure => figure.Name is not ("writing" or "away") && !without.Contains(figure.Name)).Select(figure => $"{figure.Name} {figure.Value}"));
}
