namespace Crowdwork.Marketplace.Clock;

/// <summary>
/// The marketplace's own time: the real one, plus how far it was put forward. It can only be put forward, for what has happened cannot
/// be made not to have happened. The offset is kept in the store, so that a restart does not fall back.
/// </summary>
public sealed class MarketClock(TimeProvider time, TimeProvider? callers = null)
{
    private long _offset;

    /// <summary>The time that the marketplace believes in.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <summary>How far the marketplace is ahead of the real time.</summary>
    public TimeSpan Ahead => TimeSpan.FromMilliseconds(Interlocked.Read(ref _offset));

    /// <summary>The real time, for signatures, which are made by clients with real clocks.</summary>
    internal DateTimeOffset RealNow => (callers ?? time).GetUtcNow();

    internal long Milliseconds => time.GetUtcNow().ToUnixTimeMilliseconds() + Interlocked.Read(ref _offset);

    internal TimeProvider Time => time;

    /// <summary>Never back: two that put it forward at once may arrive here in either order.</summary>
    internal void SetOffset(TimeSpan ahead)
    {
        var wanted = (long)ahead.TotalMilliseconds;
        for (var known = Interlocked.Read(ref _offset); known < wanted;)
        {
            var found = Interlocked.CompareExchange(ref _offset, wanted, known);
            if (found == known)
                return;
            known = found;
        }
    }
}
