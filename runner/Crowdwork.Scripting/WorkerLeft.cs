namespace Crowdwork.Scripting;

/// <summary>How a worker left a conversation.</summary>
public enum Departure
{
    /// <summary>Their browser stayed away for longer than the grace period.</summary>
    Disconnected,

    /// <summary>They gave the work back.</summary>
    Returned,

    /// <summary>They did not answer in time.</summary>
    TimedOut,
}

/// <summary>A worker whom the script is waiting for, or asks, has left.</summary>
/// <remarks>Uncaught, it ends the conversation: the others are told the truth and paid by the policy in config.json.</remarks>
/// <example>
/// <code>
/// var (guide, tourist) = await Meet("guide", "tourist");
/// try
/// {
///     await guide.Ask("Where should they go?", within: Seconds(90));
/// }
/// catch (WorkerLeft left)
/// {
///     await left.Others.Tell("Your partner is gone. Your time is paid.");
/// }
/// </code>
/// </example>
public sealed class WorkerLeft : Exception
{
    internal WorkerLeft(Worker who, Departure why, Team others)
        : base($"{who} has left: {Describe(why)}.")
    {
        Who = who;
        Why = why;
        Others = others;
    }

    /// <summary>Who left.</summary>
    public Worker Who { get; }

    /// <summary>How.</summary>
    public Departure Why { get; }

    /// <summary>Those who are still in the conversation.</summary>
    public Team Others { get; }

    private static string Describe(Departure why) => why switch
    {
        Departure.Disconnected => "the connection was lost for longer than the grace period",
        Departure.Returned => "the work was given back",
        _ => "no answer came in time",
    };
}
