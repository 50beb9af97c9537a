using System.Collections.Concurrent;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Bots.Simulation;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting.Bots;
using Crowdwork.Web.Bots;

namespace Crowdwork.Cli.Simulations;

/// <summary>
/// Work from the local crowd: a launched run, whose HITs bots find and accept on the marketplace's worker site, and hand in there.
/// </summary>
/// <remarks>
/// Worker ids on a marketplace are of its own kind: <c>W7</c> comes as <c>ABOT7</c> and a few letters, since a run may let everybody in only once.
/// </remarks>
internal sealed class CrowdSource(MarketSite market, CrowdRun run, CrowdStore store, string mark, TimeProvider real) : IWorkSource
{
    private const int Tries = 40;
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, (string Worker, MarketWork Work)> _accepted = new();

    /// <summary>On a crowd the operator sits at the page of the run, where no bot takes their place.</summary>
    public string? Operator => null;

    public async Task<BotWork?> Accept(string worker, CancellationToken cancelled)
    {
        var id = $"ABOT{worker[1..]}{mark}";
        await market.Register(id, cancelled);
        // The run offers the next places when it has looked at the marketplace; people look again, too.
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await market.Accept(id, run.Folder.Title, run.Id.Value, cancelled) is { } work)
            {
                _accepted[work.Assignment] = (worker, work);
                return new BotWork(id, new SocketDoor(work.Server, work.Token), work.Assignment);
            }

            if (run.Units.Open == 0) return null;
            await Task.Delay(TryAgain, real, cancelled);
        }

        return null;
    }

    public async Task HandIn(BotWork work, BotEnding? ending, CancellationToken cancelled)
    {
        // Whoever has vanished hands nothing in: the time that the marketplace gave runs out.
        if (ending is not null) await market.HandIn(_accepted[work.Assignment].Work, cancelled);
    }

    public Task Settle() => store.FlushAsync();

    public Task<bool> IsOver() => Task.FromResult(true);

    public Task<SimulationBooks> Books()
    {
        var seats = store.Seats(run.Id).ToLookup(seat => seat.Conversation);
        var conversations = store.Conversations(run.Id).Where(row => row.Kind == ConversationKind.Talk && seats.Contains(row.Id))
            .Select(row => new PlayedConversation(row.Ending ?? "open", TimeSpan.FromMilliseconds(Math.Max(0, (row.EndedAtUnixMs ?? 0) - seats[row.Id].Min(seat => seat.TakenAtUnixMs)))));
        var parts = seats.SelectMany(conversation => conversation).Where(seat => seat.Worker.Value.EndsWith(mark, StringComparison.Ordinal))
            .GroupBy(seat => $"W{seat.Worker.Value[4..^mark.Length]}").ToDictionary(worker => worker.Key, worker => worker.Last().State);
        var verdicts = store.Submissions(run.Id).CountBy(row => row.Verdict).ToDictionary();
        // A payment is confirmed once, whatever was tried before.
        var money = store.Ledger(run.Id).Where(row => row.Step == LedgerStep.Confirmed).GroupBy(row => row.Kind).ToDictionary(kind => kind.Key, kind => kind.Sum(row => row.Cents) / 100m);
        return Task.FromResult(new SimulationBooks(
            conversations.ToArray(), parts, new SortedDictionary<string, int>(verdicts, StringComparer.Ordinal), new SortedDictionary<string, decimal>(money, StringComparer.Ordinal),
            run.Faults.Select(fault => fault.Line == 0 ? fault.Message : $"{fault.File}({fault.Line},{fault.Column}): {fault.Message}").Distinct().ToArray()));
    }

    public ValueTask DisposeAsync()
    {
        market.Dispose();
        return ValueTask.CompletedTask;
    }
}
