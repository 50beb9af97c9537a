namespace Crowdwork.Engine.Worlds;

/// <summary>Says the names of compiled code as their author wrote them.</summary>
internal static class ScriptNames
{
    private const string TopLevel = "top level";

    /// <param name="type">The type that declares the method.</param>
    /// <param name="method">The method, as the compiler named it.</param>
    public static string Say(Type type, string method)
    {
        var types = new List<string>();
        for (var current = type; current is not null; current = current.DeclaringType) types.Insert(0, current.Name);
        return Say(types, method);
    }

    /// <param name="types">The types around the method, outermost first, as the compiler named them.</param>
    /// <param name="method">The method, as the compiler named it.</param>
    public static string Say(IReadOnlyList<string> types, string method)
    {
        var last = types.Count - 1;

        // A function that waits is a class with a MoveNext; the class has the function's name.
        var name = method == "MoveNext" && last >= 0 && types[last].StartsWith('<') && types[last] != CompiledWorld.ScriptClass
            ? Function(types[last])
            : Function(method);

        var owners = types.Where(type => !type.StartsWith('<')).Select(WithoutArity).ToArray();
        return owners.Length == 0 || name == TopLevel ? name : Within(string.Join('.', owners), name);
    }

    private static string Within(string owner, string name)
    {
        if (name is ".ctor" or ".cctor") return $"new {owner}";
        var split = name.LastIndexOf(" in ", StringComparison.Ordinal);
        return split < 0 ? $"{owner}.{name}" : $"{name[..(split + 4)]}{owner}.{name[(split + 4)..]}";
    }

    private static string Function(string name)
    {
        if (!name.StartsWith('<')) return Plain(name);

        var close = Closing(name);
        var inner = name[1..close];
        var kind = name[(close + 1)..];
        if (inner.Length == 0 || inner is "Initialize" or "Factory" or "Main") return TopLevel;

        return kind switch
        {
            ['b', '_', '_', ..] => $"lambda in {Function(inner)}",
            ['g', '_', '_', ..] => $"{kind[3..Bar(kind)]} in {Function(inner)}",
            _ => Function(inner),
        };
    }

    private static string Plain(string name) => name switch
    {
        "Initialize" => TopLevel,
        _ when name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) => name[4..],
        _ when name.StartsWith("op_", StringComparison.Ordinal) => $"operator {name[3..]}",
        _ => WithoutArity(name),
    };

    private static int Closing(string name)
    {
        var depth = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '<') depth++;
            if (name[i] == '>' && --depth == 0) return i;
        }

        return name.Length - 1;
    }

    private static int Bar(string kind)
    {
        var bar = kind.IndexOf('|');
        return bar < 0 ? kind.Length : bar;
    }

    private static string WithoutArity(string name)
    {
        var tick = name.IndexOf('`');
        return tick < 0 ? name : name[..tick];
    }
}
