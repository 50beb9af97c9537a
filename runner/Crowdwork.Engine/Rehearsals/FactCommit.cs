using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Rehearsals;

/// <summary>Stores facts that belong to no conversation, and says when they are on disk.</summary>
internal sealed class FactCommit(params IReadOnlyList<Projection> facts) : Commit(Array.Empty<TurnRow>(), facts)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    protected internal override void Committed() => _done.TrySetResult();

    protected internal override void Failed(StoreFault fault) => _done.TrySetException(new StoreException(fault));
}
