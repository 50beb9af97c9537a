using System.Collections.Concurrent;
using Crowdwork.Engine.Bots;
using Crowdwork.Engine.Bots.Simulation;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting.Bots;
using Crowdwork.Web.Bots;
using Crowdwork.Web.Runs;
using Crowdwork.Web.Sessions;

namespace Crowdwork.Cli.Simulations;

/// <summary>
/// Work from the local crowd: a launched run, whose HITs bots find and accept on the marketplace's worker site, and hand in there.
/// </summary>
/// <remarks>
/// Worker ids on a marketplace are of its own kind: <c>W7</c> comes as <c>ABOT7</c>. The operator comes in by the operator's own door.
/// </remarks>
internal sealed class CrowdSource(MarketSite market, RunServer server, CrowdRun run, RunLoop loop, ICrowd crowd, Money balance, Task following, TimeProvider clock) : IWorkSource
{
    private const string Prefix = "ABOT";
    private const int Looks = 40;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SeatLasts = TimeSpan.FromDays(365);

    private readonly ConcurrentDictionary<string, MarketWork> _accepted = new();
    private readonly Invitations _invitations = new(crowd, run.Store, run.Terms.Config, clock);
    private BooksCheck? _check;

    public string? Operator => run.HasOperatorRole ? CrowdRun.OperatorId : null;

    public bool IsQuiet => loop.IsResting;

    public async Task<BotWork?> Accept(string worker, Activity activity, CancellationToken cancelled)
    {
        if (worker == CrowdRun.OperatorId)
        {
            var session = new Session(run.Id.Value, new WorkerId(worker), IsOperator: true, clock.GetUtcNow() + SeatLasts);
            return new BotWork(worker, new SocketDoor(new Uri(server.OperatorAddress), server.Tokens.Sign(session)));
        }

        var id = Prefix + worker[1..];
        await market.Register(id, cancelled);
        await _invitations.Invite(id, cancelled);
        // The run offers the next places when it has looked at the marketplace; people look again, too.
        for (var look = 0; look < Looks; look++)
        {
            if (look > 0) await activity.Rest(LookAgain, cancelled);
            if (await market.Accept(id, run.Folder.Title, run.Id.Value, cancelled) is { } work)
            {
                _accepted[work.Assignment] = work;
                return new BotWork(id, new SocketDoor(work.Server, work.Token), work.Assignment);
            }

            if (run.Units is { Open: 0, Leased: 0 }) return null;
        }

        return null;
    }

    public async Task HandIn(BotWork work, BotEnding? ending, CancellationToken cancelled)
    {
        // The operator goes on to the next conversation.
        if (work.Worker == CrowdRun.OperatorId) run.TakePartAgain(new WorkerId(work.Worker));
        // Whoever has vanished hands nothing in: the time that the marketplace gave runs out.
        else if (ending is not null) await market.HandIn(_accepted[work.Assignment], cancelled);
    }

    public Task<IReadOnlyDictionary<Attendance, PagePosition>?> Settle() => run.Positions();

    public async Task Close(Activity activity, CancellationToken cancelled)
    {
        await run.StopKindly();
        await activity.Await(following.WaitAsync(cancelled));
        await Collect(cancelled);
        _check = await RunBooksCheck.Of(run, loop, crowd, clock, balance, cancelled);
    }

    public Task<SimulationBooks> Books()
    {
        var store = run.Store;
        var seats = store.Seats(run.Id).ToLookup(seat => seat.Conversation);
        var conversations = store.Conversations(run.Id).Where(row => row.Kind == ConversationKind.Talk && seats.Contains(row.Id))
            .Select(row => new PlayedConversation(row.Ending ?? "open", TimeSpan.FromMilliseconds(Math.Max(0, (row.EndedAtUnixMs ?? 0) - seats[row.Id].Min(seat => seat.TakenAtUnixMs)))));
        var parts = seats.SelectMany(conversation => conversation).Where(seat => seat.Worker.Value.StartsWith(Prefix, StringComparison.Ordinal))
            .GroupBy(seat => $"W{seat.Worker.Value[Prefix.Length..]}").ToDictionary(worker => worker.Key, worker => worker.Last().State is var state && state == SeatRow.Taken ? "at work" : state);
        var verdicts = store.Submissions(run.Id).CountBy(row => row.Verdict).ToDictionary();
        return Task.FromResult(new SimulationBooks(
            conversations.ToArray(), parts, new SortedDictionary<string, int>(verdicts, StringComparer.Ordinal), MoneyByKind(store.Ledger(run.Id)), UnpaidParts.Of(run, loop), _check,
            run.Faults.Select(fault => fault.Line == 0 ? fault.Message : $"{fault.File}({fault.Line},{fault.Column}): {fault.Message}").Distinct().ToArray()));
    }

    public ValueTask DisposeAsync()
    {
        market.Dispose();
        return ValueTask.CompletedTask;
    }

    // A payment is confirmed once, whatever was tried before.
    private static Dictionary<string, decimal> MoneyByKind(IReadOnlyList<LedgerRow> ledger)
    {
        string[] kinds = [LedgerKind.Reward, LedgerKind.Bonus, LedgerKind.Fee, LedgerKind.Refund];
        return kinds.ToDictionary(kind => kind, kind => ledger.Where(row => row.Step == LedgerStep.Confirmed && row.Kind == kind).Sum(row => row.Cents) / 100m);
    }

    /// <summary>Whoever is owed less than the reward has given the work back, and finds a HIT of their own on the marketplace.</summary>
    private async Task Collect(CancellationToken cancelled)
    {
        var waiting = run.Store.Ledger(run.Id).Where(row => row.Kind == LedgerKind.Reward).GroupBy(row => row.Payment)
            .Where(payment => payment.All(row => row.Step == LedgerStep.Intent)).Select(payment => payment.First().Worker!.Value.Value).Distinct().ToList();
        if (waiting.Count == 0) return;
        foreach (var worker in waiting) await market.Collect(worker, "Your payment for", cancelled);
        await loop.Payer.Pay(null, null, cancelled);
    }
}
