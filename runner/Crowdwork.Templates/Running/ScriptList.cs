using System.Collections;
using System.Numerics;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Running;

/// <summary><c>1..5</c>. It is counted, not stored.</summary>
public sealed class ScriptRange : IEnumerable<object?>
{
    internal ScriptRange(BigInteger first, BigInteger last)
    {
        First = first;
        Last = last;
    }

    internal BigInteger First { get; }

    internal BigInteger Last { get; }

    // Ranges run downwards as well: 3..1.
    internal BigInteger Length => BigInteger.Abs(Last - First) + 1;

    internal object At(int index)
    {
        var value = Last >= First ? First + index : First - index;
        return ScriptValue.Narrow(value);
    }

    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Length; i++) yield return At(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Anything that can be gone through: lists of the language and of .NET, ranges, dictionaries, strings. Null is an empty one.</summary>
internal readonly struct ScriptList
{
    private readonly object? _source;

    private ScriptList(object? source, int count)
    {
        _source = source;
        Count = count;
    }

    public int Count { get; }

    public object? this[int index] => _source switch
    {
        ScriptArray array => array[index],
        ScriptRange range => range.At(index),
        object?[] items => items[index],
        _ => null,
    };

    public IEnumerable<object?> Enumerate()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    public static bool IsList(object? value) =>
        value is ScriptArray or ScriptRange || value is IEnumerable and not (string or ScriptObject or IDictionary) && !ScriptMembers.IsStringDictionary(value);

    /// <summary>Objects of the language and dictionaries are gone through as pairs of a key and a value.</summary>
    public static bool HasPairs(object? value) => value is ScriptObject or IDictionary || ScriptMembers.IsStringDictionary(value);

    public static ScriptList Of(TemplateContext context, ScriptNode node, object? value)
    {
        switch (value)
        {
            case null: return new ScriptList(null, 0);
            case ScriptArray array: return new ScriptList(array, array.Count);
            case ScriptRange range:
                CheckRange(context, node, range);
                return new ScriptList(range, (int)range.Length);
            case string text: return Take(context, node, text.Select(c => (object?)c.ToString()));
            case MarkedText marked: return Take(context, node, marked.Text.Select(c => (object?)c.ToString()));
            case ScriptObject or IDictionary: return Take(context, node, Pairs(value));
            case IEnumerable items:
                return ScriptMembers.IsStringDictionary(value)
                    ? Take(context, node, Pairs(value))
                    : Take(context, node, items.Cast<object?>().Select(i => ScriptMembers.Normalize(i)));
        }
        throw new ScriptRuntimeException(
            node.Span, $"`{node.Span.Text}` is {ScriptValue.KindOrNull(value)}, not a list.", "Lists, ranges like 1..5 and objects can be gone through.");
    }

    private static void CheckRange(TemplateContext context, ScriptNode node, ScriptRange range)
    {
        if (range.Length > context.Limits.LoopIterations) throw TemplateContext.Exceeded(node.Span, $"a range of more than {context.Limits.LoopIterations:N0} numbers");
    }

    private static IEnumerable<object?> Pairs(object value) =>
        ScriptMembers.Entries(value).Select(e => (object?)new ScriptObject { ["key"] = e.Key, ["value"] = e.Value });

    private static ScriptList Take(TemplateContext context, ScriptNode node, IEnumerable<object?> items)
    {
        var taken = new List<object?>();
        foreach (var item in items)
        {
            context.Step(node);
            context.CheckCount(taken.Count + 1, node.Span);
            taken.Add(item);
        }
        var result = taken.ToArray();
        return new ScriptList(result, result.Length);
    }
}
