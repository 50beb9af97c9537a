namespace Crowdwork.Engine.Conversations;

/// <summary>Tells conversations that something of theirs may be due: one timer for all of them, by a clock that may be a rehearsal's.</summary>
/// <remarks>
/// An entry may be early (the prompt has been answered since), never late. A conversation registers anew only when its next due time comes before the one it has
/// registered, so it has one entry or two, however many prompts it makes.
/// </remarks>
internal sealed class Deadlines : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Conversation, long> _queue = new();
    private long _armedFor = long.MaxValue;

    public Deadlines(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Register(Conversation conversation, long due)
    {
        lock (_gate)
        {
            _queue.Enqueue(conversation, due);
            if (due < _armedFor) Arm(due);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var due = new List<Conversation>();
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            while (_queue.TryPeek(out var conversation, out var at) && at <= now)
            {
                _queue.Dequeue();
                due.Add(conversation);
            }

            if (_queue.TryPeek(out _, out var next)) Arm(next);
        }

        foreach (var conversation in due) conversation.Ring();
    }

    private void Arm(long due)
    {
        _armedFor = due;
        var wait = due - _clock.GetUtcNow().ToUnixTimeMilliseconds();
        // One millisecond more: the timer may fire within the millisecond before, and would have to be armed again.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(wait + 1, 0, int.MaxValue)), Timeout.InfiniteTimeSpan);
    }
}
