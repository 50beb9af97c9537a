using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Review;

/// <summary>
/// A <see cref="ReviewDesk"/> with all that it needs, for a run that this process does not serve: it is over, or its server is down. The process that serves a run makes
/// its own, with the gate and the spending that its launch goes through.
/// </summary>
public sealed class RunDesk : IDisposable
{
    private readonly ICrowd _crowd;
    private readonly Spending _spending;
    private readonly Payer _payer;

    private RunDesk(CrowdStore store, RunId run, ICrowd crowd, IReviewProposals? proposals, TimeProvider time)
    {
        _crowd = crowd;
        _spending = Spending.Of(store, run);
        _payer = new Payer(store, crowd, new CrowdGate(time, crowd.Address.IsLocal ? Pace.OnThisMachine : Pace.Start), _spending, time, run);
        Desk = new ReviewDesk(store, run, _payer, _spending, proposals, time, PayPatience.OfACommand);
    }

    public ReviewDesk Desk { get; }

    /// <param name="store">The store, which this process holds.</param>
    /// <param name="settings">Where crowds are.</param>
    /// <param name="run">The run, which was launched on a crowd.</param>
    /// <param name="rule">The task's rule; null where a request does not ask for it.</param>
    /// <param name="environment">Where keys may be.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="CrowdFault">There are no keys for the run's crowd, or crowd.json does not know it any more.</exception>
    public static RunDesk Open(CrowdStore store, CrowdSettings settings, RunId run, TaskRule? rule, Func<string, string?> environment, TimeProvider time)
        => new(store, run, CrowdOf(store, settings, run, environment), rule is null ? null : new ReviewProposals(store, rule.Rule), time);

    /// <summary>The crowd that a run was launched on.</summary>
    /// <exception cref="CrowdFault">There are no keys for it, or crowd.json does not know it any more.</exception>
    public static ICrowd CrowdOf(CrowdReader store, CrowdSettings settings, RunId run, Func<string, string?> environment)
    {
        var name = store.Launch(run)?.Crowd ?? throw new ArgumentException($"The run {run} was never launched on a crowd.", nameof(run));
        var address = CrowdAddress.Find(settings, name) ?? throw new CrowdFault(CrowdFaultKind.Credentials, null,
            $"The run {run} is on the crowd '{name}', which crowd.json does not know any more.\n  Put it back (\"crowds\").");
        // Whoever pays looks what came of a call before it is made again; the client must not do so by itself.
        return MTurkCrowd.Open(address, environment, retries: 0);
    }

    public void Dispose()
    {
        Desk.Dispose();
        _payer.Dispose();
        _spending.Dispose();
        _crowd.Dispose();
    }
}
