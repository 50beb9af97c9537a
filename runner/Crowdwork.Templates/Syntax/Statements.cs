using Crowdwork.Templates.Escaping;
using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Syntax;

/// <summary>Text between code blocks, or inside an escape block.</summary>
public sealed class ScriptTextStatement(SourceSpan span) : ScriptStatement(span)
{
    internal override void Execute(TemplateContext context) => context.WriteText(Span);
}

/// <summary>An expression whose value is printed. Where it stands in the page decides how; see <see cref="EscapeContext"/>.</summary>
public sealed class ScriptExpressionStatement(SourceSpan span, ScriptExpression expression) : ScriptStatement(span)
{
    public ScriptExpression Expression { get; } = expression;

    internal EscapeContext Escape { get; set; } = EscapeContext.None;

    internal override IEnumerable<ScriptNode?> Children => [Expression];

    internal override void Execute(TemplateContext context)
    {
        var outer = context.Escape;
        context.Escape = Escape;
        var value = Expression.Evaluate(context);
        context.Escape = outer;
        if (value is not null) context.WriteValue(value, Escape, this);
    }
}

/// <summary><c>x = 1</c> and <c>x += 1</c>. It prints nothing.</summary>
public sealed class ScriptAssignStatement(SourceSpan span, ScriptPath target, ScriptOperator? op, ScriptExpression value) : ScriptStatement(span)
{
    public ScriptPath Target { get; } = target;

    public ScriptExpression Value { get; } = value;

    internal override IEnumerable<ScriptNode?> Children => [Target, Value];

    internal override void Execute(TemplateContext context)
    {
        var result = op is null
            ? Value.Evaluate(context)
            : ScriptOperators.Apply(context, this, op.Value, Target.Evaluate(context), Value.Evaluate(context));
        Target.Assign(context, result);
    }
}

public sealed class ScriptIfStatement(SourceSpan span, (ScriptExpression Condition, ScriptBlock Then)[] branches, ScriptBlock? otherwise)
    : ScriptStatement(span)
{
    public IReadOnlyList<(ScriptExpression Condition, ScriptBlock Then)> Branches => branches;

    public ScriptBlock? Else { get; } = otherwise;

    internal override IEnumerable<ScriptNode?> Children => branches.SelectMany(b => new ScriptNode?[] { b.Condition, b.Then }).Append(Else);

    internal override void Execute(TemplateContext context)
    {
        foreach (var (condition, then) in branches)
        {
            if (!ScriptValue.ToBool(condition.Evaluate(context))) continue;
            then.Execute(context);
            return;
        }
        Else?.Execute(context);
    }
}

public sealed class ScriptCaseStatement(SourceSpan span, ScriptExpression value, (ScriptExpression[] Matches, ScriptBlock Then)[] whens, ScriptBlock? otherwise)
    : ScriptStatement(span)
{
    public ScriptExpression Value { get; } = value;

    public IReadOnlyList<(ScriptExpression[] Matches, ScriptBlock Then)> Whens => whens;

    public ScriptBlock? Else { get; } = otherwise;

    internal override IEnumerable<ScriptNode?> Children =>
        whens.SelectMany(w => w.Matches.Append<ScriptNode?>(w.Then)).Prepend(Value).Append(Else);

    internal override void Execute(TemplateContext context)
    {
        var actual = Value.Evaluate(context);
        foreach (var (matches, then) in whens)
        {
            foreach (var match in matches)
            {
                if (!ScriptOperators.AreEqual(context, match, actual, match.Evaluate(context))) continue;
                then.Execute(context);
                return;
            }
        }
        Else?.Execute(context);
    }
}

public sealed class ScriptWhileStatement(SourceSpan span, ScriptExpression condition, ScriptBlock body) : ScriptStatement(span)
{
    public ScriptExpression Condition { get; } = condition;

    public ScriptBlock Body { get; } = body;

    internal override IEnumerable<ScriptNode?> Children => [Condition, Body];

    internal override void Execute(TemplateContext context)
    {
        var loop = context.EnterLoop(-1);
        while (ScriptValue.ToBool(Condition.Evaluate(context)))
        {
            context.NextTurn(this);
            Body.Execute(context);
            loop.Index++;
            if (context.LoopEnds()) break;
        }
        context.LeaveLoop(loop);
    }
}

/// <summary><c>capture x</c> keeps what its body writes instead of showing it.</summary>
public sealed class ScriptCaptureStatement(SourceSpan span, ScriptPath target, ScriptBlock body) : ScriptStatement(span)
{
    public ScriptPath Target { get; } = target;

    public ScriptBlock Body { get; } = body;

    internal override IEnumerable<ScriptNode?> Children => [Target, Body];

    internal override void Execute(TemplateContext context)
    {
        var outer = context.BeginOutput();
        Body.Execute(context);
        var text = context.EndOutput(outer, this);
        Target.Assign(context, context.Escaping ? new SafeHtml(text) : text);
    }
}

public sealed class ScriptWithStatement(SourceSpan span, ScriptExpression target, ScriptBlock body) : ScriptStatement(span)
{
    public ScriptExpression Target { get; } = target;

    public ScriptBlock Body { get; } = body;

    internal override IEnumerable<ScriptNode?> Children => [Target, Body];

    internal override void Execute(TemplateContext context)
    {
        var value = Target.Evaluate(context);
        var scope = value as ScriptObject ?? ScriptMembers.TryCopy(context, Target, value) ?? throw new ScriptRuntimeException(
            Target.Span, $"`with` needs an object, not {ScriptValue.KindOrNull(value)}.", "Check that the name is right, or guard it with `if`.");
        var outer = context.Scope;
        context.Scope = new Scope(scope, outer);
        Body.Execute(context);
        context.Scope = outer;
    }
}

public sealed class ScriptImportStatement(SourceSpan span, ScriptExpression source) : ScriptStatement(span)
{
    internal override IEnumerable<ScriptNode?> Children => [source];

    internal override void Execute(TemplateContext context)
    {
        var value = source.Evaluate(context);
        var members = value as ScriptObject ?? ScriptMembers.TryCopy(context, source, value) ?? throw new ScriptRuntimeException(
            source.Span, $"`import` needs an object, not {ScriptValue.KindOrNull(value)}.");
        var target = context.CurrentObject;
        foreach (var (name, member) in members)
        {
            context.Step(this);
            if (!target.IsReadOnly(name)) context.SetMember(target, name, member, this);
        }
    }
}

public sealed class ScriptReadOnlyStatement(SourceSpan span, ScriptVariable variable) : ScriptStatement(span)
{
    internal override IEnumerable<ScriptNode?> Children => [variable];

    internal override void Execute(TemplateContext context) => variable.MakeReadOnly(context);
}

/// <summary>Calls a function with a block that the function shows where it says <c>$$</c>.</summary>
public sealed class ScriptWrapStatement(SourceSpan span, ScriptExpression target, ScriptBlock body) : ScriptStatement(span)
{
    public ScriptExpression Target { get; } = target;

    public ScriptBlock Body { get; } = body;

    internal override IEnumerable<ScriptNode?> Children => [Target, Body];

    internal override void Execute(TemplateContext context)
    {
        var call = Target as ScriptFunctionCall;
        var path = call?.Target ?? Target;
        if (path.EvaluateTarget(context) is not IScriptCustomFunction function)
        {
            throw new ScriptRuntimeException(path.Span, $"`wrap` needs a function, and `{path.Span.Text}` is none.");
        }
        var arguments = call?.EvaluateArguments(context) ?? ScriptArguments.None;
        var escape = context.Escape;
        if (context.Escaping) context.Escape = EscapeContext.Text;
        var value = context.Call(function, Target, arguments, Body);
        context.Escape = escape;
        if (value is not null) context.WriteValue(value, context.Escaping ? EscapeContext.Text : EscapeContext.None, this);
    }
}

/// <summary><c>$$</c>: shows the block that <c>wrap</c> passed.</summary>
public sealed class ScriptWrappedBlockStatement(SourceSpan span) : ScriptStatement(span)
{
    internal EscapeContext Escape { get; set; } = EscapeContext.None;

    internal override void Execute(TemplateContext context)
    {
        if (context.Frame.Block is not { } block) return;
        context.EnterCall(this);
        if (Escape is EscapeContext.None or EscapeContext.Text) block.Execute(context);
        else
        {
            var outer = context.BeginOutput();
            block.Execute(context);
            context.WriteValue(new SafeHtml(context.EndOutput(outer, this)), Escape, this);
        }
        context.LeaveCall();
    }
}

public sealed class ScriptReturnStatement(SourceSpan span, ScriptExpression? value) : ScriptStatement(span)
{
    public ScriptExpression? Value { get; } = value;

    internal override IEnumerable<ScriptNode?> Children => [Value];

    internal override void Execute(TemplateContext context)
    {
        context.Returned = Value?.Evaluate(context);
        context.Flow = Flow.Return;
    }
}

/// <summary><c>break</c> and <c>continue</c>.</summary>
public sealed class ScriptJumpStatement(SourceSpan span, bool isBreak) : ScriptStatement(span)
{
    public bool IsBreak { get; } = isBreak;

    internal override void Execute(TemplateContext context)
    {
        if (context.Loop is null)
        {
            throw new ScriptRuntimeException(Span, $"`{(IsBreak ? "break" : "continue")}` stands outside of a loop.", "Use `ret` to end a page or a function early.");
        }
        context.Flow = IsBreak ? Flow.Break : Flow.Continue;
    }
}

/// <summary><c>func f ... end</c>. Naming a function is all it does; the body runs when it is called.</summary>
public sealed class ScriptFunctionStatement(SourceSpan span, ScriptPath target, ScriptFunctionDefinition definition) : ScriptStatement(span)
{
    public ScriptPath Target { get; } = target;

    public ScriptFunctionDefinition Definition { get; } = definition;

    internal override IEnumerable<ScriptNode?> Children => [Target, Definition];

    internal override void Execute(TemplateContext context) => Target.Assign(context, new ScriptFunction(Definition, null));
}

/// <summary>Stands where a statement could not be parsed. A template with one is never rendered.</summary>
public sealed class ScriptInvalidStatement(SourceSpan span) : ScriptStatement(span)
{
    internal override void Execute(TemplateContext context) => throw new ScriptRuntimeException(Span, "This statement could not be parsed.");
}
