namespace Crowdwork.Engine.Tasks;

/// <summary>When an absent worker counts as gone, and what follows from going too often.</summary>
public sealed record DisconnectsConfig
{
    /// <summary>How long a worker's page may be away (a reload, a lost line) before the worker counts as gone, up to "1d". Default: "60s".</summary>
    [DurationBetween("0s", "1d")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a worker may leave conversations within the time of "per" before being kept out. Default: any number.</summary>
    [Between(0, 1000)]
    public int? Max { get; init; }

    /// <summary>The time over which leaving is counted, from "1m" to "365d". Default: "1d".</summary>
    [DurationBetween("1m", "365d")]
    public TimeSpan Per { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether a worker who left too often is blocked from all of the requester's tasks, not only from this one. Default: false.</summary>
    public bool Block { get; init; }

    /// <summary>The qualification that marks workers who left too often; tasks that name the same one keep them out too. Default: the mark holds within the run only.</summary>
    [AtMostCharacters(200)]
    public string? Qualification { get; init; }
}
