using System.Net;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;

namespace Crowdwork.Harness.Tests.Runs;

/// <summary>Several runs of one project at the same time: one process serves them all, whoever launched them.</summary>
public sealed class SeveralRunsTests
{
    private const string Settings = """{ "title": "Questions", "description": "Answer.", "reward": 0.50, "conversations": 1 }""";

    private const string Script = """
        Review(part => Decision.Approve("Thank you"));
        var worker = await Meet();
        var answer = await worker.Ask("How was it?");
        Save(new { answer.Text });
        """;

    [Fact]
    public async Task Launch_WhileAnotherRunIsServed_IsServedByTheSameProcess_UntilTheLastIsOver()
    {
        await using var first = await RealRun.Launch(Project(), "morning", "--pay-as-proposed");
        var (command, second) = await first.LaunchBeside("evening", "--pay-as-proposed");
        await using var _ = command;

        await first.Finish("AMORNING", "Early");
        await first.Process.Says(said => said.Contains("All work is in: 1 of 1", StringComparison.Ordinal) ? said : null);
        Assert.False(first.Process.HasExited);
        await first.FinishIn(second, "AEVENING", "Late");

        var (watched, served) = (await command.Ended(), await first.Process.Ended());
        Assert.Equal((0, 0), (watched.ExitCode, served.ExitCode));
        Assert.Contains("closed: 1/1 finished, $0.60 spent", Pattern(watched.Out));
        Assert.Contains($"Run {second} is served here too.", served.Out);
        Assert.Equal(2, served.Out.Split("All work is in: 1 of 1 conversations finished").Length - 1);
    }

    [Fact]
    public async Task Launch_HandedOver_IsRefusedForTheSameReasonsAndNothingIsMade()
    {
        await using var first = await RealRun.Launch(Project(), "morning");

        var atAPort = await Runner.Run(first.Project.Root, "launch", "evening", "--port", "9000");
        var worthless = await Runner.Run(first.Project.Root, "launch", "evening", "-r", "0");
        first.Project.Write("crowd.json", first.Project.Read("crowd.json").Replace("{ \"crowds\"", "{ \"budget\": 1.50, \"crowds\"", StringComparison.Ordinal));
        var tooMuch = await Runner.Run(first.Project.Root, "launch", "evening");
        var priced = await Runner.Run(first.Project.Root, "launch", "evening", "-r", "0.10", "--check");

        Assert.Equal((2, 2, 2, 0), (atAPort.ExitCode, worthless.ExitCode, tooMuch.ExitCode, priced.ExitCode));
        Assert.Contains("Leave out --port", atAPort.Error);
        Assert.Contains("\"reward\" of at least $0.01", worthless.Error);
        Assert.Contains("All runs on 'local' together may spend $1.50", tooMuch.Error);
        Assert.Contains("hard cap", priced.Out);
        Assert.Contains("1 run", (await Runner.Run(first.Project.Root, "runs")).Out);
    }

    [Fact]
    public async Task Resume_OfOneOfTwoThatWereKilled_KeepsTheOthersWorkersUntilItIsResumedToo()
    {
        await using var first = await RealRun.Launch(Project(), "morning", "--pay-as-proposed");
        var (command, second) = await first.LaunchBeside("evening", "--pay-as-proposed");
        var (page, _) = await first.Come("AEVENING", second);
        await using var __ = page;
        await page.Until(one => one.Asked is not null, "asked something");
        await first.Leave();
        await command.Kill();
        await command.DisposeAsync();

        await first.ResumeWith(first.Id);
        await page.Until(one => one.CloseCodes.Contains(4010), "told that the server comes back");
        using var http = new HttpClient();
        using var interrupted = await http.GetAsync(new Uri(first.Workers, $"/worker?t={page.Token}"));
        var other = await Runner.Run(first.Project.Root, "resume", second);
        await page.Answer("Late");
        await page.Until(one => one.Ending is not null, "told that it is over");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, interrupted.StatusCode);
        Assert.Equal(0, other.ExitCode);
        Assert.Contains("is served by the process that serves this project's runs", other.Out);
        Assert.DoesNotContain(4003, page.CloseCodes);
        var stopped = await Runner.Run(first.Project.Root, "stop", second);
        Assert.Contains("Stopped.", stopped.Out);
    }

    [Fact]
    public async Task Resume_WithoutARun_GoesOnWithAllThatAreNotOver()
    {
        await using var first = await RealRun.Launch(Project(), "morning", "--pay-as-proposed");
        var (command, second) = await first.LaunchBeside("evening", "--pay-as-proposed");
        await first.Leave();
        await command.Kill();
        await command.DisposeAsync();

        await first.ResumeWith();
        await first.Finish("AMORNING", "Early");
        await first.FinishIn(second, "AEVENING", "Late");

        Assert.Equal(0, (await first.Process.Ended()).ExitCode);
        Assert.Contains("There is no run that is not over.", (await Runner.Run(first.Project.Root, "resume")).Out);
    }

    [Fact]
    public async Task Launch_WhileRunsAreOnlyReviewed_SaysWhatHoldsTheStore()
    {
        await using var first = await RealRun.Launch(Project(), "morning");
        await first.Leave();
        await first.Review();

        var refused = await Runner.Run(first.Project.Root, "launch", "evening");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("'runner review' holds the runs of this project", refused.Error);
    }

    private static ProjectCopy Project() => ProjectCopy.With("morning", Script, Settings).Add("evening", Script, Settings);

    // What is spent stands behind other counts.
    private static string Pattern(string said) => said.Replace(", 0 going on", "", StringComparison.Ordinal);
}
