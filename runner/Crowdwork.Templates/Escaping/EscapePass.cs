using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Escaping;

/// <summary>Reads the text of a page piece by piece and knows, at any point, what a value would stand in.</summary>
internal abstract class ContextScanner<TState> where TState : struct, IEquatable<TState>
{
    public abstract TState Start { get; }

    /// <summary>The place of what can never be reached: behind <c>break</c> and <c>ret</c>.</summary>
    public abstract TState Unreachable { get; }

    /// <summary>May a page, or a piece that is made by itself, end here?</summary>
    public abstract bool IsRunningText(TState state);

    public abstract TState Read(TState state, SourceSpan text);

    /// <summary>How a value is escaped here, or a problem with the reason and the remedy.</summary>
    public abstract (EscapeContext Context, string? Problem, string? Remedy) ContextOf(TState state);

    public abstract TState AfterValue(TState state);

    /// <summary>The state that goes on after either of two branches, or null where no one text could follow both.</summary>
    public abstract TState? Join(TState first, TState second);

    public abstract string Describe(TState state);
}

/// <summary>
/// Walks over a parsed page, text and code alike, and gives each printed expression the escape for its place.
/// </summary>
/// <remarks>
/// <code>
///   &lt;a title="{{ if x }}{{ a }}{{ else }}b{{ end }}" href="/p?q={{ q }}"&gt;{{ c }}&lt;/a&gt;
///               |       Attribute       |               UrlPart     Text
///               +-- both branches end ---+
///                   in the same place
/// </code>
/// Bodies of functions, captures and included files stand by themselves: they begin and end in running text.
/// </remarks>
internal sealed class EscapePass<TState>(ContextScanner<TState> scanner, List<TemplateDiagnostic> problems) where TState : struct, IEquatable<TState>
{
    // Bodies of loops are walked until their beginning is settled, nested ones again for each round of the outer.
    private const int MostStatements = 500_000;

    private int _walked;
    private bool _hasFunctions;
    private readonly HashSet<TemplateDiagnostic> _known = [];
    private List<(TState State, ScriptStatement At)>? _jumps;

    public void Apply(ScriptBlock page, SourceText source)
    {
        _hasFunctions = page.HasFunctions;
        var end = Walk(page, scanner.Start);
        if (!scanner.IsRunningText(end))
        {
            var at = new SourceSpan(source, Math.Max(0, source.Text.Length - 1), source.Text.Length);
            Report(at, $"The page ends {scanner.Describe(end)}.", "Close what is open.");
        }
    }

    private void Report(SourceSpan span, string message, string? remedy)
    {
        if (problems.Count >= Parser.MostProblems) return;
        var problem = TemplateDiagnostic.At(span, message, remedy);
        if (_known.Add(problem with { IncludedFrom = [] })) problems.Add(problem);
    }

    private TState Walk(ScriptBlock block, TState state)
    {
        foreach (var statement in block.Statements) state = Walk(statement, state);
        return state;
    }

    private TState Walk(ScriptStatement statement, TState state)
    {
        if (++_walked > MostStatements)
        {
            if (_walked == MostStatements + 1) Report(FirstLine(statement.Span), "The loops of this page are nested too deeply for it to be checked.", "Move inner loops into functions.");
            return state;
        }
        if (_hasFunctions)
        {
            foreach (var child in statement.Children)
            {
                if (child is ScriptExpression expression) FindFunctions(expression);
            }
        }
        switch (statement)
        {
            case ScriptTextStatement text: return scanner.Read(state, text.Span);
            case ScriptExpressionStatement output:
                if (output.Expression is ScriptStrayNamedArgument stray)
                {
                    Report(output.Span, $"`{stray.Name}: ...` is not a statement.", "If this is meant as it stands, put it between {%{ and }%}.");
                }
                output.Escape = ContextOf(state, output);
                return scanner.AfterValue(state);
            case ScriptWrappedBlockStatement block:
                block.Escape = ContextOf(state, block);
                return scanner.AfterValue(state);
            case ScriptIfStatement choice:
                return JoinAll(choice, choice.Branches.Select(b => Walk(b.Then, state)).Append(choice.Else is { } otherwise ? Walk(otherwise, state) : state));
            case ScriptCaseStatement choice:
                return JoinAll(choice, choice.Whens.Select(w => Walk(w.Then, state)).Append(choice.Else is { } rest ? Walk(rest, state) : state));
            case ScriptLoopStatement loop:
                if (loop.IsTable && !scanner.IsRunningText(state)) Report(loop.Span, $"`tablerow` writes rows of a table and cannot stand {scanner.Describe(state)}.", null);
                var after = WalkLoop(loop, loop.Body, state);
                return loop.Else is { } none ? JoinAll(loop, [after, Walk(none, state)]) : after;
            case ScriptWhileStatement loop: return WalkLoop(loop, loop.Body, state);
            case ScriptWithStatement with: return Walk(with.Body, state);
            case ScriptCaptureStatement capture:
                WalkApart(capture.Body, capture, "`capture`");
                return state;
            case ScriptWrapStatement wrap:
                if (!scanner.IsRunningText(state)) Report(wrap.Span, $"`wrap` cannot stand {scanner.Describe(state)}.", "Capture its result first and show that.");
                WalkApart(wrap.Body, wrap, "`wrap`");
                return state;
            case ScriptFunctionStatement function:
                WalkFunction(function.Definition);
                return state;
            case ScriptReturnStatement:
                if (!scanner.IsRunningText(state)) Report(statement.Span, $"`ret` cannot stand {scanner.Describe(state)}.", "Close what is open before it.");
                return scanner.Unreachable;
            case ScriptJumpStatement:
                _jumps?.Add((state, statement));
                return scanner.Unreachable;
            default: return state;
        }
    }

    private EscapeContext ContextOf(TState state, ScriptStatement statement)
    {
        if (state.Equals(scanner.Unreachable)) return EscapeContext.Text;
        var (context, problem, remedy) = scanner.ContextOf(state);
        if (problem is not null) Report(statement.Span, problem, remedy);
        return context;
    }

    private TState JoinAll(ScriptStatement statement, IEnumerable<TState> ends)
    {
        TState? result = null;
        foreach (var end in ends)
        {
            if (result is null)
            {
                result = end;
                continue;
            }
            var joined = scanner.Join(result.Value, end);
            if (joined is null)
            {
                Report(
                    FirstLine(statement.Span), $"The branches end in different places: one {scanner.Describe(result.Value)}, another {scanner.Describe(end)}.",
                    "Close in each branch what it opens, or move the tag out of the branches.");
                return result.Value;
            }
            result = joined;
        }
        return result!.Value;
    }

    // A body may run any number of times, so it has to end where it begins; so do `break` and `continue` inside of it.
    private TState WalkLoop(ScriptStatement loop, ScriptBlock body, TState state)
    {
        var outer = _jumps;
        for (var round = 0; round < 4; round++)
        {
            _jumps = [];
            var end = Walk(body, state);
            var joined = Meet(loop, state, end);
            foreach (var (jump, _) in _jumps)
            {
                if (joined is not null) joined = Meet(loop, joined.Value, jump);
            }
            if (joined is null || joined.Value.Equals(state)) break;
            state = joined.Value;
        }
        _jumps = outer;
        return state;
    }

    private TState? Meet(ScriptStatement loop, TState start, TState end)
    {
        var joined = scanner.Join(start, end);
        if (joined is null)
        {
            Report(
                FirstLine(loop.Span), $"The body of the loop begins {scanner.Describe(start)} and ends {scanner.Describe(end)}.",
                "Close inside of the loop what is opened in it.");
        }
        return joined;
    }

    private static SourceSpan FirstLine(SourceSpan span)
    {
        var end = span.Source.Text.IndexOf('\n', span.Start);
        return end < 0 ? span : span with { End = Math.Min(span.End, end) };
    }

    private void WalkApart(ScriptBlock body, ScriptNode owner, string what)
    {
        var outer = _jumps;
        _jumps = null;
        var end = Walk(body, scanner.Start);
        _jumps = outer;
        if (!scanner.IsRunningText(end)) Report(FirstLine(owner.Span), $"The body of {what} ends {scanner.Describe(end)}.", "Close inside of it what is opened in it.");
    }

    private void WalkFunction(ScriptFunctionDefinition definition)
    {
        if (definition.Body is { } body) WalkApart(body, definition, definition.Name is { } name ? $"the function `{name}`" : "the function");
        if (_hasFunctions && definition.Inline is { } inline) FindFunctions(inline);
    }

    private void FindFunctions(ScriptNode node)
    {
        var open = new Stack<ScriptNode>();
        open.Push(node);
        while (open.TryPop(out var next))
        {
            if (next is ScriptAnonymousFunction function)
            {
                WalkFunction(function.Definition);
                continue;
            }
            foreach (var child in next.Children)
            {
                if (child is not null) open.Push(child);
            }
        }
    }
}
