namespace Crowdwork.Engine.Tasks;

/// <summary>How long workers wait for partners, and what they get if nobody comes.</summary>
public sealed record WaitingConfig
{
    /// <summary>How long a worker waits for partners when the script does not say, from "1s" to "1d". Default: "10m".</summary>
    [DurationBetween("1s", "1d")]
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What a worker gets who waited all that time in vain, in US dollars. Default: 0.</summary>
    public decimal Pay { get; init; }
}
