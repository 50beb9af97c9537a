using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Syntax;

/// <summary>A piece of a parsed template. Nodes do not change after parsing, so one tree serves any number of renderings at once.</summary>
public abstract class ScriptNode(SourceSpan span)
{
    public SourceSpan Span { get; } = span;

    internal virtual IEnumerable<ScriptNode?> Children => [];
}

/// <summary>Something that is done.</summary>
public abstract class ScriptStatement(SourceSpan span) : ScriptNode(span)
{
    /// <summary>The white space before the code block this statement opens, repeated before every further line it writes.</summary>
    internal string? Indent { get; set; }

    internal abstract void Execute(TemplateContext context);
}

/// <summary>Something that has a value.</summary>
public abstract class ScriptExpression(SourceSpan span) : ScriptNode(span)
{
    internal abstract object? Evaluate(TemplateContext context);

    /// <summary>The same, but a function is handed over instead of being called: the left side of a call and the operand of <c>@</c>.</summary>
    internal virtual object? EvaluateTarget(TemplateContext context) => Evaluate(context);
}

/// <summary>Something that can be assigned to.</summary>
public abstract class ScriptPath(SourceSpan span) : ScriptExpression(span)
{
    internal abstract void Assign(TemplateContext context, object? value);

    internal sealed override object? Evaluate(TemplateContext context)
    {
        var value = EvaluateTarget(context);
        return value is IScriptCustomFunction function ? context.Call(function, this, ScriptArguments.None) : value;
    }
}

public sealed class ScriptBlock(SourceSpan span, ScriptStatement[] statements) : ScriptNode(span)
{
    internal static ScriptBlock Empty(SourceSpan span) => new(span, []);

    public IReadOnlyList<ScriptStatement> Statements => statements;

    /// <summary>Of a whole page: is there a <c>do ... end</c> anywhere in it?</summary>
    internal bool HasFunctions { get; init; }

    internal override IEnumerable<ScriptNode?> Children => statements;

    internal void Execute(TemplateContext context)
    {
        context.EnsureStack(this);
        foreach (var statement in statements)
        {
            context.Step(statement);
            if (statement.Indent is null) statement.Execute(context);
            else ExecuteIndented(context, statement);
            if (context.Flow != Flow.Next) return;
        }
    }

    private static void ExecuteIndented(TemplateContext context, ScriptStatement statement)
    {
        var outer = context.Indent;
        if (context.AutoIndent) context.Indent = statement.Indent;
        statement.Execute(context);
        context.Indent = outer;
    }
}
