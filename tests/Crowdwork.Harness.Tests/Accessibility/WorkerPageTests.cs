using Crowdwork.Harness.Tests.Jsx;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Accessibility;

/// <summary>The pages of workers in all their states, looked at by axe.</summary>
public sealed class WorkerPageTests
{
    private const string Settings = """
        { "title": "Trial", "description": "Talk a little.", "reward": 0.10, "waiting": { "within": "5m" } }
        """;

    private const string World = """
        using System.ComponentModel.DataAnnotations;
        enum Mood { Bad, Good, Fine, Odd, New, Other }
        record Survey([Range(1, 5)] int Ease, [MinLength(3)] string Why, bool Again, Mood Mood, string? Comment, DateOnly? Day);
        var (asker, judge) = await Meet("asker", "judge", within: Minutes(5));
        await asker.Show(new { title = "Rivers", text = new string('x', 40) + " " + new string('y', 90), rows = new[] { new { a = 1, b = "x" }, new { a = 2, b = "y" } } });
        await Everyone.Tell("Welcome.");
        await asker.Ask("Write **something**.", within: Minutes(5), check: reply => reply.Words < 2 ? "Please write more than one word." : null);
        await judge.Tell("Your turn soon.");
        await asker.Choose("Which one?", ["the first", "the second"]);
        Save(await asker.Fill<Survey>("How was it?"));
        await asker.Ask("The last one.");
        """;

    private const string Instructions = "# What to do\n\n1. Read\n2. Write\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`code` and [a link](https://example.org).\n\n    a block\n";

    [Theory]
    [InlineData(1100)]
    [InlineData(375)]
    public async Task Conversation_FromTheWaitingRoomToItsEnd_HasNoBarriers(int width)
    {
        await using var task = await RehearsedTask.Of(("config.json", Settings), ("world.csx", World), ("instructions.md", Instructions));
        var first = await task.Worker("W1", width);
        await Expect(first.Locator(".lobby-time")).ToContainTextAsync("Waiting for");
        await Axe.FindsNothing(first, "waiting");

        var (asker, judge) = await Seats(first, await task.Worker("W2", width));
        await Axe.FindsNothing(asker, "prompt");
        await Axe.FindsNothing(judge, "waiting for the other");

        await Write(asker, "word");
        await Expect(asker.GetByText("Please write more than one word.").First).ToBeVisibleAsync();
        await Axe.FindsNothing(asker, "not accepted");
        await asker.GetByRole(AriaRole.Button, new() { Name = "Give the work back" }).ClickAsync();
        await Axe.FindsNothing(asker, "asked whether to leave");
        await asker.GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        if (width < 820)
        {
            await asker.GetByRole(AriaRole.Button, new() { Name = "Instructions" }).ClickAsync();
            await Axe.FindsNothing(asker, "instructions");
            await asker.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        }

        await Write(asker, "two words");
        await Expect(asker.GetByText("Your turn: choose one")).ToBeVisibleAsync();
        await Axe.FindsNothing(asker, "choices");
        await asker.GetByRole(AriaRole.Button, new() { Name = "the second" }).ClickAsync();
        await Expect(asker.GetByText("Your turn: fill in the form")).ToBeVisibleAsync();
        await Axe.FindsNothing(asker, "form");
        await asker.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Expect(asker.GetByText("Please fill this in.").First).ToBeVisibleAsync();
        await Axe.FindsNothing(asker, "form with problems");
        await asker.GetByLabel("Ease").FillAsync("3");
        await asker.GetByLabel("Why").FillAsync("Because");
        await asker.GetByLabel("Mood").SelectOptionAsync("Good");
        await asker.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Expect(asker.GetByText("The last one.")).ToBeVisibleAsync();
        await Axe.FindsNothing(asker, "form in the messages");

        await Write(asker, "Done.");
        await Expect(asker.GetByText("You have finished. Thank you for taking part.")).ToBeVisibleAsync();
        await Axe.FindsNothing(asker, "done");
        await Axe.FindsNothing(judge, "done");
    }

    [Fact]
    public async Task Conversation_ThatEndsEarly_HasNoBarriers()
    {
        await using var task = await RehearsedTask.Of(("config.json", Settings), ("world.csx", World));
        var one = await task.Worker("W1");
        var other = await task.Worker("W2");
        await Seats(one, other);
        var second = await task.Worker("W1");
        await Expect(one.GetByRole(AriaRole.Button, new() { Name = "Use this tab" })).ToBeVisibleAsync();
        await Axe.FindsNothing(one, "superseded");

        await second.GetByRole(AriaRole.Button, new() { Name = "Give the work back" }).ClickAsync();
        await second.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Give the work back" }).ClickAsync();
        await Expect(second.Locator(".ending")).ToBeVisibleAsync();
        await Expect(other.Locator(".ending")).ToBeVisibleAsync();
        await Axe.FindsNothing(second, "given back");
        await Axe.FindsNothing(other, "the other has left");
    }

    [Fact]
    public async Task FreeConversation_HasNoBarriers()
    {
        await using var task = await RehearsedTask.Of(("config.json", Settings), ("world.csx", """
            var (a, b) = await Meet("a", "b");
            while (true) await b.Tell(await a.Next(within: Minutes(5)));
            """));
        var one = await task.Worker("W1");
        var other = await task.Worker("W2");
        await Expect(one.Locator(".turn")).ToBeVisibleAsync();
        await Expect(other.Locator(".turn")).ToBeVisibleAsync();
        var writer = await one.GetByText("You can write at any time").IsVisibleAsync() ? one : other;
        for (var i = 0; i < 3; i++) await Write(writer, $"message {i}");
        await Expect((writer == one ? other : one).GetByText("message 2")).ToBeVisibleAsync();
        await Axe.FindsNothing(one, "free conversation");
        await Axe.FindsNothing(other, "free conversation");
    }

    [Theory]
    [InlineData(1100)]
    [InlineData(375)]
    public async Task StaticForm_EmptyWrongAndSent_HasNoBarriers(int width)
    {
        await using var task = await RehearsedTask.Example("rate-a-summary");
        var page = await task.Worker("W1", width);
        var form = page.FrameLocator(".shown-frame");
        await Expect(form.GetByRole(AriaRole.Button, new() { Name = "Send my rating" })).ToBeEnabledAsync();
        await Axe.FindsNothing(page, "empty");

        await form.Locator("form").EvaluateAsync("form => { form.noValidate = true; }");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send my rating" }).ClickAsync();
        await Expect(form.Locator(".field-problem").First).ToBeVisibleAsync();
        await Axe.FindsNothing(page, "wrong");

        await form.Locator("input[name=faithful][value='4']").CheckAsync();
        await form.Locator("input[name=complete][value='3']").CheckAsync();
        await form.Locator("input[name=known][value='some']").CheckAsync();
        await form.GetByLabel("What is wrong with it").FillAsync("Nothing that I could see in it.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send my rating" }).ClickAsync();
        await Expect(page.GetByText("You have finished. Thank you for taking part.")).ToBeVisibleAsync();
        await Axe.FindsNothing(page, "sent");
        await Axe.FindsNothing(await task.Preview(), "preview");
    }

    [Fact]
    public async Task PagesOfComponents_HaveNoBarriers()
    {
        await using var task = await RehearsedTask.Example("reference-game");
        var one = await task.Worker("W1");
        await Axe.FindsNothing(one, "waiting");
        var other = await task.Worker("W2", width: 375);
        await Expect(one.Locator(".own svg").First).ToBeVisibleAsync();
        await Expect(other.Locator(".own svg").First).ToBeVisibleAsync();
        await Axe.FindsNothing(one, "reference-game");
        await Axe.FindsNothing(other, "reference-game");
    }

    [Fact]
    public async Task LinkThatDoesNotWork_HasNoBarriers()
    {
        await using var task = await RehearsedTask.Of(("config.json", Settings), ("world.csx", World));
        var list = await task.List();
        await list.GotoAsync(new Uri(new Uri(list.Url), "/worker?t=forged").ToString());
        await Axe.FindsNothing(list, "forged link");
    }

    // Who gets which role is drawn by lot.
    private static async Task<(IPage Asker, IPage Judge)> Seats(IPage one, IPage other)
    {
        foreach (var page in new[] { one, other }) await Expect(page.GetByText("Write **something**.").Or(page.GetByText("Your turn soon.").Or(page.GetByText("Welcome."))).First).ToBeVisibleAsync();
        var isFirst = await one.Locator("#answer").IsVisibleAsync();
        var (asker, judge) = isFirst ? (one, other) : (other, one);
        await Expect(asker.GetByText("Write **something**.")).ToBeVisibleAsync();
        return (asker, judge);
    }

    private static async Task Write(IPage page, string text)
    {
        await page.Locator("#answer").FillAsync(text);
        await page.Locator("#answer").PressAsync("Enter");
    }
}
