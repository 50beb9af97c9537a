namespace Crowdwork.Engine.Tasks;

/// <summary>The test before a worker's first conversation, which the script declares with <c>Onboard(...)</c>.</summary>
public sealed record OnboardingConfig
{
    /// <summary>The qualification that keeps the result, so that nobody is tested twice. Tasks that name the same one share it. Default: one of this task's own.</summary>
    [AtMostCharacters(200)]
    public string? Qualification { get; init; }

    /// <summary>How often a worker who failed may try again, from 0 to 20. Default: 0.</summary>
    [Between(0, 20)]
    public int Retries { get; init; }
}
