using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.MTurk;

/// <summary>Points in time as MTurk writes them: seconds since 1970, UTC.</summary>
/// <remarks>
/// The service prints them in many ways (<c>1545000000</c>, <c>1545000000.5</c>, <c>1.545E9</c>), and ISO text has been seen; all are read.
/// Written are whole seconds, or milliseconds as a fraction. Decimals throughout: a double would move a time by a microsecond.
/// </remarks>
internal sealed class EpochSeconds : JsonConverter<DateTime>
{
    private const decimal TicksPerSecond = TimeSpan.TicksPerSecond;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            if (reader.TokenType == JsonTokenType.Number) return DateTime.UnixEpoch.AddTicks((long)(reader.GetDecimal() * TicksPerSecond));
            if (reader.TokenType == JsonTokenType.String) return DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, AsUtc);
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new JsonException("A point in time is neither a number of seconds since 1970 nor a date in ISO 8601.", unreadable);
        }

        throw new JsonException($"A point in time cannot be a JSON {reader.TokenType}.");
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        var milliseconds = (value.ToUniversalTime() - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
        if (milliseconds % 1000 == 0) writer.WriteNumberValue(milliseconds / 1000);
        else writer.WriteNumberValue(milliseconds / 1000m);
    }

    private const DateTimeStyles AsUtc = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
}
