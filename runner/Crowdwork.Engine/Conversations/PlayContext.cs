namespace Crowdwork.Engine.Conversations;

/// <summary>
/// Where the continuations of a script run: one after the other, on whichever thread is playing the conversation at the moment, and never anywhere else.
/// </summary>
/// <remarks>
/// A continuation that arrives from another thread means that the script waited for something that the host did not give it. Such a thing cannot be
/// replayed, so it is not run but reported.
/// </remarks>
internal sealed class PlayContext(Action<object?> foreign) : SynchronizationContext
{
    // Touched by the playing thread only; a conversation is played by one thread at a time.
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private int _playingThread = -1;

    public void Enter() => _playingThread = Environment.CurrentManagedThreadId;

    public void Exit() => _playingThread = -1;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Volatile.Read(ref _playingThread) == Environment.CurrentManagedThreadId) _ready.Enqueue((d, state));
        else foreign(state);
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Volatile.Read(ref _playingThread) == Environment.CurrentManagedThreadId) d(state);
        else throw new NotSupportedException("A conversation cannot be called from another thread.");
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what is ready until nothing is.</summary>
    public void Drain(Action<Exception> stray)
    {
        while (_ready.TryDequeue(out var item))
        {
            try
            {
                item.Callback(item.State);
            }
            catch (Exception e) when (e is not ThreadAbortException)
            {
                // Only async void gets here: there is no task that could carry the exception.
                stray(e);
            }
        }
    }

    public void Clear() => _ready.Clear();
}
