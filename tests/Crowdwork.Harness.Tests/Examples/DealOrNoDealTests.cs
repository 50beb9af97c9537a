using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>The negotiation, played well, badly and to no end; what it is worth is computed by the script.</summary>
public sealed class DealOrNoDealTests
{
    private const string Task = "deal-or-no-deal";
    private const string NoAgreement = """{"deal":null}""";

    // Four books worth 2 and 0, a hat worth 2 and 4, two balls worth 0 and 3.
    private const string OneTable = """{"id":"t","items":[{"name":"book","count":4,"first":2,"second":0},{"name":"hat","count":1,"first":2,"second":4},{"name":"ball","count":2,"first":0,"second":3}]}""";
    private const string Books = """{"deal":{"book":4,"hat":0,"ball":0}}""";
    private const string TheRest = """{"deal":{"book":0,"hat":1,"ball":2}}""";

    [Fact]
    public async Task Game_BothEnterTheSameDeal_GivesEachTheirPointsAndABonusForThem()
    {
        await using var task = await PlayedTask.Start(Task, workers: 2, project: OneTableOnly());
        await task.Begin();
        await task.Answer(5, Agree);
        await task.UntilFinished();

        var outcome = Assert.Single(await task.Saved("Outcome"));
        Assert.Equal("agreed", outcome.GetProperty("Ending").GetString(), ignoreCase: true);
        Assert.Equal(3, outcome.GetProperty("Messages").GetInt32());
        Assert.Equal((8, 10), (outcome.GetProperty("FirstScore").GetInt32(), outcome.GetProperty("SecondScore").GetInt32()));
        Assert.Equal(4, outcome.GetProperty("First").GetProperty("Deal").GetProperty("book").GetInt32());
        Assert.Equal(("approve", "Agreed, 8 points", 0.40m), await task.Proposed("first"));
        Assert.Equal(("approve", "Agreed, 10 points", 0.50m), await task.Proposed("second"));
        Assert.StartsWith("You get 8 of 10 points.", task.Seats["first"].Told[^1]);
        Assert.StartsWith("You get 10 of 10 points. That is a great deal", task.Seats["second"].Told[^1]);
    }

    [Fact]
    public async Task Game_TheyEnterDifferentDeals_GivesNobodyPointsAndAsksAPerson()
    {
        await using var task = await PlayedTask.Start(Task, workers: 2, project: OneTableOnly());
        await task.Begin();
        await task.Answer(3, (_, number) => $"Message {number}");
        await task.Answer(2, (_, _) => Books);
        await task.UntilFinished();

        var outcome = Assert.Single(await task.Saved("Outcome"));
        Assert.Equal("contradiction", outcome.GetProperty("Ending").GetString(), ignoreCase: true);
        Assert.Equal((0, 0), (outcome.GetProperty("FirstScore").GetInt32(), outcome.GetProperty("SecondScore").GetInt32()));
        Assert.Equal("askAHuman", (await task.Proposed("first")).Verdict);
    }

    [Fact]
    public async Task Game_TheyNeverAgree_MayGiveUpAfterTenMessagesAndMustAfterThirty()
    {
        await using var task = await PlayedTask.Start(Task, workers: 2, project: OneTableOnly());
        await task.Begin();
        await task.Answer(10, (_, number) => $"Message {number}");
        await task.Answer(2, (_, _) => NoAgreement);
        await task.UntilFinished();
        Assert.Equal("noAgreement", Assert.Single(await task.Saved("Outcome")).GetProperty("Ending").GetString(), ignoreCase: true);
        Assert.Equal(("approve", "Negotiated to the end", 0m), await task.Proposed("second"));

        await task.Begin();
        await task.Answer(30, (_, number) => $"Message {number}");
        foreach (var page in task.Seats.Values) await page.Until(worker => worker.Asked?.Text?.Contains("time to talk is over") == true, "the last question");
        await task.Answer(2, (role, _) => role == "first" ? Books : TheRest);
        await task.UntilFinished();
        Assert.Equal("agreed", Assert.Single(await task.Saved("Outcome")).GetProperty("Ending").GetString(), ignoreCase: true);
    }

    [Fact]
    public async Task Page_SendsWhatItDoesNotOffer_IsAskedAgain()
    {
        await using var task = await PlayedTask.Start(Task, workers: 2, project: OneTableOnly());
        await task.Begin();
        await task.IsRefused(Books, "each of you writes once");
        await task.Answer(2, (_, _) => "Hello.");
        await task.IsRefused(NoAgreement, "after 10 messages");
        await task.IsRefused("""{"deal":{"book":5,"hat":0,"ball":0}}""", "4 books, 1 hat and 2 balls are on the table");
        await task.IsRefused("""{"deal":{"book":-1,"hat":0,"ball":0}}""", "are on the table");
        await task.IsRefused("""{"deal":{"book":1}}""", "are on the table");
        await task.Answer(1, (_, _) => Books);
        await task.IsRefused("But I wanted the books!", "Please use the table");
        await task.Answer(1, (_, _) => TheRest);
        await task.UntilFinished();
    }

    [Fact]
    public async Task Table_OfOneWorker_NeverHasTheValuesOfTheOther()
    {
        await using var task = await PlayedTask.Start(Task, workers: 2, project: OneTableOnly());
        await task.Begin();
        await task.Asked();
        foreach (var (role, worths) in new[] { ("first", "2 2 0"), ("second", "0 4 3") })
        {
            var shown = task.Seats[role].Events.Last(item => item.Kind == "shown");
            Assert.Equal(worths, string.Join(' ', shown.Json.GetProperty("data").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("worth").GetInt32())));
            Assert.DoesNotContain("second", shown.ToString());
        }
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    [InlineData(LeaversTests.Way.LosesTheLine)]
    public async Task Game_SomebodyLeavesAtAnyAwait_EndsForTheOtherAsItShould(LeaversTests.Way way)
    {
        await using var task = await PlayedTask.Start(Task, workers: 2, project: OneTableOnly());
        for (var answers = 0; answers < 5; answers++)
        {
            await task.LeaveAfter(answers, Agree, way);
            Assert.Empty(await task.Saved("Outcome"));
        }
    }

    [Fact]
    public async Task Program_InThePlaceOfAWorker_NegotiatesAndEntersWhatWasAgreed()
    {
        var project = OneTableOnly();
        project.Write($"tasks/{Task}/data.jsonl", OneTable.Replace("\"id\":\"t\"", "\"id\":\"t\",\"opponent\":\"program\""));
        await using var task = await PlayedTask.Start(Task, workers: 1, project: project);
        await task.Begin();

        // It asks for everything that is worth something to it; that leaves the books.
        await task.Answer(2, (_, _) => "I would like 4 books, and you may have the rest.");
        await task.Answer(1, (_, _) => Books);
        await task.UntilFinished();

        var outcome = Assert.Single(await task.Saved("Outcome"));
        Assert.Equal("agreed", outcome.GetProperty("Ending").GetString(), ignoreCase: true);
        Assert.True(outcome.GetProperty("AgainstAModel").GetBoolean());
        Assert.Equal(8, outcome.GetProperty("FirstScore").GetInt32());
    }

    [Fact]
    public async Task Endpoint_InThePlaceOfAWorker_IsToldItsValuesAndEntersADeal()
    {
        await using var endpoint = await ChatEndpoint.Start(asked => asked.Contains("What was agreed?") ? TheRest : "The hat and the balls for me, the books for you?");
        var project = endpoint.Project();
        project.Write($"tasks/{Task}/data.jsonl", OneTable.Replace("\"id\":\"t\"", "\"id\":\"t\",\"opponent\":\"small\""));
        await using var task = await PlayedTask.Start(Task, workers: 1, project: project);
        await task.Begin();
        await task.Answer(2, (_, number) => number == 0 ? "Fine with me." : Books);
        await task.UntilFinished();

        var outcome = Assert.Single(await task.Saved("Outcome"));
        Assert.Equal("agreed", outcome.GetProperty("Ending").GetString(), ignoreCase: true);
        Assert.Equal((8, 10), (outcome.GetProperty("FirstScore").GetInt32(), outcome.GetProperty("SecondScore").GetInt32()));
        Assert.All(endpoint.Asked, asked => Assert.Contains("4 book(s) worth 0 each to you, 1 hat(s) worth 4 each to you, 2 ball(s) worth 3 each to you", asked));
    }

    [Fact]
    public async Task Table_InTheBrowser_IsNegotiatedAndClosed()
    {
        await using var task = await RehearsedTask.Example(Task);
        var one = await task.Worker("W1");
        var two = await task.Worker("W2", width: 375);
        foreach (var page in new[] { one, two }) await Expect(page.GetByLabel("How many books you get")).ToBeVisibleAsync();

        // Who begins is chance.
        await Guard.Until(
            async () => await one.GetByLabel("Your message").CountAsync() + await two.GetByLabel("Your message").CountAsync() == 1,
            () => "one of the two should begin");
        var (speaker, listener) = await one.GetByLabel("Your message").CountAsync() == 1 ? (one, two) : (two, one);
        for (var message = 1; message <= 2; message++)
        {
            await Expect(speaker.GetByRole(AriaRole.Button, new() { Name = "Deal agreed" })).ToBeDisabledAsync();
            await speaker.GetByLabel("Your message").FillAsync($"Message {message}");
            await speaker.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
            await Expect(listener.GetByText($"Message {message}")).ToBeVisibleAsync();
            (speaker, listener) = (listener, speaker);
        }

        // The first table has 4 books, a hat and 2 balls.
        await Enter(speaker, "4", "0", "1");
        await Expect(speaker.GetByText("You entered: you get 4 books, 1 ball.")).ToBeVisibleAsync();
        await Expect(listener.GetByText("Enter the deal in the table")).ToBeVisibleAsync();
        foreach (var page in new[] { one, two }) await Axe.FindsNothing(page, "the deal");
        await Enter(listener, "0", "1", "1");
        foreach (var page in new[] { one, two }) await Expect(page.GetByText("All done")).ToBeVisibleAsync();
        Assert.Equal(3, task.Saved().Count);
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    private static async Task Enter(IPage page, string books, string hats, string balls)
    {
        await page.GetByLabel("How many books you get").SelectOptionAsync(books);
        await page.GetByLabel("How many hats you get").SelectOptionAsync(hats);
        await page.GetByLabel("How many balls you get").SelectOptionAsync(balls);
        await page.GetByRole(AriaRole.Button, new() { Name = "Deal agreed" }).ClickAsync();
    }

    // Three messages, and then each enters the same deal. Who begins is chance.
    private static Line Agree(string role, int number) => number < 3 ? $"Message {number}" : role == "first" ? Books : TheRest;

    private static ProjectCopy OneTableOnly()
    {
        var project = ProjectCopy.WithExamples();
        project.Write($"tasks/{Task}/data.jsonl", OneTable);
        return project;
    }
}
