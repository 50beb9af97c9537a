namespace Crowdwork.Engine.Runs;

/// <summary>How often a run asks its marketplace.</summary>
/// <param name="Start">Calls a second to begin with; see <see cref="Pace"/>.</param>
/// <param name="Longest">From one look to the next while nothing happens.</param>
public sealed record RunRhythm(double Start, TimeSpan Longest)
{
    /// <summary>How long news may gather before it is looked at.</summary>
    public TimeSpan Gather { get; init; }

    public static RunRhythm Usual { get; } = new(Pace.Start, TimeSpan.FromSeconds(30));

    /// <summary>A marketplace on this machine costs nothing to ask, and whoever tries a task there does not want to wait.</summary>
    public static RunRhythm OnThisMachine { get; } = new(Pace.OnThisMachine, TimeSpan.FromSeconds(3));

    /// <summary>By a clock that jumps nobody waits for a look. It jumps from one to the next, so there are to be few.</summary>
    public static RunRhythm ByAJumpingClock { get; } = new(Pace.Unlimited, TimeSpan.FromSeconds(30)) { Gather = TimeSpan.FromSeconds(10) };
}
