using System.Text.Json;
using System.Text.RegularExpressions;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests.Bots;

/// <summary><c>runner simulate</c> and <c>runner test</c>, as commands.</summary>
public sealed class SimulationTests : IDisposable
{
    private readonly ProjectCopy _project = ProjectCopy.WithExamples();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("qa", 3)]
    [InlineData("deal-or-no-deal", 4)]
    [InlineData("describe-and-guess", 4)]
    [InlineData("custom-frontend", 3)]
    [InlineData("model-evaluator", 3)]
    [InlineData("multi-agent-dialog", 4)]
    [InlineData("rate-a-summary", 3)]
    [InlineData("reference-game", 4)]
    [InlineData("custom-frontend-packages", 4)]
    [InlineData("object-recognition", 2)]
    [InlineData("qualification-flow", 3)]
    [InlineData("static-html", 3)]
    [InlineData("static-html-pilot", 3)]
    [InlineData("waiting-room", 4)]
    public async Task Example_PlayedByItsUsualBot_ComesToItsEnd(string task, int workers)
    {
        var report = await Simulate(task, "--workers", $"{workers}", "--seed", "5");

        Assert.Equal(workers, report.GetProperty("parts").GetProperty("finished").GetInt32());
    }

    /// <summary>Somebody leaves at every question that the task asks, as often as there are questions; everybody who is left behind is let go, and nothing fails.</summary>
    [Theory]
    [InlineData("qa", 3, 1)]
    [InlineData("deal-or-no-deal", 5, 2)]
    [InlineData("describe-and-guess", 5, 2)]
    [InlineData("custom-frontend", 8, 3)]
    [InlineData("custom-frontend-packages", 4, 2)]
    [InlineData("model-evaluator", 2, 1)]
    [InlineData("multi-agent-dialog", 3, 2)]
    [InlineData("object-recognition", 4, 1)]
    [InlineData("qualification-flow", 5, 1)]
    [InlineData("rate-a-summary", 1, 1)]
    [InlineData("reference-game", 4, 2)]
    [InlineData("static-html", 2, 1)]
    [InlineData("static-html-pilot", 1, 1)]
    [InlineData("waiting-room", 6, 2)]
    public async Task Example_WithALeaverAtEveryQuestion_LetsEverybodyGo(string task, int questions, int together)
    {
        var leavers = string.Join(',', Enumerable.Range(0, questions).Select(answers => $"diligent@{answers}:1"));
        var workers = questions * together;

        var report = await Simulate(task, "--workers", $"{workers}", "--mix", together == 1 ? leavers : $"diligent:{questions * (together - 1)},{leavers}", "--seed", "5");

        Assert.True(report.GetProperty("isOver").GetBoolean());
        Assert.Empty(report.GetProperty("faults").EnumerateArray());
        Assert.Empty(report.GetProperty("botFaults").EnumerateArray());
        var parts = report.GetProperty("parts").EnumerateObject().ToDictionary(state => state.Name, state => state.Value.GetInt32());
        Assert.True(parts["returned"] >= 1, string.Join(", ", parts));
        Assert.Empty(parts.Keys.Except(["finished", "partnerLeft", "nobodyCame", "returned", "failed"]));
        Assert.Equal(workers, parts.Values.Sum() + report.GetProperty("withoutWork").GetInt32());
    }

    // The tests of custom-frontend and the deals of deal-or-no-deal are not to be made up: there the author's own bots play.
    [Theory]
    [InlineData("qa")]
    [InlineData("model-evaluator")]
    [InlineData("reference-game")]
    public async Task Example_PlayedByTheDefaultBot_ComesToItsEnd(string task)
    {
        var report = await Simulate(task, "--workers", "2", "--mix", "default", "--seed", "5");

        Assert.Equal(2, report.GetProperty("parts").GetProperty("finished").GetInt32());
    }

    [Fact]
    public async Task Game_OfWhichNothingCanBeMadeUp_IsEndedAndTheReasonSaid()
    {
        var outcome = await Runner.Run(_project.Root, "simulate", "deal-or-no-deal", "--workers", "2", "--mix", "default", "--json");

        Assert.Equal(1, outcome.ExitCode);
        using var json = JsonDocument.Parse(outcome.Out);
        var report = json.RootElement.GetProperty("report");
        Assert.Contains("bots.csx", report.GetProperty("botFaults")[0].GetString());
        Assert.True(report.GetProperty("isOver").GetBoolean());
    }

    [Fact]
    public async Task Simulation_WithTheSameSeed_EndsTheSame()
    {
        string[] arguments = ["--workers", "16", "--mix", "diligent:6,leaver:1,ghost:1", "--seed", "11"];

        var (first, second) = (await Simulate("describe-and-guess", arguments), await Simulate("describe-and-guess", arguments));

        Assert.Equal(WithoutTimes(first), WithoutTimes(second));
        Assert.Equal(16, first.GetProperty("parts").EnumerateObject().Sum(state => state.Value.GetInt32()));
        Assert.Equal(2, first.GetProperty("byBot").GetProperty("ghost").EnumerateObject().Sum(state => state.Value.GetInt32()));
        Assert.Equal(0, first.GetProperty("conversations").TryGetProperty("open", out var open) ? open.GetInt32() : 0);
    }

    [Fact]
    public async Task Simulation_OnTheLocalCrowd_GoesFromAcceptingToPayment()
    {
        await using var market = Runner.Start(_project.Root, "marketplace", "--port", "0");
        var address = await market.Says(said => Regex.Match(said, @"http://localhost:\d+") is { Success: true } match ? match.Value : null);
        _project.Write("crowd.json", $$"""{ "tasks": "tasks", "crowds": { "local": { "endpoint": "{{address}}", "workerSite": "{{address}}" } } }""");

        var outcome = await Runner.Run(_project.Root, "simulate", "deal-or-no-deal", "--local", "--workers", "2", "--json");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        using var json = JsonDocument.Parse(outcome.Out);
        var report = json.RootElement.GetProperty("report");
        Assert.Equal(2, report.GetProperty("parts").GetProperty("finished").GetInt32());
        Assert.Equal(1.60m, report.GetProperty("money").GetProperty("reward").GetDecimal());
        Assert.True(report.GetProperty("money").GetProperty("bonus").GetDecimal() > 0);
        // Whatever was spent is in the books of the run, as of any other.
        var status = await Runner.Run(_project.Root, "status", json.RootElement.GetProperty("run").GetString()!, "--json");
        using var run = JsonDocument.Parse(status.Out);
        Assert.Equal(report.GetProperty("money").EnumerateObject().Sum(kind => kind.Value.GetDecimal()), run.RootElement.GetProperty("money").GetProperty("spent").GetDecimal());
    }

    [Fact]
    public async Task Mix_WithAnUnknownBot_IsTheUsersMistake()
    {
        var outcome = await Runner.Run(_project.Root, "simulate", "qa", "--mix", "diligent:2,lazy");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("there is no bot \"lazy\"", outcome.Error);
        Assert.Contains("diligent, hasty, leaver", outcome.Error);
    }

    [Fact]
    public async Task Scenarios_ThatPass_ExitWithZero()
    {
        var outcome = await Runner.Run(_project.Root, "test", "tasks/qa");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("2 scenarios passed", outcome.Out);
    }

    [Fact]
    public async Task Scenario_ThatDiffers_ExitsWithOneAndSaysWhat()
    {
        _project.Edit("tasks/qa/world.csx", "Save(new Pair(passage.Id, question.Text, answer.Text));", "Save(new Pair(passage.Id, question.Text, \"\"));");

        var outcome = await Runner.Run(_project.Root, "test", "qa", "--json");

        Assert.Equal(1, outcome.ExitCode);
        using var json = JsonDocument.Parse(outcome.Out);
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        var complete = json.RootElement.GetProperty("scenarios").EnumerateArray().Single(scenario => scenario.GetProperty("name").GetString() == "complete");
        Assert.Equal("saved 1 (Pair): Answer: expected \"About twenty-five years\", but it is \"\"", Assert.Single(complete.GetProperty("differences").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Scenario_ThatCannotBeRead_ExitsWithTwo()
    {
        _project.Write("tasks/qa/scenarios/broken.json", "{ \"players\": [");

        var outcome = await Runner.Run(_project.Root, "test", "qa");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("tasks/qa/scenarios/broken.json(1,", outcome.Error);
    }

    [Fact]
    public async Task Check_OfATaskWithBrokenBots_NamesThePlace()
    {
        _project.Write("tasks/qa/bots.csx", "Bot(\"one\", async bot =>\n{\n    await bot.Sing();\n});\n");

        var outcome = await Runner.Run(_project.Root, "check", "qa");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("tasks/qa/bots.csx(3,15)", outcome.Out);
    }

    private async Task<JsonElement> Simulate(string task, params string[] arguments)
    {
        var outcome = await Runner.Run(_project.Root, ["simulate", task, "--json", .. arguments]);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        using var json = JsonDocument.Parse(outcome.Out);
        return json.RootElement.GetProperty("report").Clone();
    }

    // What goes over sockets takes its time, and the world's clock does not stand still for it.
    private static string WithoutTimes(JsonElement report)
        => string.Join('\n', report.EnumerateObject().Where(property => property.Name is not ("acknowledgedMs" or "conversationSeconds" or "seconds")).Select(property => property.ToString()));
}
