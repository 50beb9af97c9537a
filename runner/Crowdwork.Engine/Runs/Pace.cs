namespace Crowdwork.Engine.Runs;

/// <summary>
/// How fast a crowd may be called. Marketplaces publish no limit and refuse whoever passes it, so the pace is found by feeling: a little faster while all goes
/// well, half as fast at every refusal.
/// </summary>
/// <remarks>
/// Additive increase and multiplicative decrease is what lets several runs share a marketplace, and each come to a fair part of what it bears.
/// </remarks>
public sealed record Pace
{
    public const double Start = 5;
    public const double Fastest = 20;

    /// <summary>What a marketplace on this machine is asked to begin with: nobody else uses it.</summary>
    public const double OnThisMachine = 200;

    /// <summary>For a marketplace whose clock stands: nobody may wait by it for their turn.</summary>
    public const double Unlimited = double.PositiveInfinity;
    public const double Slowest = 0.1;
    public const double Step = 0.5;

    /// <summary>How long all has to go well before the next step.</summary>
    public static readonly TimeSpan Clean = TimeSpan.FromSeconds(10);

    private readonly DateTimeOffset _cleanSince;
    private readonly DateTimeOffset _slowedAt;

    private readonly double _fastest;

    private Pace(double perSecond, double fastest, DateTimeOffset cleanSince, DateTimeOffset slowedAt) => (PerSecond, _fastest, _cleanSince, _slowedAt) = (perSecond, fastest, cleanSince, slowedAt);

    public double PerSecond { get; }

    /// <summary>From one call to the next.</summary>
    public TimeSpan Gap => double.IsInfinity(PerSecond) ? TimeSpan.Zero : TimeSpan.FromSeconds(1 / PerSecond);

    /// <param name="start">Calls a second; a marketplace on this machine bears <see cref="OnThisMachine"/>. No pace comes to more than <see cref="Fastest"/>, or than it began with.</param>
    public static Pace Beginning(DateTimeOffset now, double start = Start) => new(start, Math.Max(Fastest, start), now, DateTimeOffset.MinValue);

    /// <summary>A call came through.</summary>
    public Pace Went(DateTimeOffset now)
    {
        var steps = Math.Floor((now - _cleanSince) / Clean);
        return steps < 1 ? this : new Pace(Math.Min(_fastest, PerSecond + (steps * Step)), _fastest, _cleanSince + (steps * Clean), _slowedAt);
    }

    /// <summary>A call was refused for being one too many.</summary>
    /// <param name="begun">When the call was made. Calls that were on their way when the pace was halved say nothing about the new one.</param>
    public Pace Throttled(DateTimeOffset begun, DateTimeOffset now)
        => begun < _slowedAt ? this : new Pace(Math.Max(Slowest, PerSecond / 2), _fastest, now, now);
}
