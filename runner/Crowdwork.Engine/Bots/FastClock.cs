namespace Crowdwork.Engine.Bots;

/// <summary>
/// A clock that does not wait: it stands, or goes with the real one, and jumps to the next thing that is due when told so.
/// </summary>
/// <remarks>
/// Timers that fire again and again are no reason to jump: they look after something now and then, and nobody waits for them.
/// </remarks>
internal sealed class FastClock : TimeProvider
{
    private readonly TimeProvider? _real;
    private readonly Lock _gate = new();
    private readonly List<FastTimer> _timers = [];
    private readonly DateTimeOffset _realStart;
    private readonly DateTimeOffset _start;
    private TimeSpan _ahead;

    /// <param name="start">The time that it begins with.</param>
    /// <param name="real">The clock that it goes with between jumps; null for one that stands.</param>
    public FastClock(DateTimeOffset start, TimeProvider? real = null)
    {
        _start = start;
        _real = real;
        if (real is not null) _realStart = real.GetUtcNow();
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return Now;
    }

    private DateTimeOffset Now => _start + _ahead + (_real is null ? TimeSpan.Zero : _real.GetUtcNow() - _realStart);

    /// <summary>Whether it stands between jumps.</summary>
    public bool Stands => _real is null;

    /// <summary>When the next thing is due that somebody waits for; null when nothing is.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate) return Next();
        }
    }

    /// <summary>Jumps to the next thing that is due. False when nothing is.</summary>
    public bool Jump(DateTimeOffset? notBeyond = null)
    {
        lock (_gate)
        {
            if (Next() is not { } due || due > notBeyond) return false;
            if (due > Now) _ahead += due - Now;
        }

        FirePassed();
        return true;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FastTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private DateTimeOffset? Next() => _timers.Where(timer => !timer.Repeats).Min(timer => timer.Due);

    private void FirePassed()
    {
        while (true)
        {
            FastTimer? next;
            lock (_gate) next = _timers.Where(timer => timer.Due <= Now).MinBy(timer => timer.Due);
            if (next is null) return;
            next.Fire();
        }
    }

    private sealed class FastTimer : ITimer
    {
        private readonly FastClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer? _real;
        private TimeSpan _period;

        public FastTimer(FastClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _callback = callback;
            _state = state;
            _real = clock._real?.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public DateTimeOffset? Due { get; private set; }

        public bool Repeats => _period > TimeSpan.Zero;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._gate)
            {
                _period = period;
                _clock._timers.Remove(this);
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.Now + dueTime;
                if (Due is not null) _clock._timers.Add(this);
                Arm();
            }

            // A clock that stands has no real timer that would fire what is due already.
            if (_real is null && dueTime <= TimeSpan.Zero && dueTime != Timeout.InfiniteTimeSpan) ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Fire()
        {
            lock (_clock._gate)
            {
                if (Due is not { } due) return;
                if (due > _clock.Now)
                {
                    Arm();
                    return;
                }

                Due = Repeats ? _clock.Now + _period : null;
                if (Due is null) _clock._timers.Remove(this);
                else Arm();
            }

            _callback(_state);
        }

        public void Dispose()
        {
            lock (_clock._gate)
            {
                _clock._timers.Remove(this);
                Due = null;
            }

            _real?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm()
        {
            if (_real is null) return;
            if (Due is not { } due)
            {
                _real.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }

            var longest = TimeSpan.FromDays(24);
            var wait = due - _clock.Now;
            _real.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longest ? longest : wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }
}
