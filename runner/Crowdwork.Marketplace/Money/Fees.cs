namespace Crowdwork.Marketplace.Money;

/// <summary>
/// What the marketplace adds to what a worker gets. All amounts are whole cents: the fractions of a cent that percentages make are
/// rounded here, half up, and exist nowhere else.
/// </summary>
/// <remarks>
/// The percentages and the minimum are those of MTurk's price list: 20 % of the reward, 20 % more from ten assignments, 5 % for
/// Masters, at least a cent per assignment and per bonus. That each assignment is rounded by itself, and half up, is the marketplace's
/// choice.
/// </remarks>
internal static class Fees
{
    public const int MoreFromAssignments = 10;

    private const int BasePercent = 20;
    private const int ManyPercent = 20;
    private const int MastersPercent = 5;
    private const long LeastCents = 1;

    /// <summary>The fee for one assignment of a HIT with this reward.</summary>
    public static long OnReward(long rewardCents, int maxAssignments, bool asksForMasters)
    {
        var percent = BasePercent
            + (maxAssignments >= MoreFromAssignments ? ManyPercent : 0)
            + (asksForMasters ? MastersPercent : 0);
        return AtLeastACent(rewardCents, percent);
    }

    public static long OnBonus(long bonusCents) => AtLeastACent(bonusCents, BasePercent);

    private static long AtLeastACent(long cents, int percent) =>
        Math.Max(LeastCents, (long)Math.Floor((cents * (decimal)percent / 100) + 0.5m));
}
