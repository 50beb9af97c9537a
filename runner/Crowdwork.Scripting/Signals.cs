namespace Crowdwork.Scripting;

/// <summary>
/// How an answer was written, in numbers, as the worker's page tells it: typed or pasted, how fast, and whether they were elsewhere meanwhile. It never holds which keys,
/// nor what was pasted.
/// </summary>
/// <remarks>
/// Evidence, and no proof: the figures are counted in the worker's own browser, and whoever wants to can send others. Dictation, an on-screen keyboard or a helper for disabled
/// people write in ways of their own. Let a rule ask a person rather than reject by them.
/// </remarks>
/// <example>
/// <code>
/// Review(part => part switch
/// {
///     { Finished: false } => Decision.AskAHuman("Stopped early"),
///     _ when part.Messages.Any(message => message.Signals is { IsMostlyPasted: true }) => Decision.AskAHuman("An answer was pasted"),
///     _ => Decision.Approve("Complete"),
/// });
/// </code>
/// </example>
public sealed record Signals
{
    private const int WorthAWord = 20;

    internal Signals()
    {
    }

    /// <summary>How many characters stood in the boxes when the answer was sent. Zero for a choice, a tick or a number that is clicked.</summary>
    public int Characters { get; internal init; }

    /// <summary>How often a key was pressed in the boxes; shortcuts and held keys do not count. Phones report few of them or none.</summary>
    public int Keys { get; internal init; }

    /// <summary>How many characters came by keyboard, dictation, or another way of writing.</summary>
    public int Typed { get; internal init; }

    /// <summary>How many characters were taken away again.</summary>
    public int Deleted { get; internal init; }

    /// <summary>How often something was pasted.</summary>
    public int Pastes { get; internal init; }

    /// <summary>How many characters were pasted, also if they were taken away later.</summary>
    public int Pasted { get; internal init; }

    /// <summary>How often something was dragged into a box.</summary>
    public int Drops { get; internal init; }

    /// <summary>How many characters were dragged in.</summary>
    public int Dropped { get; internal init; }

    /// <summary>How many characters stood there already when the writing began: an answer that was given back to be changed.</summary>
    public int Kept { get; internal init; }

    /// <summary>From the first to the last input.</summary>
    public TimeSpan Writing { get; internal init; }

    /// <summary>How often the worker left the page, for another tab or window, while the answer was asked for.</summary>
    public int TimesLeft { get; internal init; }

    /// <summary>How long they were elsewhere in all.</summary>
    public TimeSpan Away { get; internal init; }

    /// <summary>Whether at least half of it was pasted or dragged in: of an answer of 20 characters or more.</summary>
    public bool IsMostlyPasted => Characters >= WorthAWord && 2L * ((long)Pasted + Dropped) >= Characters;

    /// <summary>
    /// Whether more than half of it came in none of the ways that people write in: of an answer of 20 characters or more. A program may have filled it in; so may the browser, which knows addresses.
    /// </summary>
    public bool IsUntyped => Characters >= WorthAWord && 2L * ((long)Typed + Pasted + Dropped + Kept) < Characters;
}
