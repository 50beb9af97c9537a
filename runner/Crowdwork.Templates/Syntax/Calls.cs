using Crowdwork.Templates.Builtins;
using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Syntax;

/// <summary>One argument: <c>1</c>, <c>length: 1</c> or <c>^list</c>.</summary>
public sealed record ScriptArgument(string? Name, ScriptExpression Value, bool Expand);

/// <summary><c>f 1 2</c>, <c>f(1, 2)</c> and <c>0 | f 1 2</c>: in the last the piped value comes first.</summary>
public sealed class ScriptFunctionCall(SourceSpan span, ScriptExpression target, ScriptArgument[] arguments, ScriptExpression? piped = null, bool isExplicit = false)
    : ScriptExpression(span)
{
    public ScriptExpression Target { get; } = target;

    public IReadOnlyList<ScriptArgument> Arguments => arguments;

    public ScriptExpression? Piped { get; } = piped;

    internal bool IsExplicit { get; } = isExplicit;

    internal override IEnumerable<ScriptNode?> Children => arguments.Select(a => a.Value).Prepend<ScriptNode?>(Piped).Prepend(Target);

    internal ScriptFunctionCall WithPiped(SourceSpan span, ScriptExpression piped) => new(span, Target, arguments, piped, IsExplicit);

    internal override object? Evaluate(TemplateContext context)
    {
        context.EnsureStack(this);
        // What is piped is worked out before the function is looked up, as a reader would.
        var first = Piped?.Evaluate(context);
        var callee = Target.EvaluateTarget(context);
        if (callee is not IScriptCustomFunction function) throw NotAFunction(callee);
        return context.Call(function, this, EvaluateArguments(context, Piped is not null, first));
    }

    internal ScriptArguments EvaluateArguments(TemplateContext context, bool hasFirst = false, object? first = null)
    {
        var result = new ScriptArguments(arguments.Length + 1);
        if (hasFirst)
        {
            if (Piped is ScriptUnaryExpression { IsExpansion: true }) AddItems(context, result, Piped, first);
            else result.Add(first);
        }
        foreach (var argument in arguments)
        {
            var value = argument.Value.Evaluate(context);
            if (argument.Name is not null) result.AddNamed(argument.Name, value);
            else if (argument.Expand) AddItems(context, result, argument.Value, value);
            else result.Add(value);
        }
        return result;
    }

    private void AddItems(TemplateContext context, ScriptArguments result, ScriptExpression list, object? value)
    {
        foreach (var item in ScriptList.Of(context, list, value).Enumerate())
        {
            context.Step(this);
            result.Add(item);
        }
    }

    private ScriptRuntimeException NotAFunction(object? callee) => callee is null
        ? new ScriptRuntimeException(Target.Span, $"There is no function `{Target.Span.Text}`.", "Check the name; docs/templates.md lists the builtins.")
        : new ScriptRuntimeException(
            Target.Span, $"`{Target.Span.Text}` is not a function but {ScriptValue.KindOrNull(callee)}.",
            "What follows it is taken for an argument: separate statements by a new line or `;`, and put calls inside expressions in parentheses.");
}

/// <summary>A parameter of <c>func f(a, b = 1, rest...)</c>.</summary>
public sealed record ScriptParameter(string Name, bool HasDefault, object? Default, bool IsRest);

/// <summary>A function as written. <see cref="Parameters"/> is null for the simple kind, which takes whatever it is given as <c>$</c>.</summary>
public sealed class ScriptFunctionDefinition(
    SourceSpan span, string? name, ScriptParameter[]? parameters, ScriptBlock? body, ScriptExpression? inline, bool isLocal = false) : ScriptNode(span)
{
    public string? Name { get; } = name;

    /// <summary><c>func $name</c>: known where it was written, and to itself.</summary>
    public bool IsLocal { get; } = isLocal;

    public IReadOnlyList<ScriptParameter>? Parameters => parameters;

    public ScriptBlock? Body { get; } = body;

    public ScriptExpression? Inline { get; } = inline;

    internal override IEnumerable<ScriptNode?> Children => [Body, Inline];
}

/// <summary><c>do ... end</c>: a function without a name. It sees the parameters of the function it is written in.</summary>
public sealed class ScriptAnonymousFunction(SourceSpan span, ScriptFunctionDefinition definition) : ScriptExpression(span)
{
    public ScriptFunctionDefinition Definition { get; } = definition;

    internal override IEnumerable<ScriptNode?> Children => [Definition];

    internal override object? Evaluate(TemplateContext context) => new ScriptFunction(Definition, context.Scope);
}

/// <summary><c>name: value</c> on its own. It stands here only to be refused.</summary>
public sealed class ScriptStrayNamedArgument(SourceSpan span, string name, ScriptExpression value) : ScriptExpression(span)
{
    public string Name { get; } = name;

    internal override IEnumerable<ScriptNode?> Children => [value];

    internal override object? Evaluate(TemplateContext context) => value.Evaluate(context);
}

/// <summary>
/// <c>html.raw</c>. It exists only where it is written out like this, so that a list of the places in a file is a list of all
/// the ways around escaping.
/// </summary>
public sealed class ScriptRawFunction(SourceSpan span) : ScriptPath(span)
{
    private static readonly BuiltinFunction Raw = new("html.raw", "text", call => call.Value(0) is null ? null : new SafeHtml(call.Text(0)));

    internal override object? EvaluateTarget(TemplateContext context) => Raw;

    internal override void Assign(TemplateContext context, object? value) => throw new ScriptRuntimeException(Span, "`html.raw` cannot be assigned to.");
}
