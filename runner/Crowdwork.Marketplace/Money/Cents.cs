using System.Globalization;

namespace Crowdwork.Marketplace.Money;

/// <summary>Dollar amounts: texts with at most two digits after the point outside, whole cents inside.</summary>
internal static class Cents
{
    // Far more than anybody pays, and far less than what could overflow when it is multiplied by a number of assignments.
    private const decimal MostDollars = 1_000_000;

    public static bool TryRead(string text, out long cents)
    {
        cents = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) || dollars > MostDollars)
            return false;
        cents = (long)(dollars * 100);
        return true;
    }

    public static string Text(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
