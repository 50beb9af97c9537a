using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Workers;

public sealed class BonusTests
{
    [Fact]
    public async Task SendBonus_WithATokenTwice_PaysOnce()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        var assignment = await market.Submit("A1", hit);
        var bonus = new { WorkerId = "A1", AssignmentId = assignment, BonusAmount = "0.50", Reason = "Good", UniqueRequestToken = "b1" };
        await market.Api.Call("SendBonus", bonus);

        var refused = await market.Api.Refused("SendBonus", bonus);

        Assert.Equal(("RequestError", """The idempotency token "b1" has already been processed."""), (refused.Type, refused.Sentence));
        Assert.Equal("9998.20", (await market.Balance()).Available);
        Assert.Equal(50, (await market.Floor.Earnings("A1")).BonusCents);
        foreach (var by in new object[] { new { HITId = hit }, new { AssignmentId = assignment } })
        {
            var payment = Assert.Single((await market.Api.Call("ListBonusPayments", by))["BonusPayments"]!.AsArray())!;
            Assert.Equal(("A1", "0.50", assignment, "Good"),
                ((string)payment["WorkerId"]!, (string)payment["BonusAmount"]!, (string)payment["AssignmentId"]!, (string)payment["Reason"]!));
        }
    }

    [Fact]
    public async Task SendBonus_ToSomebodyElseOrAStranger_NamesTheParameter()
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Submit("A1", await market.Publish());
        await market.Worker("A2");

        foreach (var worker in new[] { "A2", "A999" })
        {
            var refused = await market.Api.Refused("SendBonus", new { WorkerId = worker, AssignmentId = assignment, BonusAmount = "0.50", Reason = "Good" });
            Assert.Equal(("ParameterValidationError", "WorkerId", $"""The value "{worker}" is not valid for the parameter WorkerId."""),
                (refused.Type, (string?)refused.Json["Parameter"], refused.Sentence));
        }
    }

    [Theory]
    [InlineData("0.9752", "ValidationException")]
    [InlineData("-1", "ValidationException")]
    [InlineData("", "ValidationException")]
    [InlineData("0.00", "ParameterValidationError")]
    public async Task SendBonus_OfAnAmountThatIsNone_IsRefused(string amount, string type)
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Submit("A1", await market.Publish());

        var refused = await market.Api.Refused("SendBonus", new { WorkerId = "A1", AssignmentId = assignment, BonusAmount = amount, Reason = "Good" });

        Assert.Equal(type, refused.Type);
        if (type is "ValidationException")
            Assert.Equal(
                $@"1 validation error detected: Value '{amount}' at 'bonusAmount' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9]+(\.)?[0-9]{{0,2}}$",
                refused.Message);
    }

    [Fact]
    public async Task ListBonusPayments_WithNeitherOrBoth_IsRefused()
    {
        await using var market = await RunningMarket.Start();

        Assert.Equal("ParameterValidationError", (await market.Api.Refused("ListBonusPayments", new { })).Type);
        Assert.Equal("ParameterValidationError", (await market.Api.Refused("ListBonusPayments", new { HITId = "3A", AssignmentId = "3B" })).Type);
    }
}
