namespace Crowdwork.Scripting;

/// <summary>The time of a <c>Meet</c> passed before all roles were taken.</summary>
/// <remarks>Uncaught, it ends the conversation; those who waited are paid by <c>waiting.pay</c>.</remarks>
/// <example>
/// <code>
/// var asker = await Meet("asker");
/// try
/// {
///     var judge = await Meet("judge", within: Minutes(5));
///     await judge.Tell("You came just in time.");
/// }
/// catch (NobodyCame)
/// {
///     await asker.Tell("We go on without a judge.");
/// }
/// </code>
/// </example>
public sealed class NobodyCame : Exception
{
    internal NobodyCame(IReadOnlyList<string> roles, TimeSpan waited)
        : base($"Nobody came for {string.Join(", ", roles)} within {waited:c}.") => Roles = roles;

    /// <summary>The roles that were waited for.</summary>
    public IReadOnlyList<string> Roles { get; }
}
