using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Crowdwork.Templates.Running;

/// <summary>An object of the language: names and values in the order in which they were set.</summary>
public class ScriptObject : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly Dictionary<string, object?> _members;
    private HashSet<string>? _readOnly;

    public ScriptObject() => _members = new Dictionary<string, object?>(StringComparer.Ordinal);

    private protected ScriptObject(Dictionary<string, object?> members) => _members = members;

    public virtual int Count => _members.Count;

    public object? this[string name]
    {
        get => TryGetValue(name, out var value) ? value : null;
        set => _members[name] = value;
    }

    public virtual IEnumerable<string> Keys => _members.Keys;

    public void Add(string name, object? value) => _members[name] = value;

    public bool ContainsKey(string name) => TryGetValue(name, out _);

    public virtual bool TryGetValue(string name, out object? value) => _members.TryGetValue(name, out value);

    public virtual bool IsReadOnly(string name) => _readOnly?.Contains(name) ?? false;

    /// <summary>A name that has no value yet is left alone.</summary>
    public void SetReadOnly(string name)
    {
        if (ContainsKey(name)) (_readOnly ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
    }

    public void SetValue(string name, object? value, bool readOnly)
    {
        this[name] = value;
        if (readOnly) SetReadOnly(name);
    }

    /// <summary>Makes a .NET method callable under this name. Parameters may be optional or <c>params</c>; a first TemplateContext is filled in.</summary>
    public void Import(string name, Delegate function) => this[name] = new DelegateFunction(name, function);

    /// <summary>Copies the public properties and fields of an object, or the entries of a dictionary or JSON object, renamed to the style of templates.</summary>
    public void Import(object source)
    {
        foreach (var (name, value) in ScriptMembers.Entries(source))
        {
            this[name] = ScriptMembers.Normalize(value);
            if (source is ScriptObject own && own.IsReadOnly(name)) SetReadOnly(name);
        }
    }

    public static ScriptObject From(object source)
    {
        var result = new ScriptObject();
        result.Import(source);
        return result;
    }

    public virtual IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>
/// A builtin object such as <c>string</c>. What is common to all renderings is shared and cannot be changed; what a template
/// adds stays with its rendering.
/// </summary>
internal sealed class BuiltinScriptObject(Dictionary<string, object?> shared) : ScriptObject
{
    public override bool IsReadOnly(string name) => shared.ContainsKey(name) || base.IsReadOnly(name);

    public override int Count => shared.Count + base.Keys.Count(k => !shared.ContainsKey(k));

    public override IEnumerable<string> Keys => shared.Keys.Concat(base.Keys.Where(k => !shared.ContainsKey(k)));

    public override bool TryGetValue(string name, out object? value) =>
        base.TryGetValue(name, out value) || shared.TryGetValue(name, out value);

    public override IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        foreach (var key in Keys) yield return new KeyValuePair<string, object?>(key, this[key]);
    }
}

/// <summary><c>empty</c>: equal to every empty list and object.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is an object of the language, not a collection of ours.")]
public sealed class EmptyScriptObject : ScriptObject
{
    private EmptyScriptObject() : base(new Dictionary<string, object?>(0))
    {
    }

    public static EmptyScriptObject Default { get; } = new();
}

/// <summary>A list of the language. It may have members beside its items: <c>a.x = 1</c>.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Upstream's name.")]
public sealed class ScriptArray : IReadOnlyList<object?>
{
    private readonly List<object?> _items;

    public ScriptArray() => _items = [];

    public ScriptArray(int capacity) => _items = new List<object?>(capacity);

    public ScriptArray(IEnumerable<object?> items) => _items = [.. items];

    internal static ScriptArray Empty => new(0);

    public int Count => _items.Count;

    internal ScriptObject? Members { get; set; }

    public object? this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    /// <summary>The item, counted from the end where the index is negative, or null outside of the list.</summary>
    public object? At(int index)
    {
        if (index < 0) index += _items.Count;
        return index >= 0 && index < _items.Count ? _items[index] : null;
    }

    public void Add(object? item) => _items.Add(item);

    public void AddRange(IEnumerable<object?> items) => _items.AddRange(items);

    public void Insert(int index, object? item) => _items.Insert(index, item);

    public void RemoveAt(int index) => _items.RemoveAt(index);

    public IEnumerator<object?> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
