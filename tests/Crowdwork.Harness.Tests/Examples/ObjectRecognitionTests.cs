using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Jsx;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>The experiment: what is drawn, what is stored, what it is worth; and in the browser, how long a picture was really to be seen.</summary>
public sealed class ObjectRecognitionTests
{
    private const string Task = "object-recognition";

    // Two for practice, six that count, two of them once more.
    private const string Short = """{"id": "short", "learning": 2, "repeated": 2, "times": 1, "most": 6}""";
    private const int ShortTrials = 10;

    private static readonly Line s_equipment = new JsonObject { ["FrameMs"] = 16.7, ["ScreenWidth"] = 1920, ["ScreenHeight"] = 1080 };

    [Fact]
    public async Task Sitting_WithoutAnError_StoresEachTrialAndEarnsTheWholeBonus()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1);
        await Play(task, 58, (trial, _) => CategoryOf(task, trial.File));
        await task.UntilFinished();

        var trials = await task.Saved("TrialResult");
        Assert.Equal(Enumerable.Range(1, 58), trials.Select(trial => trial.GetProperty("Number").GetInt32()));
        Assert.Equal(
            [("Learning", 10), ("Main", 36), ("Repeat", 12)],
            trials.GroupBy(trial => trial.GetProperty("Stage").GetString()!).Select(stage => (stage.Key, stage.Count())).Order());
        Assert.All(trials, trial => Assert.Equal(trial.GetProperty("Stage").GetString() == "Learning" ? 2000 : 100, trial.GetProperty("PlannedMs").GetInt32()));
        Assert.All(trials, trial => Assert.True(trial.GetProperty("Correct").GetBoolean()));

        // Each picture once, and a repeat never right after its first showing.
        Assert.Equal(36, trials.Where(trial => trial.GetProperty("Stage").GetString() == "Main").Select(trial => trial.GetProperty("File").GetString()).Distinct().Count());
        Assert.All(trials.Where(trial => trial.GetProperty("Stage").GetString() == "Repeat"), repeat =>
        {
            var first = trials[repeat.GetProperty("RepeatOf").GetInt32() - 1];
            Assert.Equal(first.GetProperty("File").GetString(), repeat.GetProperty("File").GetString());
            Assert.True(repeat.GetProperty("Number").GetInt32() - first.GetProperty("Number").GetInt32() > 1);
        });

        var sitting = Assert.Single(await task.Saved("Sitting"));
        Assert.Equal((36, 36, 0.0, 1.0), (sitting.GetProperty("Main").GetInt32(), sitting.GetProperty("Correct").GetInt32(), sitting.GetProperty("Error").GetDouble(), sitting.GetProperty("Consistency").GetDouble()));
        Assert.Equal(("approve", "36 of 36 right", 0.50m), await task.Proposed("worker"));
    }

    [Fact]
    public async Task Sitting_OneOfSixWrong_EarnsWhatIsAboveChance()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1, project: ShortSittings());

        // All of the practice wrong, which does not count, and the first of those that do.
        await Play(task, ShortTrials, (trial, number) => number <= 3 ? TheOther(task, trial.File) : CategoryOf(task, trial.File));
        await task.UntilFinished();

        // 0.50 x (5/6 - 1/2) / (1/2) = 0.333...
        Assert.Equal(5, Assert.Single(await task.Saved("Sitting")).GetProperty("Correct").GetInt32());
        Assert.Equal(("approve", "5 of 6 right", 0.33m), await task.Proposed("worker"));
    }

    [Fact]
    public async Task Sitting_AlwaysWrongOrLikeACoin_EarnsNothing()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1, project: ShortSittings());
        await Play(task, ShortTrials, (trial, _) => TheOther(task, trial.File));
        await task.UntilFinished();
        var sitting = Assert.Single(await task.Saved("Sitting"));
        Assert.Equal((0, 1.0), (sitting.GetProperty("Correct").GetInt32(), sitting.GetProperty("Consistency").GetDouble()));
        Assert.Equal(("approve", "0 of 6 right", 0m), await task.Proposed("worker"));

        // The same trial has another answer each time it comes: like a coin.
        await task.Begin();
        var said = new Dictionary<string, string>();
        await Play(task, ShortTrials, (trial, number) =>
            number <= 2 ? trial.Left : said[trial.File] = said.TryGetValue(trial.File, out var before) ? Other(before) : TheOther(task, trial.File), begin: false);
        await task.UntilFinished();
        Assert.Equal(0.0, Assert.Single(await task.Saved("Sitting")).GetProperty("Consistency").GetDouble());
        Assert.Equal("askAHuman", (await task.Proposed("worker")).Verdict);
    }

    [Fact]
    public async Task Page_GetsNoAnswerBeforeItIsGiven()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1, project: ShortSittings());
        await Play(task, 5, (trial, _) => trial.Left);

        var shown = task.Seats["worker"].Events.Where(item => item.Kind == "shown" && item.Json.GetProperty("data").ValueKind == JsonValueKind.Object).Select(item => item.Json.GetProperty("data")).ToArray();
        foreach (var data in shown)
        {
            Assert.All(data.GetProperty("files").EnumerateArray(), file => Assert.Matches(@"^p\d\d\.svg$", file.GetString()!));
            if (data.GetProperty("phase").GetString() != "trials") continue;
            Assert.Equal(["number", "file", "ms", "left", "right", "learning"], data.GetProperty("trial").EnumerateObject().Select(property => property.Name));
            // What was right is told of practice alone, one trial later.
            var last = data.GetProperty("last");
            if (last.ValueKind != JsonValueKind.Null) Assert.Equal(data.GetProperty("trial").GetProperty("number").GetInt32() - 1, last.GetProperty("number").GetInt32());
            Assert.Equal(data.GetProperty("trial").GetProperty("number").GetInt32() is 2 or 3, last.ValueKind != JsonValueKind.Null);
        }

        Assert.Equal(6, shown.Count(data => data.GetProperty("phase").GetString() == "trials"));
    }

    [Fact]
    public async Task Answers_ThatWereNotOffered_AreRefused()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1, project: ShortSittings());
        await task.Begin();
        await task.IsRefused(new JsonObject { ["FrameMs"] = 0, ["ScreenWidth"] = 1920, ["ScreenHeight"] = 1080 }, "FrameMs");
        await task.Answer(1, (_, _) => s_equipment);
        await task.IsRefused(Response("tree"), "Please choose one of the two");
        await task.IsRefused(new JsonObject { ["Choice"] = "boat", ["Correct"] = true }, "ReactionMs");
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    [InlineData(LeaversTests.Way.LosesTheLine)]
    public async Task Sitting_LeftAtAnyTrial_KeepsWhatWasAnswered(LeaversTests.Way way)
    {
        await using var task = await PlayedTask.Start(Task, workers: 1, project: ShortSittings());
        for (var answers = 0; answers <= ShortTrials; answers++)
        {
            await task.LeaveAfter(answers, (_, number) => number == 0 ? s_equipment : Response("boat"), way);
            Assert.Equal(Math.Max(0, answers - 1), (await task.Saved("TrialResult")).Count);
            Assert.Empty(await task.Saved("Sitting"));
        }

        Assert.Equal("askAHuman", (await task.Proposed("worker")).Verdict);
    }

    [Fact]
    public async Task Sittings_OfTwoWorkers_HaveAnOrderEach()
    {
        await using var task = await PlayedTask.Start(Task, workers: 1, project: ShortSittings());
        var orders = new List<string>();
        for (var sitting = 0; sitting < 2; sitting++)
        {
            await Play(task, ShortTrials, (trial, _) => trial.Left);
            await task.UntilFinished();
            orders.Add(string.Join(' ', (await task.Saved("TrialResult")).Select(trial => trial.GetProperty("File").GetString())));
        }

        Assert.NotEqual(orders[0], orders[1]);
    }

    [Fact]
    public async Task Page_InTheBrowser_ShowsMeasuresAndGoesOnAfterAReload()
    {
        await using var task = await RehearsedTask.Example(Task);
        task.Save("data.jsonl", Short);
        var page = await task.Worker("W1");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Begin" })).ToBeEnabledAsync();
        await Axe.FindsNothing(page, "before it begins");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();

        await Choose(page, 1, withKeys: true);
        await Expect(page.Locator(".feedback")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(Right, a|It was a) (boat|car)\\."));
        await Axe.FindsNothing(page, "the feedback");
        await Choose(page, 2, withKeys: false);
        await Choose(page, 3, withKeys: true);

        // In the middle of a trial: it comes once more, and that is told.
        await Expect(page.Locator(".progress")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("4 of 10"));
        await Expect(page.Locator(".choices[data-open=true]")).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        for (var number = 4; number <= ShortTrials; number++) await Choose(page, number, withKeys: number % 2 == 0);

        await Expect(page.GetByText("That was the last picture")).ToBeVisibleAsync();
        await Expect(page.GetByText("All done")).ToBeVisibleAsync();
        await Axe.FindsNothing(page, "the end");
        Assert.Empty(task.Browser.ConsoleErrors);

        var trials = task.Saved().Select(row => JsonDocument.Parse(row).RootElement).Where(row => row.TryGetProperty("ReactionMs", out _)).ToArray();
        Assert.Equal(ShortTrials, trials.Length);
        Assert.All(trials, trial => Assert.Equal(trial.GetProperty("Number").GetInt32() == 4 ? 2 : 1, trial.GetProperty("Showings").GetInt32()));
        // A busy machine shows a picture for longer and never for much less; what counts is that the page tells how long it was.
        Assert.All(trials, trial => Assert.InRange(trial.GetProperty("StimulusMs").GetDouble(), trial.GetProperty("PlannedMs").GetInt32() - 60, 60_000));
        Assert.All(trials, trial => Assert.InRange(trial.GetProperty("FixationMs").GetDouble(), 440, 60_000));
        Assert.All(trials, trial => Assert.InRange(trial.GetProperty("ReactionMs").GetDouble(), 0, 60_000));
    }

    private static async Task Choose(IPage page, int number, bool withKeys)
    {
        await Expect(page.Locator(".progress")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex($"^\\s*{number} of"));
        await Expect(page.Locator(".choices[data-open=true]")).ToHaveCountAsync(1);
        if (withKeys) await page.Keyboard.PressAsync("ArrowLeft");
        else await page.Locator(".choice").Last.ClickAsync();
    }

    private sealed record Trial(int Number, string File, string Left);

    // The equipment first, then so many trials. What is answered may depend on what the page was shown.
    private static async Task Play(PlayedTask task, int trials, Func<Trial, int, string> choose, bool begin = true)
    {
        if (begin) await task.Begin();
        await task.Answer(1, (_, _) => s_equipment);
        for (var number = 1; number <= trials; number++)
        {
            var worker = await task.Asked();
            var trial = Shown(worker);
            Assert.Equal(number, trial.Number);
            await task.Answer(1, (_, _) => Response(choose(trial, number)));
        }
    }

    private static Trial Shown(ProtocolWorker worker)
    {
        var trial = worker.Events.Last(item => item.Kind == "shown").Json.GetProperty("data").GetProperty("trial");
        return new Trial(trial.GetProperty("number").GetInt32(), trial.GetProperty("file").GetString()!, trial.GetProperty("left").GetString()!);
    }

    private static JsonObject Response(string choice)
        => new() { ["Choice"] = choice, ["ReactionMs"] = 512.3, ["FixationMs"] = 500.1, ["StimulusMs"] = 100.2, ["BlankMs"] = 500, ["Showings"] = 1 };

    // Read from the list that the task's script reads.
    private static string CategoryOf(PlayedTask task, string file)
        => System.Text.RegularExpressions.Regex.Match(task.Project.Read($"tasks/{Task}/pictures.csx"), $"\"{file}\", \"(\\w+)\"").Groups[1].Value;

    private static string TheOther(PlayedTask task, string file) => Other(CategoryOf(task, file));

    private static string Other(string category) => category == "boat" ? "car" : "boat";

    private static ProjectCopy ShortSittings()
    {
        var project = ProjectCopy.WithExamples();
        project.Write($"tasks/{Task}/data.jsonl", Short);
        return project;
    }
}
