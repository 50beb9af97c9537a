using System.Text.Json;
using System.Text.RegularExpressions;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests.Bots;

/// <summary><c>runner simulate</c> and <c>runner test</c>, as commands.</summary>
public sealed class SimulationTests : IDisposable
{
    private readonly ProjectCopy _project = ProjectCopy.WithExamples();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Command_WithTwentyWorkers_PrintsTheReportAndKeepsTheRunForOtherCommands()
    {
        var outcome = await Runner.Run(_project.Root, "simulate", "qa", "--workers", "20", "--mix", "diligent:8,ghost:1,slow:1", "--seed", "7");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Matches(@"conversations\s+18 finished, 2 partnerLeft", outcome.Out);
        // Eighteen times half a dollar, and a fifth of that for the marketplace.
        Assert.Matches(@"money\s+reward \$9\.00, fee \$1\.80", outcome.Out);
        Assert.Matches(@"not paid\s+2 timedOut: nothing is due", outcome.Out);
        Assert.Matches(@"books\s+18 payments are the same here and at the marketplace, \$10\.80 with fees", outcome.Out);
        var run = Regex.Match(outcome.Out, "runner status (qa-[0-9a-f-]+)").Groups[1].Value;
        var status = await Runner.Run(_project.Root, "status", run, "--json");
        using var json = JsonDocument.Parse(status.Out);
        Assert.Equal(10.80m, json.RootElement.GetProperty("money").GetProperty("spent").GetDecimal());
        var ledger = await Runner.Run(_project.Root, "ledger", run, "--reconcile");
        Assert.True(ledger.ExitCode == 0, ledger.ToString());
        Assert.Contains("18 payments are the same here and on local", ledger.Out);
        // Nothing of it is among what was launched for people.
        Assert.Contains("There are no runs here", (await Runner.Run(_project.Root, "runs")).Out);
        Assert.Contains(run, (await Runner.Run(_project.Root, "runs", "--simulations")).Out);
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
        Assert.True(report.GetProperty("books").GetProperty("isEqual").GetBoolean());
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
}
