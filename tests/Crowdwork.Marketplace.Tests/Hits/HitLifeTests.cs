using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Hits;

public sealed class HitLifeTests
{
    [Fact]
    public async Task AHit_FromPublishedToDisposed_PassesThroughItsStates()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish(new { MaxAssignments = 2 });
        Assert.Equal(("Assignable", 0, 2, 0), await State(market, hit));

        var first = await market.Accept("A1", hit);
        Assert.Equal(("Assignable", 1, 1, 0), await State(market, hit));

        var second = await market.Accept("A2", hit);
        Assert.Equal(("Unassignable", 2, 0, 0), await State(market, hit));

        await market.Floor.Submit("A1", first, Some.Answer);
        Assert.Equal(("Unassignable", 1, 0, 0), await State(market, hit));

        await market.Floor.Submit("A2", second, Some.Answer);
        Assert.Equal(("Reviewable", 0, 0, 0), await State(market, hit));

        await market.Api.Call("UpdateHITReviewStatus", new { HITId = hit });
        Assert.Equal(("Reviewing", 0, 0, 0), await State(market, hit));

        await market.Api.Call("UpdateHITReviewStatus", new { HITId = hit, Revert = true });
        await market.Api.Call("ApproveAssignment", new { AssignmentId = first });
        await market.Api.Call("RejectAssignment", new { AssignmentId = second, RequesterFeedback = "Blank." });
        Assert.Equal(("Reviewable", 0, 0, 2), await State(market, hit));

        await market.Api.Call("DeleteHIT", new { HITId = hit });
        Assert.Equal(("Disposed", 0, 0, 2), await State(market, hit));
        Assert.Empty((await market.Api.Call("ListHITs"))["HITs"]!.AsArray());
    }

    [Fact]
    public async Task AHit_ReturnedWhileOpen_IsAssignableAgain()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        var assignment = await market.Accept("A1", hit);

        await market.Floor.Return("A1", assignment);

        Assert.Equal(("Assignable", 0, 1, 0), await State(market, hit));
        Assert.Equal("AWS.MechanicalTurk.AssignmentDoesNotExist", (await market.Api.Refused("GetAssignment", new { AssignmentId = assignment })).Code);
    }

    [Fact]
    public async Task AHit_WhoseWorkerLetsTheTimePass_IsAssignableAgain()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        var assignment = await market.Accept("A1", hit);

        market.Time.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(("Unassignable", 1, 0, 0), await State(market, hit));
        market.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("Assignable", 0, 1, 0), await State(market, hit));
        Assert.Equal(Marketplace.Workers.WhyNot.TimeIsUp, (await market.Floor.Submit("A1", assignment, Some.Answer)).Refused);
    }

    [Fact]
    public async Task AHit_ExpiredWithAWorkerInIt_LetsThemFinish()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish(new { MaxAssignments = 3, LifetimeInSeconds = 30 });
        var assignment = await market.Accept("A1", hit);

        market.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(("Unassignable", 1, 2, 0), await State(market, hit));
        await market.Worker("A2");
        Assert.Equal(Marketplace.Workers.WhyNot.Expired, (await market.Floor.Accept("A2", hit)).Refused);

        Assert.Null((await market.Floor.Submit("A1", assignment, Some.Answer)).Refused);
        Assert.Equal(("Reviewable", 0, 2, 0), await State(market, hit));
    }

    [Fact]
    public async Task AHit_ExpiredByEpochZero_IsReviewableAtOnceAndTwiceIsNoError()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish(new { MaxAssignments = 3 });

        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = 0 });
        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = 0 });

        Assert.Equal(("Reviewable", 0, 3, 0), await State(market, hit));
    }

    [Fact]
    public async Task AnExpiredHit_GivenMoreTime_IsAssignableAgain()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish(new { MaxAssignments = 3 });
        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = 0 });

        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = Seconds(market) + 120.5 });

        Assert.Equal(("Assignable", 0, 3, 0), await State(market, hit));
        market.Time.Advance(TimeSpan.FromSeconds(121));
        Assert.Equal(("Reviewable", 0, 3, 0), await State(market, hit));
    }

    [Fact]
    public async Task AFinishedHit_GivenMoreAssignments_IsAssignableAgainAndNoLongerReviewing()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        await market.Submit("A1", hit);
        await market.Api.Call("UpdateHITReviewStatus", new { HITId = hit });

        await market.Api.Call("CreateAdditionalAssignmentsForHIT", new { HITId = hit, NumberOfAdditionalAssignments = 1 });
        Assert.Equal(("Assignable", 0, 1, 0), await State(market, hit));

        await market.Submit("A2", hit);
        Assert.Equal(("Reviewable", 0, 0, 0), await State(market, hit));
    }

    [Fact]
    public async Task AnExpiredHit_GivenMoreAssignmentsOnly_StaysExpired()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = 0 });

        await market.Api.Call("CreateAdditionalAssignmentsForHIT", new { HITId = hit, NumberOfAdditionalAssignments = 1 });

        Assert.Equal(("Reviewable", 0, 2, 0), await State(market, hit));
    }

    [Theory]
    [InlineData("Assignable", "DeleteHIT", "Reviewing, Reviewable")]
    [InlineData("Unassignable", "DeleteHIT", "Reviewing, Reviewable")]
    [InlineData("Disposed", "DeleteHIT", "Reviewing, Reviewable")]
    [InlineData("Assignable", "UpdateHITReviewStatus", "Reviewable")]
    [InlineData("Unassignable", "UpdateHITReviewStatus", "Reviewable")]
    [InlineData("Reviewing", "UpdateHITReviewStatus", "Reviewable")]
    [InlineData("Disposed", "UpdateHITReviewStatus", "Reviewable")]
    public async Task AnOperation_InAStateItDoesNotFit_IsRefusedWithMTurksSentence(string state, string operation, string fitting)
    {
        await using var market = await RunningMarket.Start();
        var hit = await InState(market, state);

        var refused = await market.Api.Refused(operation, new { HITId = hit });

        Assert.Equal("RequestError", refused.Type);
        Assert.Equal("AWS.MechanicalTurk.InvalidHITState", refused.Code);
        Assert.Equal($"This HIT is currently in the state '{state}'.  This operation can be called with a status of: {fitting}", refused.Sentence);
        Assert.Equal(state, (string?)(await market.Hit(hit))["HITStatus"]);
    }

    [Fact]
    public async Task DeleteHIT_WithAnUndecidedSubmission_IsRefused()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        await market.Submit("A1", hit);

        var refused = await market.Api.Refused("DeleteHIT", new { HITId = hit });

        Assert.Equal("This HIT is currently in the state 'Reviewable'.  This operation can be called with a status of: Reviewing, Reviewable", refused.Sentence);
    }

    [Fact]
    public async Task AHit_UnusedForAHundredAndTwentyDays_IsDisposedOf()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();

        market.Time.Advance(TimeSpan.FromDays(119));
        Assert.Equal("Reviewable", (string?)(await market.Hit(hit))["HITStatus"]);
        market.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("Disposed", (string?)(await market.Hit(hit))["HITStatus"]);
    }

    [Fact]
    public async Task UpdateHITTypeOfHIT_AnotherReward_WorksUntilSomebodyAccepts()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        var dearer = (string)(await market.Api.Call("CreateHITType", Some.HitType(new { Reward = "2.00" })))["HITTypeId"]!;
        await market.Api.Call("UpdateHITTypeOfHIT", new { HITId = hit, HITTypeId = dearer });
        Assert.Equal("2.00", (string?)(await market.Hit(hit))["Reward"]);

        await market.Accept("A1", hit);
        var cheaper = (string)(await market.Api.Call("CreateHITType", Some.HitType()))["HITTypeId"]!;

        Assert.Equal("AWS.MechanicalTurk.InvalidHITState", (await market.Api.Refused("UpdateHITTypeOfHIT", new { HITId = hit, HITTypeId = cheaper })).Code);
    }

    [Fact]
    public async Task AForeignHit_DoesNotExist()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();

        var refused = await market.Other.Refused("GetHIT", new { HITId = hit });

        Assert.Equal("AWS.MechanicalTurk.HITDoesNotExist", refused.Code);
        Assert.Equal($"Hit {hit} does not exist.", refused.Sentence);
    }

    private static async Task<string> InState(RunningMarket market, string state)
    {
        var hit = await market.Publish();
        if (state is "Assignable")
            return hit;
        if (state is "Unassignable")
        {
            await market.Accept("A1", hit);
            return hit;
        }

        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = 0 });
        await market.Api.Call(state is "Reviewing" ? "UpdateHITReviewStatus" : "DeleteHIT", new { HITId = hit });
        return hit;
    }

    private static long Seconds(RunningMarket market) => market.Time.GetUtcNow().ToUnixTimeSeconds();

    private static async Task<(string, int, int, int)> State(RunningMarket market, string id)
    {
        var hit = await market.Hit(id);
        return ((string)hit["HITStatus"]!, (int)hit["NumberOfAssignmentsPending"]!, (int)hit["NumberOfAssignmentsAvailable"]!, (int)hit["NumberOfAssignmentsCompleted"]!);
    }
}
