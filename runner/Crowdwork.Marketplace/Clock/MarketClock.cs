namespace Crowdwork.Marketplace.Clock;

/// <summary>
/// The marketplace's own time: the real one, plus how far it was put forward. It can only be put forward, for what has happened cannot
/// be made not to have happened. The offset is kept in the store, so that a restart does not fall back.
/// </summary>
public sealed class MarketClock(TimeProvider time)
{
    private long _offset;

    /// <summary>The time that the marketplace believes in.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <summary>How far the marketplace is ahead of the real time.</summary>
    public TimeSpan Ahead => TimeSpan.FromMilliseconds(Interlocked.Read(ref _offset));

    /// <summary>The real time, for signatures, which are made by clients with real clocks.</summary>
    internal DateTimeOffset RealNow => time.GetUtcNow();

    internal long Milliseconds => time.GetUtcNow().ToUnixTimeMilliseconds() + Interlocked.Read(ref _offset);

    internal TimeProvider Time => time;

    internal void SetOffset(TimeSpan ahead) => Interlocked.Exchange(ref _offset, (long)ahead.TotalMilliseconds);
}
