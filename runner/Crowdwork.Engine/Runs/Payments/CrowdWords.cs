namespace Crowdwork.Engine.Runs.Payments;

/// <summary>Makes a text such that marketplaces take it as a reason: no control characters, not too long, not empty.</summary>
internal static class CrowdWords
{
    /// <summary>What marketplaces of MTurk's kind take at most.</summary>
    public const int Longest = 1024;

    /// <summary>A reason. Rules and people write it; a character that a marketplace refuses must not keep somebody from being paid.</summary>
    public static string Reason(string text, string orElse)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return clean.Length == 0 ? orElse : Cut(clean, Longest);
    }

    /// <summary>The reason of a bonus: the words, and the mark by which the payment is known for good.</summary>
    public static string BonusReason(string text, string mark) => $"{Cut(Reason(text, "Thank you."), Longest - mark.Length - 3)} [{mark}]";

    public static bool HasMark(string reason, string mark) => reason.EndsWith($"[{mark}]", StringComparison.Ordinal);

    // Never through the middle of a character that takes two.
    private static string Cut(string text, int length)
        => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
