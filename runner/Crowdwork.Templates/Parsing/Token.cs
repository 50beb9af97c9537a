namespace Crowdwork.Templates.Parsing;

internal enum TokenKind
{
    Text, CodeEnter, CodeExit, NewLine, SemiColon, End,
    Identifier, Local, Integer, Float, String,
    InterpolationStart, InterpolationText, InterpolationOpen, InterpolationClose, InterpolationEnd,
    OpenParen, CloseParen, OpenBracket, CloseBracket, OpenBrace, CloseBrace,
    Dot, QuestionDot, Comma, Colon, Question, Assign,
    PlusAssign, MinusAssign, TimesAssign, DivideAssign, IntDivideAssign, ModuloAssign,
    Plus, Minus, Times, Divide, IntDivide, Modulo, PlusPlus, MinusMinus,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, And, Or, Not,
    ShiftLeft, ShiftRight, Range, RangeExclusive, Coalesce, NotNullThen,
    Pipe, At, Caret, Invalid,
}

/// <summary>A word of the language. <paramref name="Value"/> is the name, the literal's value, or the indentation before a code block.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, object? Value = null);
