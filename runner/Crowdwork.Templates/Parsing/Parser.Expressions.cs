using Crowdwork.Templates.Running;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Parsing;

internal sealed partial class Parser
{
    private const int PrecedenceOfAnd = 3;

    // Low to high. Ranges bind tightest, so `0..<n - 1` is `(0..<n) - 1`: that is how the language is.
    private static int PrecedenceOf(TokenKind kind) => kind switch
    {
        TokenKind.Coalesce or TokenKind.NotNullThen => 1,
        TokenKind.Or => 2,
        TokenKind.And => 3,
        TokenKind.Equal or TokenKind.NotEqual => 4,
        TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual => 5,
        TokenKind.Plus or TokenKind.Minus => 6,
        TokenKind.Times or TokenKind.Divide or TokenKind.IntDivide or TokenKind.Modulo => 7,
        TokenKind.ShiftLeft or TokenKind.ShiftRight => 8,
        TokenKind.Range or TokenKind.RangeExclusive => 9,
        _ => 0,
    };

    private static ScriptOperator OperatorOf(TokenKind kind) => kind switch
    {
        TokenKind.Plus or TokenKind.PlusAssign => ScriptOperator.Add,
        TokenKind.Minus or TokenKind.MinusAssign => ScriptOperator.Subtract,
        TokenKind.Times or TokenKind.TimesAssign => ScriptOperator.Multiply,
        TokenKind.Divide or TokenKind.DivideAssign => ScriptOperator.Divide,
        TokenKind.IntDivide or TokenKind.IntDivideAssign => ScriptOperator.IntDivide,
        TokenKind.Modulo or TokenKind.ModuloAssign => ScriptOperator.Modulo,
        TokenKind.Equal => ScriptOperator.Equal,
        TokenKind.NotEqual => ScriptOperator.NotEqual,
        TokenKind.Less => ScriptOperator.Less,
        TokenKind.LessOrEqual => ScriptOperator.LessOrEqual,
        TokenKind.Greater => ScriptOperator.Greater,
        TokenKind.GreaterOrEqual => ScriptOperator.GreaterOrEqual,
        TokenKind.And => ScriptOperator.And,
        TokenKind.Or => ScriptOperator.Or,
        TokenKind.Coalesce => ScriptOperator.Coalesce,
        TokenKind.NotNullThen => ScriptOperator.NotNullThen,
        TokenKind.ShiftLeft => ScriptOperator.ShiftLeft,
        TokenKind.ShiftRight => ScriptOperator.ShiftRight,
        TokenKind.Range => ScriptOperator.Range,
        _ => ScriptOperator.RangeExclusive,
    };

    // The whole of an expression: calls, pipes and `?:`.
    private ScriptExpression ParseExpression(string what)
    {
        if (IsTooDeep)
        {
            TooDeep();
            return new ScriptInvalidExpression(SpanOf(Current));
        }
        _depth++;
        var start = Current.Start;
        var left = ParseCall(ParseBinary(0, what), start);
        var chain = 0;
        while (!_failed && Kind == TokenKind.Pipe)
        {
            if (++chain > LongestChain)
            {
                TooLong();
                break;
            }
            left = ParsePipe(left, start);
        }
        if (!_failed && Kind == TokenKind.Question) left = ParseConditional(left, start);
        _depth--;
        return left;
    }

    private void TooLong() =>
        Report(SpanOf(Current), $"This expression has more than {LongestChain} parts in a row.", "Use a list and array.join, or several statements.");

    private ScriptExpression ParsePipe(ScriptExpression left, int start)
    {
        Advance();
        SkipNewLines();
        var targetStart = Current.Start;
        var target = ParseUnary("the function after the pipe");
        if (_failed) return left;
        target = ParseCall(target, targetStart);
        // The call is where the function stands: in a long pipe the beginning would be another line.
        var span = From(targetStart);
        var call = target is ScriptFunctionCall { Piped: null } known ? known.WithPiped(span, left) : new ScriptFunctionCall(span, target, [], left);
        // `x | string.size > 2` compares what the function gave.
        return ContinueBinary(call, 0, start);
    }

    private ScriptExpression ParseConditional(ScriptExpression condition, int start)
    {
        Advance();
        var outer = _inThenBranch;
        _inThenBranch = true;
        var then = ParseExpression("the value after `?`");
        _inThenBranch = outer;
        if (!_failed && !Accept(TokenKind.Colon))
        {
            Report(SpanOf(Current), $"`:` is missing after `?`; here is {Shown(Current)}.", "Write condition ? one : other.");
        }
        var otherwise = _failed ? then : ParseExpression("the value after `:`");
        return new ScriptConditionalExpression(From(start), condition, then, otherwise);
    }

    private bool StartsArgument => Kind switch
    {
        TokenKind.Identifier => !(_inLoopHead && AtLoopOption),
        TokenKind.Local or TokenKind.Integer or TokenKind.Float or TokenKind.String or TokenKind.InterpolationStart or TokenKind.OpenParen
            or TokenKind.OpenBracket or TokenKind.OpenBrace or TokenKind.Not or TokenKind.At or TokenKind.Caret
            or TokenKind.PlusPlus or TokenKind.MinusMinus => true,
        _ => false,
    };

    // f 1 2: arguments stand behind the function with spaces between, and each is a whole binary expression.
    private ScriptExpression ParseCall(ScriptExpression target, int start)
    {
        if (_failed || !StartsArgument) return target;
        var arguments = new List<ScriptArgument>();
        while (!_failed && StartsArgument) arguments.Add(ParseArgument());
        return new ScriptFunctionCall(From(start), target, arguments.ToArray());
    }

    private ScriptArgument ParseArgument()
    {
        string? name = null;
        if (IsNamedArgument)
        {
            name = (string)Current.Value!;
            Advance();
            Advance();
        }
        var expand = Accept(TokenKind.Caret);
        var outer = _inArgument;
        _inArgument = true;
        var value = ParseBinary(0, "an argument");
        _inArgument = outer;
        return new ScriptArgument(name, FunctionIn(value), expand);
    }

    // Elsewhere parentheses around a function without a name call it. As an argument it is what the called function asks for.
    private static ScriptExpression FunctionIn(ScriptExpression argument) =>
        argument is ScriptNestedExpression { Inner: ScriptAnonymousFunction function } ? function : argument;

    private bool IsNamedArgument =>
        Kind == TokenKind.Identifier && Next.Kind == TokenKind.Colon && !(_inThenBranch && SpaceBefore(Next));

    private ScriptExpression ParseBinary(int lowest, string what)
    {
        var start = Current.Start;
        return ContinueBinary(ParseUnary(what), lowest, start);
    }

    // `1 + f 2` calls f. Inside of an argument it does not: what follows there is the next argument of the outer function.
    private ScriptExpression ParseRightSide(int lowest, string what)
    {
        var start = Current.Start;
        var operand = ParseUnary(what);
        if (!_inArgument) operand = ParseCall(operand, start);
        return ContinueBinary(operand, lowest, start);
    }

    private ScriptExpression ContinueBinary(ScriptExpression left, int lowest, int start)
    {
        var chain = 0;
        while (!_failed)
        {
            var precedence = PrecedenceOf(Kind);
            if (precedence <= lowest || precedence == 0) break;
            // `when 1 || 2` lists two values.
            if (++chain > LongestChain)
            {
                TooLong();
                break;
            }
            var op = OperatorOf(Kind);
            var sign = Current;
            Advance();
            if (AtStatementEnd)
            {
                Report(SpanOf(Current), $"An expression is missing to the right of {Shown(sign)}; here is {Shown(Current)}.", "Only after `|` and inside brackets may an expression go on in the next line.");
                break;
            }
            var right = ParseRightSide(precedence, $"the right side of {Shown(sign)}");
            left = new ScriptBinaryExpression(From(start), op, left, right);
        }
        return left;
    }

    private ScriptExpression ParseUnary(string what)
    {
        var token = Current;
        ScriptOperator? op = token.Kind switch
        {
            TokenKind.Not => ScriptOperator.Not,
            TokenKind.Minus => ScriptOperator.Negate,
            TokenKind.Plus => ScriptOperator.Plus,
            TokenKind.At => ScriptOperator.Alias,
            TokenKind.Caret => ScriptOperator.Expand,
            _ => null,
        };
        if (op is null && token.Kind is not (TokenKind.PlusPlus or TokenKind.MinusMinus)) return ParsePostfix(what);

        Advance();
        if (IsTooDeep)
        {
            TooDeep();
            return new ScriptInvalidExpression(SpanOf(token));
        }
        _depth++;
        var operand = ParseUnary("the operand of " + Shown(token));
        _depth--;
        if (op is not null) return new ScriptUnaryExpression(From(token.Start), op.Value, operand);
        if (operand is ScriptPath path) return new ScriptIncrementExpression(From(token.Start), path, token.Kind == TokenKind.PlusPlus ? 1 : -1, true);
        Report(SpanOf(token), $"{Shown(token)} needs a variable, a member or an item of a list.");
        return operand;
    }

    private ScriptExpression ParsePostfix(string what)
    {
        var start = Current.Start;
        var expression = ParsePrimary(what);
        var chain = 0;
        while (!_failed)
        {
            if (++chain > LongestChain)
            {
                TooLong();
                return expression;
            }
            var isPath = expression is ScriptPath or ScriptNestedExpression or ScriptThisExpression or ScriptFunctionCall { IsExplicit: true };
            switch (Kind)
            {
                case TokenKind.Dot or TokenKind.QuestionDot:
                    expression = ParseMember(expression, start);
                    continue;
                case TokenKind.OpenBracket when isPath && !SpaceBefore(Current):
                    expression = ParseIndexer(expression, start);
                    continue;
                case TokenKind.OpenParen when expression is ScriptPath && !SpaceBefore(Current):
                    expression = ParseExplicitCall(expression, start);
                    continue;
                case TokenKind.PlusPlus or TokenKind.MinusMinus when expression is ScriptPath path:
                    var step = Kind == TokenKind.PlusPlus ? 1 : -1;
                    Advance();
                    return new ScriptIncrementExpression(From(start), path, step, false);
            }
            break;
        }
        return expression;
    }

    private ScriptExpression ParseMember(ScriptExpression target, int start)
    {
        var isSafe = Kind == TokenKind.QuestionDot;
        var dot = Current;
        Advance();
        if (Kind != TokenKind.Identifier)
        {
            Report(SpanOf(Current), $"The name of a member is missing after {Shown(dot)}; here is {Shown(Current)}.", "A name in quotes or a number goes in brackets: a[\"b-c\"], a[0].");
            return target;
        }
        var name = (string)Current.Value!;
        Advance();
        // `empty?` is the one name with a question mark. Elsewhere the mark begins `?:`, `??` or `?.`.
        if (name == "empty" && Kind == TokenKind.Question && Current.Start == Previous.End)
        {
            Advance();
            name = "empty?";
        }
        if (name == "raw" && target is ScriptGlobalVariable { Name: "html" }) return new ScriptRawFunction(From(start));
        return new ScriptMemberExpression(From(start), target, name, isSafe);
    }

    private ScriptExpression ParseIndexer(ScriptExpression target, int start)
    {
        Advance();
        SkipNewLines();
        var index = Inside(() => ParseExpression("the index"));
        SkipNewLines();
        if (!_failed && !Accept(TokenKind.CloseBracket)) Report(SpanOf(Current), $"`]` is missing after the index; here is {Shown(Current)}.");
        return new ScriptIndexerExpression(From(start), target, index);
    }

    private ScriptExpression ParseExplicitCall(ScriptExpression target, int start)
    {
        Advance();
        var arguments = new List<ScriptArgument>();
        Inside(() =>
        {
            SkipNewLines();
            while (!_failed && Kind != TokenKind.CloseParen)
            {
                string? name = null;
                if (Kind == TokenKind.Identifier && Next.Kind == TokenKind.Colon)
                {
                    name = (string)Current.Value!;
                    Advance();
                    Advance();
                }
                var expand = Accept(TokenKind.Caret);
                arguments.Add(new ScriptArgument(name, FunctionIn(ParseExpression("an argument")), expand));
                SkipNewLines();
                if (!Accept(TokenKind.Comma)) break;
                SkipNewLines();
            }
            return 0;
        });
        if (!_failed && !Accept(TokenKind.CloseParen)) Report(SpanOf(Current), $"`)` is missing after the arguments; here is {Shown(Current)}.");
        return new ScriptFunctionCall(From(start), target, arguments.ToArray(), null, true);
    }

    // Brackets begin afresh: neither the head of a loop nor a `?` nor a call outside of them matters inside.
    private T Inside<T>(Func<T> parse)
    {
        var (loop, then, argument) = (_inLoopHead, _inThenBranch, _inArgument);
        _inLoopHead = _inThenBranch = _inArgument = false;
        var result = parse();
        (_inLoopHead, _inThenBranch, _inArgument) = (loop, then, argument);
        return result;
    }

    private ScriptExpression ParsePrimary(string what)
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Integer or TokenKind.Float or TokenKind.String:
                Advance();
                return new ScriptLiteral(SpanOf(token), token.Value);
            case TokenKind.Identifier: return ParseName();
            case TokenKind.Local:
                if ((string)token.Value! == "$")
                {
                    Report(SpanOf(token), "`$$` is a statement of its own and has no value.", "Write $$ alone, or capture it first.");
                    return new ScriptInvalidExpression(SpanOf(token));
                }
                Advance();
                return new ScriptLocalVariable(SpanOf(token), (string)token.Value!);
            case TokenKind.OpenParen: return ParseNested();
            case TokenKind.OpenBracket: return ParseArray();
            case TokenKind.OpenBrace: return ParseObject();
            case TokenKind.InterpolationStart: return ParseInterpolation();
        }
        Report(SpanOf(token), $"{Capital(what)} is missing; here is {Shown(token)}.");
        return new ScriptInvalidExpression(SpanOf(token));
    }

    private ScriptExpression ParseName()
    {
        var token = Current;
        var name = (string)token.Value!;
        var span = SpanOf(token);
        if (name is "for" or "while" or "tablerow" && Next.Kind == TokenKind.Dot) return ParseLoopMember();
        if (name == "do") return ParseAnonymous();
        Advance();
        return name switch
        {
            "true" => new ScriptLiteral(span, true),
            "false" => new ScriptLiteral(span, false),
            "null" => new ScriptLiteral(span, null),
            "empty" => new ScriptLiteral(span, EmptyScriptObject.Default),
            "this" => new ScriptThisExpression(span),
            _ => new ScriptGlobalVariable(span, name),
        };
    }

    private ScriptExpression ParseLoopMember()
    {
        var start = Current;
        Advance();
        Advance();
        var member = Kind == TokenKind.Identifier ? (string)Current.Value! : "";
        if (!ScriptLoopMember.Known.Contains(member))
        {
            Report(SpanOf(Current), $"`{start.Value}` has no member `{member}`.", "It has index, rindex, first, last, even, odd, changed and length.");
            return new ScriptInvalidExpression(SpanOf(start));
        }
        Advance();
        return new ScriptLoopMember(From(start.Start), (string)start.Value!, member);
    }

    private ScriptExpression ParseAnonymous()
    {
        var opener = Current;
        _hasFunctions = true;
        Advance();
        ScriptParameter[]? parameters = null;
        if (Kind == TokenKind.OpenParen && !SpaceBefore(Current)) parameters = ParseParameters();
        var body = Inside(ParseBlock);
        ExpectEnd(opener);
        var span = From(opener.Start);
        return new ScriptAnonymousFunction(span, new ScriptFunctionDefinition(span, null, parameters, body, null));
    }

    private ScriptExpression ParseNested()
    {
        var start = Current.Start;
        Advance();
        SkipNewLines();
        var inner = Inside(() => ParseExpression("the expression in parentheses"));
        SkipNewLines();
        if (!_failed && !Accept(TokenKind.CloseParen)) Report(SpanOf(Current), $"`)` is missing; here is {Shown(Current)}.");
        return new ScriptNestedExpression(From(start), inner);
    }

    private ScriptExpression ParseArray()
    {
        var start = Current.Start;
        Advance();
        var items = new List<ScriptExpression>();
        SkipNewLines();
        while (!_failed && Kind != TokenKind.CloseBracket)
        {
            items.Add(Inside(() => ParseExpression("an item of the list")));
            SkipNewLines();
            if (!Accept(TokenKind.Comma)) break;
            SkipNewLines();
        }
        if (!_failed && !Accept(TokenKind.CloseBracket)) Report(SpanOf(Current), $"`]` is missing; here is {Shown(Current)}.");
        return new ScriptArrayExpression(From(start), items.ToArray());
    }

    private ScriptExpression ParseObject()
    {
        var start = Current.Start;
        Advance();
        var members = new List<(string, ScriptExpression)>();
        SkipNewLines();
        while (!_failed && Kind != TokenKind.CloseBrace)
        {
            if (Kind is not (TokenKind.Identifier or TokenKind.String))
            {
                Report(SpanOf(Current), $"The name of a member is missing; here is {Shown(Current)}.", "An object is written {name: value, \"other name\": value}.");
                break;
            }
            var name = (string)Current.Value!;
            Advance();
            if (!Accept(TokenKind.Colon))
            {
                Report(SpanOf(Current), $"`:` is missing after the member `{name}`; here is {Shown(Current)}.", "An object is written {name: value}.");
                break;
            }
            SkipNewLines();
            members.Add((name, Inside(() => ParseExpression($"the value of `{name}`"))));
            SkipNewLines();
            if (!Accept(TokenKind.Comma)) break;
            SkipNewLines();
        }
        if (!_failed && !Accept(TokenKind.CloseBrace)) Report(SpanOf(Current), $"`}}` is missing; here is {Shown(Current)}.");
        return new ScriptObjectExpression(From(start), members.ToArray());
    }

    private ScriptExpression ParseInterpolation()
    {
        var start = Current.Start;
        Advance();
        var parts = new List<ScriptExpression>();
        while (!_failed && Kind is TokenKind.InterpolationText or TokenKind.InterpolationOpen)
        {
            if (Kind == TokenKind.InterpolationText)
            {
                parts.Add(new ScriptLiteral(SpanOf(Current), Current.Value));
                Advance();
                continue;
            }
            Advance();
            SkipNewLines();
            parts.Add(Inside(() => ParseExpression("the expression in the string")));
            SkipNewLines();
            if (!_failed && !Accept(TokenKind.InterpolationClose)) Report(SpanOf(Current), $"`}}` is missing in the string; here is {Shown(Current)}.");
        }
        if (!_failed && !Accept(TokenKind.InterpolationEnd)) Report(SpanOf(Current), $"The string does not end; here is {Shown(Current)}.");
        return new ScriptInterpolatedString(From(start), parts.ToArray());
    }
}
