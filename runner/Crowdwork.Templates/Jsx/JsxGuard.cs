using System.Text;
using Crowdwork.Templates.Parsing;

namespace Crowdwork.Templates.Jsx;

/// <summary>
/// Tells the two meanings of <c>={{</c> in a .jsx file apart. <c>style={{ color: 'red' }}</c> is an object of JSX and stays
/// as it is; <c>title={{ name }}</c> is a value of the template.
/// </summary>
/// <remarks>
/// What begins like an object is one: a key and a colon, a spread, or nothing at all. Without this the template language
/// would take <c>color: 'red'</c> for an argument and print <c>red</c>, and nobody would be told.
/// </remarks>
public static class JsxGuard
{
    /// <summary>The same file for an engine that knows nothing of JSX: the opening braces of objects are put into escape blocks. Lines stay where they are.</summary>
    public static string Protect(string text)
    {
        var builder = new StringBuilder(text.Length + 64);
        var at = 0;
        foreach (var brace in FindObjects(new SourceText("", text), []).Order())
        {
            builder.Append(text, at, brace - at).Append("{%{{{}%}");
            at = brace + 2;
        }
        return builder.Append(text, at, text.Length - at).ToString();
    }

    internal static HashSet<int> FindObjects(SourceText source, List<TemplateDiagnostic> problems)
    {
        var text = source.Text;
        var result = new HashSet<int>();
        for (var brace = text.IndexOf("{{", StringComparison.Ordinal); brace >= 0; brace = text.IndexOf("{{", brace + 2, StringComparison.Ordinal))
        {
            if (!FollowsEquals(text, brace)) continue;
            switch (HeadOf(text, brace + 2))
            {
                case Head.Object: result.Add(brace); break;
                case Head.Shorthand:
                    result.Add(brace);
                    problems.Add(TemplateDiagnostic.At(
                        new SourceSpan(source, brace, brace + 2), "It is not clear whether this is an object of JSX or a value of the template.",
                        "For an object write ={ {a, b} }, or put the opening braces between {%{ and }%}."));
                    break;
            }
        }
        return result;
    }

    // Keys and comments are short. Looking further would take long on a file made for that.
    private const int Furthest = 1000;

    private enum Head
    {
        Value, Object, Shorthand,
    }

    private static bool FollowsEquals(string text, int brace)
    {
        var at = brace - 1;
        while (at >= 0 && char.IsWhiteSpace(text[at])) at--;
        return at >= 0 && text[at] == '=';
    }

    private static Head HeadOf(string text, int at)
    {
        at = SkipSpace(text, at);
        if (Follows(text, at, "}}") || Follows(text, at, "...")) return Head.Object;
        var quote = at < text.Length ? text[at] : '\0';
        var start = at;
        if (quote is '"' or '\'')
        {
            at++;
            while (at < text.Length && at < start + Furthest && text[at] != quote && text[at] != '\n') at++;
            at++;
        }
        else if (quote == '[')
        {
            while (at < text.Length && at < start + Furthest && text[at] is not (']' or '\n')) at++;
            at++;
        }
        else
        {
            while (at < text.Length && at < start + Furthest && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '$')) at++;
        }
        if (at == start) return Head.Value;
        at = SkipSpace(text, at);
        if (Follows(text, at, ":")) return Head.Object;
        return Follows(text, at, ",") && quote is not ('"' or '\'' or '[') ? Head.Shorthand : Head.Value;
    }

    private static bool Follows(string text, int at, string what) => at < text.Length && string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    // White space and the comments of JavaScript.
    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at])) at++;
            else if (Follows(text, at, "//")) at = EndOf(text, at, "\n");
            else if (Follows(text, at, "/*")) at = EndOf(text, at + 2, "*/");
            else break;
        }
        return at;
    }

    private static int EndOf(string text, int at, string end)
    {
        var found = text.IndexOf(end, at, Math.Min(Furthest, text.Length - at), StringComparison.Ordinal);
        return found < 0 ? text.Length : found + end.Length;
    }
}
