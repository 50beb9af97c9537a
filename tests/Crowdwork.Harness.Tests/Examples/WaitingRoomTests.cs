using System.Text.Json;
using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Crowdwork.Harness.Tests.Operators;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>An interview whose guests may leave: another one comes, or in the end a program.</summary>
public sealed class WaitingRoomTests
{
    private const string Task = "waiting-room";
    private const string Summary = "They have a hobby that they like, and they told me how it began and what is hard about it.";

    [Fact]
    public async Task Interview_NobodyLeaves_SavesTheExchangesAndTheSummary()
    {
        await using var room = await Room.Open(workers: 2);
        await room.Ask(0);
        for (var number = 0; number < 5; number++)
        {
            await room.Guest.Answer($"Answer {number}");
            if (number < 4) await room.Ask(number + 1);
        }

        await room.Interviewer.Answer(Summary);
        await Finished(room.Interviewer);
        await Finished(room.Guest);

        var interview = Assert.Single(await room.Saved("Interview"));
        Assert.Equal(
            ["1 What is question 0? Answer 0", "2 What is question 1? Answer 1", "3 What is question 2? Answer 2", "4 What is question 3? Answer 3", "5 What is question 4? Answer 4"],
            Exchanges(interview).Select(exchange => $"{exchange.GetProperty("Number")} {exchange.GetProperty("Question").GetString()} {exchange.GetProperty("Answer").GetString()}"));
        Assert.All(Exchanges(interview), exchange => Assert.Equal(room.Guest.Name, exchange.GetProperty("By").GetString()));
        Assert.Equal((1, false, Summary), (interview.GetProperty("Guests").GetInt32(), interview.GetProperty("EndedWithAProgram").GetBoolean(), interview.GetProperty("Summary").GetString()));
        Assert.Equal(5, Assert.Single(await room.Saved("Answered")).GetProperty("Questions").GetInt32());
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    [InlineData(LeaversTests.Way.LosesTheLine)]
    public async Task Guest_LeavesInTheMiddle_IsReplacedAndTheQuestionIsKept(LeaversTests.Way way)
    {
        await using var room = await Room.Open(workers: 2);
        await room.Ask(0);
        await room.Guest.Answer("The first answer");
        await room.Ask(1);
        await room.Guest.Until(page => page.Asked is not null, "the second question");
        var gone = await room.Leave(room.Guest, way);
        Assert.Equal(LeaversTests.StateOf(way), gone.Ending!.TextOf("state"));

        // The next one has read what was said, and is asked what the first one did not answer.
        var second = await room.Comes("W3");
        await second.Until(page => page.Role == "guest" && page.Asked is not null, "the place and the open question");
        Assert.Contains("What is question 0?", second.Told);
        Assert.Contains("(before you) The first answer", second.Told);
        Assert.Equal("What is question 1?", second.Told[^1]);
        await second.Answer("The second answer");
        for (var number = 2; number < 5; number++)
        {
            await room.Ask(number);
            await second.Answer($"Answer {number}");
        }

        await room.Interviewer.Answer(Summary);
        await Finished(room.Interviewer);
        await Finished(second);
        var interview = Assert.Single(await room.Saved("Interview"));
        Assert.Equal(2, interview.GetProperty("Guests").GetInt32());
        Assert.Equal([gone.Name, "W3", "W3", "W3", "W3"], Exchanges(interview).Select(exchange => exchange.GetProperty("By").GetString()));
        Assert.Equal(4, Assert.Single(await room.Saved("Answered")).GetProperty("Questions").GetInt32());
    }

    [Fact]
    public async Task Program_NobodyComesInTime_TakesOver()
    {
        await using var room = await Room.Open(workers: 1);
        await room.Interviewer.Until(page => page.Told.Any(text => text!.Contains("a program plays your guest")), "the program");
        for (var number = 0; number < 5; number++) await room.Ask(number);
        await room.Interviewer.Answer(Summary);
        await Finished(room.Interviewer);

        var interview = Assert.Single(await room.Saved("Interview"));
        Assert.Equal((0, true), (interview.GetProperty("Guests").GetInt32(), interview.GetProperty("EndedWithAProgram").GetBoolean()));
        Assert.Equal("I cook most evenings, mainly soups and stews.", Exchanges(interview)[0].GetProperty("Answer").GetString());
        Assert.All(Exchanges(interview), exchange => Assert.Equal("program", exchange.GetProperty("By").GetString()));
        Assert.Empty(await room.Saved("Answered"));
    }

    [Fact]
    public async Task Program_AfterTheLastGuestHasLeft_AnswersTheOpenQuestion()
    {
        await using var room = await Room.Open(workers: 2);
        await room.Ask(0);
        await room.Guest.Until(page => page.Asked is not null, "the question");
        await room.Leave(room.Guest, LeaversTests.Way.GivesBack);
        await room.Line.MustDo("clock", new { action = "skip", seconds = 121 });

        await room.Interviewer.Until(page => page.Told.Contains("I cook most evenings, mainly soups and stews."), "the program's answer");

        await room.Ask(1);
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    [InlineData(LeaversTests.Way.LosesTheLine)]
    public async Task Interviewer_LeavesAtAnyQuestion_EndsItForTheGuestAsItShould(LeaversTests.Way way)
    {
        await using var room = await Room.Open(workers: 2);
        for (var answers = 0; answers < 5; answers += 2)
        {
            if (answers > 0) await room.Begin();
            for (var number = 0; number < answers; number++)
            {
                await room.Ask(number);
                await room.Guest.Answer($"Answer {number}");
            }

            await room.Interviewer.Until(page => page.Asked is not null, "the next question");
            await room.Leave(room.Interviewer, way);
            await room.Guest.Until(page => page.Ending is not null, "the end");
            Assert.Equal("partnerLeft", room.Guest.Ending!.TextOf("state"));
            Assert.Contains("not your fault", room.Guest.Told[^1]);
            Assert.StartsWith("You will be paid $", room.Guest.Ending.TextOf("pay"));
            Assert.Equal(answers, Exchanges(Assert.Single(await room.Saved("Interview"))).Length);
        }
    }

    [Fact]
    public async Task Interview_InTheBrowser_IsHeldWithAGuestOnAPhone()
    {
        await using var task = await RehearsedTask.Example(Task);
        IPage[] pages = [await task.Worker("W1"), await task.Worker("W2", width: 375)];
        IPage? interviewer = null;
        await Guard.Until(
            async () =>
            {
                foreach (var page in pages)
                    if (await page.GetByText("Question 1 of 5:").CountAsync() > 0) interviewer = page;
                return interviewer is not null;
            },
            () => "one of the two should be asked for a question");
        var guest = pages.Single(page => page != interviewer);

        await Say(interviewer!, "How did you come to it?");
        await Expect(guest.GetByText("How did you come to it?")).ToBeVisibleAsync();
        await Say(guest, "A friend took me along.");
        await Expect(interviewer!.GetByText("A friend took me along.")).ToBeVisibleAsync();
        foreach (var page in pages) await Axe.FindsNothing(page, "the interview");
        Assert.Empty(task.Browser.ConsoleErrors);
    }

    private static JsonElement[] Exchanges(JsonElement interview) => [.. interview.GetProperty("Exchanges").EnumerateArray()];

    private static async Task Finished(ProtocolWorker page)
    {
        await page.Until(worker => worker.Ending is not null, "the end");
        Assert.Equal("finished", page.Ending!.TextOf("state"));
    }

    private static async Task Say(IPage page, string text)
    {
        await page.GetByRole(AriaRole.Textbox).FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>The harness with an interview that has begun, and whoever comes later.</summary>
    private sealed class Room : IAsyncDisposable
    {
        private readonly RunningHarness _harness;
        private readonly int _workers;
        private readonly List<ProtocolWorker> _pages = [];

        private Room(RunningHarness harness, OperatorLine line, int workers)
        {
            _harness = harness;
            Line = line;
            _workers = workers;
        }

        public OperatorLine Line { get; }

        public ProtocolWorker Interviewer => _pages.First(page => page.Role == "interviewer");

        public ProtocolWorker Guest => _pages.Last(page => page.Role == "guest");

        public static async Task<Room> Open(int workers)
        {
            var harness = await RunningHarness.Start(ProjectCopy.WithExamples(), workers: 3);
            var room = new Room(harness, await harness.Operate(Task), workers);
            await room.Begin();
            return room;
        }

        public async Task Begin()
        {
            foreach (var page in _pages) await page.DisposeAsync();
            _pages.Clear();
            await Line.MustDo("restart");
            for (var number = 1; number <= _workers; number++) await Comes($"W{number}");
            if (_workers == 1)
            {
                await _pages[0].Until(page => page.InLobby, "the waiting room");
                await Line.Until(state => state.GetProperty("clock").GetProperty("next").ValueKind == JsonValueKind.Number, "the end of the waiting time");
                await Line.MustDo("clock", new { action = "skip", seconds = 121 });
            }

            foreach (var page in _pages) await page.Until(worker => worker.Role is not null, "a seat");
        }

        public async Task<ProtocolWorker> Comes(string worker)
        {
            var page = await _harness.Page(Line, worker).Join();
            _pages.Add(page);
            return page;
        }

        public Task<string> Ask(int number) => Interviewer.Answer($"What is question {number}?");

        public async Task<ProtocolWorker> Leave(ProtocolWorker worker, LeaversTests.Way way)
        {
            var gone = await LeaversTests.Leave(_harness, Line, worker, way);
            if (!_pages.Contains(gone)) _pages.Insert(0, gone);
            return gone;
        }

        public async Task<IReadOnlyList<JsonElement>> Saved(string type)
            => (await Line.Api("saved")).EnumerateArray()
                .Where(row => row.GetProperty("conversation").GetInt64() == Interviewer.Conversation && row.GetProperty("type").GetString() == type)
                .Select(row => row.GetProperty("data")).ToArray();

        public async ValueTask DisposeAsync()
        {
            foreach (var page in _pages) await page.DisposeAsync();
            await Line.DisposeAsync();
            await _harness.DisposeAsync();
        }
    }
}
