using System.Text;

namespace Crowdwork.Templates.Parsing;

/// <summary>
/// Cuts a file into words. Outside of <c>{{ }}</c> there is only text; white space that a block strips is gone before the
/// parser sees it, so nothing behind the lexer knows about <c>{{-</c> and <c>~}}</c>.
/// </summary>
internal sealed partial class Lexer
{
    private const int DeepestInterpolation = 32;

    private readonly SourceText _source;
    private readonly string _text;
    private readonly List<TemplateDiagnostic> _problems;
    private readonly List<Token> _tokens;
    private int _at;

    // Where the text after the last block begins once that block has stripped what follows it.
    private int _textStart;

    // Places of {{ that are text: objects of JSX.
    private readonly IReadOnlySet<int> _plain;

    private Lexer(SourceText source, List<TemplateDiagnostic> problems, IReadOnlySet<int> plain)
    {
        _plain = plain;
        _source = source;
        _text = source.Text;
        _problems = problems;
        _tokens = new List<Token>(16 + _text.Length / 6);
    }

    public static List<Token> Read(SourceText source, List<TemplateDiagnostic> problems, IReadOnlySet<int> plain)
    {
        var lexer = new Lexer(source, problems, plain);
        lexer.ReadAll();
        return lexer._tokens;
    }

    private char Current => Peek(0);

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private void ReadAll()
    {
        while (_at < _text.Length)
        {
            var brace = _text.IndexOf('{', _at);
            if (brace < 0) break;
            _at = brace;
            if (_plain.Contains(brace)) _at += 2;
            else if (Peek(1) == '{') ReadCodeBlock();
            else if (Peek(1) == '%' && EscapeWidth(brace) is var width and > 0) ReadEscapeBlock(width);
            else _at++;
        }

        AddText(_textStart, _text.Length);
        _tokens.Add(new Token(TokenKind.End, _text.Length, _text.Length));
    }

    private void AddText(int start, int end)
    {
        if (end > start) _tokens.Add(new Token(TokenKind.Text, start, end));
    }

    private int EscapeWidth(int brace)
    {
        var end = brace + 1;
        while (end < _text.Length && _text[end] == '%') end++;
        return end < _text.Length && _text[end] == '{' ? end - brace - 1 : 0;
    }

    // {%{ ... }%} and its wider forms. What is inside is text, whatever it looks like.
    private void ReadEscapeBlock(int width)
    {
        var open = _at;
        var start = open + width + 2;
        var strip = start < _text.Length ? _text[start] : '\0';
        if (strip is not ('-' or '~')) strip = '\0';
        AddText(_textStart, StripLeft(open, strip));
        if (strip != '\0') start++;

        var close = "}" + new string('%', width) + "}";
        var end = _text.IndexOf(close, start, StringComparison.Ordinal);
        if (end < 0)
        {
            Report(open, open + width + 2, "This escape block is never closed.", $"Write {close} where it ends.");
            _at = _textStart = _text.Length;
            return;
        }

        var stripRight = end > start && _text[end - 1] is '-' or '~' ? _text[end - 1] : '\0';
        AddText(start, stripRight == '\0' ? end : end - 1);
        _at = end + close.Length;
        StripRight(stripRight);
    }

    private void ReadCodeBlock()
    {
        var open = _at;
        var strip = Peek(2) is '-' or '~' ? Peek(2) : '\0';
        var indent = strip == '\0' ? Indentation(open) : null;
        AddText(_textStart, StripLeft(open, strip));
        _at += strip == '\0' ? 2 : 3;
        _tokens.Add(new Token(TokenKind.CodeEnter, open, _at, indent));
        var enter = open;

        var braces = 0;
        while (true)
        {
            if (_at >= _text.Length)
            {
                Report(enter, enter + 2, "This code block is never closed.", "Write }} where it ends.");
                _textStart = _at;
                return;
            }
            if (braces == 0 && AtCodeExit(out var stripRight))
            {
                var exit = _at;
                _at += stripRight == '\0' ? 2 : 3;
                _tokens.Add(new Token(TokenKind.CodeExit, exit, _at));
                StripRight(stripRight);
                return;
            }
            ReadCode(ref braces, 0);
        }
    }

    private bool AtCodeExit(out char strip)
    {
        strip = '\0';
        if (Current == '}' && Peek(1) == '}') return true;
        if (Current is not ('-' or '~') || Peek(1) != '}' || Peek(2) != '}') return false;
        strip = Current;
        return true;
    }

    private string? Indentation(int open)
    {
        var start = open;
        while (start > _textStart && _text[start - 1] is ' ' or '\t') start--;
        var lineStart = start == 0 || _text[start - 1] == '\n';
        return lineStart && start < open ? _text[start..open] : null;
    }

    private int StripLeft(int end, char mode)
    {
        if (mode == '-')
        {
            while (end > _textStart && char.IsWhiteSpace(_text[end - 1])) end--;
        }
        else if (mode == '~')
        {
            while (end > _textStart && _text[end - 1] is not ('\n' or '\r') && char.IsWhiteSpace(_text[end - 1])) end--;
        }
        return end;
    }

    private void StripRight(char mode)
    {
        var start = _at;
        if (mode == '-')
        {
            while (start < _text.Length && char.IsWhiteSpace(_text[start])) start++;
        }
        else if (mode == '~')
        {
            while (start < _text.Length && _text[start] is not ('\n' or '\r') && char.IsWhiteSpace(_text[start])) start++;
            if (start < _text.Length && _text[start] == '\r') start++;
            if (start < _text.Length && _text[start] == '\n') start++;
        }
        _textStart = start;
        _at = start;
    }

    private void ReadCode(ref int braces, int interpolation)
    {
        var start = _at;
        var c = Current;
        if (c == '\n')
        {
            _at++;
            _tokens.Add(new Token(TokenKind.NewLine, start, _at));
        }
        else if (char.IsWhiteSpace(c)) _at++;
        else if (c == '#') SkipComment();
        else if (char.IsAsciiDigit(c)) ReadNumber();
        else if (char.IsLetter(c) || c == '_') ReadIdentifier();
        else if (c == '$' && Peek(1) is '"' or '\'') ReadInterpolation(interpolation + 1);
        else if (c == '$') ReadLocal();
        else if (c is '"' or '\'') ReadString(c);
        else if (c == '`') ReadVerbatim();
        else if (c == '{')
        {
            braces++;
            Add(TokenKind.OpenBrace, 1);
        }
        else if (c == '}')
        {
            if (braces > 0) braces--;
            Add(TokenKind.CloseBrace, 1);
        }
        else ReadOperator(c);
    }

    private void Add(TokenKind kind, int length, object? value = null)
    {
        _tokens.Add(new Token(kind, _at, _at + length, value));
        _at += length;
    }

    private void ReadIdentifier()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Current) || Current == '_') _at++;
        _tokens.Add(new Token(TokenKind.Identifier, start, _at, _text[start.._at]));
    }

    private void ReadLocal()
    {
        var start = _at++;
        if (Current == '$') _at++;
        else while (char.IsLetterOrDigit(Current) || Current == '_') _at++;
        _tokens.Add(new Token(TokenKind.Local, start, _at, _text[(start + 1).._at]));
    }

    // Both kinds also end where the code block ends.
    private void SkipComment()
    {
        var many = Peek(1) == '#';
        _at += many ? 2 : 1;
        while (_at < _text.Length)
        {
            if (AtCodeExit(out _)) return;
            if (many && Current == '#' && Peek(1) == '#')
            {
                _at += 2;
                return;
            }
            if (!many && Current == '\n') return;
            _at++;
        }
    }

    private void ReadOperator(char c)
    {
        var d = Peek(1);
        var (kind, length) = (c, d) switch
        {
            ('(', _) => (TokenKind.OpenParen, 1),
            (')', _) => (TokenKind.CloseParen, 1),
            ('[', _) => (TokenKind.OpenBracket, 1),
            (']', _) => (TokenKind.CloseBracket, 1),
            (',', _) => (TokenKind.Comma, 1),
            (':', _) => (TokenKind.Colon, 1),
            (';', _) => (TokenKind.SemiColon, 1),
            ('@', _) => (TokenKind.At, 1),
            ('^', _) => (TokenKind.Caret, 1),
            ('.', '.') => Peek(2) == '<' ? (TokenKind.RangeExclusive, 3) : (TokenKind.Range, 2),
            ('.', _) => (TokenKind.Dot, 1),
            ('?', '?') => (TokenKind.Coalesce, 2),
            ('?', '!') => (TokenKind.NotNullThen, 2),
            ('?', '.') => (TokenKind.QuestionDot, 2),
            ('?', _) => (TokenKind.Question, 1),
            ('+', '+') => (TokenKind.PlusPlus, 2),
            ('+', '=') => (TokenKind.PlusAssign, 2),
            ('+', _) => (TokenKind.Plus, 1),
            ('-', '-') => (TokenKind.MinusMinus, 2),
            ('-', '=') => (TokenKind.MinusAssign, 2),
            ('-', _) => (TokenKind.Minus, 1),
            ('*', '=') => (TokenKind.TimesAssign, 2),
            ('*', _) => (TokenKind.Times, 1),
            ('/', '/') => Peek(2) == '=' ? (TokenKind.IntDivideAssign, 3) : (TokenKind.IntDivide, 2),
            ('/', '=') => (TokenKind.DivideAssign, 2),
            ('/', _) => (TokenKind.Divide, 1),
            ('%', '=') => (TokenKind.ModuloAssign, 2),
            ('%', _) => (TokenKind.Modulo, 1),
            ('=', '=') => (TokenKind.Equal, 2),
            ('=', _) => (TokenKind.Assign, 1),
            ('!', '=') => (TokenKind.NotEqual, 2),
            ('!', _) => (TokenKind.Not, 1),
            ('<', '<') => (TokenKind.ShiftLeft, 2),
            ('<', '=') => (TokenKind.LessOrEqual, 2),
            ('<', _) => (TokenKind.Less, 1),
            ('>', '>') => (TokenKind.ShiftRight, 2),
            ('>', '=') => (TokenKind.GreaterOrEqual, 2),
            ('>', _) => (TokenKind.Greater, 1),
            ('&', '&') => (TokenKind.And, 2),
            ('|', '|') => (TokenKind.Or, 2),
            ('|', '>') => (TokenKind.Pipe, 2),
            ('|', _) => (TokenKind.Pipe, 1),
            _ => (TokenKind.Invalid, 1),
        };
        if (kind == TokenKind.Invalid) Report(_at, _at + 1, $"The character `{Shown(c)}` has no meaning here.", null);
        Add(kind, length);
    }

    private static string Shown(char c) => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString();

    private void Report(int start, int end, string message, string? remedy) =>
        _problems.Add(TemplateDiagnostic.At(new SourceSpan(_source, start, end), message, remedy));
}
