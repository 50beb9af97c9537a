using System.Collections;
using System.Globalization;
using System.Numerics;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Running;

/// <summary>What values are and how they become values of another kind.</summary>
internal static class ScriptValue
{
    /// <summary>Only null and false are false; 0, "" and empty lists are true.</summary>
    public static bool ToBool(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        _ => true,
    };

    public static bool IsNumber(object? value) =>
        value is int or double or long or decimal or float or BigInteger or uint or ulong or byte or sbyte or short or ushort;

    public static object Narrow(BigInteger value)
    {
        if (value >= int.MinValue && value <= int.MaxValue) return (int)value;
        if (value >= long.MinValue && value <= long.MaxValue) return (long)value;
        return value;
    }

    /// <summary>The word of <c>object.typeof</c>.</summary>
    public static string? TypeOf(object? value) => value switch
    {
        null => null,
        string or MarkedText or char => "string",
        bool => "boolean",
        ScriptRange => "iterator",
        _ when IsNumber(value) => "number",
        _ when ScriptList.IsList(value) => value is IList or ScriptArray ? "array" : "iterator",
        _ => "object",
    };

    /// <summary>The word of <c>object.kind</c>.</summary>
    public static string? KindOf(object? value) => value switch
    {
        null => null,
        string or MarkedText or char => "string",
        bool => "bool",
        byte => "byte",
        sbyte => "sbyte",
        ushort => "ushort",
        short => "short",
        uint => "uint",
        int => "int",
        ulong => "ulong",
        long => "long",
        float => "float",
        double => "double",
        decimal => "decimal",
        BigInteger => "bigint",
        Enum => "enum",
        ScriptRange => "range",
        IScriptCustomFunction => "function",
        ScriptObject or IDictionary => "object",
        _ when ScriptList.IsList(value) => "array",
        _ => value.GetType().Name,
    };

    public static string KindOrNull(object? value) => KindOf(value) is { } kind ? $"of kind {kind}" : "null";

    public static int ToInt(TemplateContext context, ScriptNode node, object? value)
    {
        switch (value)
        {
            case int number: return number;
            case null: return 0;
            case bool truth: return truth ? 1 : 0;
            case long or uint or ulong or BigInteger or short or ushort or byte or sbyte:
                var big = ToBig(value);
                return (int)BigInteger.Clamp(big, int.MinValue, int.MaxValue);
            case double or float or decimal:
                var real = ToDouble(value);
                return double.IsNaN(real) ? 0 : (int)Math.Clamp(Math.Truncate(real), int.MinValue, int.MaxValue);
            case string or MarkedText:
                if (int.TryParse(value.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed)) return parsed;
                break;
        }
        throw CannotConvert(context, node, value, "a whole number");
    }

    public static ScriptRuntimeException CannotConvert(TemplateContext context, ScriptNode node, object? value, string target)
    {
        var shown = value is string or MarkedText ? $"the string \"{Shorten(value.ToString()!)}\"" : $"a value {KindOrNull(value)}";
        return new ScriptRuntimeException(node.Span, $"{char.ToUpperInvariant(shown[0])}{shown[1..]} cannot be used as {target}.");
    }

    private static string Shorten(string text) => text.Length <= 30 ? text : text[..30] + "...";

    public static BigInteger ToBig(object value) => value switch
    {
        int i => i,
        long l => l,
        uint u => u,
        ulong u => u,
        BigInteger b => b,
        short s => s,
        ushort s => s,
        byte b => b,
        sbyte s => s,
        bool b => b ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static double ToDouble(object value) => value switch
    {
        int i => i,
        double d => d,
        float f => f,
        decimal m => (double)m,
        bool b => b ? 1 : 0,
        _ => (double)ToBig(value),
    };

    /// <summary>For .NET methods: the value in the type that a parameter has.</summary>
    public static object? ToType(TemplateContext context, ScriptNode node, object? value, Type type)
    {
        if (type == typeof(object)) return value is MarkedText marked && !type.IsInstanceOfType(marked) ? marked.Text : value;
        if (type == typeof(string)) return value is null ? null : context.ToText(value, node);
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null) return type.IsValueType && target == type ? Activator.CreateInstance(type) : null;
        if (target.IsInstanceOfType(value)) return value;
        if (target == typeof(bool)) return ToBool(value);
        if (target == typeof(int)) return ToInt(context, node, value);
        if (IsNumber(value) && typeof(IConvertible).IsAssignableFrom(target) && value is not BigInteger)
        {
            try
            {
                return Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
            }
            catch (OverflowException)
            {
                throw CannotConvert(context, node, value, target.Name);
            }
        }
        throw CannotConvert(context, node, value, target.Name);
    }
}
