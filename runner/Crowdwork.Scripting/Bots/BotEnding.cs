namespace Crowdwork.Scripting.Bots;

/// <summary>How a worker's part ended, as the worker's page says it.</summary>
/// <param name="State"><c>finished</c>, <c>partnerLeft</c>, <c>nobodyCame</c>, <c>timedOut</c>, <c>disconnected</c>, <c>returned</c>, <c>stopped</c>, <c>fault</c>, <c>failed</c> or <c>blocked</c>.</param>
/// <param name="Text">What the worker reads.</param>
/// <param name="Pay">What the worker reads about pay; empty when there is nothing to say.</param>
/// <example>
/// <code>
/// Bot("curious", async bot =>
/// {
///     var ending = await bot.BeSilent();
///     if (ending.State == "finished" &amp;&amp; ending.Pay == "") throw new InvalidOperationException($"Nothing about pay: {ending.Text}");
/// });
/// </code>
/// </example>
public sealed record BotEnding(string State, string Text, string Pay);

/// <summary>Ends what a bot waits for, because the worker's part is over. A bot need not catch it.</summary>
/// <example>
/// <code>
/// Bot("tidy", async bot =>
/// {
///     try
///     {
///         while (true) await bot.Answer();
///     }
///     catch (PartOver over) when (over.Ending.State == "fault")
///     {
///         throw new InvalidOperationException("The world failed.", over);
///     }
/// });
/// </code>
/// </example>
public sealed class PartOver : Exception
{
    internal PartOver(BotEnding ending) : base($"The worker's part is over ({ending.State}): {ending.Text}") => Ending = ending;

    /// <summary>How it ended.</summary>
    public BotEnding Ending { get; }
}
