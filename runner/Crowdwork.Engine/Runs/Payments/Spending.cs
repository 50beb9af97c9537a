using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>
/// Holds everything that a run is about to spend against its cap, one at a time: what is spent, what is intended, what is promised to those at work, and the next.
/// </summary>
/// <param name="store">Where the ledger and the cap are.</param>
/// <param name="run">The run.</param>
/// <param name="promisedCents">
/// What the HITs that are out may still cost, fees included. A HIT leaves this number in the same commit in which its reward enters the ledger, so that it is never
/// counted twice and never not at all.
/// </param>
public sealed class Spending(CrowdStore store, RunId run, Func<long> promisedCents) : IDisposable
{
    // Between the look at what is committed and the commit nobody else may spend.
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>With the promises as the store has them: every HIT that is intended or posted.</summary>
    public static Spending Of(CrowdStore store, RunId run)
    {
        var place = RunBooks.Read(store, run).PlaceCents;
        return new Spending(store, run, () => store.HitsThatAreOut(run) * place);
    }

    /// <summary>What may still be spent.</summary>
    public long LeftCents => CapCents - store.LedgerSums(run).CommittedCents - promisedCents();

    private long CapCents => store.Launch(run)?.CapCents ?? 0;

    /// <summary>Stores facts that commit the run to spend more, if it still fits under the cap.</summary>
    /// <param name="cents">How much.</param>
    /// <param name="freedCents">How much of it was promised, and is no more by these very facts.</param>
    /// <param name="facts">What is stored then.</param>
    /// <returns>Whether it fits. If not, nothing is stored.</returns>
    /// <exception cref="StoreException">It cannot be stored.</exception>
    public async Task<bool> Commit(long cents, long freedCents, params IReadOnlyList<Projection> facts)
    {
        await _one.WaitAsync();
        try
        {
            if (LeftCents + freedCents < cents) return false;
            await store.Write(facts);
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
