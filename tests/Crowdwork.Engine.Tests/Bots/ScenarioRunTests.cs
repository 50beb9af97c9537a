using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Bots.Scenarios;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Engine.Tests.Tasks;
using Crowdwork.Engine.Tests.Worlds;

namespace Crowdwork.Engine.Tests.Bots;

/// <summary>Scenarios of a small world with two people, on a clock that does not wait.</summary>
public sealed class ScenarioRunTests : IDisposable
{
    private const string World = """
        record Meal(string Dish, int Minutes);
        Review(part => part.Finished ? Decision.Approve("Cooked", bonus: 0.25m) : Decision.AskAHuman("Left"));
        var (cook, guest) = await Meet("cook", "guest", within: Minutes(5));
        var dish = await cook.Ask("What is there to eat?", within: Minutes(10), check: reply => reply.Words < 2 ? "Two words, please." : null);
        await Pause(Minutes(30));
        await guest.Tell(dish);
        await guest.Choose("Do you like it?", ["Yes", "No"]);
        Save(new Meal(dish.Text, 30));
        """;

    private readonly ScriptFolder _folder = new();

    public ScenarioRunTests()
    {
        _folder.Write("dinner/config.json", """{ "title": "Dinner", "reward": 1 }""");
        _folder.Write("dinner/world.csx", World);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Scenario_ThatComesAsExpected_HasNoDifferences()
    {
        var result = await Play("""
            {
              "players": [
                { "role": "cook", "says": [{ "say": "Soup", "refused": "Two words" }, { "do": "reload" }, "Pea soup"] },
                { "role": "guest", "says": [{ "do": "secondTab" }, "Yes"] },
              ],
              "expect": {
                "endings": { "cook": "finished", "guest": "finished" },
                "saved": [{ "type": "Meal", "data": { "Dish": "* soup", "Minutes": 30 } }],
                "decisions": { "cook": { "verdict": "approve", "bonus": 0.25 } },
              },
            }
            """);

        Assert.Empty(result.Differences);
        Assert.InRange(result.Took, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(31));
    }

    [Fact]
    public async Task Scenario_ThatComesOtherwise_SaysAllThatDiffers()
    {
        var result = await Play("""
            {
              "players": [{ "role": "cook", "says": ["Soup", "Pea soup"] }, { "role": "guest", "says": ["No"] }],
              "expect": {
                "endings": { "cook": "finished", "guest": "returned" },
                "saved": [{ "type": "Meal", "role": "cook", "data": { "Dish": "Bread", "Minutes": 30 } }],
                "decisions": { "cook": "reject" },
              },
            }
            """);

        Assert.Equal(
            [
                "cook: \"Soup\" was not accepted: Two words, please.",
                "ending of guest: expected returned, but it is finished",
                "saved 1 (Meal): expected it to be the cook's, but it is nobody's",
                "saved 1 (Meal): Dish: expected \"Bread\", but it is \"Pea soup\"",
                "decision about cook: expected reject, but it is approve \"Cooked\" with a bonus of $0.25",
            ],
            result.Differences);
    }

    [Fact]
    public async Task Player_WhoLeavesThePage_IsGoneAfterTheGrace()
    {
        var result = await Play("""
            {
              "players": [{ "role": "cook", "says": [{ "do": "disconnect" }] }, { "role": "guest", "says": [] }],
              "expect": { "endings": { "cook": "disconnected", "guest": "partnerLeft" }, "saved": [] },
            }
            """);

        Assert.Empty(result.Differences);
    }

    [Fact]
    public async Task Player_WithNothingLeftToSay_IsADifference()
    {
        var result = await Play("""{ "players": [{ "role": "cook", "says": ["Pea soup"] }, { "role": "guest", "says": [] }], "expect": { "endings": { "guest": "returned" } } }""");

        Assert.Equal(["The guest has nothing left to say, but was asked: Do you like it?"], result.Differences);
    }

    [Fact]
    public async Task Player_WithoutPartners_EndsWhenTheWaitingIsOver()
    {
        var result = await Play("""{ "players": [{ "role": "cook", "says": [] }], "expect": { "endings": { "cook": "nobodyCame" }, "saved": [] } }""");

        Assert.Empty(result.Differences);
        Assert.InRange(result.Took, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Player_WhoComesLate_ComesAtTheirTime()
    {
        var result = await Play("""
            {
              "players": [{ "role": "cook", "says": ["Pea soup"] }, { "role": "guest", "comes": "4m", "says": ["Yes"] }],
              "expect": { "endings": { "cook": "finished", "guest": "finished" }, "told": { "guest": ["Pea *"] } },
            }
            """);

        Assert.Empty(result.Differences);
        Assert.InRange(result.Took, TimeSpan.FromMinutes(34), TimeSpan.FromMinutes(35));
    }

    [Fact]
    public async Task Part_ThatEndsBeforeAllIsSaid_IsADifference()
    {
        var result = await Play("""
            {
              "players": [{ "role": "cook", "says": [{ "do": "return" }, "Pea soup"] }, { "role": "guest", "says": [] }],
              "expect": { "told": { "guest": ["Bread"] } },
            }
            """);

        Assert.Equal(["cook: the part ended before \"Pea soup\" could be said.", "told to guest: expected \"Bread\", but they were told nothing"], result.Differences);
    }

    [Fact]
    public async Task Worker_WhoTakesPartAgain_HasTwoPartsAndKeepsTheirQualifications()
    {
        _folder.Write("dinner/world.csx", """
            record Visit(int Number);
            var worker = await Meet();
            var times = await worker.Has("has dined") ? 2 : 1;
            await worker.Ask("How was it?");
            if (times == 1) await worker.Grant("has dined");
            else await worker.Revoke("hungry");
            worker.Save(new Visit(times));
            """);
        var result = await Play("""
            {
              "players": [{ "role": "worker", "has": { "hungry": 3 }, "says": ["Good.", { "do": "again" }, "Better."] }],
              "expect": {
                "endings": { "worker": ["finished", "finished"] },
                "saved": [{ "role": "worker", "data": { "Number": 1 } }, { "role": "worker", "data": { "Number": 2 } }],
                "qualifications": { "worker": { "has dined": 1 } },
                "decisions": { "worker": ["approve", "approve"] },
              },
            }
            """);

        Assert.Empty(result.Differences);
    }

    [Fact]
    public async Task Work_OutsideOfTheConversation_IsWaitedFor()
    {
        _folder.Write("dinner/world.csx", """
            record Meal(int Dish);
            var worker = await Meet();
            var dish = await Once("cook", async cancelled => { for (var i = 0; i < 200; i++) await Task.Yield(); return 7; });
            Save(new Meal(dish));
            await worker.Ask("How is it?");
            """);
        var result = await Play("""{ "players": [{ "role": "worker", "says": ["Good."] }], "expect": { "endings": { "worker": "finished" }, "saved": [{ "data": { "Dish": 7 } }] } }""");

        Assert.Empty(result.Differences);
    }

    [Fact]
    public async Task Qualifications_OtherThanExpected_AreADifference()
    {
        _folder.Write("dinner/world.csx", """var worker = await Meet(); await worker.Grant("has dined", 2);""");
        var result = await Play("""
            { "players": [{ "role": "worker", "says": [] }], "expect": { "qualifications": { "worker": { "has dined": 1, "full": 1 } } } }
            """);

        Assert.Equal(["qualifications of worker: has dined: expected 1, but it is 2", "qualifications of worker: full: expected 1, but it is not there"], result.Differences);
    }

    [Fact]
    public async Task Test_OfAWorldWithOneWorker_IsTakenBeforeTheirPart()
    {
        _folder.Write("dinner/world.csx", """
            Onboard(async worker => (await worker.Ask("Salt or sugar?")).Text == "Salt");
            record Meal(string Dish);
            var worker = await Meet();
            var dish = await worker.Ask("What is there to eat?");
            Save(new Meal(dish.Text));
            """);
        var result = await Play("""
            {
              "onboarding": ["Salt"],
              "players": [{ "role": "worker", "says": ["Soup"] }, { "role": "worker", "onboarding": ["Sugar"], "says": [] }],
              "expect": { "endings": { "worker": ["finished", "failed"] }, "saved": [{ "data": { "Dish": "Soup" }, "times": 1 }] },
            }
            """);

        Assert.Empty(result.Differences);
    }

    [Fact]
    public async Task Bot_WithoutStepsForTheTest_TakesItToo()
    {
        _folder.Write("dinner/world.csx", """
            Onboard(async worker => (await worker.Ask("Salt or sugar?")).Text == "Salt");
            var worker = await Meet("guest");
            await worker.Ask("What is there to eat?");
            """);
        _folder.Write("dinner/bots.csx", """Bot("cook", async bot => { while (await bot.TryPrompt() is { } prompt) await bot.Say(prompt.Text.StartsWith("Salt") ? "Salt" : "Soup"); });""");
        var result = await Play("""{ "players": [{ "role": "guest", "bot": "cook" }], "expect": { "endings": { "guest": "finished" } } }""");

        Assert.Empty(result.Differences);
    }

    [Fact]
    public async Task Bot_ThatThrows_IsADifferenceWithItsPlace()
    {
        _folder.Write("dinner/bots.csx", "Bot(\"clumsy\", async bot =>\n{\n    await bot.Prompt();\n    throw new InvalidOperationException(\"Dropped it.\");\n});");
        var result = await Play("""{ "players": [{ "role": "cook", "bot": "clumsy" }, { "role": "guest", "says": [] }], "expect": { "endings": { "cook": "returned" } } }""");

        Assert.Equal("cook (clumsy): bots.csx(4,5): InvalidOperationException: Dropped it.", Assert.Single(result.Differences));
    }

    [Theory]
    [InlineData("while (true) { }", "computes without end")]
    [InlineData("while (true) await bot.TryPrompt();", "computes without end")]
    [InlineData("while (true) await bot.Think(Seconds(0));", "computes without end")]
    [InlineData("for (var n = 0; ; n++) try { n--; } catch (Exception) { }", "computes without end")]
    [InlineData("await bot.Say($\"{Endless(1)}\"); int Endless(int n) => Endless(n + 1) + 1;", "calls itself too deeply")]
    public async Task Bot_ThatNeverComesToAnAwait_IsStoppedInItsLine(string endless, string says)
    {
        _folder.Write("dinner/bots.csx", $"Bot(\"endless\", async bot =>\n{{\n    await bot.Prompt();\n    {endless}\n}});");
        var result = await Play("""
            { "players": [{ "role": "cook", "bot": "endless" }, { "role": "guest", "says": [] }], "expect": { "endings": { "cook": "returned", "guest": "partnerLeft" } } }
            """);

        var difference = Assert.Single(result.Differences);
        Assert.StartsWith("cook (endless): bots.csx(4,", difference);
        Assert.Contains(says, difference);
    }

    [Fact]
    public void File_WithMistakes_HasOneProblemEach()
    {
        _folder.Write("dinner/scenarios/bad.json", """{ "players": [{ "says": [5, { "do": "dance" }] }, { "role": "guest", "bot": "x", "says": [] }] }""");

        var (scenarios, problems) = ScenarioReader.Of(TaskFolder.Read(_folder.PathOf("dinner"), "tasks/dinner"));

        Assert.Empty(scenarios);
        Assert.Equal(5, problems.Count);
        Assert.All(problems, problem => Assert.Equal("tasks/dinner/scenarios/bad.json", problem.File));
    }

    [Fact]
    public void File_WithAnUnknownKey_IsRefusedWithItsPlace()
    {
        _folder.Write("dinner/scenarios/bad.json", "{\n  \"players\": [],\n  \"expects\": {}\n}");

        var (_, problems) = ScenarioReader.Of(TaskFolder.Read(_folder.PathOf("dinner"), "tasks/dinner"));

        Assert.Equal(3, Assert.Single(problems).Line);
    }

    public static TheoryData<string> Examples() => [.. Directory.EnumerateDirectories(ProjectTree.PathOf("tasks")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Scenarios_OfAnExample_Pass(string name)
    {
        var task = new TaskLibrary(ProjectTree.PathOf("tasks")).Find(name)!;
        var (scenarios, problems) = ScenarioReader.Of(task);
        Assert.Empty(problems);
        Assert.True(scenarios.Count >= 2, $"{name} has {scenarios.Count} scenarios: one that goes well, and one that shows the rule that matters.");
        var readme = File.ReadAllText(Path.Combine(task.Path, "README.md"));
        Assert.All(scenarios, scenario => Assert.Contains($"`scenarios/{scenario.Name}.json`", readme));
        await AllPass(task, scenarios);
    }

    public static TheoryData<string> Templates() => [.. Directory.EnumerateDirectories(ProjectTree.PathOf("task-templates")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Scenarios_OfANewTask_Pass(string template)
    {
        var from = ProjectTree.PathOf($"task-templates/{template}");
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            _folder.Write($"new/{Path.GetRelativePath(from, path)}", File.ReadAllText(path).Replace("TASK_NAME", "new").Replace("TASK_TITLE", "New").Replace("TASK_SCHEMA", "config.schema.json"));
        var task = new TaskLibrary(_folder.PathOf("")).Find("new")!;
        var (scenarios, problems) = ScenarioReader.Of(task);

        Assert.Empty(problems);
        Assert.NotEmpty(scenarios);
        await AllPass(task, scenarios);
    }

    private static async Task AllPass(TaskFolder task, IReadOnlyList<Scenario> scenarios)
    {
        var (cast, problems) = BotCast.Of(task, Scripts.Compiler);
        Assert.Empty(problems);
        using (cast)
        {
            foreach (var scenario in scenarios)
            {
                var result = await new ScenarioRun(task, cast!, Scripts.Compiler, TimeProvider.System).Play(scenario, CancellationToken.None);
                Assert.True(result.Differences.Count == 0, $"{scenario.Name}: {string.Join('\n', result.Differences)}");
            }
        }
    }

    private async Task<ScenarioResult> Play(string scenario)
    {
        var problems = new Problems();
        var read = ScenarioReader.Read(_folder.Write("dinner/scenarios/one.json", scenario), "one.json", problems);
        Assert.Empty(problems);
        var task = new TaskLibrary(_folder.PathOf("")).Find("dinner")!;
        var (cast, troubles) = BotCast.Of(task, Scripts.Compiler);
        Assert.Empty(troubles);
        using (cast) return await new ScenarioRun(task, cast!, Scripts.Compiler, TimeProvider.System).Play(read!, CancellationToken.None);
    }
}
