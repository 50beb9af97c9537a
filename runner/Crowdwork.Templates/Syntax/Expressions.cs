using System.Text;
using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Syntax;

public sealed class ScriptLiteral(SourceSpan span, object? value) : ScriptExpression(span)
{
    public object? Value { get; } = value;

    internal override object? Evaluate(TemplateContext context) => Value;
}

/// <summary>Stands where an expression could not be parsed. A template with one is never rendered.</summary>
public sealed class ScriptInvalidExpression(SourceSpan span) : ScriptExpression(span)
{
    internal override object? Evaluate(TemplateContext context) => throw new ScriptRuntimeException(Span, "This expression could not be parsed.");
}

public sealed class ScriptInterpolatedString(SourceSpan span, ScriptExpression[] parts) : ScriptExpression(span)
{
    internal override IEnumerable<ScriptNode?> Children => parts;

    internal override object? Evaluate(TemplateContext context)
    {
        context.EnsureStack(this);
        var builder = new StringBuilder();
        foreach (var part in parts)
        {
            builder.Append(context.ToText(part.Evaluate(context), part));
            context.CheckLength(builder.Length, this);
        }
        context.Charge(builder.Length, Span);
        return builder.ToString();
    }
}

public sealed class ScriptArrayExpression(SourceSpan span, ScriptExpression[] items) : ScriptExpression(span)
{
    internal override IEnumerable<ScriptNode?> Children => items;

    internal override object? Evaluate(TemplateContext context)
    {
        context.EnsureStack(this);
        var array = new ScriptArray(items.Length);
        foreach (var item in items)
        {
            context.Step(this);
            array.Add(item.Evaluate(context));
        }
        return array;
    }
}

public sealed class ScriptObjectExpression(SourceSpan span, (string Name, ScriptExpression Value)[] members) : ScriptExpression(span)
{
    internal override IEnumerable<ScriptNode?> Children => members.Select(m => m.Value);

    internal override object? Evaluate(TemplateContext context)
    {
        context.EnsureStack(this);
        var result = new ScriptObject();
        foreach (var (name, value) in members)
        {
            context.Step(this);
            result[name] = value.Evaluate(context);
        }
        return result;
    }
}

/// <summary>
/// An expression in parentheses. A function in parentheses is a call, so <c>(f) 1</c> does not pass 1 to f, and
/// <c>(do; ret 1; end) + 1</c> is 2.
/// </summary>
public sealed class ScriptNestedExpression(SourceSpan span, ScriptExpression inner) : ScriptExpression(span)
{
    internal override IEnumerable<ScriptNode?> Children => [inner];

    internal ScriptExpression Inner => inner;

    internal override object? Evaluate(TemplateContext context)
    {
        context.EnsureStack(this);
        var value = inner.Evaluate(context);
        return inner is ScriptAnonymousFunction && value is ScriptFunction function ? context.Call(function, this, ScriptArguments.None) : value;
    }

    // What is piped to a function without a name is its argument.
    internal override object? EvaluateTarget(TemplateContext context) => inner is ScriptAnonymousFunction ? inner.Evaluate(context) : Evaluate(context);
}

public sealed class ScriptUnaryExpression(SourceSpan span, ScriptOperator op, ScriptExpression operand) : ScriptExpression(span)
{
    internal override IEnumerable<ScriptNode?> Children => [operand];

    internal bool IsExpansion => op == ScriptOperator.Expand;

    internal override object? Evaluate(TemplateContext context)
    {
        context.EnsureStack(this);
        if (op == ScriptOperator.Alias) return operand is ScriptNestedExpression nested ? nested.Inner.EvaluateTarget(context) : operand.EvaluateTarget(context);
        var value = operand.Evaluate(context);
        return op switch
        {
            ScriptOperator.Not => !ScriptValue.ToBool(value),
            ScriptOperator.Negate => ScriptOperators.Negate(context, this, value),
            ScriptOperator.Plus => ScriptOperators.Positive(this, value),
            _ => value,
        };
    }
}

/// <summary><c>++x</c>, <c>x--</c> and their like.</summary>
public sealed class ScriptIncrementExpression(SourceSpan span, ScriptPath target, int step, bool isPrefix) : ScriptExpression(span)
{
    internal override IEnumerable<ScriptNode?> Children => [target];

    internal override object? Evaluate(TemplateContext context)
    {
        var before = target.Evaluate(context);
        var after = ScriptOperators.Apply(context, this, ScriptOperator.Add, before, step);
        target.Assign(context, after);
        return isPrefix ? after : before;
    }
}

public sealed class ScriptBinaryExpression(SourceSpan span, ScriptOperator op, ScriptExpression left, ScriptExpression right) : ScriptExpression(span)
{
    internal override IEnumerable<ScriptNode?> Children => [left, right];

    internal override object? Evaluate(TemplateContext context)
    {
        context.EnsureStack(this);
        var first = left.Evaluate(context);
        switch (op)
        {
            case ScriptOperator.And: return ScriptValue.ToBool(first) && ScriptValue.ToBool(right.Evaluate(context));
            case ScriptOperator.Or: return ScriptValue.ToBool(first) || ScriptValue.ToBool(right.Evaluate(context));
            case ScriptOperator.Coalesce: return first ?? right.Evaluate(context);
            case ScriptOperator.NotNullThen: return first is null ? null : right.Evaluate(context);
        }
        return ScriptOperators.Apply(context, this, op, first, right.Evaluate(context));
    }
}

public sealed class ScriptConditionalExpression(SourceSpan span, ScriptExpression condition, ScriptExpression then, ScriptExpression otherwise)
    : ScriptExpression(span)
{
    internal override IEnumerable<ScriptNode?> Children => [condition, then, otherwise];

    internal override object? Evaluate(TemplateContext context)
    {
        context.EnsureStack(this);
        return ScriptValue.ToBool(condition.Evaluate(context)) ? then.Evaluate(context) : otherwise.Evaluate(context);
    }
}

/// <summary><c>this</c>: the object that assignments go to.</summary>
public sealed class ScriptThisExpression(SourceSpan span) : ScriptExpression(span)
{
    internal override object? Evaluate(TemplateContext context) => context.CurrentObject;
}

/// <summary><c>for.index</c> and its like.</summary>
public sealed class ScriptLoopMember(SourceSpan span, string loop, string member) : ScriptExpression(span)
{
    internal static readonly string[] Known = ["index", "rindex", "first", "last", "even", "odd", "changed", "length", "col"];

    internal override object? Evaluate(TemplateContext context)
    {
        var state = context.Loop ?? throw new ScriptRuntimeException(Span, $"`{loop}.{member}` stands outside of a loop.");
        return member switch
        {
            "index" => state.Index,
            "rindex" => state.Length < 0 ? null : state.Length - state.Index - 1,
            "first" => state.Index == 0,
            "last" => state.Length >= 0 && state.Index == state.Length - 1,
            "even" => state.Index % 2 == 0,
            "odd" => state.Index % 2 == 1,
            "changed" => state.Changed,
            "col" => state.Column + 1,
            _ => state.Length < 0 ? null : state.Length,
        };
    }
}
