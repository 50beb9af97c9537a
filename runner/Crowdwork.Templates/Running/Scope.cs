using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Running;

/// <summary>A link of the chain in which names are looked up: an object, the parameters of a function, or the variable of a loop.</summary>
internal sealed class Scope
{
    public Scope(ScriptObject content, Scope? outer, bool isFunction = false)
    {
        Object = content;
        Outer = outer;
        IsFunction = isFunction;
        HasNames = isFunction || outer is { HasNames: true };
        HasFunctions = isFunction || outer is { HasFunctions: true };
    }

    public Scope(string loopVariable, Scope outer)
    {
        LoopVariable = loopVariable;
        Outer = outer;
        HasNames = true;
        HasFunctions = outer.HasFunctions;
    }

    public ScriptObject? Object { get; }

    public Scope? Outer { get; }

    public string? LoopVariable { get; }

    public object? Value { get; set; }

    public bool IsFunction { get; }

    public bool IsBuiltin { get; init; }

    /// <summary>Is there a parameter or a loop variable in this link or further out?</summary>
    public bool HasNames { get; }

    private bool HasFunctions { get; }

    /// <summary>The chain as a named function sees it: without the parameters of whoever called it.</summary>
    public Scope WithoutFunctions()
    {
        if (!HasFunctions) return this;
        var outer = Outer!.WithoutFunctions();
        if (IsFunction) return outer;
        return Object is not null ? new Scope(Object, outer) : new Scope(LoopVariable!, outer) { Value = Value };
    }
}

/// <summary>What belongs to one call of a function or one included page: its arguments, its <c>$locals</c> and the block it was given.</summary>
internal sealed class Frame(ScriptArray arguments, ScriptBlock? block)
{
    // A handful of names at most; a dictionary would cost more than it saves.
    private readonly List<(string Name, object? Value, bool ReadOnly)> _locals = [];

    public ScriptArray Arguments { get; } = arguments;

    public ScriptBlock? Block { get; } = block;

    public bool Has(string name) => IndexOf(name) >= 0;

    public object? Get(string name) => IndexOf(name) is var i and >= 0 ? _locals[i].Value : null;

    public bool IsReadOnly(string name) => IndexOf(name) is var i and >= 0 && _locals[i].ReadOnly;

    public void Set(string name, object? value)
    {
        var i = IndexOf(name);
        if (i >= 0) _locals[i] = (name, value, _locals[i].ReadOnly);
        else _locals.Add((name, value, false));
    }

    public void MakeReadOnly(string name)
    {
        var i = IndexOf(name);
        if (i >= 0) _locals[i] = _locals[i] with { ReadOnly = true };
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _locals.Count; i++)
        {
            if (_locals[i].Name == name) return i;
        }
        return -1;
    }
}
