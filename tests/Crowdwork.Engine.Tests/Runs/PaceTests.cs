using Crowdwork.Engine.Runs;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(9.9, 5)]
    [InlineData(10, 5.5)]
    [InlineData(19.9, 5.5)]
    [InlineData(20, 6)]
    [InlineData(299, 19.5)]
    [InlineData(300, 20)]
    [InlineData(100_000, 20)]
    public void Pace_WhileAllGoesWell_GrowsByHalfACallASecondEveryTenSeconds(double seconds, double perSecond)
        => Assert.Equal(perSecond, Pace.Beginning(Start).Went(At(seconds)).PerSecond);

    [Fact]
    public void Pace_GrownInManySmallSteps_IsThatOfOneLargeStep()
    {
        var pace = Pace.Beginning(Start);
        for (var tenths = 1; tenths <= 1234; tenths++) pace = pace.Went(At(tenths / 10.0));

        Assert.Equal(Pace.Beginning(Start).Went(At(123.4)).PerSecond, pace.PerSecond);
    }

    [Fact]
    public void Pace_Refused_IsHalvedAndGrowsAgainFromThen()
    {
        var pace = Pace.Beginning(Start).Throttled(At(4), At(4));

        Assert.Equal((2.5, TimeSpan.FromSeconds(0.4)), (pace.PerSecond, pace.Gap));
        Assert.Equal(2.5, pace.Went(At(13.9)).PerSecond);
        Assert.Equal(3, pace.Went(At(14)).PerSecond);
    }

    [Fact]
    public void Pace_CallsThatWereOnTheirWayWhenItWasHalved_DoNotHalveItAgain()
    {
        var pace = Pace.Beginning(Start).Throttled(At(4), At(5));

        Assert.Equal(2.5, pace.Throttled(At(4.5), At(6)).PerSecond);
        Assert.Equal(1.25, pace.Throttled(At(5.5), At(6)).PerSecond);
    }

    [Fact]
    public void Pace_RefusedForEver_StaysAboveNothing()
    {
        var pace = Pace.Beginning(Start);
        for (var second = 1; second < 100; second++) pace = pace.Throttled(At(second), At(second));

        Assert.Equal(Pace.Slowest, pace.PerSecond);
    }

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);
}
