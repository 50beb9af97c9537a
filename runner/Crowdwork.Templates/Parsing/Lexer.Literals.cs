using System.Globalization;
using System.Numerics;
using System.Text;

namespace Crowdwork.Templates.Parsing;

internal sealed partial class Lexer
{
    // Enough for any count, and short enough that nobody waits for its digits.
    private const int LongestInteger = 1000;

    private void ReadNumber()
    {
        var start = _at;
        if (Current == '0' && Peek(1) is 'x' or 'X')
        {
            ReadBits(start, 4, char.IsAsciiHexDigit);
            return;
        }
        if (Current == '0' && Peek(1) is 'b' or 'B')
        {
            ReadBits(start, 1, c => c is '0' or '1');
            return;
        }

        SkipDigits();
        var isFloat = false;
        if (Current == '.' && char.IsAsciiDigit(Peek(1)))
        {
            isFloat = true;
            _at++;
            SkipDigits();
        }
        var exponent = 0;
        if (Current is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2))))
        {
            var mark = _at++;
            var negative = Current == '-';
            if (Current is '+' or '-') _at++;
            var digits = _at;
            SkipDigits();
            if (!isFloat && negative)
            {
                Report(start, _at, $"`{_text[start.._at]}` is not a number.", "An integer has no negative exponent; write a decimal point: 1.0e-7.");
                return;
            }
            if (!int.TryParse(_text[digits.._at].Replace("_", "", StringComparison.Ordinal), out exponent)) exponent = LongestInteger + 1;
            if (!isFloat)
            {
                AddInteger(start, _text[start..mark].Replace("_", "", StringComparison.Ordinal), exponent);
                return;
            }
        }

        var number = _text[start.._at].Replace("_", "", StringComparison.Ordinal);
        if (!char.IsLetterOrDigit(Peek(1)) && Current is 'f' or 'F' or 'd' or 'D' or 'm' or 'M')
        {
            AddSuffixed(start, number, char.ToLowerInvariant(_text[_at++]));
            return;
        }
        if (isFloat) _tokens.Add(new Token(TokenKind.Float, start, _at, double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture)));
        else AddInteger(start, number, 0);
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Current) || Current == '_') _at++;
    }

    private void AddSuffixed(int start, string number, char suffix)
    {
        object? value = null;
        const NumberStyles style = NumberStyles.Float;
        if (suffix == 'f' && float.TryParse(number, style, CultureInfo.InvariantCulture, out var single)) value = single;
        else if (suffix == 'd' && double.TryParse(number, style, CultureInfo.InvariantCulture, out var twice)) value = twice;
        else if (suffix == 'm' && decimal.TryParse(number, style, CultureInfo.InvariantCulture, out var exact)) value = exact;
        if (value is null) Report(start, _at, $"`{number}{suffix}` is too large for this kind of number.", null);
        _tokens.Add(new Token(TokenKind.Float, start, _at, value ?? 0.0));
    }

    private void AddInteger(int start, string digits, int exponent)
    {
        if (digits.Length + exponent > LongestInteger || exponent < 0)
        {
            Report(start, _at, $"This integer has more than {LongestInteger} digits.", null);
            _tokens.Add(new Token(TokenKind.Integer, start, _at, 0));
            return;
        }
        var value = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        if (exponent > 0) value *= BigInteger.Pow(10, exponent);
        var unsigned = Current is 'u' or 'U' && !char.IsLetterOrDigit(Peek(1));
        if (unsigned) _at++;
        _tokens.Add(new Token(TokenKind.Integer, start, _at, unsigned ? Unsigned(value) : Narrow(value)));
    }

    private static object Narrow(BigInteger value)
    {
        if (value >= int.MinValue && value <= int.MaxValue) return (int)value;
        if (value >= long.MinValue && value <= long.MaxValue) return (long)value;
        return value;
    }

    private static object Unsigned(BigInteger value)
    {
        if (value <= uint.MaxValue) return (uint)value;
        return value <= ulong.MaxValue ? (object)(ulong)value : value;
    }

    // 0x1ef and 0b101. Without `u` they fill a signed number, as they do in C#'s unchecked casts.
    private void ReadBits(int start, int bitsPerDigit, Func<char, bool> isDigit)
    {
        _at += 2;
        var value = BigInteger.Zero;
        var digits = 0;
        while (isDigit(Current) || Current == '_')
        {
            if (Current != '_')
            {
                digits++;
                if (digits <= LongestInteger) value = (value << bitsPerDigit) + Convert.ToInt32(Current.ToString(), 16);
            }
            _at++;
        }
        if (digits is 0 or > LongestInteger) Report(start, _at, $"`{_text[start..Math.Min(_at, start + 20)]}` is not a number.", null);
        object result = value;
        if (Current is 'u' or 'U' && !char.IsLetterOrDigit(Peek(1)))
        {
            _at++;
            result = Unsigned(value);
        }
        else if (value <= uint.MaxValue) result = unchecked((int)(uint)value);
        else if (value <= ulong.MaxValue) result = unchecked((long)(ulong)value);
        _tokens.Add(new Token(TokenKind.Integer, start, _at, result));
    }

    private void ReadVerbatim()
    {
        var start = _at++;
        var end = _text.IndexOf('`', _at);
        // A doubled back tick stands for one.
        while (end >= 0 && end + 1 < _text.Length && _text[end + 1] == '`') end = end + 2 < _text.Length ? _text.IndexOf('`', end + 2) : -1;
        if (end < 0)
        {
            Report(start, start + 1, "This string is never closed.", "Close it with a back tick.");
            _at = _text.Length;
            return;
        }
        var value = _text[_at..end].Replace("``", "`", StringComparison.Ordinal);
        _at = end + 1;
        _tokens.Add(new Token(TokenKind.String, start, _at, value));
    }

    private void ReadString(char quote)
    {
        var start = _at++;
        var builder = new StringBuilder();
        while (true)
        {
            if (_at >= _text.Length)
            {
                Report(start, start + 1, "This string is never closed.", $"Close it with {quote}.");
                return;
            }
            var c = _text[_at];
            if (c == quote) break;
            if (c == '\\') ReadEscape(builder, interpolated: false);
            else
            {
                builder.Append(c);
                _at++;
            }
        }
        _at++;
        _tokens.Add(new Token(TokenKind.String, start, _at, builder.ToString()));
    }

    private void ReadEscape(StringBuilder builder, bool interpolated)
    {
        var start = _at++;
        var c = Current;
        _at++;
        switch (c)
        {
            case '\'' or '"' or '\\': builder.Append(c); break;
            case '{' or '}' when interpolated: builder.Append(c); break;
            case '0': builder.Append('\0'); break;
            case 'b': builder.Append('\b'); break;
            case 'f': builder.Append('\f'); break;
            case 'n': builder.Append('\n'); break;
            case 'r': builder.Append('\r'); break;
            case 't': builder.Append('\t'); break;
            case 'v': builder.Append('\v'); break;
            case '\n': break;
            case '\r':
                if (Current == '\n') _at++;
                break;
            case 'x': AppendHex(builder, start, 2); break;
            case 'u': AppendHex(builder, start, 4); break;
            default:
                _at = Math.Min(_at, _text.Length);
                Report(start, _at, $"`\\{Shown(c)}` is not an escape sequence.", "Known are \\0 \\' \\\" \\\\ \\b \\f \\n \\r \\t \\v \\xFF \\uFFFF.");
                break;
        }
    }

    private void AppendHex(StringBuilder builder, int start, int digits)
    {
        var value = 0;
        for (var i = 0; i < digits; i++, _at++)
        {
            if (!char.IsAsciiHexDigit(Current))
            {
                Report(start, Math.Min(_at + 1, _text.Length), $"An escape sequence of {digits} hexadecimal digits ends early.", null);
                return;
            }
            value = value * 16 + Convert.ToInt32(Current.ToString(), 16);
        }
        builder.Append((char)value);
    }

    // $"text {expression} text". The expression is read like code up to the brace that closes it.
    private void ReadInterpolation(int depth)
    {
        var start = _at;
        var quote = Peek(1);
        if (depth > DeepestInterpolation)
        {
            Report(start, start + 2, $"Interpolated strings are nested more than {DeepestInterpolation} deep.", null);
            _at = _text.Length;
            return;
        }
        Add(TokenKind.InterpolationStart, 2);
        var builder = new StringBuilder();
        var textStart = _at;
        while (true)
        {
            if (_at >= _text.Length)
            {
                Report(start, start + 2, "This string is never closed.", $"Close it with {quote}.");
                break;
            }
            var c = _text[_at];
            if (c == quote) break;
            if (c == '\\') ReadEscape(builder, interpolated: true);
            else if (c == '{')
            {
                FlushText(builder, textStart);
                Add(TokenKind.InterpolationOpen, 1);
                ReadInterpolated(depth);
                textStart = _at;
            }
            else
            {
                builder.Append(c);
                _at++;
            }
        }
        FlushText(builder, textStart);
        if (_at < _text.Length) Add(TokenKind.InterpolationEnd, 1);
        else _tokens.Add(new Token(TokenKind.InterpolationEnd, _at, _at));
    }

    private void ReadInterpolated(int depth)
    {
        var braces = 0;
        while (_at < _text.Length)
        {
            if (braces == 0 && Current == '}')
            {
                Add(TokenKind.InterpolationClose, 1);
                return;
            }
            if (Current == '\n')
            {
                Report(_at, _at + 1, "The expression in this string has no `}` in its line.", "Close it, or give the value a name first and write {name}.");
                return;
            }
            ReadCode(ref braces, depth);
        }
    }

    private void FlushText(StringBuilder builder, int start)
    {
        if (builder.Length == 0) return;
        _tokens.Add(new Token(TokenKind.InterpolationText, start, _at, builder.ToString()));
        builder.Clear();
    }
}
