using Crowdwork.Templates.Escaping;
using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Jsx;

/// <summary>Escaping for files of JSX, where values become JSON literals or parts of strings.</summary>
internal static class JsxEscapePass
{
    public static void Apply(ScriptBlock page, SourceText source, List<TemplateDiagnostic> problems) =>
        new EscapePass<JsxState>(new JsxScanner(), problems).Apply(page, source);
}

/// <summary>
/// Where in a file of JSX one is: everything that is open, from the outside in, one letter each.
/// </summary>
/// <param name="Open">
/// c the file, b a brace of code, x a brace of JSX, $ a brace of a template literal, g a tag, h a closing tag, e the content of an
/// element, D S strings of a tag, d s strings of code, t a template literal, l k comments, r R regular expressions, ! lost.
/// </param>
/// <param name="Last">The last character that was not white space.</param>
/// <param name="Word">The word that it ends.</param>
/// <param name="Escaped">The next character follows a backslash.</param>
internal readonly record struct JsxState(string Open, char Last, string Word, bool Escaped)
{
    public char Top => Open[^1];

    public JsxState Push(char what) => this with { Open = Open.Length < 200 ? Open + what : "!", Last = '\0', Word = "", Escaped = false };

    // Whatever has been closed was an operand, or the body of one.
    public JsxState Pop(char last = '"') => this with { Open = Open.Length > 1 ? Open[..^1] : Open, Last = last, Word = "", Escaped = false };

    public JsxState Seen(char c) => this with { Last = c, Word = "" };
}

internal sealed class JsxScanner : ContextScanner<JsxState>
{
    private static readonly HashSet<string> BeforeExpression =
        ["return", "typeof", "case", "do", "else", "in", "of", "instanceof", "new", "void", "delete", "throw", "yield", "await", "default", "export"];

    public override JsxState Start => new("c", '\0', "", false);

    public override JsxState Unreachable => new("?", '\0', "", false);

    public override bool IsRunningText(JsxState state) => state.Open is "c" or "?";

    public override JsxState Read(JsxState state, SourceSpan text)
    {
        var source = text.Source.Text;
        for (var at = text.Start; at < text.End && state.Open is not ("!" or "?"); at++)
        {
            state = Next(state, source.AsSpan(at, text.End - at), ref at);
        }
        return state;
    }

    private static JsxState Next(JsxState state, ReadOnlySpan<char> rest, ref int at)
    {
        var c = rest[0];
        var next = rest.Length > 1 ? rest[1] : '\0';
        switch (state.Top)
        {
            case 'c' or 'b' or 'x' or '$': return InCode(state, c, next, ref at);
            case 'g': return InTag(state, c, next, ref at);
            case 'h': return c == '>' ? state.Pop().Pop() : state;
            case 'e': return InContent(state, c, next, ref at);
            case 'D': return c == '"' ? state.Pop() : state;
            case 'S': return c == '\'' ? state.Pop() : state;
            case 'l': return c == '\n' ? Reopen(state) : state;
            case 'k':
                if (c != '*' || next != '/') return state;
                at++;
                return Reopen(state);
        }
        if (state.Escaped) return state with { Escaped = false };
        if (c == '\\') return state with { Escaped = true };
        switch (state.Top)
        {
            case 'd' when c is '"' or '\n':
            case 's' when c is '\'' or '\n':
            case 't' when c == '`':
            case 'r' when c is '/' or '\n':
                return state.Pop();
            case 'r' when c == '[': return state with { Open = state.Open[..^1] + 'R' };
            case 'R' when c == ']': return state with { Open = state.Open[..^1] + 'r' };
            case 't' when c == '$' && next == '{':
                at++;
                return state.Push('$');
            default: return state;
        }
    }

    // A comment is as good as white space: what was before it counts. That is not kept, so a slash or `<` after one is taken for the beginning of something.
    private static JsxState Reopen(JsxState state) => state.Pop(';');

    private static JsxState InCode(JsxState state, char c, char next, ref int at)
    {
        if (char.IsWhiteSpace(c)) return state.Word.Length > 0 && !state.Word.EndsWith(' ') ? state with { Word = state.Word + " " } : state;
        if (char.IsLetterOrDigit(c) || c is '_' or '$')
        {
            var word = state.Word.Length == 0 || state.Word.EndsWith(' ') ? c.ToString() : state.Word.Length < 12 ? state.Word + c : state.Word;
            return state with { Last = c, Word = word };
        }
        switch (c)
        {
            case '"': return state.Push('d');
            case '\'': return state.Push('s');
            case '`': return state.Push('t');
            case '/' when next == '/': return state.Push('l');
            case '/' when next == '*':
                at++;
                return state.Push('k');
            case '/' when BeginsExpression(state): return state.Push('r');
            case '<' when BeginsExpression(state) && (char.IsLetter(next) || next is '>' or '_' or '$' or '\0'): return state.Push('g');
            case '{': return state.Push('b');
            case '}': return state.Top == 'c' ? state.Seen(c) : state.Pop(state.Top == 'b' ? '}' : '"');
            default: return state.Seen(c);
        }
    }

    private static bool BeginsExpression(JsxState state) =>
        state.Word.Length > 0 ? BeforeExpression.Contains(state.Word.TrimEnd()) : state.Last is not (')' or ']' or '"');

    private static JsxState InTag(JsxState state, char c, char next, ref int at)
    {
        if (char.IsWhiteSpace(c)) return state;
        switch (c)
        {
            case '"': return state.Push('D');
            case '\'': return state.Push('S');
            case '{': return state.Push('x');
            case '/' when next == '>':
                at++;
                return state.Pop();
            case '>': return state with { Open = state.Open[..^1] + 'e', Last = '\0', Word = "" };
            default: return state.Seen(c);
        }
    }

    private static JsxState InContent(JsxState state, char c, char next, ref int at)
    {
        if (c == '{') return state.Push('x');
        if (c != '<') return state;
        if (next != '/') return state.Push('g');
        at++;
        return state.Push('h');
    }

    public override (EscapeContext Context, string? Problem, string? Remedy) ContextOf(JsxState state)
    {
        if (state.Escaped) return Refused("A value cannot follow a backslash.", "Remove the backslash.");
        switch (state.Top)
        {
            case 'c' or 'b' or 'x' or '$': return (EscapeContext.ScriptValue, null, null);
            case 'd' or 's' or 't': return (EscapeContext.ScriptString, null, null);
            case 'e': return (EscapeContext.JsxText, null, null);
            case 'D' or 'S': return (EscapeContext.JsxAttribute, null, null);
            case 'g' when state.Last == '=': return (EscapeContext.JsxAttributeValue, null, null);
            case 'g' or 'h': return Refused("A value cannot be the name of a tag or of an attribute.", "Pass it as data and choose in JSX: {x && <b>...</b>}.");
            case 'l' or 'k': return Refused("A value cannot stand in a comment.", "Take it out of the comment.");
            case 'r' or 'R': return Refused("A value cannot stand in a regular expression.", "Put it into a constant first: const name = {{ name }};");
        }
        return Refused("It is not clear what a value would be at this place.", "Put it into a constant at the beginning of the file: const name = {{ name }};");
    }

    private static (EscapeContext, string?, string?) Refused(string problem, string remedy) => (EscapeContext.ScriptValue, problem, remedy);

    public override JsxState AfterValue(JsxState state) => state.Top is 'c' or 'b' or 'x' or '$' or 'g' ? state.Seen('"') : state;

    public override JsxState? Join(JsxState first, JsxState second)
    {
        if (first.Open == "?") return second;
        if (second.Open == "?" || first == second) return first;
        return first.Open == second.Open && first.Escaped == second.Escaped ? first with { Last = ';', Word = "" } : null;
    }

    public override string Describe(JsxState state) => state.Top switch
    {
        'c' => "in the code of the file",
        'b' or 'x' or '$' => "inside of braces",
        'g' or 'h' => "inside of a tag",
        'e' => "in the content of an element",
        'l' or 'k' => "in a comment",
        'r' or 'R' => "in a regular expression",
        '!' => "somewhere too deep to follow",
        _ => "in a string",
    };
}
