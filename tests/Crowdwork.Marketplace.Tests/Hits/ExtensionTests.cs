using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Tests.Hits;

public sealed class ExtensionTests
{
    [Theory]
    [InlineData(1, 8, null)]
    [InlineData(1, 9, "AWS.MechanicalTurk.InvalidMaximumAssignmentsIncrease")]
    [InlineData(9, 1, "AWS.MechanicalTurk.InvalidMaximumAssignmentsIncrease")]
    [InlineData(9, 1_000_000_000, "AWS.MechanicalTurk.InvalidMaximumAssignmentsIncrease")]
    [InlineData(10, 1, null)]
    [InlineData(10, 999_999_990, null)]
    [InlineData(10, 999_999_991, "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData(1_000_000_000, 1, "AWS.MechanicalTurk.InvalidParameterValue")]
    public void CheckAssignments_TheBoundaryOfTheFee_IsNotCrossed(int now, int more, string? code) =>
        Assert.Equal(code, CodeOf(() => Extension.CheckAssignments("3X", now, more)));

    [Theory]
    [InlineData(1000, 1060, true)]
    [InlineData(1000, 1059, false)]
    [InlineData(1000, 1001, false)]
    [InlineData(1000, 500, true)]
    [InlineData(1000, 31_536_100, true)]
    [InlineData(1000, 31_536_101, false)]
    public void CheckExpiration_AnHundredSecondsIn_TakesAMinuteToAYear(long current, long wanted, bool allowed) =>
        Assert.Equal(allowed, CodeOf(() => Extension.CheckExpiration(current, wanted, nowSeconds: 100)) is null);

    private static string? CodeOf(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (Refusal refusal)
        {
            return refusal.TurkErrorCode;
        }
    }
}
