using System.Globalization;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Builtins;

internal static class MathFunctions
{
    public static readonly Dictionary<string, object?> All = BuiltinFunctions.Group(
        "math",
        ("abs", "value", c => Abs(c)),
        ("ceil", "value", c => Real(c, Math.Ceiling, Math.Ceiling)),
        ("divided_by", "value, divisor", DividedBy),
        ("floor", "value", c => Real(c, Math.Floor, Math.Floor)),
        ("format", "value, format, culture?", ObjectFunctions.Format),
        ("is_number", "value", c => ScriptValue.IsNumber(c.Value(0))),
        ("minus", "value, with", c => Apply(c, ScriptOperator.Subtract)),
        ("modulo", "value, with", c => Apply(c, ScriptOperator.Modulo)),
        ("plus", "value, with", c => Apply(c, ScriptOperator.Add)),
        ("round", "value, precision?", Round),
        ("times", "value, with", c => Apply(c, ScriptOperator.Multiply)),
        ("uuid", "", Uuid),
        ("random", "minValue, maxValue", Random));

    private static object? Apply(BuiltinCall call, ScriptOperator op) =>
        ScriptOperators.Apply(call.Context, call.Node, op, call.Value(0), call.Value(1));

    private static object Number(BuiltinCall call, int index)
    {
        var value = call.Value(index);
        if (value is null) return 0;
        if (ScriptValue.IsNumber(value)) return value;
        if (value is bool truth) return truth ? 1 : 0;
        if (value is string text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)) return parsed;
        throw ScriptValue.CannotConvert(call.Context, call.Node, value, "a number");
    }

    private static object? Abs(BuiltinCall call) => Number(call, 0) switch
    {
        int i and not int.MinValue => Math.Abs(i),
        double d => Math.Abs(d),
        float f => Math.Abs(f),
        decimal m => Math.Abs(m),
        var other => ScriptValue.Narrow(System.Numerics.BigInteger.Abs(ScriptValue.ToBig(other))),
    };

    private static object? Real(BuiltinCall call, Func<double, double> real, Func<decimal, decimal> exact) => Number(call, 0) switch
    {
        double d => real(d),
        float f => (float)real(f),
        decimal m => exact(m),
        var whole => whole,
    };

    private static object? Round(BuiltinCall call)
    {
        var digits = call.Has(1) ? Math.Clamp(call.Int(1), 0, 15) : 0;
        return Number(call, 0) switch
        {
            double d => Math.Round(d, digits),
            float f => MathF.Round(f, Math.Min(digits, 6)),
            decimal m => Math.Round(m, digits),
            var whole => whole,
        };
    }

    // An integer divisor makes an integer: 5 | math.divided_by 2 is 2.
    private static object? DividedBy(BuiltinCall call)
    {
        var (value, divisor) = (Number(call, 0), Number(call, 1));
        var quotient = ScriptOperators.Apply(call.Context, call.Node, ScriptOperator.Divide, value, divisor);
        if (divisor is double or float or decimal) return quotient;
        if (quotient is double real)
        {
            if (!double.IsFinite(real)) throw call.Fail("This divides by zero.");
            return ScriptValue.Narrow(new System.Numerics.BigInteger(Math.Floor(real)));
        }
        return quotient switch { decimal m => ScriptValue.Narrow(new System.Numerics.BigInteger(Math.Floor(m))), float f => ScriptValue.Narrow(new System.Numerics.BigInteger(MathF.Floor(f))), _ => quotient };
    }

    private static object? Uuid(BuiltinCall call)
    {
        Span<byte> bytes = stackalloc byte[16];
        call.Context.Random.NextBytes(bytes);
        // Version 4, variant 1, so that it reads as what it is.
        bytes[7] = (byte)(bytes[7] & 0x0f | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return new Guid(bytes).ToString();
    }

    private static object? Random(BuiltinCall call)
    {
        var (low, high) = (call.Int(0), call.Int(1));
        if (high < low) throw call.Fail($"The upper bound {high} is less than the lower bound {low}.");
        return call.Context.Random.Next(low, high);
    }
}
