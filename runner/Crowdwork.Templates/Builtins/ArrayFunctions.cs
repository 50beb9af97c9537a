using System.Runtime.ExceptionServices;
using System.Text;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Builtins;

internal static class ArrayFunctions
{
    public static readonly Dictionary<string, object?> All = BuiltinFunctions.Group(
        "array",
        ("add", "list, value", c => New(c, c.List(0).Enumerate().Append(c.Value(1)))),
        ("add_range", "list1, list2", Concat),
        ("compact", "list", c => OfSome(c, items => items.Where(i => i is not null))),
        ("concat", "list1, list2", Concat),
        ("cycle", "list, group?", Cycle),
        ("any", "list, function, args...", Any),
        ("each", "list, function, args...", c => New(c, c.List(0).Enumerate().Select(i => Apply(c, i)))),
        ("filter", "list, function, args...", c => New(c, c.List(0).Enumerate().Where(i => ScriptValue.ToBool(Apply(c, i))))),
        ("first", "list", c => c.List(0) is { Count: > 0 } items ? items[0] : null),
        ("insert_at", "list, index, value", InsertAt),
        ("join", "list, delimiter, function?", Join),
        ("last", "list", c => c.List(0) is { Count: > 0 } items ? items[items.Count - 1] : null),
        ("limit", "list, count", c => OfSome(c, items => items.Take(c.Int(1)))),
        ("map", "list, member", Map),
        ("offset", "list, index", c => OfSome(c, items => items.Skip(c.Int(1)))),
        ("remove_at", "list, index", RemoveAt),
        ("reverse", "list", c => New(c, c.List(0).Enumerate().Reverse())),
        ("size", "list", c => c.List(0).Count),
        ("sort", "list, member?", Sort),
        ("uniq", "list", c => OfSome(c, items => items.DistinctBy(i => KeyOf(c, i)))),
        ("contains", "list, item", Contains));

    private static ScriptArray New(BuiltinCall call, IEnumerable<object?> items)
    {
        var result = new ScriptArray();
        foreach (var item in items)
        {
            call.Context.Step(call.Node);
            call.Context.CheckCount(result.Count + 1, call.Span);
            result.Add(item);
        }
        return result;
    }

    // These give null for null; the others take null for an empty list.
    private static ScriptArray? OfSome(BuiltinCall call, Func<IEnumerable<object?>, IEnumerable<object?>> change) =>
        call.Value(0) is null ? null : New(call, change(call.List(0).Enumerate()));

    private static ScriptArray? Concat(BuiltinCall call) =>
        call.Value(0) is null && call.Value(1) is null ? null : New(call, call.List(0).Enumerate().Concat(call.List(1).Enumerate()));

    private static object? Apply(BuiltinCall call, object? item) => call.Call(call.Function(1), [item, .. call.Rest(2)]);

    private static object? Any(BuiltinCall call)
    {
        foreach (var item in call.List(0).Enumerate())
        {
            call.Context.Step(call.Node);
            if (ScriptValue.ToBool(Apply(call, item))) return true;
        }
        return false;
    }

    // Calls with the same list take turns together, unless a group is named.
    private static object? Cycle(BuiltinCall call)
    {
        var items = call.List(0);
        if (items.Count == 0) return null;
        var group = call.Has(1) ? "=" + call.Text(1) : call.Text(0);
        var cycles = call.Context.Cycles;
        cycles.TryGetValue(group, out var turn);
        cycles[group] = (turn + 1) % items.Count;
        return items[turn % items.Count];
    }

    private static object? InsertAt(BuiltinCall call)
    {
        var items = call.List(0);
        var index = Math.Max(0, call.Int(1));
        call.Context.CheckCount((long)Math.Max(index, items.Count) + 1, call.Span);
        var result = New(call, items.Enumerate());
        while (result.Count < index)
        {
            call.Context.Step(call.Node);
            result.Add(null);
        }
        result.Insert(index, call.Value(2));
        return result;
    }

    private static object? RemoveAt(BuiltinCall call)
    {
        var result = New(call, call.List(0).Enumerate());
        var index = call.Int(1);
        if (index < 0) index += result.Count;
        if (index >= 0 && index < result.Count) result.RemoveAt(index);
        return result;
    }

    private static object? Join(BuiltinCall call)
    {
        var builder = new StringBuilder();
        var delimiter = call.Text(1);
        var first = true;
        foreach (var item in call.List(0).Enumerate())
        {
            call.Context.Step(call.Node);
            if (!first) builder.Append(delimiter);
            first = false;
            var text = call.Context.ToText(item, call.Node);
            builder.Append(call.Has(2) ? call.Context.ToText(call.Call(call.Function(2), text), call.Node) : text);
            call.Context.CheckLength(builder.Length, call.Node);
        }
        return builder.ToString();
    }

    private static object? Map(BuiltinCall call)
    {
        var member = call.Text(1);
        return New(call, call.List(0).Enumerate().Select(i => Member(call, i, member)));
    }

    private static object? Member(BuiltinCall call, object? item, string member) =>
        item is null ? null : ScriptMembers.Get(call.Context, call.Node, item, member);

    // "a.b" is the member of that name, or else the member b of the member a.
    private static object? MemberOrPath(BuiltinCall call, object? item, string path)
    {
        var value = Member(call, item, path);
        if (value is not null || !path.Contains('.', StringComparison.Ordinal)) return value;
        return path.Split('.').Aggregate(item, (owner, name) => Member(call, owner, name));
    }

    private static object? Sort(BuiltinCall call)
    {
        var items = call.IsOne(0) ? [call.Value(0)] : call.List(0).Enumerate();
        var keyed = items.Select(i => (Item: i, Key: call.Has(1) ? MemberOrPath(call, i, call.Text(1)) : i));
        var order = Comparer<object?>.Create((a, b) => ScriptOperators.CompareForSort(call.Context, call.Node, a, b));
        try
        {
            return New(call, keyed.OrderBy(k => k.Key, order).Select(k => k.Item));
        }
        catch (InvalidOperationException failure) when (failure.InnerException is TemplateException or OperationCanceledException)
        {
            // Sorting wraps what a comparison throws.
            ExceptionDispatchInfo.Throw(failure.InnerException);
            throw;
        }
    }

    // Equal texts and equal numbers are one; objects are the same only if they are one object.
    private static object KeyOf(BuiltinCall call, object? item)
    {
        if (item is null) return DBNull.Value;
        if (item is string or MarkedText) return ("text", item.ToString());
        if (item is bool) return item;
        if (ScriptValue.IsNumber(item)) return ("number", ScriptValue.ToDouble(item));
        return ScriptList.IsList(item) ? ("list", call.Context.ToText(item, call.Node)) : item;
    }

    private static object? Contains(BuiltinCall call)
    {
        foreach (var item in call.List(0).Enumerate())
        {
            call.Context.Step(call.Node);
            if (ScriptOperators.AreEqual(call.Context, call.Node, item, call.Value(1))) return true;
        }
        return false;
    }
}
