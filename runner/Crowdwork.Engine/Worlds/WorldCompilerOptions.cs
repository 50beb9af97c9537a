namespace Crowdwork.Engine.Worlds;

/// <summary>How worlds are compiled in this process.</summary>
public sealed record WorldCompilerOptions
{
    /// <summary>Where compiled worlds are kept between runs; null keeps none. Whoever may write here may run code in this process.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Guards every loop and function against never ending. Off only while a debugger is to step through the author's own text.</summary>
    public bool RewriteForSafety { get; init; } = true;

    /// <summary>Assemblies that every world may use besides the usual ones, as paths.</summary>
    public IReadOnlyList<string> ExtraReferences { get; init; } = [];

    /// <summary>The clock by which builds are timed.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
