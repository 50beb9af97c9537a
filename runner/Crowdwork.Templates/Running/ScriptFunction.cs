using System.Reflection;
using Crowdwork.Templates.Escaping;
using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Running;

/// <summary>Something that can be called: a function of a template, a builtin, or a .NET method.</summary>
public interface IScriptCustomFunction
{
    object? Invoke(TemplateContext context, ScriptNode caller, ScriptArguments arguments, ScriptBlock? block);
}

/// <summary>What a call passes: values in order, and values by name.</summary>
public sealed class ScriptArguments(int capacity = 0)
{
    private List<KeyValuePair<string, object?>>? _named;
    private List<int>? _places;

    internal static ScriptArguments None => new();

    public List<object?> Values { get; } = new(capacity);

    public IReadOnlyList<KeyValuePair<string, object?>> Named => _named ?? (IReadOnlyList<KeyValuePair<string, object?>>)[];

    internal void Add(object? value) => Values.Add(value);

    internal void AddNamed(string name, object? value)
    {
        (_named ??= []).Add(new KeyValuePair<string, object?>(name, value));
        (_places ??= []).Add(Values.Count);
    }

    /// <summary>
    /// Was this named argument written before that value? The order matters: <c>f 1 a: 2</c> says 2 for the first parameter,
    /// <c>f a: 2 1</c> says 1 for the second.
    /// </summary>
    internal bool IsNamedBefore(int named, int value) => _places is not null && named < _places.Count && _places[named] <= value;

    internal static ScriptArguments Of(params object?[] values)
    {
        var result = new ScriptArguments(values.Length);
        result.Values.AddRange(values);
        return result;
    }
}

/// <summary>A function of a template, with the scope it was made in if it is an anonymous one.</summary>
public sealed class ScriptFunction : IScriptCustomFunction
{
    private readonly Scope? _creator;

    internal ScriptFunction(ScriptFunctionDefinition definition, Scope? creator)
    {
        Definition = definition;
        _creator = creator;
    }

    public ScriptFunctionDefinition Definition { get; }

    public object? Invoke(TemplateContext context, ScriptNode caller, ScriptArguments arguments, ScriptBlock? block)
    {
        // On an escaped page only a call in running text writes straight to the page. Anywhere else, as in an attribute or an
        // assignment, what the body writes is the value, and is escaped for the place where it is shown.
        var escape = context.Escape;
        var captures = context.Escaping && escape != EscapeContext.Text;
        var outer = captures ? context.BeginOutput() : default;
        context.Escape = EscapeContext.None;
        var result = Run(context, caller, arguments, block);
        context.Escape = escape;
        if (!captures) return result;
        var written = context.EndOutput(outer, caller);
        return written.Length == 0 ? result : result is null ? new SafeHtml(written) : written + context.ToText(result, caller);
    }

    private object? Run(TemplateContext context, ScriptNode caller, ScriptArguments arguments, ScriptBlock? block)
    {
        var scope = _creator ?? context.Scope.WithoutFunctions();
        if (Definition.Parameters is not { } parameters)
        {
            var simple = new ScriptArray(arguments.Values);
            foreach (var (name, value) in arguments.Named) (simple.Members ??= [])[name] = value;
            return Body(context, new Frame(simple, block), scope);
        }
        var own = new ScriptObject();
        var all = Bind(context, caller, arguments, parameters, own);
        return Body(context, new Frame(all, block), new Scope(own, scope, true));
    }

    private object? Body(TemplateContext context, Frame frame, Scope scope)
    {
        if (Definition.IsLocal) frame.Set(Definition.Name!, this);
        if (Definition.Body is { } body) return context.RunBody(body, frame, scope);
        var (outerFrame, outerScope) = (context.Frame, context.Scope);
        (context.Frame, context.Scope) = (frame, scope);
        var result = Definition.Inline!.Evaluate(context);
        (context.Frame, context.Scope) = (outerFrame, outerScope);
        return result;
    }

    private ScriptArray Bind(TemplateContext context, ScriptNode caller, ScriptArguments arguments, IReadOnlyList<ScriptParameter> parameters, ScriptObject own)
    {
        var rest = parameters.Count > 0 && parameters[^1].IsRest ? new ScriptArray() : null;
        var named = parameters.Count - (rest is null ? 0 : 1);
        for (var i = 0; i < arguments.Values.Count; i++)
        {
            if (i < named) own[parameters[i].Name] = arguments.Values[i];
            else if (rest is not null) rest.Add(arguments.Values[i]);
            else throw WrongCount(caller, arguments, parameters);
        }
        foreach (var (name, value) in arguments.Named)
        {
            var parameter = parameters.FirstOrDefault(p => p.Name == name) ?? throw new ScriptRuntimeException(
                caller.Span, $"`{Shown}` has no parameter `{name}`.", $"It has {ParameterList(parameters)}.");
            if (parameter.IsRest) rest!.Add(value);
            else own[name] = value;
        }
        var all = new ScriptArray(parameters.Count);
        foreach (var parameter in parameters)
        {
            if (parameter.IsRest) own[parameter.Name] = rest;
            else if (!own.ContainsKey(parameter.Name))
            {
                if (!parameter.HasDefault) throw WrongCount(caller, arguments, parameters);
                own[parameter.Name] = parameter.Default;
            }
            all.Add(own[parameter.Name]);
        }
        return all;
    }

    private string Shown => Definition.Name ?? "do ... end";

    private static string ParameterList(IReadOnlyList<ScriptParameter> parameters) =>
        parameters.Count == 0 ? "none" : string.Join(", ", parameters.Select(p => p.Name));

    private ScriptRuntimeException WrongCount(ScriptNode caller, ScriptArguments arguments, IReadOnlyList<ScriptParameter> parameters) => new(
        caller.Span, $"`{Shown}` was given {arguments.Values.Count + arguments.Named.Count} argument(s), which does not fit its parameters.",
        $"It has {ParameterList(parameters)}.");

    public override string ToString() => Definition.Span.Text;
}

/// <summary>A .NET method that templates can call.</summary>
internal sealed class DelegateFunction(string name, Delegate method) : IScriptCustomFunction
{
    private readonly ParameterInfo[] _parameters = method.Method.GetParameters()
        .Skip(method.Target is not null && method.Method.IsStatic ? 1 : 0).ToArray();

    public object? Invoke(TemplateContext context, ScriptNode caller, ScriptArguments arguments, ScriptBlock? block)
    {
        var values = new object?[_parameters.Length];
        var first = _parameters.Length > 0 && _parameters[0].ParameterType == typeof(TemplateContext) ? 1 : 0;
        if (first == 1) values[0] = context;
        var filled = new bool[_parameters.Length];
        var rest = _parameters.Length > first && _parameters[^1].ParameterType == typeof(object[]) ? new List<object?>() : null;
        var fixedCount = _parameters.Length - (rest is null ? 0 : 1);

        var next = first;
        var named = 0;
        for (var i = 0; i <= arguments.Values.Count; i++)
        {
            for (; arguments.IsNamedBefore(named, i); named++) PlaceNamed(arguments.Named[named].Key, arguments.Named[named].Value);
            if (i == arguments.Values.Count) break;
            while (next < fixedCount && filled[next]) next++;
            if (next < fixedCount) Fill(next, arguments.Values[i]);
            else if (rest is not null) rest.Add(arguments.Values[i]);
            else throw WrongCount();
        }
        for (var i = first; i < fixedCount; i++)
        {
            if (filled[i]) continue;
            values[i] = _parameters[i].HasDefaultValue ? _parameters[i].DefaultValue : throw WrongCount();
        }
        if (rest is not null) values[^1] = rest.ToArray();

        try
        {
            return ScriptMembers.Normalize(method.DynamicInvoke(values));
        }
        catch (TargetInvocationException failure)
        {
            if (failure.InnerException is TemplateException or OperationCanceledException) throw failure.InnerException;
            throw new ScriptRuntimeException(caller.Span, $"`{name}` failed: {failure.InnerException?.Message}", null, failure.InnerException);
        }

        void PlaceNamed(string key, object? value)
        {
            var index = Array.FindIndex(_parameters, p => StandardMemberRenamer.Rename(p.Name!) == key || p.Name == key);
            if (index < first) throw new ScriptRuntimeException(caller.Span, $"`{name}` has no parameter `{key}`.");
            if (rest is not null && index == _parameters.Length - 1) rest.Add(value);
            else Fill(index, value);
        }

        void Fill(int index, object? value)
        {
            values[index] = ScriptValue.ToType(context, caller, value, _parameters[index].ParameterType);
            filled[index] = true;
        }

        ScriptRuntimeException WrongCount() => new(
            caller.Span, $"`{name}` was given {arguments.Values.Count} argument(s) and expects {fixedCount - first}.",
            $"Its parameters are {string.Join(", ", _parameters.Skip(first).Select(p => StandardMemberRenamer.Rename(p.Name!)))}.");
    }

    public override string ToString() => "<function>";
}
