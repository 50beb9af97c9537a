using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Syntax;

public abstract class ScriptVariable(SourceSpan span, string name) : ScriptPath(span)
{
    public string Name { get; } = name;

    internal abstract void MakeReadOnly(TemplateContext context);
}

/// <summary><c>name</c>: looked up in the parameters, the loops, the objects and at last the builtins.</summary>
public sealed class ScriptGlobalVariable(SourceSpan span, string name) : ScriptVariable(span, name)
{
    internal override object? EvaluateTarget(TemplateContext context) => context.Find(Name, out var value) ? value : null;

    internal override void Assign(TemplateContext context, object? value) => context.SetVariable(Name, value, this);

    internal override void MakeReadOnly(TemplateContext context) => context.ObjectFor(Name).SetReadOnly(Name);
}

/// <summary><c>$name</c>: belongs to the function or included page it is written in. <c>$</c> is the arguments, <c>$0</c> the first of them.</summary>
public sealed class ScriptLocalVariable(SourceSpan span, string name) : ScriptVariable(span, name)
{
    private readonly int _argument = int.TryParse(name, out var index) ? index : -1;

    internal override object? EvaluateTarget(TemplateContext context)
    {
        if (Name.Length == 0) return context.Frame.Arguments;
        if (_argument >= 0 && !context.Frame.Has(Name)) return context.Frame.Arguments.At(_argument);
        return context.Frame.Get(Name);
    }

    internal override void Assign(TemplateContext context, object? value)
    {
        if (Name.Length == 0) throw new ScriptRuntimeException(Span, "`$` holds the arguments and cannot be assigned to.");
        if (context.Frame.IsReadOnly(Name)) throw new ScriptRuntimeException(Span, $"`${Name}` is read-only.");
        context.Frame.Set(Name, value);
    }

    internal override void MakeReadOnly(TemplateContext context) => context.Frame.MakeReadOnly(Name);
}

/// <summary><c>a.b</c> and <c>a?.b</c>. After one <c>?.</c> the rest of a chain is safe as well.</summary>
public sealed class ScriptMemberExpression(SourceSpan span, ScriptExpression target, string member, bool isSafe) : ScriptPath(span)
{
    public ScriptExpression Target { get; } = target;

    public string Member { get; } = member;

    internal bool IsSafe { get; } = isSafe || target is ScriptMemberExpression { IsSafe: true } or ScriptIndexerExpression { IsSafe: true };

    internal override IEnumerable<ScriptNode?> Children => [Target];

    internal override object? EvaluateTarget(TemplateContext context)
    {
        context.EnsureStack(this);
        var owner = Target.Evaluate(context);
        if (owner is null) return IsSafe ? null : throw NullTarget();
        return ScriptMembers.Get(context, this, owner, Member);
    }

    internal override void Assign(TemplateContext context, object? value)
    {
        var owner = Target.Evaluate(context) ?? throw NullTarget();
        ScriptMembers.Set(context, this, owner, Member, value);
    }

    private ScriptRuntimeException NullTarget() => new(
        Span, $"`{Target.Span.Text}` is null, so it has no member `{Member}`.", $"Write `{Target.Span.Text}?.{Member}` if it may be missing.");
}

/// <summary><c>a[0]</c> and <c>a["key"]</c>. Behind a <c>?.</c> it is as safe as the members are.</summary>
public sealed class ScriptIndexerExpression(SourceSpan span, ScriptExpression target, ScriptExpression index) : ScriptPath(span)
{
    public ScriptExpression Target { get; } = target;

    public ScriptExpression Index { get; } = index;

    internal bool IsSafe { get; } = target is ScriptMemberExpression { IsSafe: true } or ScriptIndexerExpression { IsSafe: true };

    internal override IEnumerable<ScriptNode?> Children => [Target, Index];

    internal override object? EvaluateTarget(TemplateContext context)
    {
        context.EnsureStack(this);
        var owner = Target.Evaluate(context);
        if (owner is null) return IsSafe ? null : throw NullTarget();
        return ScriptMembers.GetItem(context, this, owner, Key(context));
    }

    internal override void Assign(TemplateContext context, object? value)
    {
        var owner = Target.Evaluate(context) ?? throw NullTarget();
        ScriptMembers.SetItem(context, this, owner, Key(context), value);
    }

    private object Key(TemplateContext context) => Index.Evaluate(context) ?? throw new ScriptRuntimeException(
        Index.Span, $"The index `{Index.Span.Text}` of `{Target.Span.Text}` is null.", "Give it a value, or test it with `if` first.");

    private ScriptRuntimeException NullTarget() => new(
        Span, $"`{Target.Span.Text}` is null and cannot be indexed.", "Check that the name is right, or guard it with `if`.");
}
