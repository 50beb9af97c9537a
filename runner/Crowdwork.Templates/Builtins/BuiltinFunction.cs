using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Running;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Builtins;

/// <summary>
/// A function that every template has. Its parameters are written like <c>"text, length, ellipsis?"</c>: a question mark
/// makes one optional, three dots take the rest.
/// </summary>
internal sealed class BuiltinFunction : IScriptCustomFunction
{
    private readonly string _name;
    private readonly string[] _parameters;
    private readonly int _required;
    private readonly bool _hasRest;
    private readonly Func<BuiltinCall, object?> _body;

    public BuiltinFunction(string name, string parameters, Func<BuiltinCall, object?> body)
    {
        _name = name;
        _body = body;
        var written = parameters.Length == 0 ? [] : parameters.Split(", ");
        _hasRest = written.Length > 0 && written[^1].EndsWith("...", StringComparison.Ordinal);
        _required = written.Count(p => p[^1] is not ('?' or '.'));
        _parameters = written.Select(p => p.TrimEnd('?', '.')).ToArray();
    }

    public object? Invoke(TemplateContext context, ScriptNode caller, ScriptArguments arguments, ScriptBlock? block)
    {
        var values = new object?[_parameters.Length];
        var filled = 0;
        var rest = _hasRest ? new List<object?>() : null;
        var places = _parameters.Length - (_hasRest ? 1 : 0);

        var next = 0;
        var named = 0;
        for (var i = 0; i <= arguments.Values.Count; i++)
        {
            while (arguments.IsNamedBefore(named, i))
            {
                var (name, value) = arguments.Named[named++];
                var index = Array.FindIndex(_parameters, p => p == name || StandardMemberRenamer.Rename(p) == name);
                if (index < 0) throw new ScriptRuntimeException(caller.Span, $"`{_name}` has no parameter `{name}`.", Signature);
                Place(index, value);
            }
            if (i == arguments.Values.Count) break;
            while (next < places && (filled & (1 << next)) != 0) next++;
            if (next >= places && rest is null) throw WrongCount(caller, arguments);
            Place(next, arguments.Values[i]);
        }
        void Place(int index, object? value)
        {
            if (index >= places)
            {
                rest!.Add(value);
                return;
            }
            values[index] = value;
            filled |= 1 << index;
        }

        for (var i = 0; i < _required; i++)
        {
            if ((filled & (1 << i)) == 0) throw WrongCount(caller, arguments);
        }
        if (rest is not null) values[^1] = rest;
        // Long texts take long, whatever is done with them.
        foreach (var value in values)
        {
            if (value is string text) context.Charge(text.Length, caller.Span);
        }
        return _body(new BuiltinCall(context, caller, _name, values, filled));
    }

    private string Signature => _parameters.Length == 0 ? "It takes no arguments." : $"Its parameters are {string.Join(", ", _parameters)}.";

    private ScriptRuntimeException WrongCount(ScriptNode caller, ScriptArguments arguments)
    {
        var expected = _parameters.Length == _required ? $"{_required}" : $"{_required} to {_parameters.Length}";
        return new ScriptRuntimeException(
            caller.Span, $"`{_name}` was given {arguments.Values.Count + arguments.Named.Count} argument(s) and expects {expected}.", Signature);
    }

    public override string ToString() => "<function>";
}

/// <summary>The arguments of one call, in the kinds a builtin needs.</summary>
internal readonly struct BuiltinCall(TemplateContext context, ScriptNode node, string name, object?[] values, int given)
{
    public TemplateContext Context { get; } = context;

    public ScriptNode Node { get; } = node;

    public SourceSpan Span => Node.Span;

    public bool Has(int index) => (given & (1 << index)) != 0 && values[index] is not null;

    public object? Value(int index) => values[index] is MarkedText marked ? marked.Text : values[index];

    /// <summary>The value with the mark that says it is HTML or JSON.</summary>
    public object? Marked(int index) => values[index];

    /// <summary>Null is an empty text.</summary>
    public string Text(int index) => values[index] is string text ? text : Context.ToText(values[index], Node);

    public int Int(int index)
    {
        if (values[index] is int number) return number;
        return ScriptValue.ToInt(Context, Node, values[index]);
    }

    public bool Bool(int index) => ScriptValue.ToBool(values[index]);

    /// <summary>Is this a single value, which cannot be gone through?</summary>
    public bool IsOne(int index) =>
        values[index] is not (null or string) && !ScriptList.IsList(values[index]) && !ScriptList.HasPairs(values[index]);

    public ScriptList List(int index)
    {
        if (IsOne(index))
        {
            throw Fail($"`{name}` needs a list, not a value {ScriptValue.KindOrNull(values[index])}.");
        }
        return ScriptList.Of(Context, Node, values[index]);
    }

    public List<object?> Rest(int index) => (List<object?>)values[index]!;

    public IScriptCustomFunction Function(int index) => values[index] as IScriptCustomFunction
        ?? throw Fail($"`{name}` needs a function here.", "Pass one with @, as in array.each @string.upcase, or write do; ret $0; end.");

    public object? Call(IScriptCustomFunction function, params object?[] arguments) =>
        Context.Call(function, Node, ScriptArguments.Of(arguments));

    public string Limited(string text)
    {
        Context.CheckLength(text.Length, Node);
        Context.Charge(text.Length, Span);
        return text;
    }

    public ScriptRuntimeException Fail(string message, string? remedy = null, Exception? inner = null) => new(Span, message, remedy, inner);
}
