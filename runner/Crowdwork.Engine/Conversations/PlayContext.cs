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
    // What is ready is run before the thread turns to anything else, so one queue a thread does for ten thousand conversations.
    [ThreadStatic] private static Queue<(SendOrPostCallback Callback, object? State)>? s_ready;

    private int _playingThread = -1;

    public void Enter()
    {
        _playingThread = Environment.CurrentManagedThreadId;
        (s_ready ??= new Queue<(SendOrPostCallback, object?)>()).Clear();
    }

    public void Exit() => _playingThread = -1;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Volatile.Read(ref _playingThread) == Environment.CurrentManagedThreadId) s_ready!.Enqueue((d, state));
        else foreign(state);
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Volatile.Read(ref _playingThread) == Environment.CurrentManagedThreadId) d(state);
        else throw new NotSupportedException("A conversation cannot be called from another thread.");
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what is ready until nothing is.</summary>
    public static void Drain(Action<Exception> stray)
    {
        while (s_ready!.TryDequeue(out var item))
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

    public static void Clear() => s_ready?.Clear();
}
