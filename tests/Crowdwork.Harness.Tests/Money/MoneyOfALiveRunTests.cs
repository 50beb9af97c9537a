using System.Text.Json;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Runs;

namespace Crowdwork.Harness.Tests.Money;

/// <summary>Commands while <c>runner launch</c> holds the store: its process does what they ask for.</summary>
public sealed class MoneyOfALiveRunTests
{
    [Fact]
    public async Task RefundsAndImportedLists_GoToTheProcessThatServesTheRun()
    {
        await using var run = await RealRun.Launch(
            ProjectCopy.With("qa", """
                var worker = await Meet();
                Save(new { (await worker.Ask("How was it?")).Text });
                """, """{ "title": "Questions", "description": "Answer.", "reward": 0.50 }"""), "qa", "-n", "2");
        var assignment = await run.Finish("AWORKER", "It was fine.");
        await Guard.Until(async () => (await Run(run, "queue", run.Id)).Out.Contains(assignment, StringComparison.Ordinal), () => "the work should be known.");
        Ok(await Run(run, "approve", run.Id, assignment));
        Assert.Equal(Verdict.Approved, await run.VerdictOn(assignment));

        Ok(await Run(run, "refund", run.Id, "--worker", "AWORKER", "--amount", "0.20", "--because", "Support case 1."));
        var again = await Run(run, "refund", run.Id, "--worker", "AWORKER", "--amount", "0.20", "--because", "Support case 1.");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("written down already", again.Error);
        using var status = JsonDocument.Parse((await Run(run, "status", run.Id, "--json")).Out);
        Assert.Equal(0.20m, status.RootElement.GetProperty("money").GetProperty("refunded").GetDecimal());
        var books = await Run(run, "ledger", run.Id, "--reconcile");
        Ok(books);
        Assert.Contains("0 differences beside 1 payment of which money came back", books.Out);

        run.Project.Write("passed.csv", "worker,value\nAWORKER,80\n");
        var imported = await Run(run, "workers", "import", "passed.csv", "--list", "qualified", "--qualification", "passed");
        Ok(imported);
        Assert.Empty(imported.Error);
        using var store = CrowdStore.OpenReadOnly(run.RunsFolder);
        Assert.Equal(("AWORKER", 80), Assert.Single(store.Qualified("passed")) is var row ? (row.Worker.Value, row.Value) : default);
    }

    private static Task<Running.Outcome> Run(RealRun run, params string[] arguments) => Runner.Run(run.Project.Root, arguments);

    private static void Ok(Running.Outcome outcome) => Assert.True(outcome.ExitCode == 0, outcome.ToString());
}
