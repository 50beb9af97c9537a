namespace Crowdwork.Web.Workers;

/// <summary>What a worker's page may send. Far above what people do, far below what would hurt.</summary>
public sealed record WorkerLimits
{
    public int LargestFrame { get; init; } = 64 * 1024;
    public int FramesPerSecond { get; init; } = 20;
    public int Burst { get; init; } = 60;

    /// <summary>What may wait to be sent to a page that does not read.</summary>
    public int LargestBacklog { get; init; } = 4 * 1024 * 1024;
}

/// <summary>Counts frames: a bucket that fills at a steady rate and is emptied by one each.</summary>
internal struct RateMeter(WorkerLimits limits, TimeProvider time)
{
    private double _left = limits.Burst;
    private long _last = time.GetTimestamp();

    public bool Allows()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(limits.Burst, _left + (time.GetElapsedTime(_last, now).TotalSeconds * limits.FramesPerSecond));
        _last = now;
        if (_left < 1) return false;
        _left--;
        return true;
    }
}
