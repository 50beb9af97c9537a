namespace Crowdwork.Engine.Tasks;

/// <summary>How much one worker may do, and how many may be here at once.</summary>
public sealed record LimitsConfig
{
    /// <summary>Whether a worker may take part once only, in all runs of this task together. Default: false.</summary>
    public bool Unique { get; init; }

    /// <summary>The qualification that marks workers who took part, with "unique"; tasks that name the same one are one task in this respect. Default: one of this task's own.</summary>
    [AtMostCharacters(200)]
    public string? UniqueQualification { get; init; }

    /// <summary>How many conversations a worker may have in one run. Default: any number.</summary>
    [Between(1, 100_000)]
    public int? PerWorker { get; init; }

    /// <summary>How many conversations a worker may have open at the same time. Default: 1.</summary>
    [Between(1, 100)]
    public int ConcurrentPerWorker { get; init; } = 1;

    /// <summary>How many workers may be connected at the same time; offers are held back to keep to it. Default: any number.</summary>
    [Between(1, 1_000_000)]
    public int? Connections { get; init; }

    /// <summary>How long a worker may work on this task within one day, up to "24h". Default: any time.</summary>
    [DurationBetween("1m", "24h")]
    public TimeSpan? TimePerDay { get; init; }

    /// <summary>The qualification that workers have until the end of the day on which they reached "timePerDay"; runs and machines that name the same one keep to it together. Default: the limit holds for this store only.</summary>
    [AtMostCharacters(200)]
    public string? TimeQualification { get; init; }
}
