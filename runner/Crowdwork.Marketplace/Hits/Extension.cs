using Crowdwork.Marketplace.Money;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Hits;

/// <summary>What may be added to a HIT: assignments and time.</summary>
internal static class Extension
{
    public const int MostAssignments = 1_000_000_000;
    public const long LeastSeconds = 60;
    public const long MostSeconds = 31_536_000;

    /// <summary>
    /// A HIT begun with fewer than ten assignments pays the lower fee, so it cannot be led past that boundary afterwards (MTurk's
    /// documentation of CreateAdditionalAssignmentsForHIT; the wording is the marketplace's).
    /// </summary>
    public static void CheckAssignments(string hit, int now, int more)
    {
        if (now < Fees.MoreFromAssignments && now + (long)more >= Fees.MoreFromAssignments)
            throw Refusal.Request("InvalidMaximumAssignmentsIncrease",
                $"HIT {hit} was created with fewer than {Fees.MoreFromAssignments} assignments and cannot be extended from {now} to {now + (long)more}: "
                + $"it can have at most {Fees.MoreFromAssignments - 1}. Create another HIT for the rest.");
        if (now + (long)more > MostAssignments)
            throw Refusal.OutOfRange("NumberOfAdditionalAssignments", more, 1, MostAssignments - now);
    }

    /// <summary>
    /// A later end must be later by a minute at least and by a year at most (observed limits; MTurk names the increment in its refusal).
    /// An earlier one is allowed, since the documentation says both (the marketplace's choice).
    /// </summary>
    public static void CheckExpiration(long currentSeconds, long wantedSeconds, long nowSeconds)
    {
        var increment = wantedSeconds - currentSeconds;
        if (wantedSeconds - nowSeconds > MostSeconds)
            throw Refusal.OutOfRange("ExpirationIncrementInSeconds", increment, LeastSeconds, MostSeconds);
        if (increment is > 0 and < LeastSeconds)
            throw Refusal.OutOfRange("ExpirationIncrementInSeconds", increment, LeastSeconds, MostSeconds);
    }
}
