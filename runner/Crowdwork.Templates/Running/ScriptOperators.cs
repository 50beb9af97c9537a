using System.Globalization;
using System.Numerics;
using System.Text;
using Crowdwork.Templates.Syntax;

namespace Crowdwork.Templates.Running;

public enum ScriptOperator
{
    Add, Subtract, Multiply, Divide, IntDivide, Modulo,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    And, Or, Coalesce, NotNullThen, ShiftLeft, ShiftRight, Range, RangeExclusive,
    Not, Negate, Plus, Alias, Expand,
}

/// <summary>What the operators do with the kinds of values. A string makes everything beside it a string; otherwise the wider number wins.</summary>
internal static class ScriptOperators
{
    // 20,000 digits. Squaring a number in a loop doubles its length each time.
    private const long LongestInteger = 65_536;

    public static object? Apply(TemplateContext context, ScriptNode node, ScriptOperator op, object? left, object? right)
    {
        if (left is int a && right is int b && FromInts(op, a, b) is { } quick) return quick;
        switch (op)
        {
            case ScriptOperator.Equal: return AreEqual(context, node, left, right);
            case ScriptOperator.NotEqual: return !AreEqual(context, node, left, right);
        }
        if (left is null || right is null) return FromNull(context, node, op, left, right);
        if (IsList(left) || IsList(right)) return FromLists(context, node, op, left, right);
        if (IsText(left) || IsText(right)) return FromTexts(context, node, op, left, right);
        if (FromDates(context, node, op, left, right) is { } date) return date;
        if (IsNumeric(left) && IsNumeric(right)) return FromNumbers(node, op, left, right);
        throw NotSupported(node, op, left, right);
    }

    private static object? FromInts(ScriptOperator op, int a, int b)
    {
        switch (op)
        {
            case ScriptOperator.Add: return ScriptValue.Narrow((long)a + b);
            case ScriptOperator.Subtract: return ScriptValue.Narrow((long)a - b);
            case ScriptOperator.Multiply: return ScriptValue.Narrow((long)a * b);
            case ScriptOperator.Equal: return a == b;
            case ScriptOperator.NotEqual: return a != b;
            case ScriptOperator.Less: return a < b;
            case ScriptOperator.LessOrEqual: return a <= b;
            case ScriptOperator.Greater: return a > b;
            case ScriptOperator.GreaterOrEqual: return a >= b;
            default: return null;
        }
    }

    private static bool IsText(object value) => value is string or MarkedText or char;

    private static bool IsNumeric(object value) => value is bool || ScriptValue.IsNumber(value);

    private static bool IsList(object value) => value is ScriptArray or ScriptRange || !IsText(value) && ScriptList.IsList(value);

    private static bool IsComparison(ScriptOperator op) =>
        op is ScriptOperator.Less or ScriptOperator.LessOrEqual or ScriptOperator.Greater or ScriptOperator.GreaterOrEqual;

    // Null added to something is that thing if it is text; a number with null is null, and nothing is greater or less than null.
    private static object? FromNull(TemplateContext context, ScriptNode node, ScriptOperator op, object? left, object? right)
    {
        if (IsComparison(op)) return false;
        if (op == ScriptOperator.Add && (left ?? right) is { } other && (IsText(other) || IsList(other))) return IsText(other) ? context.ToText(other, node) : other;
        if (op is ScriptOperator.Range or ScriptOperator.RangeExclusive) throw NotSupported(node, op, left, right);
        return null;
    }

    public static bool AreEqual(TemplateContext context, ScriptNode node, object? left, object? right)
    {
        if (left is EmptyScriptObject) return IsEmpty(right);
        if (right is EmptyScriptObject) return IsEmpty(left);
        if (left is null || right is null) return left is null && right is null;
        if (left is int a && right is int b) return a == b;
        if (left is string s && right is string t) return s == t;
        if (IsList(left) || IsList(right)) return IsList(left) && IsList(right) && ListsAreEqual(context, node, left, right, 0);
        if (IsText(left) || IsText(right)) return context.ToText(left, node) == context.ToText(right, node);
        if (IsNumeric(left) && IsNumeric(right)) return Compare(left, right) == 0;
        if (AsDate(left) is { } first && AsDate(right) is { } second) return first == second;
        return left.Equals(right);
    }

    private static bool IsEmpty(object? value) => value switch
    {
        EmptyScriptObject => true,
        ScriptArray array => array.Count == 0,
        ScriptObject members => members.Count == 0,
        System.Collections.ICollection items => items.Count == 0,
        _ => false,
    };

    private static bool ListsAreEqual(TemplateContext context, ScriptNode node, object left, object right, int depth)
    {
        if (ReferenceEquals(left, right)) return true;
        if (depth > context.Limits.ObjectDepth) throw TemplateContext.Exceeded(node.Span, $"lists more than {context.Limits.ObjectDepth} deep to be compared");
        var (a, b) = (ScriptList.Of(context, node, left), ScriptList.Of(context, node, right));
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
        {
            context.Step(node);
            var (x, y) = (a[i], b[i]);
            var same = x is not null && y is not null && IsList(x) && IsList(y)
                ? ListsAreEqual(context, node, x, y, depth + 1)
                : AreEqual(context, node, x, y);
            if (!same) return false;
        }
        return true;
    }

    private static object FromTexts(TemplateContext context, ScriptNode node, ScriptOperator op, object left, object right)
    {
        if (op == ScriptOperator.Multiply)
        {
            var (text, times) = IsText(left) ? (left, right) : (right, left);
            if (!IsText(times) && IsNumeric(times)) return Repeat(context, node, context.ToText(text, node), times);
        }
        if (op == ScriptOperator.Add)
        {
            var (a, b) = (context.ToText(left, node), context.ToText(right, node));
            context.CheckLength((long)a.Length + b.Length, node);
            context.Charge(a.Length + b.Length, node.Span);
            return a + b;
        }
        if (!IsComparison(op)) throw NotSupported(node, op, left, right);
        return Decide(op, string.CompareOrdinal(context.ToText(left, node), context.ToText(right, node)));
    }

    private static string Repeat(TemplateContext context, ScriptNode node, string text, object times)
    {
        var count = ScriptValue.ToInt(context, node, times);
        if (count <= 0 || text.Length == 0) return "";
        context.CheckLength((long)text.Length * count, node);
        context.Charge(text.Length * count, node.Span);
        return new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
    }

    private static object FromLists(TemplateContext context, ScriptNode node, ScriptOperator op, object left, object right)
    {
        if (op == ScriptOperator.Multiply && IsNumeric(IsList(left) ? right : left)) return Repeat(context, node, IsList(left) ? left : right, IsList(left) ? right : left);
        if (op == ScriptOperator.ShiftLeft && IsList(left)) return Joined(context, node, ScriptList.Of(context, node, left).Enumerate().Append(right));
        if (op == ScriptOperator.ShiftRight && IsList(right)) return Joined(context, node, ScriptList.Of(context, node, right).Enumerate().Prepend(left));
        if (op == ScriptOperator.Add && (IsText(left) || IsText(right))) return FromTexts(context, node, op, left, right);
        if (!IsList(left) || !IsList(right)) throw NotSupported(node, op, left, right);
        if (op == ScriptOperator.Add)
        {
            return Joined(context, node, ScriptList.Of(context, node, left).Enumerate().Concat(ScriptList.Of(context, node, right).Enumerate()));
        }
        if (IsComparison(op)) return Decide(op, CompareLists(context, node, left, right));
        throw NotSupported(node, op, left, right);
    }

    private static ScriptArray Joined(TemplateContext context, ScriptNode node, IEnumerable<object?> items)
    {
        var result = new ScriptArray();
        foreach (var item in items)
        {
            context.Step(node);
            context.CheckCount(result.Count + 1, node.Span);
            result.Add(item);
        }
        return result;
    }

    private static ScriptArray Repeat(TemplateContext context, ScriptNode node, object list, object times)
    {
        var items = ScriptList.Of(context, node, list);
        var count = Math.Max(0, ScriptValue.ToInt(context, node, times));
        context.CheckCount((long)items.Count * count, node.Span);
        return Joined(context, node, Enumerable.Repeat(0, items.Count == 0 ? 0 : count).SelectMany(_ => items.Enumerate()));
    }

    private static int CompareLists(TemplateContext context, ScriptNode node, object left, object right)
    {
        var (a, b) = (ScriptList.Of(context, node, left), ScriptList.Of(context, node, right));
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            context.Step(node);
            context.EnsureStack(node);
            if (AreEqual(context, node, a[i], b[i])) continue;
            return Apply(context, node, ScriptOperator.Less, a[i], b[i]) is true ? -1 : 1;
        }
        return a.Count.CompareTo(b.Count);
    }

    private static bool Decide(ScriptOperator op, int order) => op switch
    {
        ScriptOperator.Less => order < 0,
        ScriptOperator.LessOrEqual => order <= 0,
        ScriptOperator.Greater => order > 0,
        _ => order >= 0,
    };

    public static DateTime? AsDate(object? value) => value switch
    {
        DateTime date => date,
        DateTimeOffset moment => moment.DateTime,
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        _ => null,
    };

    private static object? FromDates(TemplateContext context, ScriptNode node, ScriptOperator op, object left, object right)
    {
        try
        {
            if (AsDate(left) is { } a)
            {
                if (AsDate(right) is { } b)
                {
                    if (left is DateTimeOffset l && right is DateTimeOffset r) (a, b) = (l.UtcDateTime, r.UtcDateTime);
                    if (op == ScriptOperator.Subtract) return a - b;
                    return IsComparison(op) ? Decide(op, a.CompareTo(b)) : null;
                }
                if (right is TimeSpan span) return op switch { ScriptOperator.Add => a + span, ScriptOperator.Subtract => a - span, _ => null };
                return null;
            }
            if (left is not TimeSpan first) return null;
            if (right is TimeSpan second)
            {
                return op switch
                {
                    ScriptOperator.Add => first + second,
                    ScriptOperator.Subtract => first - second,
                    _ => IsComparison(op) ? Decide(op, first.CompareTo(second)) : null,
                };
            }
            return AsDate(right) is { } date && op == ScriptOperator.Add ? date + first : null;
        }
        catch (Exception outOfRange) when (outOfRange is ArgumentOutOfRangeException or OverflowException)
        {
            throw new ScriptRuntimeException(node.Span, "The result is no date that exists.", null, outOfRange);
        }
    }

    private static object FromNumbers(ScriptNode node, ScriptOperator op, object left, object right)
    {
        if (IsComparison(op))
        {
            return IsUnordered(left) || IsUnordered(right) ? false : Decide(op, Compare(left, right));
        }
        try
        {
            if (left is decimal || right is decimal) return FromDecimals(node, op, left, right);
            if (left is double || right is double || left is float && right is not float || right is float && left is not float)
            {
                if (left is float f && right is not double) return FromFloats(node, op, f, (float)ScriptValue.ToDouble(right));
                if (right is float g && left is not double) return FromFloats(node, op, (float)ScriptValue.ToDouble(left), g);
                return FromDoubles(node, op, ScriptValue.ToDouble(left), ScriptValue.ToDouble(right));
            }
            if (left is float x && right is float y) return FromFloats(node, op, x, y);
            return FromIntegers(node, op, ScriptValue.ToBig(left), ScriptValue.ToBig(right));
        }
        catch (DivideByZeroException zero)
        {
            throw new ScriptRuntimeException(node.Span, "This divides by zero.", null, zero);
        }
        catch (OverflowException overflow)
        {
            throw new ScriptRuntimeException(node.Span, "The result is too large for a number of this kind.", null, overflow);
        }
    }

    private static bool IsUnordered(object value) => value is double.NaN or float.NaN;

    private static int Compare(object left, object right)
    {
        if (left is decimal or double or float || right is decimal or double or float)
        {
            if (left is decimal a && right is decimal b) return a.CompareTo(b);
            return ScriptValue.ToDouble(left).CompareTo(ScriptValue.ToDouble(right));
        }
        return ScriptValue.ToBig(left).CompareTo(ScriptValue.ToBig(right));
    }

    private static object FromDecimals(ScriptNode node, ScriptOperator op, object left, object right)
    {
        var (a, b) = (ToDecimal(left), ToDecimal(right));
        return op switch
        {
            ScriptOperator.Add => a + b,
            ScriptOperator.Subtract => a - b,
            ScriptOperator.Multiply => a * b,
            ScriptOperator.Divide => a / b,
            ScriptOperator.IntDivide => Math.Round(a / b),
            ScriptOperator.Modulo => a % b,
            _ => throw NotSupported(node, op, left, right),
        };
    }

    private static decimal ToDecimal(object value) => value is decimal exact ? exact : value is double or float ? (decimal)ScriptValue.ToDouble(value) : (decimal)ScriptValue.ToBig(value);

    private static object FromDoubles(ScriptNode node, ScriptOperator op, double a, double b) => op switch
    {
        ScriptOperator.Add => a + b,
        ScriptOperator.Subtract => a - b,
        ScriptOperator.Multiply => a * b,
        ScriptOperator.Divide => a / b,
        ScriptOperator.IntDivide => Math.Round(a / b),
        ScriptOperator.Modulo => a % b,
        _ => throw NotSupported(node, op, a, b),
    };

    private static object FromFloats(ScriptNode node, ScriptOperator op, float a, float b) => op switch
    {
        ScriptOperator.Add => a + b,
        ScriptOperator.Subtract => a - b,
        ScriptOperator.Multiply => a * b,
        ScriptOperator.Divide => a / b,
        ScriptOperator.IntDivide => MathF.Round(a / b),
        ScriptOperator.Modulo => a % b,
        _ => throw NotSupported(node, op, a, b),
    };

    private static object FromIntegers(ScriptNode node, ScriptOperator op, BigInteger a, BigInteger b)
    {
        switch (op)
        {
            case ScriptOperator.Add: return Sized(node, a + b);
            case ScriptOperator.Subtract: return Sized(node, a - b);
            case ScriptOperator.Multiply: return Sized(node, a * b);
            case ScriptOperator.Divide: return (double)a / (double)b;
            case ScriptOperator.IntDivide: return ScriptValue.Narrow(BigInteger.Divide(a, b));
            case ScriptOperator.Modulo: return ScriptValue.Narrow(BigInteger.Remainder(a, b));
            case ScriptOperator.ShiftLeft or ScriptOperator.ShiftRight:
                if (BigInteger.Abs(b) > LongestInteger) throw new OverflowException();
                return Sized(node, op == ScriptOperator.ShiftLeft ? a << (int)b : a >> (int)b);
            case ScriptOperator.Range: return new ScriptRange(a, b);
            // 0..<0 holds nothing. A range is never empty, so it is a list then.
            case ScriptOperator.RangeExclusive: return a == b ? new ScriptArray() : new ScriptRange(a, b > a ? b - 1 : b + 1);
        }
        throw NotSupported(node, op, a, b);
    }

    private static object Sized(ScriptNode node, BigInteger value)
    {
        if (value.GetBitLength() > LongestInteger) throw TemplateContext.Exceeded(node.Span, "an integer of more than 20,000 digits");
        return ScriptValue.Narrow(value);
    }

    public static object? Negate(TemplateContext context, ScriptNode node, object? value) => value switch
    {
        null => null,
        int and not int.MinValue => -(int)value,
        double real => -real,
        float real => -real,
        decimal exact => -exact,
        TimeSpan span when span != TimeSpan.MinValue => -span,
        _ when ScriptValue.IsNumber(value) || value is bool => ScriptValue.Narrow(-ScriptValue.ToBig(value)),
        _ when IsList(value) => Joined(context, node, ScriptList.Of(context, node, value).Enumerate().Select(i => NegateItem(context, node, i))),
        _ => throw new ScriptRuntimeException(node.Span, $"`-` needs a number, not a value {ScriptValue.KindOrNull(value)}."),
    };

    private static object? NegateItem(TemplateContext context, ScriptNode node, object? item)
    {
        context.EnsureStack(node);
        return Negate(context, node, item);
    }

    public static object? Positive(ScriptNode node, object? value)
    {
        if (value is null || ScriptValue.IsNumber(value)) return value;
        if (value is bool truth) return truth ? 1 : 0;
        throw new ScriptRuntimeException(node.Span, $"`+` needs a number, not a value {ScriptValue.KindOrNull(value)}.");
    }

    /// <summary>The order of <c>array.sort</c>: texts in the order of a dictionary, numbers by size.</summary>
    public static int CompareForSort(TemplateContext context, ScriptNode node, object? left, object? right)
    {
        context.Step(node);
        if (left is null || right is null) return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        if (IsText(left) && IsText(right)) return CompareTexts(context.ToText(left, node), context.ToText(right, node));
        if (IsNumeric(left) && IsNumeric(right)) return Compare(left, right);
        if (AsDate(left) is { } a && AsDate(right) is { } b) return a.CompareTo(b);
        if (left is TimeSpan first && right is TimeSpan second) return first.CompareTo(second);
        throw new ScriptRuntimeException(
            node.Span, $"A value {ScriptValue.KindOrNull(left)} and one {ScriptValue.KindOrNull(right)} have no order.", "Name the member to sort by, or sort values of one kind.");
    }

    // The program runs without culture data, so the order of words is made here: letters before their case, case as a tie-break.
    private static int CompareTexts(string left, string right)
    {
        var order = string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
        return order != 0 ? order : -string.CompareOrdinal(left, right);
    }

    public static string Sign(ScriptOperator op) => op switch
    {
        ScriptOperator.Add => "+",
        ScriptOperator.Subtract => "-",
        ScriptOperator.Multiply => "*",
        ScriptOperator.Divide => "/",
        ScriptOperator.IntDivide => "//",
        ScriptOperator.Modulo => "%",
        ScriptOperator.Less => "<",
        ScriptOperator.LessOrEqual => "<=",
        ScriptOperator.Greater => ">",
        ScriptOperator.GreaterOrEqual => ">=",
        ScriptOperator.ShiftLeft => "<<",
        ScriptOperator.ShiftRight => ">>",
        ScriptOperator.Range => "..",
        ScriptOperator.RangeExclusive => "..<",
        _ => op.ToString(),
    };

    private static ScriptRuntimeException NotSupported(ScriptNode node, ScriptOperator op, object? left, object? right) => new(
        node.Span, $"`{Sign(op)}` cannot join a value {ScriptValue.KindOrNull(left)} and one {ScriptValue.KindOrNull(right)}.", "Convert one of them first, for instance with string.to_int.");
}
