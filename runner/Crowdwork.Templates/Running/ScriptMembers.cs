using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Running;

/// <summary>
/// Reaches into values: objects and lists of the language, dictionaries, JSON, and the public properties of .NET objects
/// under renamed names. Templates read .NET objects but never change them.
/// </summary>
internal static class ScriptMembers
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, Func<object, object?>>> Accessors = new();

    public static object? Get(TemplateContext context, ScriptNode node, object owner, string name)
    {
        if (name == "empty?") return IsEmpty(owner);
        switch (owner)
        {
            case ScriptObject members: return members.TryGetValue(name, out var own) ? Normalize(own) : null;
            case ScriptArray array:
                if (array.Members is not null && array.Members.TryGetValue(name, out var attached)) return attached;
                return name == "size" ? array.Count : null;
            case string text: return name == "size" ? text.Length : null;
            case MarkedText marked: return name == "size" ? marked.Text.Length : null;
            case ScriptRange range: return name == "size" ? ScriptValue.Narrow(range.Length) : null;
            case bool or int or double or long or decimal or float or IScriptCustomFunction: return null;
        }
        if (TryGetEntry(owner, name, out var entry)) return Normalize(entry);
        if (name == "size" && owner is ICollection items) return items.Count;
        if (ScriptValue.IsNumber(owner) || owner is char or IDictionary || IsStringDictionary(owner)) return null;
        if (!AccessorsOf(owner.GetType()).TryGetValue(name, out var read)) return null;
        return Normalize(Read(node, owner, name, read));
    }

    private static object? Read(ScriptNode node, object owner, string name, Func<object, object?> read)
    {
        try
        {
            return read(owner);
        }
        catch (TargetInvocationException failure)
        {
            throw new ScriptRuntimeException(node.Span, $"Reading `{name}` failed: {failure.InnerException?.Message}", null, failure.InnerException);
        }
    }

    private static bool? IsEmpty(object owner) => owner switch
    {
        string text => text.Length == 0,
        MarkedText marked => marked.Text.Length == 0,
        ScriptArray array => array.Count == 0,
        ScriptObject members => members.Count == 0,
        ScriptRange => false,
        ICollection items => items.Count == 0,
        IEnumerable items => !items.Cast<object?>().Any(),
        _ => false,
    };

    public static object? GetItem(TemplateContext context, ScriptNode node, object owner, object key)
    {
        if (key is string or MarkedText && owner is not (string or MarkedText)) return Get(context, node, owner, key.ToString()!);
        switch (owner)
        {
            case ScriptArray array: return array.At(ScriptValue.ToInt(context, node, key));
            case ScriptObject members: return Get(context, node, members, context.ToText(key, node));
            case string or MarkedText:
                var text = owner.ToString()!;
                var at = ScriptValue.ToInt(context, node, key);
                if (at < 0) at += text.Length;
                return at >= 0 && at < text.Length ? text[at].ToString() : null;
            case ScriptRange range:
                var index = ScriptValue.ToInt(context, node, key);
                return index >= 0 && index < range.Length ? range.At(index) : null;
            case IDictionary dictionary: return dictionary.Contains(key) ? Normalize(dictionary[key]) : null;
        }
        if (ScriptList.IsList(owner))
        {
            var items = ScriptList.Of(context, node, owner);
            var at = ScriptValue.ToInt(context, node, key);
            if (at < 0) at += items.Count;
            return at >= 0 && at < items.Count ? items[at] : null;
        }
        // Like a member that does not exist.
        return null;
    }

    public static void Set(TemplateContext context, ScriptNode node, object owner, string name, object? value)
    {
        switch (owner)
        {
            case EmptyScriptObject: throw new ScriptRuntimeException(node.Span, "`empty` cannot be changed.");
            case ScriptObject members:
                if (members.IsReadOnly(name)) throw new ScriptRuntimeException(node.Span, $"`{name}` is read-only.", "Use another name.");
                context.CheckCount(members.Count + 1, node.Span);
                members[name] = value;
                return;
            case ScriptArray array:
                (array.Members ??= [])[name] = value;
                return;
        }
        throw new ScriptRuntimeException(
            node.Span, $"A member of a value {ScriptValue.KindOrNull(owner)} cannot be set.", "Templates change only what they made themselves: objects {...} and lists [...].");
    }

    public static void SetItem(TemplateContext context, ScriptNode node, object owner, object key, object? value)
    {
        if (owner is not ScriptArray array || key is string or MarkedText)
        {
            Set(context, node, owner, context.ToText(key, node), value);
            return;
        }
        var index = ScriptValue.ToInt(context, node, key);
        if (index < 0) index += array.Count;
        if (index < 0) throw new ScriptRuntimeException(node.Span, $"The index {key} lies before the beginning of the list.");
        context.CheckCount((long)index + 1, node.Span);
        while (array.Count <= index)
        {
            context.Step(node);
            array.Add(null);
        }
        array[index] = value;
    }

    /// <summary>JSON becomes values of the language; everything else is used as it is.</summary>
    public static object? Normalize(object? value) => value switch
    {
        null or string or int or bool or double or ScriptObject or ScriptArray => value,
        JsonElement element => FromJson(element),
        JsonNode node => FromJson(JsonSerializer.SerializeToElement(node)),
        JsonDocument document => FromJson(document.RootElement),
        char c => c.ToString(),
        _ => value,
    };

    public static object? FromJson(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String: return element.GetString();
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            case JsonValueKind.Number:
                if (element.TryGetInt32(out var small)) return small;
                if (element.TryGetInt64(out var large)) return large;
                return element.GetDouble();
            case JsonValueKind.Array: return new ScriptArray(element.EnumerateArray().Select(FromJson));
            case JsonValueKind.Object:
                var result = new ScriptObject();
                foreach (var property in element.EnumerateObject()) result[property.Name] = FromJson(property.Value);
                return result;
            default: return null;
        }
    }

    public static bool IsStringDictionary(object? value) =>
        value is IEnumerable<KeyValuePair<string, object?>> or IEnumerable<KeyValuePair<string, string>> or JsonObject;

    private static bool TryGetEntry(object owner, string name, out object? value)
    {
        value = null;
        switch (owner)
        {
            case IReadOnlyDictionary<string, object?> entries: return entries.TryGetValue(name, out value);
            case IDictionary<string, object?> entries: return entries.TryGetValue(name, out value);
            case IReadOnlyDictionary<string, string> entries:
                var found = entries.TryGetValue(name, out var text);
                value = text;
                return found;
            case IDictionary dictionary when dictionary.Contains(name):
                value = dictionary[name];
                return true;
        }
        return false;
    }

    /// <summary>Names and values of anything that has them.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Entries(object source)
    {
        switch (source)
        {
            case ScriptObject members: return members;
            case JsonElement { ValueKind: JsonValueKind.Object } element: return (ScriptObject)FromJson(element)!;
            case JsonNode node: return Entries(JsonSerializer.SerializeToElement(node));
            case JsonDocument document: return Entries(document.RootElement);
            case IEnumerable<KeyValuePair<string, object?>> entries: return entries;
            case IEnumerable<KeyValuePair<string, string>> entries: return entries.Select(e => new KeyValuePair<string, object?>(e.Key, e.Value));
            case IDictionary dictionary:
                return dictionary.Keys.Cast<object>().Select(k => new KeyValuePair<string, object?>(k.ToString() ?? "", dictionary[k]));
        }
        return AccessorsOf(source.GetType()).Select(a => new KeyValuePair<string, object?>(a.Key, a.Value(source)));
    }

    /// <summary>A .NET object or dictionary as an object of the language, or null where the value has no members.</summary>
    public static ScriptObject? TryCopy(TemplateContext context, ScriptNode node, object? value)
    {
        if (value is null or string or MarkedText or IScriptCustomFunction || ScriptValue.IsNumber(value) || value is bool || ScriptList.IsList(value)) return null;
        var result = new ScriptObject();
        foreach (var (name, member) in Entries(value))
        {
            context.Step(node);
            result[name] = member;
        }
        return result;
    }

    public static bool HasMembers(object? value) =>
        value is not (null or string or MarkedText or bool or char or IScriptCustomFunction) && !ScriptValue.IsNumber(value) && !ScriptList.IsList(value);

    private static Dictionary<string, Func<object, object?>> AccessorsOf(Type type) => Accessors.GetOrAdd(type, static t =>
    {
        var result = new Dictionary<string, Func<object, object?>>(StringComparer.Ordinal);
        foreach (var property in t.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && property.CanRead && !property.PropertyType.IsByRefLike)
            {
                result.TryAdd(StandardMemberRenamer.Rename(property.Name), property.GetValue);
            }
        }
        foreach (var field in t.GetFields(BindingFlags.Public | BindingFlags.Instance)) result.TryAdd(StandardMemberRenamer.Rename(field.Name), field.GetValue);
        return result;
    });
}

/// <summary>FirstName becomes first_name: an underscore goes before an upper-case letter that follows one that is not.</summary>
public static class StandardMemberRenamer
{
    public static string Rename(string name)
    {
        var builder = new System.Text.StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsUpper(c) && i > 0 && !char.IsUpper(name[i - 1]) && name[i - 1] != '_') builder.Append('_');
            builder.Append(char.ToLowerInvariant(c));
        }
        return builder.ToString();
    }
}
