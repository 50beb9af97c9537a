namespace Crowdwork.Templates.Escaping;

internal enum JsMode
{
    Code, Double, Single, Template, LineComment, BlockComment, Regex, RegexClass,

    /// <summary>Somewhere this reader cannot follow. Values are refused from here to the end of the script.</summary>
    Lost,
}

/// <summary>
/// Where in a piece of JavaScript one is. It tells strings, comments, regular expressions and code apart and nothing more.
/// </summary>
/// <param name="Mode">Code, or what kind of string or comment.</param>
/// <param name="Last">The last character of code that was not white space: it decides whether a slash divides.</param>
/// <param name="Word">The word that <paramref name="Last"/> ends, if it ends one.</param>
/// <param name="Braces">Open braces inside of <c>${ }</c> in a template literal, 0 outside of one.</param>
/// <param name="Escaped">The next character follows a backslash.</param>
internal readonly record struct JsState(JsMode Mode, char Last, string Word, int Braces, bool Escaped)
{
    private const char Unknown = '\u0001';

    private static readonly HashSet<string> BeforeRegex =
        ["return", "typeof", "case", "do", "else", "in", "of", "instanceof", "new", "void", "delete", "throw", "yield", "await"];

    public static JsState Start { get; } = new(JsMode.Code, '\0', "", 0, false);

    public bool InString => Mode is JsMode.Double or JsMode.Single or JsMode.Template;

    // A value is an operand, so a slash behind it divides.
    public JsState AfterValue() => Mode == JsMode.Code ? this with { Last = '"', Word = "" } : this;

    public static JsState? Join(JsState a, JsState b)
    {
        if (a == b) return a;
        if (a.Mode == JsMode.Lost || b.Mode == JsMode.Lost) return a with { Mode = JsMode.Lost };
        // Only what a slash would mean differs. That matters when there is one.
        return a with { Last = '\0', Word = "" } == b with { Last = '\0', Word = "" } ? a with { Last = Unknown, Word = "" } : null;
    }

    public JsState Read(ReadOnlySpan<char> text)
    {
        var state = this;
        for (var i = 0; i < text.Length; i++)
        {
            if (state.Mode == JsMode.Lost) return state;
            state = state.Next(text[i], i + 1 < text.Length ? text[i + 1] : '\0', text[(i + 1)..], ref i);
        }
        return state;
    }

    private JsState Next(char c, char next, ReadOnlySpan<char> rest, ref int at)
    {
        switch (Mode)
        {
            case JsMode.Code: return InCode(c, next, rest, ref at);
            case JsMode.LineComment: return c is '\n' or '\r' or '\u2028' or '\u2029' ? this with { Mode = JsMode.Code } : this;
            case JsMode.BlockComment:
                if (c != '*' || next != '/') return this;
                at++;
                return this with { Mode = JsMode.Code };
        }
        if (Escaped) return this with { Escaped = false };
        if (c == '\\') return this with { Escaped = true };
        switch (Mode)
        {
            case JsMode.Double: return c is '"' or '\n' ? Operand() : this;
            case JsMode.Single: return c is '\'' or '\n' ? Operand() : this;
            case JsMode.Regex when c == '[': return this with { Mode = JsMode.RegexClass };
            case JsMode.RegexClass when c == ']': return this with { Mode = JsMode.Regex };
            case JsMode.Regex when c is '/' or '\n': return Operand();
            case JsMode.Template when c == '`': return Operand();
            case JsMode.Template when c == '$' && next == '{':
                at++;
                return new JsState(JsMode.Code, '{', "", 1, false);
            default: return this;
        }
    }

    private JsState Operand() => this with { Mode = JsMode.Code, Last = '"', Word = "", Escaped = false };

    private JsState InCode(char c, char next, ReadOnlySpan<char> rest, ref int at)
    {
        if (char.IsWhiteSpace(c)) return Word.Length > 0 && !Word.EndsWith(' ') ? this with { Word = Word + " " } : this;
        if (char.IsLetterOrDigit(c) || c is '_' or '$')
        {
            var word = Word.Length == 0 || Word.EndsWith(' ') || !IsWordChar(Last) ? c.ToString() : Word.Length < 12 ? Word + c : Word;
            return this with { Last = c, Word = word };
        }
        switch (c)
        {
            case '"': return this with { Mode = JsMode.Double };
            case '\'': return this with { Mode = JsMode.Single };
            case '`': return Braces > 0 ? this with { Mode = JsMode.Lost } : this with { Mode = JsMode.Template };
            // Browsers take the signs of HTML comments for comments in scripts.
            case '<' when rest.StartsWith("!--"): return this with { Mode = JsMode.Lost };
            case '-' when rest.StartsWith("->"): return this with { Mode = JsMode.Lost };
            case '/' when next == '/':
                at++;
                return this with { Mode = JsMode.LineComment };
            case '/' when next == '*':
                at++;
                return this with { Mode = JsMode.BlockComment };
            case '/' when Last == Unknown: return this with { Mode = JsMode.Lost };
            case '/' when SlashBeginsRegex(): return this with { Mode = JsMode.Regex };
            case '{' when Braces > 0: return this with { Last = c, Word = "", Braces = Braces + 1 };
            case '}' when Braces == 1: return new JsState(JsMode.Template, c, "", 0, false);
            case '}' when Braces > 1: return this with { Last = c, Word = "", Braces = Braces - 1 };
            default: return this with { Last = c, Word = "" };
        }
    }

    private static bool IsWordChar(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private bool SlashBeginsRegex()
    {
        if (Word.Length > 0) return BeforeRegex.Contains(Word.TrimEnd());
        return Last is not (')' or ']' or '"');
    }
}
