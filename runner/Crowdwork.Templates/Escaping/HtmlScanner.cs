using System.Net;
using System.Text.RegularExpressions;
using Crowdwork.Templates.Parsing;

namespace Crowdwork.Templates.Escaping;

/// <summary>
/// Follows HTML the way a browser's tokenizer does, as far as it matters for values. What it does not know to be safe it
/// refuses.
/// </summary>
internal sealed partial class HtmlScanner(List<TemplateDiagnostic> problems) : ContextScanner<HtmlState>
{
    private static readonly HashSet<string> ContentElements = ["script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes", "plaintext"];

    private static readonly HashSet<string> Addresses =
    [
        "href", "src", "action", "formaction", "poster", "cite", "data", "background", "longdesc", "manifest", "icon", "ping", "xlink:href",
        "profile", "codebase", "classid", "archive", "usemap", "dynsrc", "lowsrc",
    ];

    // What is loaded from here runs in the page or changes where all other addresses lead.
    private static readonly HashSet<(string Element, string Attribute)> Trusted =
        [("script", "src"), ("script", "href"), ("script", "xlink:href"), ("base", "href"), ("link", "href"), ("object", "data"), ("embed", "src"), ("applet", "archive")];

    private static readonly HashSet<string> Animations = ["animate", "set", "animatetransform", "animatemotion"];

    [GeneratedRegex("&(#|[A-Za-z])[A-Za-z0-9]*;?")]
    private static partial Regex Entity();

    public override HtmlState Start => HtmlState.Start;

    public override HtmlState Unreachable => new(HtmlMode.Unreachable);

    public override bool IsRunningText(HtmlState state) => state.Mode is HtmlMode.Text or HtmlMode.Unreachable;

    public override HtmlState Read(HtmlState state, SourceSpan text)
    {
        var at = text.Start;
        while (at < text.End && state.Mode != HtmlMode.Unreachable)
        {
            state = state.Mode switch
            {
                HtmlMode.Text => ReadText(state, text, ref at),
                HtmlMode.TagOpen => ReadTagOpen(text, ref at),
                HtmlMode.TagName => ReadTagName(state, text, ref at),
                HtmlMode.InTag or HtmlMode.AfterName => ReadInTag(state, text, ref at),
                HtmlMode.AttributeName => ReadAttributeName(state, text, ref at),
                HtmlMode.BeforeValue => ReadBeforeValue(state, text, ref at),
                HtmlMode.Value => ReadValue(state, text, ref at),
                HtmlMode.UnquotedValue => ReadUnquoted(state, text, ref at),
                HtmlMode.Comment => ReadUntil(state, text, "-->", ref at),
                HtmlMode.Declaration => ReadUntil(state, text, ">", ref at),
                _ => ReadContent(state, text, ref at),
            };
        }
        return state;
    }

    private static ReadOnlySpan<char> Rest(SourceSpan text, int at) => text.Source.Text.AsSpan(at, text.End - at);

    private static HtmlState ReadText(HtmlState state, SourceSpan text, ref int at)
    {
        var open = Rest(text, at).IndexOf('<');
        if (open < 0)
        {
            at = text.End;
            return state;
        }
        at += open + 1;
        return new HtmlState(HtmlMode.TagOpen);
    }

    private static HtmlState ReadTagOpen(SourceSpan text, ref int at)
    {
        var rest = Rest(text, at);
        if (rest.StartsWith("!--"))
        {
            at += 3;
            return new HtmlState(HtmlMode.Comment);
        }
        if (rest[0] is '!' or '?')
        {
            at++;
            return new HtmlState(HtmlMode.Declaration);
        }
        var closing = rest[0] == '/';
        if (closing) rest = rest[1..];
        if (rest.Length > 0 && char.IsAsciiLetter(rest[0]))
        {
            if (closing) at++;
            return new HtmlState(HtmlMode.TagName) { IsClosing = closing };
        }
        if (!closing) return HtmlState.Start;
        at++;
        return rest.Length == 0 ? new HtmlState(HtmlMode.TagName) { IsClosing = true } : new HtmlState(HtmlMode.Declaration);
    }

    private static bool EndsName(char c) => char.IsWhiteSpace(c) || c is '/' or '>';

    private static HtmlState ReadTagName(HtmlState state, SourceSpan text, ref int at)
    {
        var start = at;
        while (at < text.End && !EndsName(text.Source.Text[at])) at++;
        var name = state.Element + text.Source.Text[start..at].ToLowerInvariant();
        return at < text.End ? state with { Mode = HtmlMode.InTag, Element = name } : state with { Element = name };
    }

    private HtmlState ReadInTag(HtmlState state, SourceSpan text, ref int at)
    {
        var c = text.Source.Text[at];
        if (state.NameEnded > 0)
        {
            if (char.IsWhiteSpace(c))
            {
                at++;
                return state with { NameEnded = 2 };
            }
            if (c == '=' || state.NameEnded == 1 && !EndsName(c))
            {
                Report(text.Source, at, "A block of code ends inside of the name of a tag or an attribute.", "Put the whole of it, or only the value, into the block.");
            }
            state = state with { NameEnded = 0 };
        }
        if (char.IsWhiteSpace(c) || c == '/')
        {
            at++;
            return state;
        }
        if (c == '>')
        {
            at++;
            return EndTag(state);
        }
        if (c == '=' && state.Mode == HtmlMode.AfterName)
        {
            at++;
            return state with { Mode = HtmlMode.BeforeValue };
        }
        at++;
        return state with { Mode = HtmlMode.AttributeName, Attribute = char.ToLowerInvariant(c).ToString() };
    }

    private static HtmlState EndTag(HtmlState state)
    {
        if (state.IsClosing || !ContentElements.Contains(state.Element)) return HtmlState.Start;
        return new HtmlState(HtmlMode.Content) { Element = state.Element, ScriptType = state.Element == "script" ? state.ScriptType : "" };
    }

    private static HtmlState ReadAttributeName(HtmlState state, SourceSpan text, ref int at)
    {
        var start = at;
        while (at < text.End && !EndsName(text.Source.Text[at]) && text.Source.Text[at] != '=') at++;
        state = state with { Attribute = state.Attribute + text.Source.Text[start..at].ToLowerInvariant() };
        if (at == text.End) return state;
        if (text.Source.Text[at] != '=') return state with { Mode = HtmlMode.AfterName };
        at++;
        return state with { Mode = HtmlMode.BeforeValue };
    }

    private static HtmlState ReadBeforeValue(HtmlState state, SourceSpan text, ref int at)
    {
        var c = text.Source.Text[at];
        if (char.IsWhiteSpace(c))
        {
            at++;
            return state;
        }
        if (c is '"' or '\'')
        {
            at++;
            return state with { Mode = HtmlMode.Value, Quote = c, Kind = KindOf(state) };
        }
        return c == '>' ? state with { Mode = HtmlMode.InTag, Attribute = "" } : state with { Mode = HtmlMode.UnquotedValue };
    }

    private static AttributeKind KindOf(HtmlState state)
    {
        var name = state.Attribute;
        if (Refusal(state) is not null) return AttributeKind.Refused;
        if (name.StartsWith("on", StringComparison.Ordinal)) return AttributeKind.Handler;
        return Addresses.Contains(name) || name.EndsWith(":href", StringComparison.Ordinal) || name.EndsWith(":src", StringComparison.Ordinal)
            ? AttributeKind.Address : AttributeKind.Text;
    }

    private static string? Refusal(HtmlState state)
    {
        switch (state.Attribute)
        {
            case "style": return "Use a class, or a data-* attribute that your style sheet or script reads.";
            case "srcdoc": return "Put the content into an element of the page.";
            case "srcset" or "imagesrcset": return "Use src with one address.";
            case "http-equiv": return "Write it out.";
            case "content" when state.Element == "meta": return "Write it out; a refresh could lead anywhere.";
            case "type" or "language" when state.Element == "script": return "Write it out.";
            case "sandbox" or "allow" when state.Element == "iframe": return "Write it out.";
        }
        if (Animations.Contains(state.Element)) return "Write it out.";
        var first = state.Attribute.Length > 0 ? state.Attribute[0] : '\0';
        var isCode = first is '@' or ':' or '#' or '(' or '[' or '*' || state.Attribute.StartsWith("v-", StringComparison.Ordinal)
            || state.Attribute.StartsWith("x-", StringComparison.Ordinal) || state.Attribute.StartsWith("ng-", StringComparison.Ordinal)
            || state.Attribute.StartsWith("hx-on", StringComparison.Ordinal);
        return isCode ? "A framework may run it as code. Use a data-* attribute." : null;
    }

    private HtmlState ReadValue(HtmlState state, SourceSpan text, ref int at)
    {
        var rest = Rest(text, at);
        var end = rest.IndexOf(state.Quote);
        var piece = (end < 0 ? rest : rest[..end]).ToString();
        at += piece.Length;
        if (piece.Length > 0) state = ReadPiece(state, text.Source, at - piece.Length, piece);
        if (end < 0) return state;
        at++;
        return new HtmlState(HtmlMode.InTag) { Element = state.Element, IsClosing = state.IsClosing, ScriptType = state.ScriptType };
    }

    private HtmlState ReadPiece(HtmlState state, SourceText source, int at, string piece)
    {
        if (state is { Element: "script", Attribute: "type" }) return state with { ScriptType = state.ScriptType + piece.Trim().ToLowerInvariant() };
        // What the browser takes for the value is the text without entities.
        var decoded = WebUtility.HtmlDecode(piece);
        if (state.Kind == AttributeKind.Handler)
        {
            var ampersand = piece.LastIndexOf('&');
            if (ampersand >= 0 && piece.IndexOf(';', ampersand) < 0 && piece.Length - ampersand < 10 && piece[ampersand..].All(c => char.IsLetterOrDigit(c) || c is '&' or '#') && piece[ampersand..].Length > 1)
            {
                Report(source, at, "An entity is cut by a block of code.", "Write the whole entity before or after the block.");
            }
            foreach (Match entity in Entity().Matches(decoded))
            {
                // Only the browser knows what it stands for.
                if (piece.Contains(entity.Value, StringComparison.Ordinal)) Report(source, at, $"The entity `{entity.Value}` is not known here.", "Write the character itself, or put a space behind an & that is an operator.");
            }
            return state with { Js = state.Js.Read(decoded) };
        }
        return state.Kind == AttributeKind.Address ? ReadAddress(state, decoded) : state;
    }

    private static HtmlState ReadAddress(HtmlState state, string piece)
    {
        if (state.Url is UrlPart.Query or UrlPart.Unclear) return state;
        if (piece.AsSpan().IndexOfAny('?', '#') >= 0) return state with { Url = UrlPart.Query, Prefix = IsHarmful(state.Prefix + piece) ? "!" : "" };
        if (state.Url == UrlPart.Path) return state;
        var prefix = (state.Prefix + piece).TrimStart();
        if (prefix.Length == 0) return state;
        if (prefix.AsSpan().IndexOfAny(':', '/') < 0) return state with { Url = UrlPart.Open, Prefix = prefix };
        return state with { Url = UrlPart.Path, Prefix = IsHarmful(prefix) ? "!" : "" };
    }

    private static bool IsHarmful(string address) => Escaper.Address(address) == Escaper.Blocked;

    private static HtmlState ReadUnquoted(HtmlState state, SourceSpan text, ref int at)
    {
        var start = at;
        while (at < text.End && !char.IsWhiteSpace(text.Source.Text[at]) && text.Source.Text[at] != '>') at++;
        if (state is { Element: "script", Attribute: "type" }) state = state with { ScriptType = state.ScriptType + text.Source.Text[start..at].ToLowerInvariant() };
        return at < text.End ? state with { Mode = HtmlMode.InTag, Attribute = "" } : state;
    }

    private static HtmlState ReadUntil(HtmlState state, SourceSpan text, string end, ref int at)
    {
        var found = Rest(text, at).IndexOf(end);
        at = found < 0 ? text.End : at + found + end.Length;
        return found < 0 ? state : HtmlState.Start;
    }

    private static HtmlState ReadContent(HtmlState state, SourceSpan text, ref int at)
    {
        var rest = Rest(text, at);
        var end = EndOfContent(rest, state.Element);
        var content = end < 0 ? rest : rest[..end];
        if (state.Element == "script") state = state with { Js = state.Js.Read(content) };
        at += content.Length;
        if (end < 0) return state;
        at += 2 + state.Element.Length;
        return new HtmlState(HtmlMode.TagName) { Element = state.Element, IsClosing = true };
    }

    private static int EndOfContent(ReadOnlySpan<char> rest, string element)
    {
        for (var from = 0; from < rest.Length;)
        {
            var found = rest[from..].IndexOf("</");
            if (found < 0) return -1;
            var name = rest[(from + found + 2)..];
            if (name.StartsWith(element, StringComparison.OrdinalIgnoreCase) && (name.Length == element.Length || EndsName(name[element.Length]))) return from + found;
            from += found + 2;
        }
        return -1;
    }

    private void Report(SourceText source, int at, string message, string? remedy)
    {
        if (problems.Count >= Parser.MostProblems) return;
        var problem = TemplateDiagnostic.At(new SourceSpan(source, at, at + 1), message, remedy);
        if (!problems.Any(p => p.Line == problem.Line && p.Column == problem.Column && p.Message == message)) problems.Add(problem);
    }

    public override (EscapeContext Context, string? Problem, string? Remedy) ContextOf(HtmlState state)
    {
        switch (state.Mode)
        {
            case HtmlMode.Text: return (EscapeContext.Text, null, null);
            case HtmlMode.Value: return InAttribute(state);
            case HtmlMode.Content: return InContent(state);
            case HtmlMode.TagOpen or HtmlMode.TagName:
                return Refused("A value cannot be the name of a tag.", "Choose between whole tags with `if`.");
            case HtmlMode.InTag or HtmlMode.AttributeName or HtmlMode.AfterName:
                return Refused("A value cannot be the name of an attribute.", "Write the attribute out, inside of `if` where it depends on something: {{ if x }}checked{{ end }}.");
            case HtmlMode.BeforeValue or HtmlMode.UnquotedValue:
                return Refused("A value cannot stand in an attribute without quotes.", $"Write {state.Attribute}=\"{{{{ ... }}}}\".");
            default:
                return Refused("A value cannot stand in a comment of the page.", "Take it out, or make it a comment of the template: {{ # ... }}.");
        }
    }

    private static (EscapeContext, string?, string?) Refused(string problem, string remedy) => (EscapeContext.Text, problem, remedy);

    private static (EscapeContext, string?, string?) InAttribute(HtmlState state)
    {
        switch (state.Kind)
        {
            case AttributeKind.Text: return (EscapeContext.Attribute, null, null);
            case AttributeKind.Handler: return InScript(state.Js, true);
            case AttributeKind.Refused: return Refused($"A value cannot stand in the attribute `{state.Attribute}`.", Refusal(state)!);
        }
        if (state.Prefix == "!") return Refused("A value cannot stand in an address of this scheme.", "Use http, https, mailto or tel; a script goes into an on... attribute.");
        if (Trusted.Contains((state.Element, state.Attribute)))
        {
            return state.Url is UrlPart.Path or UrlPart.Query
                ? (EscapeContext.UrlPart, null, null)
                : Refused($"The {state.Attribute} of `{state.Element}` cannot begin with a value.", "Write its beginning out: it decides what runs in the page.");
        }
        return state.Url switch
        {
            UrlPart.Start => (EscapeContext.UrlStart, null, null),
            UrlPart.Open => (EscapeContext.UrlOpenPath, null, null),
            UrlPart.Path => (EscapeContext.UrlPath, null, null),
            UrlPart.Query => (EscapeContext.UrlPart, null, null),
            _ => Refused("The branches before this value leave the address in different parts.", "Put the whole address into each branch."),
        };
    }

    private static (EscapeContext, string?, string?) InContent(HtmlState state)
    {
        switch (state.Element)
        {
            case "title" or "textarea": return (EscapeContext.PlainText, null, null);
            case "style": return Refused("A value cannot stand in `style`.", "Use a class, or set a custom property from a script.");
            case "script": break;
            default: return Refused($"A value cannot stand in `{state.Element}`.", "Move it into the running text.");
        }
        var isJson = state.ScriptType is "application/json" or "application/ld+json";
        var isCode = state.ScriptType is "" or "text/javascript" or "application/javascript" or "module" or "text/ecmascript" or "application/ecmascript";
        if (isJson || isCode) return InScript(state.Js, false);
        return Refused($"A value cannot stand in a script of type `{state.ScriptType}`.", "Put it into a script of type application/json and read it from there.");
    }

    internal static (EscapeContext, string?, string?) InScript(JsState js, bool inAttribute)
    {
        if (js.Mode == JsMode.Code) return (inAttribute ? EscapeContext.HandlerValue : EscapeContext.ScriptValue, null, null);
        if (js.InString && !js.Escaped) return (inAttribute ? EscapeContext.HandlerString : EscapeContext.ScriptString, null, null);
        return js.Mode switch
        {
            JsMode.LineComment or JsMode.BlockComment => Refused("A value cannot stand in a comment of a script.", "Take it out of the comment."),
            JsMode.Regex or JsMode.RegexClass => Refused("A value cannot stand in a regular expression of a script.", "Put it into a constant first: const name = {{ name }};"),
            _ => Refused("It is not clear what a value would be at this place of the script.", "Put it into a constant at the beginning of the script: const name = {{ name }};"),
        };
    }

    public override HtmlState AfterValue(HtmlState state)
    {
        if (state.Mode == HtmlMode.Content) return state with { Js = state.Js.AfterValue() };
        if (state.Mode == HtmlMode.BeforeValue) return state with { Mode = HtmlMode.UnquotedValue };
        if (state.Mode is HtmlMode.TagOpen) return new HtmlState(HtmlMode.TagName);
        if (state.Mode is HtmlMode.InTag or HtmlMode.AfterName) return state with { Mode = HtmlMode.AttributeName, Attribute = "?", NameEnded = 0 };
        if (state.Mode != HtmlMode.Value) return state;
        if (state.Kind == AttributeKind.Handler) return state with { Js = state.Js.AfterValue() };
        return state is { Kind: AttributeKind.Address, Url: UrlPart.Start } ? state with { Url = UrlPart.Open } : state;
    }

    public override HtmlState? Join(HtmlState first, HtmlState second)
    {
        if (first.Mode == HtmlMode.Unreachable) return second;
        if (second.Mode == HtmlMode.Unreachable || first == second) return first;
        var (a, b) = (NameClosed(first), NameClosed(second));
        if (a.Mode == HtmlMode.InTag && b.Mode == HtmlMode.InTag)
        {
            var ended = a.NameEnded == 0 ? b.NameEnded : b.NameEnded == 0 ? a.NameEnded : Math.Min(a.NameEnded, b.NameEnded);
            return a with { NameEnded = 0 } == b with { NameEnded = 0 } ? a with { NameEnded = ended } : null;
        }
        if (a.Mode != b.Mode) return null;
        if (a.Mode == HtmlMode.Value && a.Kind == AttributeKind.Address && a with { Url = 0, Prefix = "" } == b with { Url = 0, Prefix = "" })
        {
            return a.Prefix == "!" || b.Prefix == "!" ? a with { Prefix = "!" } : a with { Url = UrlPart.Unclear, Prefix = "" };
        }
        if (a.Mode is not (HtmlMode.Value or HtmlMode.Content) || a with { Js = JsState.Start } != b with { Js = JsState.Start }) return null;
        return JsState.Join(a.Js, b.Js) is { } js ? a with { Js = js } : null;
    }

    // A block may end with an attribute that has no value, as `checked`. What follows must not go on with its name.
    private static HtmlState NameClosed(HtmlState state) => state.Mode switch
    {
        HtmlMode.AttributeName => state with { Mode = HtmlMode.InTag, Attribute = "", NameEnded = 1 },
        HtmlMode.AfterName => state with { Mode = HtmlMode.InTag, Attribute = "", NameEnded = 2 },
        HtmlMode.InTag => state with { Attribute = "" },
        HtmlMode.TagName when state.Element.Length > 0 => state with { Mode = HtmlMode.InTag, NameEnded = 1 },
        _ => state,
    };

    public override string Describe(HtmlState state) => state.Mode switch
    {
        HtmlMode.Text or HtmlMode.Unreachable => "in running text",
        HtmlMode.TagOpen or HtmlMode.TagName => "in the name of a tag",
        HtmlMode.InTag => $"inside of the tag `{state.Element}`",
        HtmlMode.AttributeName or HtmlMode.AfterName or HtmlMode.BeforeValue => $"at the attribute `{state.Attribute}`",
        HtmlMode.Value or HtmlMode.UnquotedValue => $"in the attribute `{state.Attribute}`",
        HtmlMode.Comment or HtmlMode.Declaration => "in a comment",
        _ when state.Element == "script" && state.Js.Mode != JsMode.Code => "in a string or comment of a script",
        _ => $"in the element `{state.Element}`",
    };
}
