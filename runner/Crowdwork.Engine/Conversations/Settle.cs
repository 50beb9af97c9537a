namespace Crowdwork.Engine.Conversations;

/// <summary>
/// Completes what a script waits for, without running any of the script inside of the completing call.
/// </summary>
/// <remarks>
/// A completion runs its continuations on the spot when the current context is the one that they captured; with no current context it posts them
/// there. The other way, <c>RunContinuationsAsynchronously</c>, would send <c>Task.WhenAny</c> and <c>Task.WhenAll</c> through the thread pool, and the
/// conversation would look settled while it is not.
/// </remarks>
internal static class Settle
{
    public static void With<T>(TaskCompletionSource<T> source, T value)
    {
        var current = Leave();
        source.TrySetResult(value);
        SynchronizationContext.SetSynchronizationContext(current);
    }

    public static void Done(TaskCompletionSource source)
    {
        var current = Leave();
        source.TrySetResult();
        SynchronizationContext.SetSynchronizationContext(current);
    }

    public static void Failing<T>(TaskCompletionSource<T> source, Exception exception)
    {
        var current = Leave();
        source.TrySetException(exception);
        SynchronizationContext.SetSynchronizationContext(current);
    }

    public static void Failing(TaskCompletionSource source, Exception exception)
    {
        var current = Leave();
        source.TrySetException(exception);
        SynchronizationContext.SetSynchronizationContext(current);
    }

    public static void Cancelled<T>(TaskCompletionSource<T> source)
    {
        var current = Leave();
        source.TrySetCanceled();
        SynchronizationContext.SetSynchronizationContext(current);
    }

    public static void Cancelled(TaskCompletionSource source)
    {
        var current = Leave();
        source.TrySetCanceled();
        SynchronizationContext.SetSynchronizationContext(current);
    }

    private static SynchronizationContext? Leave()
    {
        var current = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        return current;
    }
}
