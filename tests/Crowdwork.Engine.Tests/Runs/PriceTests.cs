using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class PriceTests
{
    [Theory]
    [InlineData("0.00", 1, false, "0.01")] // nothing is free: the least fee
    [InlineData("0.01", 1, false, "0.01")]
    [InlineData("0.05", 1, false, "0.01")]
    [InlineData("0.07", 1, false, "0.01")] // 1.4 cents
    [InlineData("0.08", 1, false, "0.02")] // 1.6 cents
    [InlineData("0.50", 1, false, "0.10")]
    [InlineData("0.50", 9, false, "0.10")]
    [InlineData("0.50", 10, false, "0.20")] // double from ten assignments on
    [InlineData("0.50", 1, true, "0.13")] // 12.5 cents, half up
    [InlineData("0.50", 10, true, "0.23")] // 22.5 cents
    [InlineData("1.00", 9, true, "0.25")]
    [InlineData("1.00", 10, true, "0.45")]
    [InlineData("0.02", 10, false, "0.01")] // 0.8 cents
    public void FeeOnReward_AtEveryBoundary_IsThePriceLists(string reward, int assignments, bool masters, string fee)
        => Assert.Equal(fee, Fees.OnReward(Money.Parse(reward), assignments, masters).ToWire());

    [Theory]
    [InlineData("0.00", "0.00")]
    [InlineData("0.01", "0.01")]
    [InlineData("0.07", "0.01")]
    [InlineData("0.08", "0.02")]
    [InlineData("0.12", "0.02")] // 2.4 cents
    [InlineData("0.13", "0.03")] // 2.6 cents
    [InlineData("10.00", "2.00")]
    public void FeeOnBonus_AtEveryBoundary_IsThePriceLists(string bonus, string fee) => Assert.Equal(fee, Fees.OnBonus(Money.Parse(bonus)).ToWire());

    [Theory]
    [InlineData("0.005")]
    [InlineData("-0.01")]
    public void Fee_OnWhatIsNoAmount_IsRefused(string amount) => Assert.Throws<ArgumentOutOfRangeException>(() => Fees.OnReward(Money.Parse(amount)));

    [Fact]
    public void Price_OfEverything_AddsUpToTheCent()
    {
        var price = Price.Of(new PriceTerms(new Money(0.50m), 100) { Replacements = 10, Bonuses = [new(20, new Money(0.13m)), new(1, new Money(5m))] });

        Assert.Equal(new Money(0.60m), price.PerPlace);
        Assert.Equal(new Money(60m), price.Wanted);
        Assert.Equal(new Money(60m + (20 * 0.16m) + 6m + 6m), price.Total);
        Assert.Equal(price.Total, price.Cap);
        Assert.Equal(price.Total, price.Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount));
    }

    [Fact]
    public void Price_Printed_ShowsEachItemAndTheCapInOneColumn()
    {
        var price = Price.Of(new PriceTerms(new Money(0.50m), 1000) { Replacements = 1, Bonuses = [new(2, new Money(0.02m)), new(0, new Money(1m))], Budget = new Money(650m) });

        Assert.Equal(
            """
              1,000 rewards                           at $0.50   $500.00
              fee on each reward, 20 %                at $0.10   $100.00
              2 bonuses                               at $0.02     $0.04
              fee on each bonus, the least there is   at $0.01     $0.02
              1 replacement, with fee                 at $0.60     $0.60
              at most                                            $600.66
              hard cap                                           $650.00

            """,
            price.ToString());
    }

    [Fact]
    public void Price_WithTenAssignmentsAndMasters_SaysThePercentage()
        => Assert.Contains("fee on each reward, 45 %", Price.Of(new PriceTerms(new Money(1m), 10) { AssignmentsPerHit = 10, Masters = true }).ToString());

    [Theory]
    [InlineData("60.00", true, true)]
    [InlineData("59.99", true, false)]
    [InlineData("54.00", true, false)]
    [InlineData("53.99", false, false)]
    public void Budget_AtItsBoundaries_SaysWhatItCovers(string budget, bool wanted, bool total)
    {
        var price = Price.Of(new PriceTerms(new Money(0.50m), 90) { Replacements = 10, Budget = Money.Parse(budget) });

        Assert.Equal((wanted, total, Money.Parse(budget)), (price.CapCoversWanted, price.CapCoversTotal, price.Cap));
    }

    [Theory]
    [InlineData("5.40", "0.60", true)]
    [InlineData("5.41", "0.60", false)]
    [InlineData("5.40", "0.61", false)]
    [InlineData("6.00", "0.00", true)]
    [InlineData("6.01", "0.00", false)]
    public void Cap_IsNeverPassedByACent(string committed, string next, bool allowed)
        => Assert.Equal(allowed, Price.Of(new PriceTerms(new Money(0.50m), 10)).Allows(Money.Parse(committed), Money.Parse(next)));

    [Theory]
    [InlineData("0.00", 10)]
    [InlineData("0.01", 9)]
    [InlineData("5.40", 1)]
    [InlineData("5.41", 0)]
    [InlineData("7.00", 0)]
    public void PlacesLeft_UnderTheCap_AreThoseThatCanBePaidWhole(string committed, int places)
        => Assert.Equal(places, Price.Of(new PriceTerms(new Money(0.50m), 10)).PlacesLeft(Money.Parse(committed)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, -1)]
    public void Price_OfNumbersThatMakeNoSense_IsRefused(int places, int replacements)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Price.Of(new PriceTerms(new Money(0.50m), places) { Replacements = replacements }));
}
