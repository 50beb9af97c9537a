using System.Globalization;
using System.Text;
using Crowdwork.Templates.Parsing;
using Crowdwork.Templates.Running;

namespace Crowdwork.Templates.Builtins;

/// <summary>Dates, printed by patterns like <c>%d %b %Y</c>.</summary>
internal static class DateFunctions
{
    public const string DefaultFormat = "%d %b %Y";

    public static readonly Dictionary<string, object?> All = Create();

    private static Dictionary<string, object?> Create()
    {
        var result = BuiltinFunctions.Group(
            "date",
            ("now", "", c => c.Context.Now),
            ("add_days", "date, days", c => Add(c, n => TimeSpan.FromDays(n))),
            ("add_months", "date, months", c => AddMonths(c, 1)),
            ("add_years", "date, years", c => AddMonths(c, 12)),
            ("add_hours", "date, hours", c => Add(c, n => TimeSpan.FromHours(n))),
            ("add_minutes", "date, minutes", c => Add(c, n => TimeSpan.FromMinutes(n))),
            ("add_seconds", "date, seconds", c => Add(c, n => TimeSpan.FromSeconds(n))),
            ("add_milliseconds", "date, millis", c => Add(c, n => TimeSpan.FromMilliseconds(n))),
            ("parse", "text, pattern?, culture?", c => c.Value(0) is null ? null : Parse(c, 0, 1, 2)),
            ("parse_to_string", "text, output_pattern?, output_culture?, input_pattern?, input_culture?", ParseToString),
            ("to_string", "datetime, pattern?, culture?", ToText));
        result["default_format"] = DefaultFormat;
        return result;
    }

    public static string PrintDefault(TemplateContext context, object value, SourceSpan span)
    {
        return Print(context, value, FormatOf(context), CultureInfo.InvariantCulture, span);
    }

    private static string FormatOf(TemplateContext context) =>
        context.BuiltinObject.TryGetValue("date", out var date) && date is ScriptObject group && group["format"] is string own ? own : DefaultFormat;

    private static object? ToText(BuiltinCall call)
    {
        if (call.Value(0) is null) return null;
        var value = DateOf(call, 0);
        var pattern = call.Has(1) ? call.Text(1) : "";
        if (pattern.Length == 0) return PrintDefault(call.Context, value, call.Span);
        return Print(call.Context, value, pattern, CultureOf(call, 2), call.Span);
    }

    private static CultureInfo CultureOf(BuiltinCall call, int index) =>
        call.Has(index) ? Cultures.Find(call, call.Text(index)) : CultureInfo.InvariantCulture;

    // A string that is a date is taken for one: data files hold dates as text.
    private static object DateOf(BuiltinCall call, int index)
    {
        var value = call.Value(index);
        if (value is DateTime or DateTimeOffset or DateOnly) return value;
        if (value is string text && TryParse(text, null, CultureInfo.InvariantCulture, out var parsed)) return parsed;
        throw ScriptValue.CannotConvert(call.Context, call.Node, value, "a date");
    }

    private static object? Add(BuiltinCall call, Func<double, TimeSpan> unit)
    {
        if (call.Value(0) is null) return null;
        var amount = call.Value(1) is { } value && ScriptValue.IsNumber(value) ? ScriptValue.ToDouble(value) : call.Int(1);
        return InRange(call, date => date + unit(amount), moment => moment + unit(amount));
    }

    private static object? AddMonths(BuiltinCall call, int factor)
    {
        if (call.Value(0) is null) return null;
        return InRange(call, date => date.AddMonths(checked(call.Int(1) * factor)), moment => moment.AddMonths(checked(call.Int(1) * factor)));
    }

    private static object InRange(BuiltinCall call, Func<DateTime, DateTime> move, Func<DateTimeOffset, DateTimeOffset> moveOffset)
    {
        try
        {
            var value = DateOf(call, 0);
            return value is DateTimeOffset moment ? moveOffset(moment) : move(ScriptOperators.AsDate(value)!.Value);
        }
        catch (Exception tooFar) when (tooFar is ArgumentOutOfRangeException or OverflowException or ArgumentException)
        {
            throw call.Fail("The result is no date that exists.", null, tooFar);
        }
    }

    // Text that is no date gives the first day of the calendar, as the language has it.
    private static DateTime Parse(BuiltinCall call, int text, int pattern, int culture) =>
        TryParse(call.Text(text), call.Has(pattern) ? call.Text(pattern) : null, CultureOf(call, culture), out var date) ? date : default;

    private static object? ParseToString(BuiltinCall call)
    {
        if (call.Value(0) is null) return null;
        var date = Parse(call, 0, 3, 4);
        return call.Has(1) ? Print(call.Context, date, call.Text(1), CultureOf(call, 2), call.Span) : PrintDefault(call.Context, date, call.Span);
    }

    private static bool TryParse(string text, string? pattern, CultureInfo culture, out DateTime date)
    {
        const DateTimeStyles style = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AdjustToUniversal;
        if (pattern is not null && IsInvariant(pattern)) culture = CultureInfo.InvariantCulture;
        if (pattern is not null) return DateTime.TryParseExact(text, ToNetPattern(pattern, culture), culture, style, out date);
        return DateTime.TryParse(text, culture, style, out date);
    }

    // `%g` says so wherever it stands.
    private static bool IsInvariant(string pattern) => pattern.Replace("%%", "", StringComparison.Ordinal).Contains("%g", StringComparison.Ordinal);

    private static string ToNetPattern(string pattern, CultureInfo culture)
    {
        var builder = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 >= pattern.Length)
            {
                if (pattern[i] != ' ') builder.Append('\\');
                builder.Append(pattern[i]);
                continue;
            }
            builder.Append(pattern[++i] switch
            {
                'Y' => "yyyy", 'y' => "yy", 'm' => "M", 'd' or 'e' => "d", 'b' or 'h' => "MMM", 'B' => "MMMM", 'a' => "ddd", 'A' => "dddd",
                'H' or 'k' => "H", 'I' or 'l' => "h", 'M' => "m", 'S' => "s", 'L' => "fff", 'N' => "fffffff", 'p' or 'P' => "tt", 'Z' => "K",
                'F' => "yyyy\\-M\\-d", 'T' => "H\\:m\\:s", 'R' => "H\\:m", 'D' => "M\\/d\\/yy", 'r' => "h\\:m\\:s tt", '%' => "\\%", 'n' => "\\\n", 't' => "\\\t",
                'x' => culture.DateTimeFormat.ShortDatePattern, 'X' => culture.DateTimeFormat.LongTimePattern, 'c' => "ddd MMM d H\\:m\\:s yyyy",
                _ => "",
            });
        }
        // A pattern of one letter would mean one of .NET's standard formats.
        return builder.Length == 1 ? "%" + builder : builder.ToString();
    }

    private static string Print(TemplateContext context, object value, string pattern, CultureInfo culture, SourceSpan span)
    {
        // Alone it stands for the format that is set, behind a space: that is how the language has it.
        if (pattern == "%g") pattern = "%g " + FormatOf(context);
        var date = ScriptOperators.AsDate(value)!.Value;
        var offset = value is DateTimeOffset moment ? moment.Offset : date.Kind == DateTimeKind.Utc ? TimeSpan.Zero : context.Offset;
        var builder = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            context.Steps(1, span);
            context.CheckLength(builder.Length, span);
            if (pattern[i] != '%' || i + 1 >= pattern.Length) builder.Append(pattern[i]);
            else if (pattern[++i] == 'g') culture = CultureInfo.InvariantCulture;
            else AppendPart(builder, date, offset, pattern[i], culture);
        }
        return builder.ToString();
    }

    private static void AppendPart(StringBuilder builder, DateTime date, TimeSpan offset, char part, CultureInfo culture)
    {
        var hour12 = date.Hour % 12 == 0 ? 12 : date.Hour % 12;
        var invariant = CultureInfo.InvariantCulture;
        builder.Append(part switch
        {
            'a' => date.ToString("ddd", culture),
            'A' => date.ToString("dddd", culture),
            'b' or 'h' => date.ToString("MMM", culture),
            'B' => date.ToString("MMMM", culture),
            'c' => Several(date, offset, "%a %b %d %T %Y", culture),
            'C' => Padded(date.Year / 100, 2),
            'd' => Padded(date.Day, 2),
            'D' => Several(date, offset, "%m/%d/%y", culture),
            'e' => Padded(date.Day, 2, ' '),
            'F' => Several(date, offset, "%Y-%m-%d", culture),
            'H' => Padded(date.Hour, 2),
            'I' => Padded(hour12, 2),
            'j' => Padded(date.DayOfYear, 3),
            'k' => Padded(date.Hour, 2, ' '),
            'l' => Padded(hour12, 2, ' '),
            'L' => Padded(date.Millisecond, 3),
            'm' => Padded(date.Month, 2),
            'M' => Padded(date.Minute, 2),
            'n' => "\n",
            'N' => Padded((int)(date.Ticks % TimeSpan.TicksPerSecond) * 100, 9),
            'p' => date.Hour < 12 ? "AM" : "PM",
            'P' => date.Hour < 12 ? "am" : "pm",
            'r' => Several(date, offset, "%I:%M:%S %p", culture),
            'R' => Several(date, offset, "%H:%M", culture),
            's' => ((date - offset - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond).ToString(invariant),
            'S' => Padded(date.Second, 2),
            't' => "\t",
            'T' => Several(date, offset, "%H:%M:%S", culture),
            'u' => (date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek).ToString(invariant),
            'U' => Padded((date.DayOfYear + 6 - (int)date.DayOfWeek) / 7, 2),
            'v' => Several(date, offset, "%e-%b-%Y", invariant).ToUpperInvariant(),
            'V' => Padded(ISOWeek.GetWeekOfYear(date), 2),
            'W' => Padded((date.DayOfYear + 6 - ((int)date.DayOfWeek + 6) % 7) / 7, 2),
            'w' => ((int)date.DayOfWeek).ToString(invariant),
            'x' => date.ToString(culture.DateTimeFormat.ShortDatePattern, culture),
            'X' => date.ToString(culture.DateTimeFormat.LongTimePattern, culture),
            'y' => Padded(date.Year % 100, 2),
            'Y' => Padded(date.Year, 4),
            'Z' => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", invariant),
            '%' => "%",
            _ => "%" + part,
        });
    }

    private static string Several(DateTime date, TimeSpan offset, string pattern, CultureInfo culture)
    {
        var builder = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '%') AppendPart(builder, date, offset, pattern[++i], culture);
            else builder.Append(pattern[i]);
        }
        return builder.ToString();
    }

    private static string Padded(int number, int width, char pad = '0') => number.ToString(CultureInfo.InvariantCulture).PadLeft(width, pad);
}

internal static class TimeSpanFunctions
{
    public static readonly Dictionary<string, object?> All = Create();

    private static Dictionary<string, object?> Create()
    {
        var result = BuiltinFunctions.Group(
            "timespan",
            ("from_days", "days", c => From(c, TimeSpan.TicksPerDay)),
            ("from_hours", "hours", c => From(c, TimeSpan.TicksPerHour)),
            ("from_minutes", "minutes", c => From(c, TimeSpan.TicksPerMinute)),
            ("from_seconds", "seconds", c => From(c, TimeSpan.TicksPerSecond)),
            ("from_milliseconds", "millis", c => From(c, TimeSpan.TicksPerMillisecond)),
            ("parse", "text", Parse));
        result["zero"] = TimeSpan.Zero;
        return result;
    }

    private static object? From(BuiltinCall call, long ticks)
    {
        var amount = call.Value(0) is { } value && ScriptValue.IsNumber(value) ? ScriptValue.ToDouble(value) : call.Int(0);
        var total = amount * ticks;
        if (!(Math.Abs(total) < long.MaxValue)) throw call.Fail("This is too long a time.");
        return TimeSpan.FromTicks((long)Math.Round(total));
    }

    private static object? Parse(BuiltinCall call)
    {
        if (TimeSpan.TryParse(call.Text(0), CultureInfo.InvariantCulture, out var span)) return span;
        throw call.Fail($"`{call.Text(0)}` is not a time span.", "Write it like 01:30:00, or 2.01:30:00 with days.");
    }
}
