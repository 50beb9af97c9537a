using System.Globalization;
using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Syntax;

/// <summary>The words that may follow the list of a loop.</summary>
public sealed record LoopOptions(ScriptExpression? Offset, ScriptExpression? Limit, ScriptExpression? Columns, bool Reversed)
{
    internal static readonly LoopOptions None = new(null, null, null, false);
}

/// <summary>
/// <c>for x in list</c> and <c>tablerow x in list</c>. The window is cut in the order offset, reversed, limit, and
/// <c>for.length</c> and <c>for.last</c> speak of the window.
/// </summary>
public sealed class ScriptLoopStatement(
    SourceSpan span, ScriptVariable variable, ScriptExpression list, LoopOptions options, ScriptBlock body, ScriptBlock? otherwise, bool isTable)
    : ScriptStatement(span)
{
    public ScriptVariable Variable { get; } = variable;

    public ScriptExpression List { get; } = list;

    public ScriptBlock Body { get; } = body;

    public ScriptBlock? Else { get; } = otherwise;

    public bool IsTable { get; } = isTable;

    internal override IEnumerable<ScriptNode?> Children => [List, options.Offset, options.Limit, options.Columns, Body, Else];

    internal override void Execute(TemplateContext context)
    {
        var items = ScriptList.Of(context, List, List.Evaluate(context));
        var offset = Number(context, options.Offset) ?? 0;
        var limit = Number(context, options.Limit) ?? int.MaxValue;
        var columns = Math.Max(1, Number(context, options.Columns) ?? 1);

        var start = Math.Clamp(offset, 0, items.Count);
        var rest = items.Count - start;
        var length = Math.Clamp(limit < 0 ? rest + limit : limit, 0, rest);
        if (length == 0)
        {
            Else?.Execute(context);
            return;
        }

        var loop = context.EnterLoop(length);
        var outerScope = context.Scope;
        var outerLocal = Variable is ScriptLocalVariable local ? context.Frame.Get(local.Name) : null;
        var scope = Variable is ScriptGlobalVariable global ? new Scope(global.Name, outerScope) : null;
        if (scope is not null) context.Scope = scope;
        object? previous = null;

        for (var i = 0; i < length; i++)
        {
            context.NextTurn(this);
            var item = items[options.Reversed ? start + rest - 1 - i : start + i];
            loop.Index = i;
            loop.Changed = i == 0 || !ScriptOperators.AreEqual(context, this, previous, item);
            loop.Column = i % columns;
            previous = item;
            if (scope is not null) scope.Value = item;
            else context.Frame.Set(Variable.Name, item);
            if (IsTable) context.WriteText(Span with { End = Span.Start });
            if (IsTable) OpenCell(context, i, columns);
            Body.Execute(context);
            if (IsTable) CloseCell(context, i, columns, length);
            if (context.LoopEnds()) break;
        }

        if (scope is not null) context.Scope = outerScope;
        else context.Frame.Set(Variable.Name, outerLocal);
        context.LeaveLoop(loop);
    }

    private static void OpenCell(TemplateContext context, int index, int columns)
    {
        if (index % columns == 0) context.Write($"<tr class=\"row{(index / columns + 1).ToString(CultureInfo.InvariantCulture)}\">");
        context.Write($"<td class=\"col{(index % columns + 1).ToString(CultureInfo.InvariantCulture)}\">");
    }

    private static void CloseCell(TemplateContext context, int index, int columns, int length)
    {
        context.Write("</td>");
        if (index % columns == columns - 1 || index == length - 1 || context.Flow is Flow.Break or Flow.Return) context.Write("</tr>\n");
    }

    private static int? Number(TemplateContext context, ScriptExpression? expression)
    {
        if (expression is null) return null;
        return ScriptValue.ToInt(context, expression, expression.Evaluate(context));
    }
}
