using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crowdwork.Engine.Tasks;

/// <summary>A length of time as authors write it: a whole number and one of the units s, m, h and d (<c>"90s"</c>, <c>"3d"</c>).</summary>
internal static class Duration
{
    /// <summary>The form as a regular expression, for the JSON Schema.</summary>
    public const string Pattern = "^[0-9]{1,9}[smhd]$";

    /// <summary>Reads the form; false for anything else, also for what is too long for a <see cref="TimeSpan"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is null || text.Length is < 2 or > 10 || UnitOf(text[^1]) is not { } unit)
        {
            return false;
        }

        // Nine digits of days are more than 2.7 million years: within TimeSpan's ticks they would not fit.
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > TimeSpan.MaxValue.Ticks / unit.Ticks)
        {
            return false;
        }

        duration = unit * count;
        return true;
    }

    /// <summary>Reads the form where our own code wrote it.</summary>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out var duration) ? duration : throw new FormatException($"Bug in Crowdwork: '{text}' is not a duration.");

    /// <summary>Writes the form with the largest unit that comes out whole. Durations from a configuration always do.</summary>
    public static string Format(TimeSpan duration)
    {
        foreach (var letter in "dhm")
        {
            var unit = UnitOf(letter)!.Value;
            if (duration > TimeSpan.Zero && duration.Ticks % unit.Ticks == 0)
            {
                return $"{duration.Ticks / unit.Ticks}{letter}";
            }
        }

        return $"{duration.Ticks / TimeSpan.TicksPerSecond}s";
    }

    /// <summary>What the author of <paramref name="text"/> (a number, or words like "20 min") probably meant.</summary>
    public static string? Guess(string text)
    {
        var trimmed = text.Trim().ToLowerInvariant();
        var digits = new string(trimmed.TakeWhile(char.IsAsciiDigit).ToArray());
        var rest = trimmed[digits.Length..].Trim();
        if (digits.Length is 0 or > 9)
        {
            return null;
        }

        return rest switch
        {
            "" or "s" or "sec" or "secs" or "second" or "seconds" => digits + "s",
            "m" or "min" or "mins" or "minute" or "minutes" => digits + "m",
            "h" or "hr" or "hrs" or "hour" or "hours" => digits + "h",
            "d" or "day" or "days" => digits + "d",
            "w" or "week" or "weeks" => int.Parse(digits) <= 9999 ? $"{int.Parse(digits) * 7}d" : null,
            _ => null,
        };
    }

    private static TimeSpan? UnitOf(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}

/// <summary>Reads and writes <see cref="TimeSpan"/> in the form of <see cref="Duration"/>.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && Duration.TryParse(reader.GetString(), out var duration))
        {
            return duration;
        }

        throw new JsonException("A duration is a whole number and one of the units s, m, h and d: \"90s\", \"20m\", \"2h\", \"3d\".");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Duration.Format(value));
}
