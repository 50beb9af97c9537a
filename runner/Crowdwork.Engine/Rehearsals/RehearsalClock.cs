namespace Crowdwork.Engine.Rehearsals;

/// <summary>
/// The clock of a rehearsal: it follows the real one, but can be stopped, and can be moved on, so that a wait of three days takes a moment.
/// </summary>
/// <remarks>
/// <code>
///   real      |-----------|------------|---------->
///   rehearsal |-----------|  (paused)  |--skip 5 min-->|---------->
/// </code>
/// It never goes back. Its timers fire by its own time: none while it stands, all that were passed when it is moved on. It also stands still while nobody
/// watches, so that a rehearsal that was left overnight has not run out in the morning.
/// </remarks>
public sealed class RehearsalClock : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly Lock _gate = new();
    private readonly List<RehearsalTimer> _timers = [];

    // The rehearsal's time at the moment when the real clock showed _realAnchor.
    private DateTimeOffset _anchor;
    private DateTimeOffset _realAnchor;
    private bool _paused;
    private bool _unwatched;

    public RehearsalClock(TimeProvider real)
    {
        _real = real;
        _anchor = _realAnchor = real.GetUtcNow();
    }

    /// <summary>Raised after the clock was stopped, started or moved.</summary>
    public event Action? Changed;

    public bool IsRunning
    {
        get
        {
            lock (_gate) return Runs;
        }
    }

    /// <summary>Whether somebody stopped it; it may also stand still because nobody watches.</summary>
    public bool IsPaused
    {
        get
        {
            lock (_gate) return _paused;
        }
    }

    /// <summary>How far it is ahead of the real clock; negative after a pause.</summary>
    public TimeSpan Ahead => GetUtcNow() - _real.GetUtcNow();

    private bool Runs => !_paused && !_unwatched;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return Now();
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Pause() => Set(() => _paused = true);

    public void Run() => Set(() => _paused = false);

    public void Watch(bool isWatched)
    {
        lock (_gate)
        {
            if (_unwatched == !isWatched) return;
        }

        Set(() => _unwatched = !isWatched);
    }

    /// <summary>Moves it on.</summary>
    public void Skip(TimeSpan time)
    {
        if (time < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(time), time, "A clock cannot go back.");
        Set(() => _anchor += time);
    }

    /// <summary>Moves it on to a time, unless it is past it already.</summary>
    public void SkipTo(DateTimeOffset time) => Set(() =>
    {
        if (time > _anchor) _anchor = time;
    });

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new RehearsalTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private DateTimeOffset Now() => Runs ? _anchor + (_real.GetUtcNow() - _realAnchor) : _anchor;

    private void Set(Action change)
    {
        lock (_gate)
        {
            _anchor = Now();
            _realAnchor = _real.GetUtcNow();
            change();
            foreach (var timer in _timers) timer.Arm();
        }

        Changed?.Invoke();
    }

    /// <summary>A timer by the rehearsal's time, on top of a real one that is set anew whenever the clock is touched.</summary>
    private sealed class RehearsalTimer : ITimer
    {
        private readonly RehearsalClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _real;
        private DateTimeOffset? _due;
        private TimeSpan _period;

        public RehearsalTimer(RehearsalClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _callback = callback;
            _state = state;
            _real = clock._real.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._gate)
            {
                _clock._timers.Remove(this);
                _period = period;
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.Now() + dueTime;
                if (_due is not null) _clock._timers.Add(this);
                Arm();
            }

            return true;
        }

        public void Arm()
        {
            if (_due is not { } due || !_clock.Runs && due > _clock.Now())
            {
                _real.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }

            var wait = due - _clock.Now();
            var longest = TimeSpan.FromDays(24);
            _real.Change(wait <= TimeSpan.Zero ? TimeSpan.Zero : wait > longest ? longest : wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (_clock._gate)
            {
                _clock._timers.Remove(this);
                _due = null;
            }

            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            lock (_clock._gate)
            {
                if (_due is not { } due) return;
                if (due > _clock.Now())
                {
                    Arm();
                    return;
                }

                _due = _period > TimeSpan.Zero ? due + _period : null;
                if (_due is null) _clock._timers.Remove(this);
                else Arm();
            }

            _callback(_state);
        }
    }
}
