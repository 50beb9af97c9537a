namespace Crowdwork.Engine.Runs;

/// <summary>Whose call goes first when several wait.</summary>
public enum Urgency
{
    /// <summary>Taking work off the market: every second of waiting may cost money.</summary>
    Stopping,

    /// <summary>A person waits for it.</summary>
    Asked,

    /// <summary>All else.</summary>
    Usual,
}

/// <summary>
/// Lets the calls of a run through to its crowd, one after another at the <see cref="Pace"/> that the crowd bears. Whoever launches, pays, reviews and stops shares
/// one gate, so that together they are not too many.
/// </summary>
/// <remarks>
/// <code>
///   launch --usual----\
///   pay    --usual-----> gate --one, a gap, the next one--> crowd
///   stop   --stopping-/        (the most urgent first, then the first who came)
/// </code>
/// A call that has been let through may still be on its way when the next one is: the gate spaces beginnings, it does not wait for ends.
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="start">Calls a second to begin with.</param>
public sealed class CrowdGate(TimeProvider time, double start = Pace.Start)
{
    // Held only to look at the queue and the pace; nobody waits for anything within.
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, (Urgency, long)> _waiting = new();
    private Pace _pace = Pace.Beginning(time.GetUtcNow(), start);
    private DateTimeOffset _next = time.GetUtcNow();
    private long _came;
    private bool _isOpening;

    public double PerSecond
    {
        get
        {
            lock (_gate) return _pace.PerSecond;
        }
    }

    /// <summary>Waits for its turn and calls. Faults come out as they are; one that says "too often" slows all others down.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited; the call was not made.</exception>
    public async Task<T> Pass<T>(Func<Task<T>> call, Urgency urgency, CancellationToken cancelled)
    {
        await Turn(urgency, cancelled);
        var begun = time.GetUtcNow();
        try
        {
            var answer = await call();
            Note(pace => pace.Went(time.GetUtcNow()));
            return answer;
        }
        catch (Crowds.CrowdFault fault) when (fault.Kind == Crowds.CrowdFaultKind.Throttled)
        {
            Note(pace => pace.Throttled(begun, time.GetUtcNow()));
            throw;
        }
    }

    /// <summary>The same for a call that has nothing to say.</summary>
    public Task Pass(Func<Task> call, Urgency urgency, CancellationToken cancelled) => Pass(
        async () =>
        {
            await call();
            return true;
        }, urgency, cancelled);

    private async Task Turn(Urgency urgency, CancellationToken cancelled)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var giveUp = cancelled.Register(() => turn.TrySetCanceled(cancelled));
        bool opens;
        lock (_gate)
        {
            _waiting.Enqueue(turn, (urgency, _came++));
            opens = !_isOpening;
            _isOpening = true;
        }

        // Whoever finds nobody opening does it for all who come meanwhile; a call of their own must not wait for that.
        if (opens) _ = Task.Run(Open, CancellationToken.None);
        await turn.Task;
    }

    private async Task Open()
    {
        while (true)
        {
            TimeSpan wait;
            lock (_gate)
            {
                wait = _next - time.GetUtcNow();
                if (wait <= TimeSpan.Zero)
                {
                    if (_waiting.Count == 0)
                    {
                        _isOpening = false;
                        return;
                    }

                    if (_waiting.Dequeue().TrySetResult()) _next = time.GetUtcNow() + _pace.Gap;
                    continue;
                }
            }

            // Timers know whole milliseconds and cut off the rest: rounded down, the last one would be waited for in a spin.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time);
        }
    }

    private void Note(Func<Pace, Pace> change)
    {
        lock (_gate)
        {
            var before = _pace;
            _pace = change(before);
            if (_pace.PerSecond < before.PerSecond) _next = time.GetUtcNow() + _pace.Gap;
        }
    }
}
