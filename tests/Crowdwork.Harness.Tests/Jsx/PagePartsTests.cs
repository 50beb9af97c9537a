using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>Which part of the standard page each export replaces, and what pages may import.</summary>
public sealed class PagePartsTests
{
    private const string Settings = """{ "title": "Trial", "reward": 0.10, "roles": { "worker": { "page": "Page.jsx" } } }""";

    private const string World = """
        record Answer(string Text, int Number);
        var worker = await Meet();
        await worker.Ask("First?");
        var answer = await worker.Fill<Answer>("A form.");
        Save(answer);
        """;

    [Fact]
    public async Task NamedExports_ReplaceTheirPartsAndNothingElse()
    {
        await using var task = await RehearsedTask.Of(("config.json", Settings), ("world.csx", World), ("instructions.md", "The **plain** ones."), ("Page.jsx", """
            export const Instructions = ({ role }) => <p>instructions for {role}</p>;
            export const TextResponse = ({ send, prompt }) => <button onClick={() => send("clicked")}>answer {prompt.text}</button>;
            export const Done = ({ ending }) => <h2>the end: {ending.state}, {ending.pay}</h2>;
            """));
        var page = await task.Worker("W1");

        await Expect(page.GetByText("instructions for worker")).ToBeVisibleAsync();
        await Expect(page.GetByText("plain")).ToHaveCountAsync(0);
        await Expect(page.GetByText("Your turn")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "answer First?" }).ClickAsync();

        // A form is not a text: the standard one.
        await page.GetByLabel("Text").FillAsync("some");
        await page.GetByLabel("Number").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();

        await Expect(page.GetByText("the end: finished, The reward is $0.10.")).ToBeVisibleAsync();
        await Expect(page.GetByText("All done")).ToBeHiddenAsync();
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    [Fact]
    public async Task Submit_FromAPageOfItsOwn_AnswersTheFormAndShowsWhatWasWrong()
    {
        await using var task = await RehearsedTask.Of(("config.json", Settings), ("world.csx", """
            using System.ComponentModel.DataAnnotations;
            record Answer([Range(1, 5)] int Stars);
            var worker = await Meet();
            Save(await worker.Fill<Answer>("Stars?"));
            """), ("Page.tsx", """
            import { useState } from "react";
            import type { PageProps } from "../crowdwork";
            export default function Page({ prompt, submit }: PageProps) {
              const [count, setCount] = useState<number>(9);
              if (!prompt) return <p>nothing asked</p>;
              const name = prompt.fields[0].name;
              return <>
                <p>{prompt.problems[name]}</p>
                <button onClick={() => { submit({ [name]: count }); setCount(4); }}>give {count}</button>
              </>;
            }
            """));
        task.Save("config.json", Settings.Replace("Page.jsx", "Page.tsx"));
        var page = await task.Worker("W1");

        await page.GetByRole(AriaRole.Button, new() { Name = "give 9" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "give 4" }).ClickAsync();
        await Expect(page.GetByText("All done")).ToBeVisibleAsync();
        Assert.Contains("4", Assert.Single(task.Saved()));
    }

    [Fact]
    public async Task Waiting_IsShownUntilThePartnerComes()
    {
        await using var task = await RehearsedTask.Of(
            ("config.json", Settings), ("world.csx", """var (one, two) = await Meet("worker", "worker"); await one.Ask("Now?");"""),
            ("Page.jsx", """export const Waiting = ({ waiting }) => <h2>patience: {waiting.needs.length}</h2>;"""));
        var first = await task.Worker("W1");
        await Expect(first.GetByText("patience: 2")).ToBeVisibleAsync();
        var second = await task.Worker("W2");
        await Expect(first.GetByText("patience")).ToBeHiddenAsync();
        await Expect(second.GetByText("Your turn").Or(second.GetByText("Waiting for")).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Package_ThatRequiresReactAsCommonJs_SharesTheHooksOfThePage()
    {
        await using var task = await RehearsedTask.Of(
            ("config.json", Settings), ("world.csx", World),
            ("node_modules/old-counter/package.json", """{ "name": "old-counter", "version": "1.0.0", "main": "index.js" }"""),
            ("node_modules/old-counter/index.js", """const { useState } = require("react"); exports.useCount = () => useState(40);"""),
            ("Page.jsx", """
                import { useCount } from "old-counter";
                export default () => { const [count, set] = useCount(); return <button onClick={() => set(count + 1)}>count {count}</button>; };
                """));
        var page = await task.Worker("W1");
        await page.GetByRole(AriaRole.Button, new() { Name = "count 40" }).ClickAsync();
        await Expect(page.GetByText("count 41")).ToBeVisibleAsync();
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    [Fact]
    public async Task JsPsych_RunsAnExperimentAndSubmitsItsTrials()
    {
        await using var task = await RehearsedTask.Of(("config.json", Settings), ("world.csx", """
            record Trials(string Json);
            var worker = await Meet();
            var trials = await worker.Ask("The experiment.");
            Save(new Trials(trials.Text));
            """), ("Page.jsx", """
            import { useEffect, useRef } from "react";
            import { initJsPsych } from "jspsych";
            import buttons from "@jspsych/plugin-html-button-response";
            import "jspsych/css/jspsych.css";
            export default function Page({ submit }) {
              const place = useRef(null);
              useEffect(() => {
                const experiment = initJsPsych({ display_element: place.current, on_finish: () => submit(experiment.data.get().values()) });
                experiment.run([{ type: buttons, stimulus: "Which one?", choices: ["left", "right"] }]);
              }, []);
              return <div ref={place} />;
            }
            """));
        var page = await task.Worker("W1");
        await page.GetByRole(AriaRole.Button, new() { Name = "right" }).ClickAsync();
        await Expect(page.GetByText("All done")).ToBeVisibleAsync();
        Assert.Contains("html-button-response", Assert.Single(task.Saved()));
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    [Fact]
    public async Task Task_WithPackagesOfItsOwn_GetsThemInstalled()
    {
        await using var task = await RehearsedTask.Of(
            ("config.json", Settings), ("world.csx", World),
            ("greeting/package.json", """{ "name": "greeting", "version": "1.0.0", "main": "index.js" }"""),
            ("greeting/index.js", """export const greeting = "hello from a package";"""),
            ("package.json", """{ "private": true, "dependencies": { "greeting": "file:./greeting" } }"""),
            ("Page.jsx", """import { greeting } from "greeting"; export default () => <p>{greeting}</p>;"""));
        var page = await task.Worker("W1");
        await Expect(page.GetByText("hello from a package")).ToBeVisibleAsync(new() { Timeout = 120_000 });
    }

    [Fact]
    public async Task Task_WhosePackagesCannotBeInstalled_SaysWhy()
    {
        await using var task = await RehearsedTask.Of(
            ("config.json", Settings), ("world.csx", World),
            ("package.json", """{ "private": true, "dependencies": { "greeting": """),
            ("Page.jsx", """import { greeting } from "greeting"; export default () => <p>{greeting}</p>;"""));
        var harness = await task.Harness();
        await Expect(harness.GetByText("`npm install` failed").First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Expect(harness.GetByText("Run `npm install greeting`").First).ToBeVisibleAsync();
    }
}
