using System.Runtime.CompilerServices;
using Crowdwork.Templates.Running;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Parsing;

/// <summary>
/// Turns words into a tree. After a mistake it goes on at the next statement, so that an author sees all mistakes of a page
/// at once; a tree with mistakes is only ever looked at, never rendered.
/// </summary>
internal sealed partial class Parser
{
    // Deeper nesting than this is not written by people. The bound is what keeps every later walk over the tree off the
    // end of the stack.
    private const int DeepestNesting = 200;
    private const int LongestChain = 500;
    internal const int MostProblems = 50;

    private readonly SourceText _source;
    private readonly List<Token> _tokens;
    private readonly List<TemplateDiagnostic> _problems;
    private int _at;
    private int _depth;
    private bool _failed;
    private string? _indent;

    // Set while the list of a `for` is read: there `limit:` and its like end the expression instead of naming an argument.
    private bool _inLoopHead;

    // Set between `?` and `:`, where `name :` is not a named argument.
    private bool _inThenBranch;

    // Set while an argument that stands behind its function is read.
    private bool _inArgument;

    private bool _hasFunctions;

    private static readonly HashSet<int> NothingPlain = [];

    private Parser(SourceText source, List<Token> tokens, List<TemplateDiagnostic> problems)
    {
        _source = source;
        _tokens = tokens;
        _problems = problems;
    }

    public static ScriptBlock Parse(SourceText source, List<TemplateDiagnostic> problems, IReadOnlySet<int>? plain = null)
    {
        var tokens = Lexer.Read(source, problems, plain ?? NothingPlain);
        var parser = new Parser(source, tokens, problems);
        var page = parser.ParsePage();
        problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        if (problems.Count > MostProblems) problems.RemoveRange(MostProblems, problems.Count - MostProblems);
        return page;
    }

    private Token Current => _tokens[_at];

    private TokenKind Kind => _tokens[_at].Kind;

    private Token Next => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    private Token Previous => _tokens[Math.Max(_at - 1, 0)];

    private SourceSpan SpanOf(Token token) => new(_source, token.Start, token.End);

    private SourceSpan From(int start) => new(_source, start, Math.Max(start, Previous.End));

    private void Advance()
    {
        if (_at < _tokens.Count - 1) _at++;
    }

    private bool Accept(TokenKind kind)
    {
        if (Kind != kind) return false;
        Advance();
        return true;
    }

    private bool IsWord(string word) => Kind == TokenKind.Identifier && (string)Current.Value! == word;

    private bool SpaceBefore(Token token) => token.Start > 0 && char.IsWhiteSpace(_source.Text[token.Start - 1]);

    private string Shown(Token token) => token.Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.NewLine => "the end of the line",
        TokenKind.Text => "text",
        _ => $"`{_source.Text[token.Start..token.End]}`",
    };

    // One message per statement: what follows a mistake in the same statement is mostly an echo of it.
    private void Report(SourceSpan span, string message, string? remedy = null)
    {
        if (_failed) return;
        _failed = true;
        if (_problems.Count <= MostProblems) _problems.Add(TemplateDiagnostic.At(span, message, remedy));
    }

    private ScriptBlock ParsePage()
    {
        var statements = new List<ScriptStatement>();
        while (Kind != TokenKind.End)
        {
            ParseStatements(statements, isPage: true);
            if (Kind == TokenKind.End) break;
            _failed = false;
            Report(SpanOf(Current), $"`{Current.Value}` has no block that it could belong to.", "Remove it, or open the block with `if`, `for`, `func` or their like.");
            Advance();
            SkipToStatementEnd();
        }
        return new ScriptBlock(new SourceSpan(_source, 0, _source.Text.Length), statements.ToArray()) { HasFunctions = _hasFunctions };
    }

    private static bool EndsBlock(string word) => word is "end" or "else" or "when";

    // Reads up to a word that ends the block, without taking it.
    private void ParseStatements(List<ScriptStatement> statements, bool isPage = false)
    {
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.End: return;
                case TokenKind.NewLine or TokenKind.SemiColon or TokenKind.CodeExit:
                    Advance();
                    continue;
                case TokenKind.CodeEnter:
                    _indent = (string?)Current.Value;
                    Advance();
                    continue;
                case TokenKind.Text:
                    statements.Add(new ScriptTextStatement(SpanOf(Current)));
                    Advance();
                    continue;
            }
            if (Kind == TokenKind.Identifier && Next.Kind != TokenKind.Dot && EndsBlock((string)Current.Value!) && !IsInlineFunction()) return;

            var indent = _indent;
            _failed = false;
            var statement = ParseStatement();
            if (statement is not null)
            {
                statement.Indent = indent;
                statements.Add(statement);
            }
            if (_failed) SkipToStatementEnd();
            else ExpectStatementEnd();
        }
    }

    private ScriptBlock ParseBlock()
    {
        var start = Current.Start;
        var statements = new List<ScriptStatement>();
        if (IsTooDeep)
        {
            TooDeep();
            return ScriptBlock.Empty(From(start));
        }
        _depth++;
        ParseStatements(statements);
        _depth--;
        _failed = false;
        return new ScriptBlock(From(start), statements.ToArray());
    }

    private bool IsTooDeep => _depth >= DeepestNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack();

    // Whatever comes after a nesting like this is noise; the rest of the file is not looked at.
    private void TooDeep()
    {
        _failed = false;
        Report(SpanOf(Current), $"This is nested more than {DeepestNesting} deep.", "Move the inner part into a function or an included file.");
        _at = _tokens.Count - 1;
    }

    private void ExpectStatementEnd()
    {
        if (AtStatementEnd) return;
        Report(SpanOf(Current), $"{Shown(Current)} cannot follow here.", "A statement ends with its line, with `;` or with }}.");
        SkipToStatementEnd();
    }

    private bool AtStatementEnd => Kind is TokenKind.NewLine or TokenKind.SemiColon or TokenKind.CodeExit or TokenKind.End or TokenKind.Text;

    private void SkipToStatementEnd()
    {
        while (!AtStatementEnd) Advance();
    }

    private void ExpectEnd(Token opener)
    {
        if (IsWord("end"))
        {
            Advance();
            return;
        }
        _failed = false;
        if (Kind == TokenKind.End)
        {
            Report(SpanOf(Previous), $"The `end` of `{opener.Value}` in line {SpanOf(opener).Line} is missing.", "Write {{ end }} where the block ends.");
            return;
        }
        Report(SpanOf(Current), $"`{Current.Value}` cannot stand in the `{opener.Value}` of line {SpanOf(opener).Line}.", null);
    }

    private ScriptStatement? ParseStatement()
    {
        var token = Current;
        if (token.Kind == TokenKind.Local && (string)token.Value! == "$" && Next.Kind is TokenKind.NewLine or TokenKind.SemiColon or TokenKind.CodeExit or TokenKind.End)
        {
            Advance();
            return new ScriptWrappedBlockStatement(SpanOf(token));
        }
        if (token.Kind != TokenKind.Identifier) return ParseExpressionStatement();
        if (IsInlineFunction()) return ParseInlineFunction();
        if (Next.Kind is TokenKind.Dot or TokenKind.QuestionDot) return ParseExpressionStatement();
        return (string)token.Value! switch
        {
            "if" => ParseIf(),
            "for" => ParseFor(false),
            "tablerow" => ParseFor(true),
            "while" => ParseWhile(),
            "case" => ParseCase(),
            "func" when Next.Kind == TokenKind.Identifier || NamesLocal(Next) => ParseFunction(),
            "capture" => ParseCapture(),
            "with" => ParseWith(),
            "wrap" => ParseWrap(),
            "import" => ParseImport(),
            "readonly" => ParseReadOnly(),
            "ret" => ParseReturn(),
            "break" or "continue" => ParseJump(),
            _ => ParseExpressionStatement(),
        };
    }

    private static bool NamesLocal(Token token) => token.Kind == TokenKind.Local && ((string)token.Value!) is [not '$', ..];

    private ScriptExpression ParseHead(string what)
    {
        var expression = ParseExpression(what);
        if (!_failed) ExpectStatementEnd();
        if (_failed) SkipToStatementEnd();
        return expression;
    }

    private ScriptIfStatement ParseIf()
    {
        var opener = Current;
        Advance();
        var branches = new List<(ScriptExpression, ScriptBlock)>();
        ScriptBlock? otherwise = null;
        var condition = ParseHead("the condition of `if`");
        branches.Add((condition, ParseBlock()));
        while (IsWord("else"))
        {
            Advance();
            if (IsWord("if"))
            {
                Advance();
                condition = ParseHead("the condition of `else if`");
                branches.Add((condition, ParseBlock()));
                continue;
            }
            if (!AtStatementEnd) ExpectStatementEnd();
            otherwise = ParseBlock();
            break;
        }
        ExpectEnd(opener);
        return new ScriptIfStatement(From(opener.Start), branches.ToArray(), otherwise);
    }

    private ScriptStatement ParseFor(bool isTable)
    {
        var opener = Current;
        Advance();
        var variable = ParseVariable("the variable of the loop");
        if (IsWord("in")) Advance();
        else Report(SpanOf(Current), $"`in` is missing between the variable and the list; here is {Shown(Current)}.", "Write for x in list.");
        _inLoopHead = true;
        var list = _failed ? new ScriptInvalidExpression(SpanOf(Current)) : ParseExpression("the list of the loop");
        var options = ParseLoopOptions();
        _inLoopHead = false;
        if (!_failed) ExpectStatementEnd();
        if (_failed) SkipToStatementEnd();
        var body = ParseBlock();
        ScriptBlock? otherwise = null;
        if (IsWord("else"))
        {
            Advance();
            otherwise = ParseBlock();
        }
        ExpectEnd(opener);
        return new ScriptLoopStatement(From(opener.Start), variable, list, options, body, otherwise, isTable);
    }

    private bool AtLoopOption => Kind == TokenKind.Identifier
        && ((string)Current.Value! == "reversed" || (string)Current.Value! is "offset" or "limit" or "cols" && Next.Kind == TokenKind.Colon);

    private LoopOptions ParseLoopOptions()
    {
        var options = LoopOptions.None;
        while (!_failed && AtLoopOption)
        {
            var name = (string)Current.Value!;
            Advance();
            if (name == "reversed")
            {
                options = options with { Reversed = true };
                continue;
            }
            Advance();
            var value = ParseBinary(0, $"the value of `{name}`");
            options = name switch
            {
                "offset" => options with { Offset = value },
                "limit" => options with { Limit = value },
                _ => options with { Columns = value },
            };
        }
        return options;
    }

    private ScriptWhileStatement ParseWhile()
    {
        var opener = Current;
        Advance();
        var condition = ParseHead("the condition of `while`");
        var body = ParseBlock();
        ExpectEnd(opener);
        return new ScriptWhileStatement(From(opener.Start), condition, body);
    }

    private ScriptCaseStatement ParseCase()
    {
        var opener = Current;
        Advance();
        var value = ParseHead("the value of `case`");
        var before = ParseBlock();
        foreach (var statement in before.Statements)
        {
            if (statement is ScriptTextStatement text && string.IsNullOrWhiteSpace(text.Span.Text)) continue;
            _failed = false;
            Report(statement.Span, "Nothing but white space may stand between `case` and its first `when`.");
            break;
        }

        var whens = new List<(ScriptExpression[], ScriptBlock)>();
        ScriptBlock? otherwise = null;
        while (IsWord("when"))
        {
            Advance();
            _failed = false;
            var matches = new List<ScriptExpression> { ParseBinary(PrecedenceOfAnd, "a value of `when`") };
            while (Kind is TokenKind.Comma or TokenKind.Or)
            {
                Advance();
                matches.Add(ParseBinary(PrecedenceOfAnd, "a value of `when`"));
            }
            if (!_failed) ExpectStatementEnd();
            if (_failed) SkipToStatementEnd();
            whens.Add((matches.ToArray(), ParseBlock()));
        }
        if (IsWord("else"))
        {
            if (whens.Count == 0) Report(SpanOf(Current), "`else` of `case` has no `when` before it.", "Write at least one `when`, or leave `case` out.");
            Advance();
            otherwise = ParseBlock();
        }
        ExpectEnd(opener);
        return new ScriptCaseStatement(From(opener.Start), value, whens.ToArray(), otherwise);
    }

    private ScriptCaptureStatement ParseCapture()
    {
        var opener = Current;
        Advance();
        var target = ParseTarget("the variable of `capture`");
        if (!_failed) ExpectStatementEnd();
        if (_failed) SkipToStatementEnd();
        var body = ParseBlock();
        ExpectEnd(opener);
        return new ScriptCaptureStatement(From(opener.Start), target, body);
    }

    private ScriptWithStatement ParseWith()
    {
        var opener = Current;
        Advance();
        var target = ParseHead("the object of `with`");
        var body = ParseBlock();
        ExpectEnd(opener);
        return new ScriptWithStatement(From(opener.Start), target, body);
    }

    private ScriptWrapStatement ParseWrap()
    {
        var opener = Current;
        Advance();
        var target = ParseHead("the function of `wrap`");
        var body = ParseBlock();
        ExpectEnd(opener);
        return new ScriptWrapStatement(From(opener.Start), target, body);
    }

    private ScriptImportStatement ParseImport()
    {
        var start = Current.Start;
        Advance();
        var source = ParseExpression("the object of `import`");
        return new ScriptImportStatement(From(start), source);
    }

    private ScriptReadOnlyStatement ParseReadOnly()
    {
        var start = Current.Start;
        Advance();
        var variable = ParseVariable("the variable of `readonly`");
        return new ScriptReadOnlyStatement(From(start), variable);
    }

    private ScriptReturnStatement ParseReturn()
    {
        var start = Current.Start;
        Advance();
        var value = AtStatementEnd ? null : ParseExpression("the value of `ret`");
        return new ScriptReturnStatement(From(start), value);
    }

    private ScriptJumpStatement ParseJump()
    {
        var token = Current;
        Advance();
        return new ScriptJumpStatement(SpanOf(token), (string)token.Value! == "break");
    }

    private ScriptFunctionStatement ParseFunction()
    {
        var opener = Current;
        Advance();
        var name = (string)Current.Value!;
        ScriptPath target = Kind == TokenKind.Local ? new ScriptLocalVariable(SpanOf(Current), name) : new ScriptGlobalVariable(SpanOf(Current), name);
        Advance();
        ScriptParameter[]? parameters = null;
        if (Kind == TokenKind.OpenParen) parameters = ParseParameters();
        if (!_failed) ExpectStatementEnd();
        if (_failed) SkipToStatementEnd();
        var body = ParseBlock();
        ExpectEnd(opener);
        var span = From(opener.Start);
        return new ScriptFunctionStatement(span, target, new ScriptFunctionDefinition(span, name, parameters, body, null, target is ScriptLocalVariable));
    }

    private ScriptParameter[] ParseParameters()
    {
        Advance();
        var parameters = new List<ScriptParameter>();
        SkipNewLines();
        while (Kind != TokenKind.CloseParen && !_failed)
        {
            var token = Current;
            if (token.Kind != TokenKind.Identifier)
            {
                Report(SpanOf(token), $"A parameter's name is missing; here is {Shown(token)}.");
                break;
            }
            Advance();
            var parameter = new ScriptParameter((string)token.Value!, false, null, false);
            if (Accept(TokenKind.Assign)) parameter = parameter with { HasDefault = true, Default = ParseDefault() };
            else if (Kind == TokenKind.Range && Next.Kind == TokenKind.Dot)
            {
                Advance();
                Advance();
                parameter = parameter with { IsRest = true };
            }
            CheckParameter(parameters, parameter, token);
            parameters.Add(parameter);
            SkipNewLines();
            if (!Accept(TokenKind.Comma)) break;
            SkipNewLines();
        }
        if (!_failed && !Accept(TokenKind.CloseParen)) Report(SpanOf(Current), $"`)` is missing after the parameters; here is {Shown(Current)}.");
        return parameters.ToArray();
    }

    private void CheckParameter(List<ScriptParameter> before, ScriptParameter parameter, Token token)
    {
        if (before.Any(p => p.Name == parameter.Name)) Report(SpanOf(token), $"There are two parameters `{parameter.Name}`.");
        if (before.Count == 0) return;
        if (before[^1].IsRest) Report(SpanOf(token), "Nothing can come after the parameter that takes the rest.");
        if (before[^1].HasDefault && !parameter.HasDefault && !parameter.IsRest)
        {
            Report(SpanOf(token), $"`{parameter.Name}` needs a default as well, because the parameter before it has one.");
        }
    }

    private object? ParseDefault()
    {
        var start = Current.Start;
        var value = ParseBinary(0, "the default of the parameter");
        if (value is ScriptLiteral literal) return literal.Value;
        if (value is ScriptUnaryExpression && TryFoldNegative(value, out var number)) return number;
        Report(From(start), "The default of a parameter must be a literal.", "Set it in the body instead: b = b ?? a + 1.");
        return null;
    }

    private static bool TryFoldNegative(ScriptExpression expression, out object? number)
    {
        number = null;
        if (expression.Children.SingleOrDefault() is not ScriptLiteral { Value: int or long or double } literal) return false;
        number = literal.Value switch { int i => -i, long l => -l, double d => -d, _ => null };
        return number is not null && expression.Span.Text.StartsWith('-');
    }

    // f(a, b) = expression. Only the `=` after the parenthesis tells it from a call.
    private bool IsInlineFunction()
    {
        if (Next.Kind != TokenKind.OpenParen || SpaceBefore(Next)) return false;
        var at = _at + 2;
        while (at < _tokens.Count && _tokens[at].Kind is TokenKind.Identifier or TokenKind.Comma) at++;
        return at + 1 < _tokens.Count && _tokens[at].Kind == TokenKind.CloseParen && _tokens[at + 1].Kind == TokenKind.Assign;
    }

    private ScriptFunctionStatement ParseInlineFunction()
    {
        var start = Current;
        var name = (string)start.Value!;
        Advance();
        var parameters = ParseParameters();
        Advance();
        var body = ParseExpression("the body of the function");
        var span = From(start.Start);
        return new ScriptFunctionStatement(
            span, new ScriptGlobalVariable(SpanOf(start), name), new ScriptFunctionDefinition(span, name, parameters, null, body));
    }

    private ScriptStatement ParseExpressionStatement()
    {
        var start = Current;
        var expression = ParseExpression("an expression");
        if (_failed) return new ScriptInvalidStatement(From(start.Start));
        if (Kind == TokenKind.Colon && expression is ScriptGlobalVariable named) return ParseStray(named);
        var isAssignment = Kind is TokenKind.Assign or TokenKind.PlusAssign or TokenKind.MinusAssign or TokenKind.TimesAssign
            or TokenKind.DivideAssign or TokenKind.IntDivideAssign or TokenKind.ModuloAssign;
        if (!isAssignment) return new ScriptExpressionStatement(From(start.Start), expression);

        var sign = Current;
        if (TargetIn(expression) is not { } target)
        {
            Report(SpanOf(start), $"`{expression.Span.Text}` cannot be assigned to.", "Only variables, members and items of lists can.");
            return new ScriptInvalidStatement(From(start.Start));
        }
        Advance();
        var value = ParseExpression("the value to assign");
        if (!_failed && Kind == TokenKind.Assign) Report(SpanOf(Current), "Only one value can be assigned in a statement.", "Use two statements.");
        ScriptOperator? op = sign.Kind == TokenKind.Assign ? null : OperatorOf(sign.Kind);
        return new ScriptAssignStatement(From(start.Start), target, op, value);
    }

    // `(if) = 1`: parentheses let a word of the language be a name.
    private static ScriptPath? TargetIn(ScriptExpression expression) => (expression is ScriptNestedExpression nested ? nested.Inner : expression) as ScriptPath;

    private ScriptExpressionStatement ParseStray(ScriptGlobalVariable name)
    {
        Advance();
        var value = ParseExpression("the value of the argument");
        var span = From(name.Span.Start);
        return new ScriptExpressionStatement(span, new ScriptStrayNamedArgument(span, name.Name, value));
    }

    private ScriptVariable ParseVariable(string what)
    {
        var token = Current;
        if (token.Kind == TokenKind.Identifier)
        {
            Advance();
            return new ScriptGlobalVariable(SpanOf(token), (string)token.Value!);
        }
        if (token.Kind == TokenKind.Local)
        {
            Advance();
            return new ScriptLocalVariable(SpanOf(token), (string)token.Value!);
        }
        Report(SpanOf(token), $"{Capital(what)} is missing; here is {Shown(token)}.");
        return new ScriptGlobalVariable(SpanOf(token), "");
    }

    private ScriptPath ParseTarget(string what)
    {
        var start = Current;
        var expression = AtStatementEnd ? null : ParsePostfix(what);
        if (expression is ScriptPath path) return path;
        Report(SpanOf(start), $"{Capital(what)} is missing; here is {Shown(start)}.");
        return new ScriptGlobalVariable(SpanOf(start), "");
    }

    private void SkipNewLines()
    {
        while (Kind == TokenKind.NewLine) Advance();
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
