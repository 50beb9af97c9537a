namespace Crowdwork.Engine.Bots.Simulation;

/// <summary>Counts who has something to do just now, so that a clock that jumps knows when nobody has.</summary>
/// <param name="clock">The clock by which people rest.</param>
internal sealed class Activity(TimeProvider clock)
{
    private int _busy;

    public bool IsNone => Volatile.Read(ref _busy) == 0;

    /// <summary>Somebody begins to do something.</summary>
    public void Begin() => Interlocked.Increment(ref _busy);

    /// <summary>They have done it.</summary>
    public void End() => Interlocked.Decrement(ref _busy);

    /// <summary>Whoever calls this does nothing for so long. They are busy again from the moment when the time has come, and not only when they go on: the clock must not jump in between.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task Rest(TimeSpan time, CancellationToken cancelled)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasWoken = 0;
        await using var giveUp = cancelled.Register(Wake);
        await using var timer = clock.CreateTimer(_ => Wake(), null, time, Timeout.InfiniteTimeSpan);
        End();
        await over.Task;
        cancelled.ThrowIfCancellationRequested();

        void Wake()
        {
            if (Interlocked.Exchange(ref hasWoken, 1) == 1) return;
            Begin();
            over.TrySetResult();
        }
    }

    /// <summary>Whoever calls this waits for others, and does nothing meanwhile.</summary>
    public async Task Await(Task others)
    {
        var over = others.ContinueWith(_ => Begin(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        End();
        await over;
        await others;
    }
}
