using Crowdwork.Marketplace.Money;

namespace Crowdwork.Marketplace.Tests.Money;

public sealed class FeesTests
{
    [Theory]
    [InlineData(100, 1, false, 20)]
    [InlineData(100, 9, false, 20)]
    [InlineData(100, 10, false, 40)]
    [InlineData(100, 1, true, 25)]
    [InlineData(100, 10, true, 45)]
    [InlineData(0, 1, false, 1)]
    [InlineData(1, 1, false, 1)]
    [InlineData(3, 1, false, 1)]
    [InlineData(12, 1, false, 2)]
    [InlineData(13, 1, false, 3)]
    [InlineData(10, 1, true, 3)]
    public void OnReward_FollowsThePriceList(long reward, int assignments, bool masters, long fee) =>
        Assert.Equal(fee, Fees.OnReward(reward, assignments, masters));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(50, 10)]
    [InlineData(1000, 200)]
    public void OnBonus_IsAFifthAndAtLeastACent(long bonus, long fee) => Assert.Equal(fee, Fees.OnBonus(bonus));
}
