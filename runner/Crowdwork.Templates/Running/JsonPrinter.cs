using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Crowdwork.Templates.Parsing;

namespace Crowdwork.Templates.Running;

/// <summary>
/// Values as JSON that is safe inside of a script element: what could end the script, a comment or a string of HTML is
/// written as \u escapes, which JSON and JavaScript read as the same characters.
/// </summary>
internal static class JsonPrinter
{
    public static string Print(TemplateContext context, object? value, SourceSpan span)
    {
        var builder = new StringBuilder();
        Print(context, builder, value, span, 0);
        context.CheckLength(builder.Length, span);
        context.Charge(builder.Length, span);
        return builder.ToString();
    }

    private static void Print(TemplateContext context, StringBuilder builder, object? value, SourceSpan span, int depth)
    {
        context.Steps(1, span);
        context.CheckLength(builder.Length, span);
        if (depth > context.Limits.ObjectDepth)
        {
            throw TemplateContext.Exceeded(span, $"an object more than {context.Limits.ObjectDepth} deep to be written as JSON (does it contain itself?)");
        }
        switch (ScriptMembers.Normalize(value))
        {
            case null or IScriptCustomFunction: builder.Append("null"); break;
            case JsonText json: builder.Append(json.Text); break;
            case string or MarkedText or char: Quote(builder, value!.ToString()!); break;
            case bool truth: builder.Append(truth ? "true" : "false"); break;
            case double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity:
                builder.Append("null");
                break;
            case var number when ScriptValue.IsNumber(number):
                builder.Append(((IFormattable)number).ToString(null, CultureInfo.InvariantCulture));
                break;
            case DateTime or DateTimeOffset: Quote(builder, ((IFormattable)value!).ToString("O", CultureInfo.InvariantCulture)); break;
            case DateOnly day: Quote(builder, day.ToString("O", CultureInfo.InvariantCulture)); break;
            case TimeSpan or Guid or Enum or TimeOnly or Uri or Type: Quote(builder, string.Create(CultureInfo.InvariantCulture, $"{value}")); break;
            case var list when ScriptList.IsList(list): PrintItems(context, builder, (IEnumerable)list, span, depth); break;
            case var other: PrintMembers(context, builder, other, span, depth); break;
        }
    }

    private static void PrintItems(TemplateContext context, StringBuilder builder, IEnumerable items, SourceSpan span, int depth)
    {
        builder.Append('[');
        var first = true;
        foreach (var item in items)
        {
            if (!first) builder.Append(',');
            first = false;
            Print(context, builder, item, span, depth + 1);
        }
        builder.Append(']');
    }

    private static void PrintMembers(TemplateContext context, StringBuilder builder, object value, SourceSpan span, int depth)
    {
        builder.Append('{');
        var first = true;
        foreach (var (name, member) in ScriptMembers.Entries(value))
        {
            if (member is IScriptCustomFunction) continue;
            if (!first) builder.Append(',');
            first = false;
            Quote(builder, name);
            builder.Append(':');
            Print(context, builder, member, span, depth + 1);
        }
        builder.Append('}');
    }

    public static void Quote(StringBuilder builder, string text)
    {
        builder.Append('"');
        AppendEscaped(builder, text);
        builder.Append('"');
    }

    /// <summary>The inside of a string, good for JSON and for JavaScript strings of any quotes and template literals.</summary>
    public static void AppendEscaped(StringBuilder builder, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\\': builder.Append("\\\\"); break;
                case '"': builder.Append("\\\""); break;
                case '\n': builder.Append("\\n"); break;
                case '\r': builder.Append("\\r"); break;
                case '\t': builder.Append("\\t"); break;
                case '<' or '>' or '&' or '\'' or '\u2028' or '\u2029' or '\x7f': Unicode(builder, c); break;
                default:
                    if (c < ' ' || char.IsSurrogate(c) && !IsPaired(text, i)) Unicode(builder, c);
                    else builder.Append(c);
                    break;
            }
        }
    }

    // A lone half of a pair cannot be written as UTF-8.
    private static bool IsPaired(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
        : at > 0 && char.IsHighSurrogate(text[at - 1]);

    public static void Unicode(StringBuilder builder, char c) => builder.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
}
