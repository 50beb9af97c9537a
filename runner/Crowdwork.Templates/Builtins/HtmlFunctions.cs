using System.Net;
using System.Text;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Builtins;

internal static class HtmlFunctions
{
    private const string Unreserved = "-_.~";
    private const string Reserved = ":/?#[]@!$&'()*+,;=";

    public static readonly Dictionary<string, object?> All = BuiltinFunctions.Group(
        "html",
        ("strip", "text", c => c.Value(0) is null ? null : Strip(c.Text(0))),
        ("escape", "text", c => c.Value(0) is null ? null : Safe(c, WebUtility.HtmlEncode(c.Text(0)))),
        ("newline_to_br", "text", NewLineToBreak),
        ("url_encode", "text", c => c.Value(0) is null ? null : c.Limited(Percent(c.Text(0), Unreserved))),
        ("url_escape", "text", c => c.Value(0) is null ? null : c.Limited(Percent(c.Text(0), Unreserved + Reserved))));

    private static object Safe(BuiltinCall call, string html)
    {
        call.Limited(html);
        return call.Context.Escaping ? new SafeHtml(html) : html;
    }

    private static object? NewLineToBreak(BuiltinCall call)
    {
        if (call.Value(0) is null) return null;
        var text = call.Text(0);
        // On an escaped page the result is HTML, so the rest of the text has to become HTML too.
        if (call.Context.Escaping && call.Marked(0) is not SafeHtml) text = Escaping.Escaper.Html(text);
        var builder = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' || text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) builder.Append("<br />");
            builder.Append(text[i]);
        }
        return Safe(call, builder.ToString());
    }

    // Comments, scripts and styles go with what is in them, other tags alone. Read by hand, so no text makes it slow.
    private static string Strip(string text)
    {
        // What was not found once is not looked for again: a text of many openings and no closing would take forever.
        var missing = new HashSet<string>();
        var builder = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('<', at);
            if (open < 0) break;
            builder.Append(text, at, open - at);
            var end = EndOf(text, open, "<script", "</script>", missing) ?? EndOf(text, open, "<style", "</style>", missing)
                ?? EndOf(text, open, "<!--", "-->", missing) ?? EndOfTag(text, open, missing);
            if (end is null)
            {
                at = open;
                break;
            }
            at = end.Value;
        }
        return builder.Append(text, at, text.Length - at).ToString();
    }

    private static int? EndOf(string text, int at, string opening, string closing, HashSet<string> missing)
    {
        if (string.Compare(text, at, opening, 0, opening.Length, StringComparison.OrdinalIgnoreCase) != 0) return null;
        return Find(text, at, closing, missing) + closing.Length;
    }

    // A `>` in the quotes of an attribute's value does not end the tag.
    private static int? EndOfTag(string text, int open, HashSet<string> missing)
    {
        var at = open;
        while (true)
        {
            at = text.AsSpan(at).IndexOfAny('>', '=') is var found and >= 0 ? at + found : -1;
            if (at < 0) return null;
            if (text[at++] == '>') return at;
            if (at < text.Length && text[at] is '"' or '\'' && Find(text, at + 1, text[at].ToString(), missing) is { } close) at = close + 1;
        }
    }

    private static int? Find(string text, int at, string closing, HashSet<string> missing)
    {
        if (missing.Contains(closing)) return null;
        var found = text.IndexOf(closing, at, StringComparison.OrdinalIgnoreCase);
        if (found >= 0) return found;
        missing.Add(closing);
        return null;
    }

    internal static string Percent(string text, string kept)
    {
        var builder = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || kept.Contains((char)rune.Value)))
            {
                builder.Append((char)rune.Value);
                continue;
            }
            var length = rune.EncodeToUtf8(bytes);
            for (var i = 0; i < length; i++) builder.Append('%').Append(Convert.ToHexString(bytes.Slice(i, 1)));
        }
        return builder.ToString();
    }
}
