using System.Text.RegularExpressions;

namespace Crowdwork.Engine.Bots;

/// <summary>The style in which a text is made up.</summary>
internal enum TextStyle
{
    Sentence,
    Question,
    Number,
    OneWord,
    Long,
}

/// <summary>Texts that a worker might write. Pure: all chance comes from the caller.</summary>
internal static partial class PlausibleText
{
    private static readonly string[] _subjects = ["The main point", "Most of it", "The part in the middle", "What I remember best", "The first part", "The end of it"];
    private static readonly string[] _verbs = ["seems clear to me", "is easy to follow", "surprised me a little", "makes sense as it stands", "could be a little shorter"];
    private static readonly string[] _reasons = ["because of the example", "once one has read it twice", "although a detail is missing", "since the order is right", "if one takes the time"];
    private static readonly string[] _asked = ["Which of these came first?", "What was the reason for it?", "How long did all of that take?", "Who was the first to notice it?", "Where did that happen?"];
    private static readonly string[] _words = ["lantern", "river", "garden", "window", "copper", "harbour", "feather", "bridge"];
    private static readonly string[] _talk = ["That sounds good to me.", "I had not thought of that before.", "Could you tell me a little more?", "I see it in the same way.", "Let us take that, then."];

    public static string Talk(Random random) => Pick(random, _talk);

    public static string In(TextStyle style, Random random, string avoid) => style switch
    {
        TextStyle.Question => Without(avoid, random, _asked),
        TextStyle.Number => random.Next(1, 10).ToString(),
        TextStyle.OneWord => Without(avoid, random, _words),
        TextStyle.Long => $"{Sentence(random)} {Sentence(random)} {Sentence(random)}",
        _ => Sentence(random),
    };

    /// <summary>Which style a prompt seems to want: by its words, and, once something was not accepted, by the complaint and then in turn.</summary>
    public static TextStyle StyleFor(string prompt, string? complaint, int attempt)
    {
        if (attempt >= 2) return (TextStyle)(attempt % 5);
        if (complaint is { Length: > 0 }) return Wanted(complaint) ?? (TextStyle)(attempt % 5);
        return Wanted(prompt) ?? TextStyle.Sentence;
    }

    /// <summary>A text of a length between the two.</summary>
    public static string Between(Random random, int? least, int? most)
    {
        var text = Sentence(random);
        while (text.Length < least) text += " " + Sentence(random);
        if (most is not { } limit || text.Length <= limit) return text;
        var cut = text[..limit].TrimEnd();
        return cut.PadRight(least ?? 0, '.');
    }

    private static string Sentence(Random random) => $"{Pick(random, _subjects)} {Pick(random, _verbs)}, {Pick(random, _reasons)}.";

    private static TextStyle? Wanted(string text)
    {
        if (Question().IsMatch(text)) return TextStyle.Question;
        if (Number().IsMatch(text)) return TextStyle.Number;
        if (OneWord().IsMatch(text)) return TextStyle.OneWord;
        return Long().IsMatch(text) ? TextStyle.Long : null;
    }

    private static string Without(string avoid, Random random, string[] texts)
    {
        var start = random.Next(texts.Length);
        for (var i = 0; i < texts.Length; i++)
            if (texts[(start + i) % texts.Length] is var text && !avoid.Contains(text, StringComparison.OrdinalIgnoreCase)) return text;
        return texts[start];
    }

    private static string Pick(Random random, string[] texts) => texts[random.Next(texts.Length)];

    [GeneratedRegex(@"\b(a|your|whole|another) question\b|\bquestion mark\b|\bask (something|a)\b|\basks?\b.*\bquestion\b", RegexOptions.IgnoreCase)]
    private static partial Regex Question();

    [GeneratedRegex(@"\b(a|the) number\b|\bnumbers? only\b|\bhow (many|much|old)\b|\bscore\b|\bfrom \d+ to \d+\b", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(one|single|a) word\b|\bthe word\b|\bguess\b", RegexOptions.IgnoreCase)]
    private static partial Regex OneWord();

    [GeneratedRegex(@"\blonger\b|\bmore words\b|\bsentences\b|\bparagraph\b|\bat least \d+\b", RegexOptions.IgnoreCase)]
    private static partial Regex Long();
}
