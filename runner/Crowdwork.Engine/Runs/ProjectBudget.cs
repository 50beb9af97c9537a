using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

/// <summary>
/// Holds what a run may spend against the budget of crowd.json, which all runs on one crowd share: what has been spent, what runs that go on may still spend, and this.
/// </summary>
public static class ProjectBudget
{
    /// <summary>Why a run may not spend so much; null when it may, or when there is no budget.</summary>
    /// <param name="store">The store of the runs.</param>
    /// <param name="settings">crowd.json.</param>
    /// <param name="crowd">The crowd by its name. Money of the sandbox is not that of the live crowd.</param>
    /// <param name="run">The run, if it was launched before.</param>
    /// <param name="cap">What it is to be allowed.</param>
    public static string? Refusal(CrowdReader store, CrowdSettings settings, string crowd, RunId? run, Money cap)
    {
        if (settings.Budget is not { } budget) return null;
        var others = new Money(store.Runs().Where(row => row.Id != run).Sum(row => CommittedCents(store, row, crowd)) / 100m);
        var all = new Money(budget);
        if (others + cap <= all) return null;
        return $"All runs on '{crowd}' together may spend {all} (\"budget\" in crowd.json). {others} of it is spent or may still be spent by others, so that {(others < all ? all - others : Money.Zero)} is left, and this run may spend {cap}.";
    }

    // A run that goes on may spend all that it was allowed; of one that is over, what it spent counts.
    private static long CommittedCents(CrowdReader store, RunRow row, string crowd)
    {
        if (store.Launch(row.Id) is not { } launch || launch.Crowd != crowd) return 0;
        var spent = store.LedgerSums(row.Id).CommittedCents;
        return row.ClosedAtUnixMs is null ? Math.Max(spent, launch.CapCents) : spent;
    }
}
