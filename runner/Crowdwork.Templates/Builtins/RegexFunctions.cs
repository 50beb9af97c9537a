using System.Text.RegularExpressions;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Builtins;

internal static class RegexFunctions
{
    public static readonly Dictionary<string, object?> All = BuiltinFunctions.Group(
        "regex",
        ("escape", "pattern", c => c.Limited(Regex.Escape(c.Text(0)))),
        ("match", "text, pattern, options?", c => Timed(c, () => Pattern(c, 2).Match(c.Text(0)) is { Success: true } match ? Groups(c, match) : new ScriptArray())),
        ("matches", "text, pattern, options?", c => Timed(c, () => Matches(c))),
        ("replace", "text, pattern, replace, options?", c => Timed(c, () => Replace(c))),
        ("split", "text, pattern, options?", c => Timed(c, () => Split(c))),
        ("unescape", "pattern", Unescape));

    private static Regex Pattern(BuiltinCall call, int index)
    {
        var options = RegexOptions.None;
        foreach (var letter in call.Has(index) ? call.Text(index) : "")
        {
            options |= letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw call.Fail($"`{letter}` is no option of a regular expression.", "The options are i, m, s and x."),
            };
        }
        return call.Context.Pattern(call.Text(1), options, call.Span);
    }

    private static object? Timed(BuiltinCall call, Func<object?> work)
    {
        try
        {
            return work();
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw call.Fail(
                $"The regular expression needs more than {call.Context.Limits.RegexTime.TotalSeconds:0.#} seconds.",
                "Avoid repetitions inside of repetitions, such as (a+)+.", slow);
        }
    }

    private static ScriptArray Groups(BuiltinCall call, Match match)
    {
        call.Context.Steps(match.Groups.Count, call.Span);
        return new ScriptArray(match.Groups.Cast<Group>().Select(g => (object?)(g.Success ? g.Value : "")));
    }

    private static ScriptArray Matches(BuiltinCall call)
    {
        var result = new ScriptArray();
        for (var match = Pattern(call, 2).Match(call.Text(0)); match.Success; match = match.NextMatch())
        {
            call.Context.Step(call.Node);
            call.Context.CheckCount(result.Count + 1, call.Span);
            result.Add(Groups(call, match));
        }
        return result;
    }

    // Counted while it grows: a replacement may be much longer than what it replaces.
    private static string Replace(BuiltinCall call)
    {
        var (text, replacement) = (call.Text(0), call.Text(2));
        long length = text.Length;
        return call.Limited(Pattern(call, 3).Replace(text, match =>
        {
            call.Context.Step(call.Node);
            var result = match.Result(replacement);
            length += result.Length - match.Length;
            call.Context.CheckLength(length, call.Node);
            return result;
        }));
    }

    private static ScriptArray Split(BuiltinCall call)
    {
        var result = new ScriptArray();
        var text = call.Text(0);
        var pattern = Pattern(call, 2);
        var at = 0;
        for (var match = pattern.Match(text); match.Success; match = match.NextMatch())
        {
            call.Context.Step(call.Node);
            call.Context.CheckCount(result.Count + 2, call.Span);
            result.Add(text[at..match.Index]);
            for (var i = 1; i < match.Groups.Count; i++)
            {
                if (match.Groups[i].Success) result.Add(match.Groups[i].Value);
            }
            at = match.Index + match.Length;
        }
        result.Add(text[at..]);
        return result;
    }

    private static object? Unescape(BuiltinCall call)
    {
        try
        {
            return Regex.Unescape(call.Text(0));
        }
        catch (ArgumentException mistake)
        {
            throw call.Fail($"The text cannot be unescaped: {mistake.Message}", null, mistake);
        }
    }
}
