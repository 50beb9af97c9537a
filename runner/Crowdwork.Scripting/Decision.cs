namespace Crowdwork.Scripting;

/// <summary>What a decision is about.</summary>
public enum Verdict
{
    /// <summary>Pay the reward.</summary>
    Approve,

    /// <summary>Do not pay the reward.</summary>
    Reject,

    /// <summary>A person has to look.</summary>
    AskAHuman,
}

/// <summary>What a review rule proposes for one worker's part of a conversation.</summary>
/// <example>
/// <code>
/// Review(part => part.Finished ? Decision.Approve("Complete", bonus: 0.20m) : Decision.AskAHuman("Stopped early"));
/// </code>
/// </example>
public sealed record Decision
{
    private Decision(Verdict verdict, string because, decimal bonus)
    {
        Verdict = verdict;
        Because = because;
        Bonus = bonus;
    }

    /// <summary>What is proposed.</summary>
    public Verdict Verdict { get; }

    /// <summary>Why. A worker who is rejected reads it.</summary>
    public string Because { get; }

    /// <summary>The bonus in US dollars, 0 for none.</summary>
    public decimal Bonus { get; }

    /// <summary>Proposes to pay the reward, and perhaps a bonus.</summary>
    /// <param name="because">The reason.</param>
    /// <param name="bonus">In US dollars with at most two decimals; none by default.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bonus is negative or has more than two decimals.</exception>
    public static Decision Approve(string because, decimal bonus = 0m)
    {
        if (bonus < 0 || decimal.Round(bonus, 2) != bonus)
            throw new ArgumentOutOfRangeException(nameof(bonus), bonus, "A bonus is zero or more US dollars, with at most two decimals.");
        return new Decision(Verdict.Approve, because, bonus);
    }

    /// <summary>Proposes not to pay. Leaving early is no ground for it; bad faith is.</summary>
    /// <param name="because">The reason, as the worker will read it.</param>
    /// <returns>The decision.</returns>
    public static Decision Reject(string because) => new(Verdict.Reject, because, 0m);

    /// <summary>Leaves the decision to a person.</summary>
    /// <param name="because">What they should look at.</param>
    /// <returns>The decision.</returns>
    public static Decision AskAHuman(string because) => new(Verdict.AskAHuman, because, 0m);
}
