using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Builtins;

/// <summary>
/// The objects every template finds at the bottom of its names. The functions are made once for the process; a rendering
/// gets thin objects over them, so what a template sets on <c>string</c> or <c>date</c> is its own affair.
/// </summary>
internal static class BuiltinFunctions
{
    private static readonly Dictionary<string, Dictionary<string, object?>> Groups = new(StringComparer.Ordinal)
    {
        ["array"] = ArrayFunctions.All,
        ["date"] = DateFunctions.All,
        ["html"] = HtmlFunctions.All,
        ["math"] = MathFunctions.All,
        ["object"] = ObjectFunctions.All,
        ["regex"] = RegexFunctions.All,
        ["string"] = StringFunctions.All,
        ["timespan"] = TimeSpanFunctions.All,
    };

    private static readonly HashSet<string> Names = [.. Groups.Keys, "include", "include_join"];

    public static bool IsReserved(string name) => Names.Contains(name);

    public static ScriptObject CreateFor(TemplateOptions options)
    {
        var result = new BuiltinScope();
        result["include"] = IncludeFunctions.Include;
        result["include_join"] = IncludeFunctions.IncludeJoin;
        foreach (var (name, function) in options.Functions) result[name] = function;
        return result;
    }

    internal static Dictionary<string, object?> Group(string prefix, params (string Name, string Parameters, Func<BuiltinCall, object?> Body)[] functions)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, parameters, body) in functions) result[name] = new BuiltinFunction($"{prefix}.{name}", parameters, body);
        return result;
    }

    // Groups appear when they are first asked for; most pages use two or three.
    private sealed class BuiltinScope : ScriptObject
    {
        public override bool TryGetValue(string name, out object? value)
        {
            if (base.TryGetValue(name, out value)) return true;
            if (!Groups.TryGetValue(name, out var group)) return false;
            var created = new BuiltinScriptObject(group);
            if (name == "date") created["format"] = DateFunctions.DefaultFormat;
            this[name] = value = created;
            return true;
        }
    }
}
