namespace Crowdwork.Templates;

/// <summary>
/// What one rendering may use. Templates run on the server with data that strangers typed, so every way to make them
/// large or slow ends at one of these numbers with an error that names it.
/// </summary>
public sealed record TemplateLimits
{
    public static TemplateLimits Default { get; } = new();

    /// <summary>Statements, loop turns, calls and elements touched by builtins, all counted together.</summary>
    public long Steps { get; init; } = 10_000_000;

    /// <summary>Turns of one outermost loop together with the loops inside it. 400 rows of 3 choices take 1,600.</summary>
    public int LoopIterations { get; init; } = 1_000_000;

    /// <summary>Characters written, captures and includes counted too.</summary>
    public int OutputLength { get; init; } = 8 * 1024 * 1024;

    public int StringLength { get; init; } = 1024 * 1024;

    public int CollectionSize { get; init; } = 100_000;

    /// <summary>Bytes that a rendering may ask for in all, whether it keeps them or not. An ordinary page takes a tenth of a megabyte.</summary>
    public long Memory { get; init; } = 256 * 1024 * 1024;

    public int IncludeDepth { get; init; } = 32;

    /// <summary>Functions that call functions.</summary>
    public int Recursion { get; init; } = 100;

    /// <summary>How deep an object is followed when it is printed or turned into JSON. Objects that contain themselves end here.</summary>
    public int ObjectDepth { get; init; } = 20;

    public TimeSpan RegexTime { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);
}
