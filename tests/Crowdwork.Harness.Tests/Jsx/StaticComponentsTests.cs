using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>A task without a script whose form is made of components.</summary>
public sealed class StaticComponentsTests
{
    private const string Page = """
        import { useState } from "react";
        export default function Task({ data, preview, prompt, submit, draft, setDraft }) {
          const [score, setScore] = useState(3);
          if (preview) return <p>You will be asked how good a word is.</p>;
          return (
            <form onSubmit={event => { event.preventDefault(); submit(draft === "much" ? { much: "x".repeat(61000) } : draft === "odd" ? { "": 1 } : { score, why: draft, word: data.word }); }}>
              <h2>{data.word}</h2>
              <label>Score <input type="number" value={score} onChange={event => setScore(Number(event.target.value))} /></label>
              <label>Why? <textarea value={draft} onChange={event => setDraft(event.target.value)} /></label>
              <p role="alert">{prompt?.problem}</p>
              <button disabled={!prompt}>Send it</button>
            </form>
          );
        }
        """;

    [Fact]
    public async Task Form_OfComponents_IsFilledInKeptAndThanked()
    {
        await using var task = await Trial();
        var worker = await task.Worker("W1");
        await Expect(worker.GetByRole(AriaRole.Heading, new() { Name = "river" })).ToBeVisibleAsync();
        await worker.GetByLabel("Why?").FillAsync("It flows.");
        await worker.ReloadAsync();
        await Expect(worker.GetByLabel("Why?")).ToHaveValueAsync("It flows.");

        await worker.GetByLabel("Score").FillAsync("5");
        await worker.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();

        await Expect(worker.GetByText("You have finished. Thank you for taking part.")).ToBeVisibleAsync();
        Assert.Equal("""{"score":5,"why":"It flows.","word":"river"}""", Assert.Single(task.Saved()));
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    [Fact]
    public async Task Answer_ThatTheServerDoesNotTake_IsToldInThePrompt()
    {
        await using var task = await Trial();
        var worker = await task.Worker("W1");
        await worker.GetByLabel("Why?").FillAsync("odd");
        await worker.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();

        await Expect(worker.GetByRole(AriaRole.Alert)).ToHaveTextAsync("A field of the answer has no name.");
        Assert.Empty(task.Saved());
    }

    [Fact]
    public async Task Answer_ThatIsTooLarge_NeverGoesOutAndItsAuthorIsTold()
    {
        await using var task = await Trial();
        var harness = await task.Harness();
        var worker = harness.FrameLocator("iframe >> nth=0");
        await worker.GetByLabel("Why?").FillAsync("much");
        await worker.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();

        await Expect(harness.GetByText("at most 60,000 can be sent").First).ToBeVisibleAsync();
        await Expect(worker.GetByLabel("Why?")).ToHaveValueAsync("much");
    }

    [Fact]
    public async Task Save_OfThePage_KeepsTheFormThatIsBeingFilledIn()
    {
        await using var task = await Trial();
        var worker = await task.Worker("W1");
        await worker.GetByLabel("Why?").FillAsync("Half a th");

        task.Edit("task.jsx", "Send it", "Hand it in");

        await Expect(worker.GetByRole(AriaRole.Button, new() { Name = "Hand it in" })).ToBeVisibleAsync();
        await Expect(worker.GetByLabel("Why?")).ToHaveValueAsync("Half a th");
    }

    [Fact]
    public async Task Preview_OfComponents_IsDrawnWithoutALine()
    {
        await using var task = await Trial();
        var page = await task.Preview();
        await Expect(page.GetByText("You will be asked how good a word is.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Preview", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    private static Task<RehearsedTask> Trial() => RehearsedTask.Of(
        ("config.json", """{ "title": "Trial", "reward": 0.10, "preview": "task.jsx" }"""), ("task.jsx", Page), ("data.jsonl", """{ "word": "river" }"""));
}
