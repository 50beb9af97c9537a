using System.Text.RegularExpressions;

namespace Crowdwork.Marketplace.Questions;

/// <summary>A pattern that an answer has to match, as a browser would match it: anywhere in the text, unless the pattern says where.</summary>
/// <remarks>The pattern comes from a stranger and may be written to run for ever. It gets a tenth of a second per answer, and an answer that it could not judge passes.</remarks>
internal sealed record AnswerFormat
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);

    private readonly Regex _expression;

    private AnswerFormat(string pattern, string? errorText, string flags, Regex expression)
    {
        Pattern = pattern;
        ErrorText = errorText;
        Flags = flags;
        _expression = expression;
    }

    public string Pattern { get; }

    /// <summary>What the requester wants the worker to read; null when nothing was given.</summary>
    public string? ErrorText { get; }

    public string Flags { get; }

    public static bool TryCreate(string pattern, string? errorText, string flags, out AnswerFormat? format, out string problem)
    {
        format = null;
        problem = "";
        var strange = flags.Where(flag => !"gimsu".Contains(flag)).Distinct().ToList();
        if (strange.Count > 0)
        {
            problem = $"flags=\"{SchemaNode.Short(flags)}\" are not flags of a regular expression. Known are i (any case), m (lines) and s (. matches line ends).";
            return false;
        }

        try
        {
            format = new AnswerFormat(pattern, errorText, flags, Compile(pattern, flags));
            return true;
        }
        catch (ArgumentException fault)
        {
            problem = $"regex=\"{SchemaNode.Short(pattern)}\" is not a regular expression: {fault.Message}";
            return false;
        }
    }

    public bool Matches(string text)
    {
        try
        {
            return _expression.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    public bool Equals(AnswerFormat? other) => other is not null && (Pattern, ErrorText, Flags) == (other.Pattern, other.ErrorText, other.Flags);

    public override int GetHashCode() => HashCode.Combine(Pattern, ErrorText, Flags);

    private static Regex Compile(string pattern, string flags)
    {
        var options = RegexOptions.None;
        if (flags.Contains('i')) options |= RegexOptions.IgnoreCase;
        if (flags.Contains('m')) options |= RegexOptions.Multiline;
        var plain = !flags.Contains('s') && !flags.Contains('u');
        try
        {
            // As in a browser, \d is 0 to 9 and \w is ASCII. What that dialect does not have (\p{L}, lookbehind) falls back to the full one.
            if (plain) return new Regex(pattern, options | RegexOptions.ECMAScript, s_patience);
        }
        catch (ArgumentException)
        {
            return new Regex(pattern, options | RegexOptions.CultureInvariant, s_patience);
        }

        return new Regex(pattern, options | RegexOptions.CultureInvariant | (flags.Contains('s') ? RegexOptions.Singleline : 0), s_patience);
    }
}
