using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Crowdwork.Templates.Builtins;
using Crowdwork.Templates.Parsing;

namespace Crowdwork.Templates.Running;

/// <summary>How values look on a page. Strings inside lists and objects are quoted, everything else reads the same in and out of them.</summary>
internal static class ScriptPrinter
{
    public static string Print(TemplateContext context, object? value, SourceSpan span)
    {
        switch (value)
        {
            case null: return "";
            case string text: return text;
            case int number: return number.ToString(CultureInfo.InvariantCulture);
            case bool truth: return truth ? "true" : "false";
            case MarkedText marked: return marked.Text;
        }
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
        switch (value)
        {
            case null: break;
            case string or MarkedText or char when depth > 0: Quote(builder, value.ToString()!); break;
            case double real: builder.Append(real.ToString("R", CultureInfo.InvariantCulture)); break;
            case bool truth: builder.Append(truth ? "true" : "false"); break;
            case DateTime or DateTimeOffset or DateOnly: builder.Append(DateFunctions.PrintDefault(context, value, span)); break;
            case TimeSpan interval: builder.Append(interval.ToString("c", CultureInfo.InvariantCulture)); break;
            case ScriptFunction function: builder.Append(function); break;
            case IScriptCustomFunction: builder.Append("<function>"); break;
            case ScriptArray or ScriptRange: PrintItems(context, builder, (IEnumerable)value, span, depth); break;
            case ScriptObject or IDictionary: PrintMembers(context, builder, value, span, depth); break;
            case IFormattable formattable: builder.Append(formattable.ToString(null, CultureInfo.InvariantCulture)); break;
            case IEnumerable when ScriptMembers.IsStringDictionary(value): PrintMembers(context, builder, value, span, depth); break;
            case IEnumerable items and not string: PrintItems(context, builder, items, span, depth); break;
            case char or string or MarkedText: builder.Append(value); break;
            default: builder.Append(value.ToString()); break;
        }
    }

    private static void CheckDepth(TemplateContext context, SourceSpan span, int depth)
    {
        if (depth >= context.Limits.ObjectDepth)
        {
            throw TemplateContext.Exceeded(span, $"an object more than {context.Limits.ObjectDepth} deep to be printed (does it contain itself?)");
        }
    }

    private static void PrintItems(TemplateContext context, StringBuilder builder, IEnumerable items, SourceSpan span, int depth)
    {
        CheckDepth(context, span, depth);
        builder.Append('[');
        var first = true;
        foreach (var item in items)
        {
            if (!first) builder.Append(", ");
            first = false;
            if (item is null) builder.Append("null");
            else Print(context, builder, ScriptMembers.Normalize(item), span, depth + 1);
        }
        builder.Append(']');
    }

    private static void PrintMembers(TemplateContext context, StringBuilder builder, object value, SourceSpan span, int depth)
    {
        CheckDepth(context, span, depth);
        builder.Append('{');
        var first = true;
        foreach (var (name, member) in ScriptMembers.Entries(value))
        {
            if (!first) builder.Append(", ");
            first = false;
            if (IsName(name)) builder.Append(name);
            else Quote(builder, name);
            builder.Append(": ");
            if (member is null) builder.Append("null");
            else Print(context, builder, member is ScriptFunction ? new Placeholder() : ScriptMembers.Normalize(member), span, depth + 1);
        }
        builder.Append('}');
    }

    // Functions as members are named, not shown: an object of functions would be unreadable otherwise.
    private sealed class Placeholder
    {
        public override string ToString() => "<function>";
    }

    private static bool IsName(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => char.IsLetterOrDigit(c) || c == '_');

    internal static void Quote(StringBuilder builder, string text)
    {
        builder.Append('"');
        StringFunctions.AppendEscaped(builder, text);
        builder.Append('"');
    }
}
