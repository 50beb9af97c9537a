namespace Crowdwork.Marketplace.Store;

/// <summary>Something to do with the market while nobody else does anything. Its fate is told when it is known to be on disk.</summary>
internal abstract class MarketCall
{
    public abstract void Perform(Market market);

    public abstract void Succeed();

    public abstract void Fail(Exception error);
}

internal sealed class MarketCall<T>(Func<Market, T> work) : MarketCall
{
    // Continuations elsewhere: the writer's thread has better things to do.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Outcome => _outcome.Task;

    public override void Perform(Market market) => _result = work(market);

    public override void Succeed() => _outcome.SetResult(_result);

    public override void Fail(Exception error) => _outcome.SetException(error);
}
