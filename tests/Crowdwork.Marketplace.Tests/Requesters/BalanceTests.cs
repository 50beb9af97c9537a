using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Requesters;

public sealed class BalanceTests
{
    [Theory]
    [InlineData("1.00", 1, false, "1.20")]
    [InlineData("1.00", 9, false, "10.80")]
    [InlineData("1.00", 10, false, "14.00")]
    [InlineData("1.00", 2, true, "2.50")]
    [InlineData("0.01", 3, false, "0.06")]
    [InlineData("0.00", 1, false, "0.01")]
    public async Task APublishedHit_HoldsItsRewardsAndFees(string reward, int assignments, bool masters, string held)
    {
        await using var market = await RunningMarket.Start();
        object[] requirements = masters ? [new { QualificationTypeId = "2F1QJWKUDD8XADTFD2Q0G6UTO95ALH", Comparator = "Exists" }] : [];

        await market.Publish(new { Reward = reward, MaxAssignments = assignments, QualificationRequirements = requirements });

        Assert.Equal(held, (await market.Balance()).Held);
    }

    [Fact]
    public async Task ARequester_WithoutTheMoney_CanNeitherPublishNorExtendNorGiveABonus()
    {
        await using var market = await RunningMarket.Start();
        var hit = (string)(await market.Other.Call("CreateHIT", Some.Hit(new { MaxAssignments = 4 })))["HIT"]!["HITId"]!;
        var assignment = await market.Submit("A1", hit);

        ApiReply[] refusals =
        [
            await market.Other.Refused("CreateHIT", Some.Hit()),
            await market.Other.Refused("CreateAdditionalAssignmentsForHIT", new { HITId = hit, NumberOfAdditionalAssignments = 1 }),
            await market.Other.Refused("SendBonus", new { WorkerId = "A1", AssignmentId = assignment, BonusAmount = "0.18", Reason = "Good" }),
        ];

        Assert.All(refusals, refused =>
        {
            Assert.Equal("AWS.MechanicalTurk.InsufficientFunds", refused.Code);
            Assert.StartsWith("This Requester has insufficient funds in their account to complete this transaction.", refused.Message);
        });
        var balance = await market.Other.Call("GetAccountBalance");
        Assert.Equal(("0.20", "4.80"), ((string)balance["AvailableBalance"]!, (string)balance["OnHoldBalance"]!));
        await market.Other.Call("SendBonus", new { WorkerId = "A1", AssignmentId = assignment, BonusAmount = "0.17", Reason = "Good" });
    }

    [Fact]
    public async Task AnExpiredHit_HoldsOnlyWhatMayStillBePaid()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish(new { MaxAssignments = 5 });
        await market.Submit("A1", hit);
        await market.Accept("A2", hit);

        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = 0 });
        Assert.Equal("2.40", (await market.Balance()).Held);

        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = market.Time.GetUtcNow().ToUnixTimeSeconds() + 600 });
        Assert.Equal("6.00", (await market.Balance()).Held);
    }

    [Fact]
    public async Task ARequester_NeverSeesTheOthers()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        await market.Submit("A1", hit);

        Assert.Empty((await market.Other.Call("ListHITs"))["HITs"]!.AsArray());
        Assert.Empty((await market.Other.Call("ListReviewableHITs"))["HITs"]!.AsArray());
        Assert.Equal("5.00", (string?)(await market.Other.Call("GetAccountBalance"))["AvailableBalance"]);
    }
}
