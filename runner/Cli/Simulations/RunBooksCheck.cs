using Crowdwork.Engine.Bots.Simulation;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;

namespace Crowdwork.Cli.Simulations;

/// <summary>Compares a run's ledger with the marketplace's books: payment by payment, and what the account has spent in all, fees included.</summary>
internal static class RunBooksCheck
{
    /// <param name="run">The run.</param>
    /// <param name="loop">Whose calls go through one gate with these.</param>
    /// <param name="crowd">The marketplace, whose account this run alone has used.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="balance">What was in the account before.</param>
    /// <param name="cancelled">Gives up.</param>
    public static async Task<BooksCheck> Of(CrowdRun run, RunLoop loop, ICrowd crowd, TimeProvider clock, Money balance, CancellationToken cancelled)
    {
        var compared = await new Reconciliation(run.Store, crowd, loop.Gate, clock).Compare(run.Id, cancelled);
        var account = await crowd.Account(cancelled);
        var sums = run.Store.LedgerSums(run.Id);
        return new BooksCheck(
            compared.Compared, (sums.SpentCents - sums.RefundedCents) / 100m, balance.Dollars - account.Available.Dollars - (account.OnHold?.Dollars ?? 0),
            compared.Differences.Select(one => $"{one.Payment}: here {one.Here}; there {one.There}").ToArray());
    }
}
