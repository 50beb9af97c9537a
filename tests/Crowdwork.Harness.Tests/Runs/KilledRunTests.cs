using System.Globalization;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;

namespace Crowdwork.Harness.Tests.Runs;

/// <summary>
/// kill -9 of the process that serves a run, at moments that nobody chose, until the run has come to its end all the same. <c>CROWDWORK_KILLS</c> and
/// <c>CROWDWORK_CONVERSATIONS</c> make it longer: 50 and 50 take some minutes.
/// </summary>
public sealed class KilledRunTests
{
    private const int AtOnce = 8;
    private const string Script = """
        Review(part => part.Finished ? Decision.Approve("Complete") : Decision.AskAHuman("Stopped early"));
        var (first, second) = await Meet("first", "second");
        for (var turn = 1; turn <= 2; turn++)
        {
            var one = await first.Ask("And you?");
            await second.Tell(one);
            var two = await second.Ask("And you?");
            await first.Tell(two);
            Save(new { turn, one = one.Text, two = two.Text });
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(Math.Max(6, Setting("CROWDWORK_KILLS", 0)));

    [Fact]
    public async Task KilledAtRandomMoments_LosesNoMessageOrphansNoHitAndPaysNobodyTwice()
    {
        var (kills, conversations) = (Setting("CROWDWORK_KILLS", 6), Setting("CROWDWORK_CONVERSATIONS", 10));
        var seed = Setting("CROWDWORK_SEED", Environment.TickCount);
        TestContext.Current.SendDiagnosticMessage("CROWDWORK_SEED={0}", seed);
        await using var run = await ServedRun.Launch(
            Script, """{ "title": "Talk", "description": "Two talk.", "reward": 0.50, "disconnects": { "grace": "10m" }, "waiting": { "within": "15m" } }""",
            "-n", $"{conversations}", "--pay-as-proposed", "--replacements", "20");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);

        var workers = Enumerable.Range(0, conversations * 2).Select(number => new MarketWorker(run, $"AWORKER{number}")).ToArray();
        var working = Parallel.ForEachAsync(workers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = patience.Token }, async (worker, cancelled) => await worker.Work(cancelled));
        var dice = new Random(seed);
        // By what has been said and not by the clock, so that the kills are spread over the whole of it on a fast machine and on a slow one.
        foreach (var said in Enumerable.Range(0, kills).Select(_ => dice.Next(MessagesOf(conversations))).Order())
        {
            while (!working.IsCompleted && workers.Sum(worker => worker.Acknowledged.Count) < said) await Task.WhenAny(working, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token));
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(400)), TimeProvider.System, patience.Token);
            await run.KillAndResume();
        }

        try
        {
            await working;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            Assert.Fail($"The workers did not come to their end (seed {seed}).\n{run.Process.Out}\n{run.Process.Error}");
        }

        var outcome = await run.Process.Ended();
        Assert.True(outcome.ExitCode == 0 && outcome.Out.Contains("All work is in", StringComparison.Ordinal), $"seed {seed}\n{outcome}");
        await Check(run, workers, conversations, $"seed {seed}");
    }

    private static async Task Check(ServedRun run, MarketWorker[] workers, int conversations, string seed)
    {
        using var store = run.Store();
        var id = new RunId(run.Id);
        var said = store.Conversations(id).SelectMany(row => store.ReadTurns(row.Id, row.Edition)).Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body).Input).OfType<Said>()
            .Select(message => message.Text).ToArray();

        // No acknowledged message is lost, and none is there twice.
        Assert.All(workers, worker => Assert.True(worker.Acknowledged.All(said.Contains), $"{seed}: {worker.Name} was told that this is stored: {string.Join(", ", worker.Acknowledged.Except(said))}"));
        Assert.Equal(said.Length, said.Distinct().Count());
        Assert.All(workers, worker => Assert.Empty(worker.Complaints));
        Assert.Equal(conversations, store.Conversations(id).Count(row => row.Ending == PartStates.NameOf(PartState.Finished)));
        Assert.Equal(MessagesOf(conversations), said.Length);

        // No HIT is orphaned, and none is left on the market.
        using var crowd = run.Crowd();
        var there = await crowd.Hits(CancellationToken.None).ToListAsync();
        Assert.Equal(store.Hits(id).Where(row => row.Hit is not null).Select(row => row.Hit!).Order(), there.Select(hit => hit.Id).Order());
        Assert.DoesNotContain(store.Hits(id), row => row.State == HitState.Intended);

        // Each is paid once, and the ledger is the marketplace's books.
        var rewards = store.Ledger(id).Where(row => row is { Step: LedgerStep.Confirmed, Kind: LedgerKind.Reward }).ToArray();
        Assert.Equal(workers.Where(worker => worker.HandedIn).Select(worker => worker.Name).Order(), rewards.Select(row => row.Worker!.Value.Value).Order());
        Assert.All(rewards, row => Assert.Equal(50, row.Cents));
        var sums = store.LedgerSums(id);
        Assert.Equal((await run.Spent() * 100, 0L), (sums.SpentCents - sums.RefundedCents, sums.IntendedCents));
        Assert.True(sums.CommittedCents <= store.Launch(id)!.CapCents, $"{seed}: beyond the cap");
    }

    private static int MessagesOf(int conversations) => conversations * 4;

    private static int Setting(string variable, int usual)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
