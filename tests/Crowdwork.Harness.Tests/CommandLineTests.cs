using System.Text.Json;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;

namespace Crowdwork.Harness.Tests;

/// <summary>The command line as its users meet it: what it prints, what it ends with, and that it never shows a stack trace for a mistake.</summary>
public sealed class CommandLineTests
{
    private const string Hello = """
        var worker = await Meet();
        var name = await worker.Ask("What is your name?");
        Save(new { name.Text });
        """;

    [Fact]
    public async Task Version_Asked_IsPrinted()
    {
        using var project = new ProjectCopy();
        var outcome = await Runner.Run(project.Root, "--version");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"^0\.\d+\.\d+", outcome.Out);
    }

    [Theory]
    [InlineData("--help", "harness", "check")]
    [InlineData("harness --help", "--port", "Examples:")]
    [InlineData("new --help", "--title", "Examples:")]
    [InlineData("check --help", "--json", "Examples:")]
    [InlineData("account --help", "--sandbox", "Examples:")]
    [InlineData("hits --help", "expire", "Examples:")]
    [InlineData("marketplace --help", "--store", "Examples:")]
    public async Task Help_Asked_NamesWhatThereIs(string command, string first, string second)
    {
        using var project = new ProjectCopy();
        var outcome = await Runner.Run(project.Root, command.Split(' '));
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(first, outcome.Out);
        Assert.Contains(second, outcome.Out);
    }

    [Theory]
    [InlineData("harnes")]
    [InlineData("harness --prot 8000")]
    [InlineData("harness --port 70000")]
    [InlineData("harness --workers 0")]
    [InlineData("harness --workers many")]
    [InlineData("check --whatever")]
    [InlineData("hits")]
    [InlineData("hits expire")]
    [InlineData("hits expire 3ABC --all")]
    [InlineData("account --local --live")]
    [InlineData("account --crowd nowhere")]
    [InlineData("marketplace --port 70000")]
    [InlineData("marketplace --clock soon")]
    [InlineData("marketplace --listen here")]
    public async Task Arguments_NotUnderstood_AreTheUsersMistake(string command)
    {
        using var project = ProjectCopy.With("hello", Hello);
        var outcome = await Runner.Run(project.Root, command.Split(' '));
        AssertMistake(outcome);
    }

    [Fact]
    public async Task Harness_PortInUse_SaysSoAndNamesAnother()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.With("hello", Hello));
        using var other = ProjectCopy.With("hello", Hello);
        var outcome = await Runner.Run(other.Root, "harness", "--port", harness.Address.Port.ToString());
        AssertMistake(outcome, $"Port {harness.Address.Port} is in use", "--port");
    }

    [Fact]
    public async Task Harness_TasksFolderMissing_SaysWhichAndWhatToDo()
    {
        using var project = new ProjectCopy();
        Directory.Delete(project["tasks"]);
        var outcome = await Runner.Run(project.Root, "harness", "--port", "0");
        AssertMistake(outcome, "tasks", "crowd.json");
    }

    [Fact]
    public async Task Harness_TaskMissing_NamesThoseThatAreThere()
    {
        using var project = ProjectCopy.With("hello", Hello);
        AssertMistake(await Runner.Run(project.Root, "harness", "helo", "--port", "0"), "helo", "hello");
    }

    [Fact]
    public async Task Harness_CrowdJsonBroken_NamesTheLine()
    {
        using var project = ProjectCopy.With("hello", Hello);
        project.Write("crowd.json", "{\n  \"store\": \".crowd\"\n  \"tasks\": \"tasks\"\n}\n");
        AssertMistake(await Runner.Run(project.Root, "harness", "--port", "0"), "crowd.json(3,");
    }

    [Fact]
    public async Task Harness_CrowdJsonWithSeveralMistakes_NamesThemAll()
    {
        using var project = ProjectCopy.With("hello", Hello);
        project.Write("crowd.json", "{\n  \"stor\": \".crowd\",\n  \"tasks\": 7\n}\n");
        var outcome = await Runner.Run(project.Root, "harness", "--port", "0");
        AssertMistake(outcome, "crowd.json(2,", "crowd.json(3,");
    }

    [Fact]
    public async Task Harness_SecondOnTheSameStore_IsRefusedClearly()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.With("hello", Hello));
        var outcome = await Runner.Run(harness.Project.Root, "harness", "--port", "0");
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains(".crowd", outcome.Error);
        AssertNoStackTrace(outcome);
        Assert.False(harness.Process.HasExited, harness.Said);
    }

    [Fact]
    public async Task Harness_CtrlC_EndsCleanlyWithZero()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no kill -INT on Windows.");
        await using var harness = await RunningHarness.Start(ProjectCopy.With("hello", Hello));
        await harness.Process.Interrupt();
        var outcome = await harness.Process.Ended();
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Stopped.", outcome.Out);
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public async Task Harness_CtrlCWithPagesConnected_ClosesTheirLinesAsStoppingAndEndsWithZero()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no kill -INT on Windows.");
        await using var harness = await RunningHarness.Start(ProjectCopy.With("hello", Hello));
        await using var line = await harness.Operate("hello");
        await using var worker = await harness.Page(line, "W1").Join();
        await worker.Until(w => w.Asked is not null, "the question");

        await harness.Process.Interrupt();
        var outcome = await harness.Process.Ended();

        await worker.Until(w => w.CloseCodes.Count > 0, "a close code");
        Assert.Equal(4010, worker.CloseCodes[0]);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Stopped.", outcome.Out);
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public async Task Check_EachExample_EndsWithZero()
    {
        using var project = ProjectCopy.WithExamples();
        var names = Directory.GetDirectories(project["tasks"]).Select(folder => Path.GetFileName(folder)).ToArray();
        Assert.Contains("qa", names);

        var all = await Runner.Run(project.Root, "check");
        var two = await Runner.Run(project.Root, "check", "tasks/describe-and-guess", "qa");

        Assert.True(all.ExitCode == 0, all.ToString());
        Assert.Equal(string.Concat(names.Order(StringComparer.Ordinal).Select(name => $"tasks/{name}: no problems.\n")), all.Out.ReplaceLineEndings("\n"));
        Assert.Equal("tasks/describe-and-guess: no problems.\ntasks/qa: no problems.", two.Out.Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Check_TaskWithMistakesEverywhere_ListsAllAtOnceAndEndsWithTwo()
    {
        using var project = new ProjectCopy();
        project.Write("tasks/broken/config.json", "{\n  \"title\": \"Broken\",\n  \"rewrad\": 0.10,\n  \"data\": \"data.jsonl\"\n}\n");
        project.Write("tasks/broken/data.jsonl", "{\"a\": 1}\nnot json\n");
        project.Write("tasks/broken/world.csx", "var worker = await Meet();\nawait worker.Tel(\"Hi\");\nvar now = DateTime.Now;\n");

        var outcome = await Runner.Run(project.Root, "check", "broken");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("config.json(3,", outcome.Out);
        Assert.Contains("data.jsonl(2", outcome.Out);
        Assert.Contains("world.csx(2,", outcome.Out);
        Assert.Contains("world.csx(3,", outcome.Out);
        AssertNoStackTrace(outcome);

        var json = await Runner.Run(project.Root, "check", "tasks/broken", "--json");
        Assert.Equal(2, json.ExitCode);
        Assert.Equal("", json.Error);
        var report = JsonDocument.Parse(json.Out).RootElement;
        Assert.False(report.GetProperty("ok").GetBoolean());
        var places = report.GetProperty("problems").EnumerateArray()
            .Select(problem => $"{Path.GetFileName(problem.GetProperty("file").GetString())}:{problem.GetProperty("line").GetInt32()}").ToArray();
        Assert.Contains("config.json:3", places);
        Assert.Contains("data.jsonl:2", places);
        Assert.Contains("world.csx:2", places);
        Assert.Contains("world.csx:3", places);
    }

    [Fact]
    public async Task Check_JsonOfGoodTask_IsOkAndNothingElse()
    {
        using var project = ProjectCopy.WithExamples();
        var outcome = await Runner.Run(project.Root, "check", "qa", "--json");
        Assert.Equal(0, outcome.ExitCode);
        Assert.True(JsonDocument.Parse(outcome.Out).RootElement.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Check_TaskMissing_IsTheUsersMistake()
    {
        using var project = ProjectCopy.WithExamples();
        AssertMistake(await Runner.Run(project.Root, "check", "nothing"), "nothing", "describe-and-guess", "qa");
    }

    private static void AssertMistake(Outcome outcome, params string[] named)
    {
        Assert.True(outcome.ExitCode == 2, outcome.ToString());
        Assert.NotEqual("", outcome.Error.Trim());
        foreach (var name in named) Assert.Contains(name, outcome.Error);
        AssertNoStackTrace(outcome);
    }

    private static void AssertNoStackTrace(Outcome outcome)
    {
        Assert.DoesNotContain("   at ", outcome.Out + outcome.Error);
        Assert.DoesNotContain("Bug in Crowdwork", outcome.Out + outcome.Error);
    }
}
