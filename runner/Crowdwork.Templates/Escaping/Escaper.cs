using System.Net;
using System.Text;
using Crowdwork.Templates.Builtins;
using Crowdwork.Templates.Running;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Escaping;

/// <summary>Makes a value harmless for the place where it stands.</summary>
internal static class Escaper
{
    // What an address is replaced by that would run as a script or show a made-up page.
    public const string Blocked = "#blocked";

    private static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    public static string Escape(TemplateContext context, object value, EscapeContext escape, ScriptNode node)
    {
        switch (escape)
        {
            case EscapeContext.Text: return value is SafeHtml html ? html.Text : Html(context.ToText(value, node));
            case EscapeContext.PlainText or EscapeContext.Attribute: return Html(Plain(context, value, node));
            case EscapeContext.UrlStart: return Html(Address(Plain(context, value, node)));
            case EscapeContext.UrlPath: return Html(Plain(context, value, node));
            case EscapeContext.UrlOpenPath: return Html(Plain(context, value, node).Replace(":", "%3A", StringComparison.Ordinal));
            case EscapeContext.UrlPart: return HtmlFunctions.Percent(Plain(context, value, node), "-_.~");
            case EscapeContext.HandlerValue: return Html(Spaced(JsonPrinter.Print(context, value, node.Span)));
            case EscapeContext.HandlerString: return Html(ScriptText(context.ToText(value, node)));
            case EscapeContext.ScriptValue: return Spaced(JsonPrinter.Print(context, value, node.Span));
            case EscapeContext.ScriptString: return ScriptText(context.ToText(value, node));
            case EscapeContext.JsxText: return "{" + JsonPrinter.Print(context, value is JsonText json ? json.Text : value, node.Span) + "}";
            case EscapeContext.JsxAttribute: return Html(Plain(context, value, node));
            case EscapeContext.JsxAttributeValue: return "{" + JsonPrinter.Print(context, value, node.Span) + "}";
            default: return context.ToText(value, node);
        }
    }

    // HTML inside of an attribute is the text it stands for; escaping it again would show its entities.
    private static string Plain(TemplateContext context, object value, ScriptNode node) =>
        value is SafeHtml html ? WebUtility.HtmlDecode(html.Text) : context.ToText(value, node);

    // A number beside a word of the script must not become one with it.
    private static string Spaced(string json) => json.Length > 0 && (char.IsAsciiLetterOrDigit(json[0]) || json[0] == '-') ? $" {json} " : json;

    public static string Html(string text)
    {
        var first = text.AsSpan().IndexOfAny("&<>\"'");
        if (first < 0) return text;
        var builder = new StringBuilder(text.Length + 16);
        builder.Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '&': builder.Append("&amp;"); break;
                case '<': builder.Append("&lt;"); break;
                case '>': builder.Append("&gt;"); break;
                case '"': builder.Append("&quot;"); break;
                case '\'': builder.Append("&#39;"); break;
                default: builder.Append(text[i]); break;
            }
        }
        return builder.ToString();
    }

    /// <summary>Browsers skip white space and control characters in a scheme, so they are skipped here before it is judged.</summary>
    public static string Address(string text)
    {
        var scheme = new StringBuilder();
        foreach (var c in text)
        {
            if (c is '/' or '?' or '#') return text;
            if (c == ':') return Schemes.Contains(scheme.ToString(), StringComparer.OrdinalIgnoreCase) && !text.Any(char.IsControl) ? text : Blocked;
            if (c > ' ' && !char.IsControl(c)) scheme.Append(c);
        }
        return text;
    }

    private static string ScriptText(string text)
    {
        var builder = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            var plain = c is ' ' or ',' or '.' or '_' or '-' || char.IsLetterOrDigit(c);
            if (plain) builder.Append(c);
            else JsonPrinter.Unicode(builder, c);
        }
        return builder.ToString();
    }
}
