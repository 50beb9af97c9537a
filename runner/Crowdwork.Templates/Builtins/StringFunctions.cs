using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Builtins;

internal static class StringFunctions
{
    public static readonly Dictionary<string, object?> All = BuiltinFunctions.Group(
        "string",
        ("escape", "text", c => Escape(c.Text(0))),
        ("append", "text, with", c => c.Limited(c.Text(0) + c.Text(1))),
        ("capitalize", "text", c => Capitalize(c.Text(0))),
        ("capitalizewords", "text", c => CapitalizeWords(c.Text(0))),
        ("contains", "text, value", c => HasBoth(c) && c.Text(0).Contains(c.Text(1), StringComparison.Ordinal)),
        ("empty", "text", c => c.Text(0).Length == 0),
        ("whitespace", "text", c => string.IsNullOrWhiteSpace(c.Text(0))),
        ("downcase", "text", c => c.Text(0).ToLowerInvariant()),
        ("ends_with", "text, value", c => HasBoth(c) && c.Text(0).EndsWith(c.Text(1), StringComparison.Ordinal)),
        ("equals_ignore_case", "text, value", c => string.Equals(c.Text(0), c.Text(1), StringComparison.OrdinalIgnoreCase)),
        ("handleize", "text", c => Handleize(c.Text(0))),
        ("literal", "text", c => "\"" + Escape(c.Text(0)) + "\""),
        ("lstrip", "text", c => c.Text(0).TrimStart()),
        ("pluralize", "number, singular, plural", c => c.Int(0) == 1 ? c.Value(1) : c.Value(2)),
        ("prepend", "text, by", c => c.Limited(c.Text(1) + c.Text(0))),
        ("remove", "text, remove", c => Replace(c, c.Text(1), "")),
        ("remove_first", "text, remove", c => ReplaceOne(c, c.Text(1), "", false)),
        ("remove_last", "text, remove", c => ReplaceOne(c, c.Text(1), "", true)),
        ("replace", "text, match, replace", c => Replace(c, c.Text(1), c.Text(2))),
        ("replace_first", "text, match, replace, fromEnd?", c => ReplaceOne(c, c.Text(1), c.Text(2), c.Has(3) && c.Bool(3))),
        ("rstrip", "text", c => c.Text(0).TrimEnd()),
        ("size", "text", c => c.Text(0).Length),
        ("slice", "text, start, length?", c => Slice(c.Text(0), c.Int(1), c.Has(2) ? c.Int(2) : int.MaxValue)),
        ("slice1", "text, start, length?", c => Slice(c.Text(0), c.Int(1), c.Has(2) ? c.Int(2) : 1)),
        ("split", "text, match", Split),
        ("starts_with", "text, value", c => HasBoth(c) && c.Text(0).StartsWith(c.Text(1), StringComparison.Ordinal)),
        ("strip", "text", c => c.Text(0).Trim()),
        ("strip_newlines", "text", c => c.Text(0).ReplaceLineEndings("")),
        ("to_int", "text", c => int.TryParse(c.Text(0), NumberStyles.Integer, CultureInfo.InvariantCulture, out var v) ? v : null),
        ("to_long", "text", c => long.TryParse(c.Text(0), NumberStyles.Integer, CultureInfo.InvariantCulture, out var v) ? v : null),
        ("to_float", "text", c => float.TryParse(c.Text(0), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var v) ? v : null),
        ("to_double", "text", c => double.TryParse(c.Text(0), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var v) ? v : null),
        ("truncate", "text, length, ellipsis?", c => Truncate(c.Text(0), c.Int(1), c.Has(2) ? c.Text(2) : "...")),
        ("truncatewords", "text, count, ellipsis?", c => TruncateWords(c.Text(0), c.Int(1), c.Has(2) ? c.Text(2) : "...")),
        ("upcase", "text", c => c.Text(0).ToUpperInvariant()),
#pragma warning disable CA5350, CA5351 // These hashes are part of the language; nobody is protected by them.
        ("md5", "text", c => Hex(MD5.HashData(Bytes(c.Text(0))))),
        ("sha1", "text", c => Hex(SHA1.HashData(Bytes(c.Text(0))))),
        ("sha256", "text", c => Hex(SHA256.HashData(Bytes(c.Text(0))))),
        ("sha512", "text", c => Hex(SHA512.HashData(Bytes(c.Text(0))))),
        ("hmac_sha1", "text, secretKey", c => Hex(HMACSHA1.HashData(Bytes(c.Text(1)), Bytes(c.Text(0))))),
        ("hmac_sha256", "text, secretKey", c => Hex(HMACSHA256.HashData(Bytes(c.Text(1)), Bytes(c.Text(0))))),
        ("hmac_sha512", "text, secretKey", c => Hex(HMACSHA512.HashData(Bytes(c.Text(1)), Bytes(c.Text(0))))),
#pragma warning restore CA5350, CA5351
        ("pad_left", "text, width", c => c.Text(0).PadLeft(Width(c))),
        ("pad_right", "text, width", c => c.Text(0).PadRight(Width(c))),
        ("base64_encode", "text", c => c.Limited(Convert.ToBase64String(Bytes(c.Text(0))))),
        ("base64_decode", "text", DecodeBase64),
        ("index_of", "text, search, startIndex?, count?, stringComparison?", IndexOf));

    internal static void AppendEscaped(StringBuilder builder, string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '"': builder.Append("\\\""); break;
                case '\\': builder.Append("\\\\"); break;
                case '\n': builder.Append("\\n"); break;
                case '\r': builder.Append("\\r"); break;
                case '\t': builder.Append("\\t"); break;
                case '\b': builder.Append("\\b"); break;
                case '\f': builder.Append("\\f"); break;
                default:
                    if (c < ' ') builder.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
                    else builder.Append(c);
                    break;
            }
        }
    }

    // Null is contained in nothing, while the empty text is contained in every text.
    private static bool HasBoth(BuiltinCall call) => call.Value(0) is not null && call.Value(1) is not null;

    private static string Escape(string text)
    {
        var builder = new StringBuilder(text.Length + 8);
        AppendEscaped(builder, text);
        return builder.ToString();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string CapitalizeWords(string text)
    {
        var letters = text.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (i == 0 || char.IsWhiteSpace(letters[i - 1])) letters[i] = char.ToUpperInvariant(letters[i]);
        }
        return new string(letters);
    }

    private static string Handleize(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) builder.Append(char.ToLowerInvariant(c));
            else if (builder.Length > 0 && builder[^1] != '-') builder.Append('-');
        }
        return builder.ToString().TrimEnd('-');
    }

    private static string Replace(BuiltinCall call, string match, string replacement)
    {
        var text = call.Text(0);
        if (match.Length == 0 || text.Length == 0) return text;
        if (replacement.Length > match.Length)
        {
            long count = 0;
            for (var at = text.IndexOf(match, StringComparison.Ordinal); at >= 0; at = text.IndexOf(match, at + match.Length, StringComparison.Ordinal)) count++;
            call.Context.CheckLength(text.Length + count * (replacement.Length - match.Length), call.Node);
        }
        return call.Limited(text.Replace(match, replacement, StringComparison.Ordinal));
    }

    private static string ReplaceOne(BuiltinCall call, string match, string replacement, bool last)
    {
        var text = call.Text(0);
        if (match.Length == 0) return text;
        var at = last ? text.LastIndexOf(match, StringComparison.Ordinal) : text.IndexOf(match, StringComparison.Ordinal);
        return at < 0 ? text : call.Limited(text[..at] + replacement + text[(at + match.Length)..]);
    }

    private static string Slice(string text, int start, int length)
    {
        // What lies before the beginning of the text counts, too: of three characters from -5 on, "test" has two.
        var from = start < 0 ? (long)text.Length + start : start;
        var to = Math.Min(from + Math.Min(length, text.Length), text.Length);
        from = Math.Max(from, 0);
        return from < to ? text[(int)from..(int)to] : "";
    }

    private static ScriptArray Split(BuiltinCall call)
    {
        var (text, match) = (call.Text(0), call.Text(1));
        var result = new ScriptArray();
        var parts = match.Length == 0 ? text.Select(c => c.ToString()) : text.Split(match, StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in parts)
        {
            call.Context.Step(call.Node);
            call.Context.CheckCount(result.Count + 1, call.Span);
            result.Add(part);
        }
        return result;
    }

    private static string Truncate(string text, int length, string ellipsis)
    {
        if (text.Length <= length) return text;
        var kept = Math.Max(0, length - ellipsis.Length);
        return string.Concat(text.AsSpan(0, Math.Min(kept, text.Length)), ellipsis);
    }

    private static string TruncateWords(string text, int count, string ellipsis)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var kept = string.Join(' ', words.Take(Math.Max(0, count)));
        return words.Length > count ? kept + ellipsis : kept;
    }

    private static int Width(BuiltinCall call)
    {
        var width = Math.Max(0, call.Int(1));
        call.Context.CheckLength(width, call.Node);
        call.Context.Charge(width, call.Span);
        return width;
    }

    private static string DecodeBase64(BuiltinCall call)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(call.Text(0)));
        }
        catch (FormatException mistake)
        {
            throw call.Fail("This text is not Base64.", null, mistake);
        }
    }

    private static object? IndexOf(BuiltinCall call)
    {
        var (text, search) = (call.Text(0), call.Text(1));
        var start = call.Has(2) ? call.Int(2) : 0;
        if (start < 0 || start > text.Length) throw call.Fail($"The start {start} lies outside of the text.");
        var count = call.Has(3) ? call.Int(3) : text.Length - start;
        if (count < 0 || count > text.Length - start) throw call.Fail($"The text has no {count} characters after {start}.");
        var comparison = StringComparison.Ordinal;
        if (call.Has(4) && (!Enum.TryParse(call.Text(4), out comparison) || !Enum.IsDefined(comparison)))
        {
            throw call.Fail($"`{call.Text(4)}` is no way to compare texts.", "Ordinal and OrdinalIgnoreCase are.");
        }
        return text.IndexOf(search, start, count, comparison);
    }
}
