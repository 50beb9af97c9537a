using System.Text.Json;

namespace Crowdwork.Marketplace.Wire;

/// <summary>Times on the wire are seconds since 1970. Some clients send fractions, MTurk answers with whole seconds (observed).</summary>
internal static class Timestamps
{
    // The years 1 and 9999, beyond which no client's own type goes.
    private const double Earliest = -62_135_596_800;
    private const double Latest = 253_402_300_799;

    public static bool TryRead(JsonElement value, out long milliseconds)
    {
        milliseconds = 0;
        if (!value.TryGetDouble(out var seconds) || !(seconds is >= Earliest and <= Latest))
            return false;
        milliseconds = (long)Math.Round(seconds * 1000);
        return true;
    }

    public static long Seconds(long milliseconds) => Math.DivRem(milliseconds, 1000).Quotient;
}
