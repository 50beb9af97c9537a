using Crowdwork.Engine.Crowds;

namespace Crowdwork.Engine.Runs;

/// <summary>
/// What a marketplace takes for itself, by the price list of MTurk: a part of each reward and of each bonus. Fractions of a cent are rounded half up, for every
/// assignment by itself.
/// </summary>
public static class Fees
{
    /// <summary>A HIT with this many assignments or more costs double the fee. It is why a run posts HITs of one assignment each.</summary>
    public const int ManyAssignments = 10;

    private const int BasePercent = 20;
    private const int MorePercentForMany = 20;
    private const int MorePercentForMasters = 5;

    /// <summary>The least that is taken for an assignment or a bonus, however small it is.</summary>
    public static Money Least { get; } = new(0.01m);

    /// <summary>How many percent of a reward are taken.</summary>
    public static int PercentOfReward(int assignmentsPerHit, bool masters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(assignmentsPerHit, 1);
        return BasePercent + (assignmentsPerHit >= ManyAssignments ? MorePercentForMany : 0) + (masters ? MorePercentForMasters : 0);
    }

    /// <summary>The fee for one assignment. An assignment without a reward costs the least fee too.</summary>
    public static Money OnReward(Money reward, int assignmentsPerHit = 1, bool masters = false) => Of(reward, PercentOfReward(assignmentsPerHit, masters));

    /// <summary>The fee for one bonus. No bonus, no fee: marketplaces take no bonus of nothing.</summary>
    public static Money OnBonus(Money bonus) => bonus == Money.Zero ? Money.Zero : Of(bonus, BasePercent);

    private static Money Of(Money amount, int percent)
    {
        if (!amount.IsExact || amount < Money.Zero) throw new ArgumentOutOfRangeException(nameof(amount), amount, "An amount is a whole number of cents, and not negative.");
        var fee = new Money(decimal.Round(amount.Dollars * percent / 100, 2, MidpointRounding.AwayFromZero));
        return fee < Least ? Least : fee;
    }
}
