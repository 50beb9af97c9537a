namespace Crowdwork.Scripting;

/// <summary>What was done in <see cref="World.Once"/>, or asked of a model's endpoint, failed.</summary>
/// <remarks>The message is journaled: a replay fails in the same way without trying again.</remarks>
/// <example>
/// <code>
/// try
/// {
///     await Once("forecast", async ct => await File.ReadAllTextAsync("forecast.txt", ct));
/// }
/// catch (OnceFailed failure)
/// {
///     Save(new { failure.Message });
/// }
/// </code>
/// </example>
public sealed class OnceFailed : Exception
{
    internal OnceFailed(string name, string message) : base($"{name}: {message}") => Name = name;

    /// <summary>The name that was given to <c>Once</c>.</summary>
    public string Name { get; }
}
