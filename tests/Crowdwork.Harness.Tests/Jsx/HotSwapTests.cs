using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>Pages that are saved while workers are on them.</summary>
public sealed class HotSwapTests
{
    private const string Settings = """
        { "title": "Trial", "reward": 0.10, "roles": { "asker": { "page": "Asker.jsx" }, "judge": { "page": "Judge.jsx" } } }
        """;

    private const string World = """
        var (asker, judge) = await Meet("asker", "judge", within: Minutes(5));
        await asker.Show(new { word = "river" });
        await judge.Show(new { word = "bank" });
        await Everyone.Tell("Welcome.");
        await asker.Ask("Ask something.");
        await judge.Ask("Judge it.");
        """;

    private const string Asker = """
        import { useState } from "react";
        export default function Page({ data, messages, send }) {
          const [text, setText] = useState("");
          return (
            <section>
              <h2>version one: {data?.word}</h2>
              {messages.map(message => <p key={message.id}>{message.text}</p>)}
              <input aria-label="Words" value={text} onChange={event => setText(event.target.value)} />
              <output>{text.length}</output>
              <button onClick={() => send(text)}>Say it</button>
            </section>
          );
        }
        """;

    private const string Judge = """export function Context({ data }) { return <b className="mine">context one: {data?.word}</b>; }""";

    [Fact]
    public async Task Save_OfOneRolesPage_IsSwappedInPlaceAndTouchesNoOtherRole()
    {
        await using var task = await Trial();
        var harness = await task.Harness();
        var (asker, judge) = await Seats(harness);
        await asker.GetByLabel("Words").FillAsync("half a sen");
        await asker.GetByLabel("Words").EvaluateAsync("box => { box.focus(); box.setSelectionRange(2, 4); }");
        await judge.Locator("body").EvaluateAsync("body => { globalThis.untouched = document.querySelector('.mine'); }");

        task.Edit("Asker.jsx", "version one", "version two");

        await Expect(asker.GetByText("version two: river")).ToBeVisibleAsync();
        await Expect(asker.Locator(".own").GetByText("Welcome.")).ToBeVisibleAsync();
        await Expect(asker.GetByLabel("Words")).ToHaveValueAsync("half a sen");
        // The component itself knows the words, not only the box.
        await Expect(asker.Locator("output")).ToHaveTextAsync("10");
        Assert.Equal("2,4", await asker.GetByLabel("Words").EvaluateAsync<string>("box => `${box.selectionStart},${box.selectionEnd}`"));
        Assert.True(await judge.Locator(".mine").EvaluateAsync<bool>("element => element === globalThis.untouched"));

        await asker.GetByRole(AriaRole.Button, new() { Name = "Say it" }).ClickAsync();
        await Expect(asker.Locator(".own").GetByText("half a sen")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Save_WithAMistake_ShowsItsPlaceAndKeepsTheLastGoodPage()
    {
        await using var task = await Trial();
        var harness = await task.Harness();
        var (asker, _) = await Seats(harness);

        task.Edit("Asker.jsx", "<h2>", "<h3>");

        await Expect(harness.GetByText("tasks/trial/Asker.jsx:6:").First).ToBeVisibleAsync();
        await Expect(asker.GetByText("version one: river")).ToBeVisibleAsync();

        task.Edit("Asker.jsx", "<h3>version one", "<h2>version three");
        await Expect(asker.GetByText("version three: river")).ToBeVisibleAsync();
        await Expect(harness.GetByText("tasks/trial/Asker.jsx:6:")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Component_ThatThrows_IsReportedWithItsLineAndTheStandardPartStandsIn()
    {
        await using var task = await Trial();
        var harness = await task.Harness();
        var (_, judge) = await Seats(harness);

        task.Save("Judge.jsx", """
            export function Context({ data }) {
              const words = data.missing.length;
              return <b>{words}</b>;
            }
            """);

        await Expect(harness.GetByText("tasks/trial/Judge.jsx:2:").First).ToBeVisibleAsync();
        await Expect(judge.Locator(".shown").GetByText("bank")).ToBeVisibleAsync();

        task.Save("Judge.jsx", Judge.Replace("context one", "context two"));
        await Expect(judge.GetByText("context two: bank")).ToBeVisibleAsync();
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    [Fact]
    public async Task Style_OfAPage_IsExchangedWithIt()
    {
        await using var task = await RehearsedTask.Of(
            ("config.json", Settings), ("world.csx", World), ("Asker.jsx", Asker), ("look.css", ".mine { color: rgb(1, 2, 3); }"),
            ("Judge.jsx", "import './look.css';\n" + Judge));
        var (_, judge) = await Seats(await task.Harness());
        await Expect(judge.Locator(".mine")).ToHaveCSSAsync("color", "rgb(1, 2, 3)");

        task.Save("look.css", ".mine { color: rgb(4, 5, 6); }");

        await Expect(judge.Locator(".mine")).ToHaveCSSAsync("color", "rgb(4, 5, 6)");
    }

    [Fact]
    public async Task Settings_GiveARoleAnotherPage_WithoutAReload()
    {
        await using var task = await Trial();
        var (_, judge) = await Seats(await task.Harness());
        task.Save("Other.jsx", """export default ({ data }) => <h2>another page: {data.word}</h2>;""");

        task.Save("config.json", Settings.Replace("Judge.jsx", "Other.jsx"));

        await Expect(judge.GetByText("another page: bank")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Values_OfThePage_ChangeWithTheSettingsThatTheyComeFrom()
    {
        const string judge = """
            import { Title } from "./Title.jsx";
            export function Context({ data }) {
              return <b style={{ color: "green" }} title={{ task.title }}><Title />: {data.word}</b>;
            }
            """;
        await using var task = await RehearsedTask.Of(
            ("config.json", Settings), ("world.csx", World), ("Asker.jsx", Asker), ("Judge.jsx", judge), ("Title.jsx", "export const Title = () => <i>{{ task.title }}</i>;"));
        var harness = await task.Harness();
        var (_, seat) = await Seats(harness);
        await Expect(seat.GetByTitle("Trial")).ToHaveTextAsync("Trial: bank");
        await Expect(seat.GetByTitle("Trial")).ToHaveCSSAsync("color", "rgb(0, 128, 0)");

        task.Save("config.json", Settings.Replace("Trial", "A <second> 'trial'"));
        await Expect(seat.GetByTitle("A <second> 'trial'")).ToHaveTextAsync("A <second> 'trial': bank");

        task.Edit("Title.jsx", "task.title", "data.title");
        await Expect(harness.GetByText("tasks/trial/Title.jsx:1:").First).ToBeVisibleAsync();
        await Expect(seat.GetByText(": bank")).ToBeVisibleAsync();
    }

    private static Task<RehearsedTask> Trial()
        => RehearsedTask.Of(("config.json", Settings), ("world.csx", World), ("Asker.jsx", Asker), ("Judge.jsx", Judge));

    /// <summary>The two workers' pages inside of the harness, when both have their components.</summary>
    private static async Task<(IFrameLocator Asker, IFrameLocator Judge)> Seats(IPage harness)
    {
        var frames = harness.Locator("iframe");
        await Expect(frames).ToHaveCountAsync(2);
        var (first, second) = (harness.FrameLocator("iframe >> nth=0"), harness.FrameLocator("iframe >> nth=1"));
        var asker = first.GetByText(": river").Or(first.GetByText(": bank")).First;
        await Expect(asker).ToBeVisibleAsync();
        var isFirstAsker = await first.GetByText(": river").CountAsync() > 0;
        var seats = isFirstAsker ? (first, second) : (second, first);
        await Expect(seats.Item1.GetByText(": river")).ToBeVisibleAsync();
        await Expect(seats.Item2.GetByText(": bank")).ToBeVisibleAsync();
        return seats;
    }
}
