namespace Crowdwork.Scripting;

/// <summary>One line of what a worker has seen and said.</summary>
/// <param name="From">The role of who said it; <c>task</c> for the script itself.</param>
/// <param name="Text">What was said.</param>
/// <param name="At">When, in UTC.</param>
/// <example>
/// <code>
/// var worker = await Meet();
/// await worker.Ask("Hello?");
/// var said = worker.History.Count(message => message.From == worker.Role);
/// </code>
/// </example>
public sealed record Message(string From, string Text, DateTimeOffset At)
{
    /// <summary>
    /// How the worker of a <see cref="Part"/> wrote this answer, as their page tells it; null for what others said, and where the page told nothing. A running conversation does not
    /// see it: what a page claims about itself is for the review.
    /// </summary>
    public Signals? Signals { get; internal init; }
}
