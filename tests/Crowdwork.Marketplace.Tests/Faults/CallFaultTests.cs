using System.Net;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Tests.Support;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Tests.Faults;

public sealed class CallFaultTests
{
    [Theory]
    [InlineData("Throttle", HttpStatusCode.BadRequest, "ThrottlingException", 0)]
    [InlineData("ErrorBefore", HttpStatusCode.InternalServerError, "ServiceFault", 0)]
    [InlineData("ErrorAfter", HttpStatusCode.InternalServerError, "ServiceFault", 1)]
    public async Task AFaultyCall_IsCarriedOutOrNotAsTheFaultSays(string fault, HttpStatusCode status, string type, int hits)
    {
        await using var market = await RunningMarket.Start();
        market.Server.Operator.Faults = new FaultSettings { Calls = [new FaultRule(Enum.Parse<CallFault>(fault), "CreateHIT", Times: 1)] };

        var reply = await market.Api.Send("CreateHIT", Some.Hit());

        Assert.Equal((status, type), (reply.Status, reply.Type));
        Assert.Equal(hits, (await market.Api.Call("ListHITs"))["HITs"]!.AsArray().Count);
        await market.Publish();
    }

    [Fact]
    public async Task ADroppedReply_LeavesTheHitBehindAndTheTokenFindsIt()
    {
        await using var market = await RunningMarket.Start();
        market.Server.Operator.Faults = new FaultSettings { Calls = [new FaultRule(CallFault.DropReply, "CreateHIT", Times: 1)] };

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => market.Api.Send("CreateHIT", Some.Hit(new { UniqueRequestToken = "t" })));

        var hit = (string)Assert.Single((await market.Api.Call("ListHITs"))["HITs"]!.AsArray())!["HITId"]!;
        Assert.Contains(hit, (await market.Api.Refused("CreateHIT", Some.Hit(new { UniqueRequestToken = "t" }))).Message);
    }

    [Fact]
    public async Task ARate_StrikesAboutThatOftenAndTheSameWayEachTime()
    {
        var plan = new FaultPlan();
        List<bool> Strikes()
        {
            plan.Settings = new FaultSettings { Calls = [new FaultRule(CallFault.Throttle, "GetHIT", 0.25)], Seed = 7 };
            return [.. Enumerable.Range(0, 1000).Select(_ => plan.Strike("GetHIT") is not null)];
        }

        var first = Strikes();

        Assert.InRange(first.Count(struck => struck), 200, 300);
        Assert.Equal(first, Strikes());
        Assert.Null(plan.Strike("ListHITs"));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task ADelayedSubmission_IsThereForTheWorkerAndNotYetForTheRequester()
    {
        await using var market = await RunningMarket.Start();
        market.Server.Operator.Faults = new FaultSettings { SubmissionsVisibleAfterMilliseconds = 30_000 };
        var hit = await market.Publish();
        var assignment = await market.Submit("A1", hit);

        Assert.Equal("AWS.MechanicalTurk.AssignmentDoesNotExist", (await market.Api.Refused("ApproveAssignment", new { AssignmentId = assignment })).Code);
        Assert.Empty((await market.Api.Call("ListAssignmentsForHIT", new { HITId = hit }))["Assignments"]!.AsArray());
        Assert.Single(await market.Floor.History("A1"));

        market.Time.Advance(TimeSpan.FromSeconds(30));
        await market.Api.Call("ApproveAssignment", new { AssignmentId = assignment });
    }

    [Fact]
    public async Task AReusedAssignmentId_GoesToAnotherWorkerOnly()
    {
        await using var market = await RunningMarket.Start();
        market.Server.Operator.Faults = new FaultSettings { ReuseAssignmentIds = true };
        var hit = await market.Publish();
        var first = await market.Accept("A1", hit);
        await market.Floor.Return("A1", first);

        var own = await market.Accept("A1", hit);
        Assert.NotEqual(first, own);
        await market.Floor.Return("A1", own);
        var others = await market.Accept("A2", hit);

        Assert.Equal(own, others);
        Assert.Equal(WhyNot.SomebodyElses, (await market.Floor.Submit("A1", others, Some.Answer)).Refused);
        Assert.Null((await market.Floor.Submit("A2", others, Some.Answer)).Refused);
        Assert.Equal("A2", (string?)(await market.Assignment(own))["WorkerId"]);
    }

    [Fact]
    public void Settings_WithEverythingWrong_NameEveryProblem()
    {
        var settings = new FaultSettings
        {
            Calls = [new FaultRule(CallFault.Throttle, "CreateHit", 2, -1, -1)],
            MissingNotifications = -1,
            DuplicateNotifications = double.NaN,
            SubmissionsVisibleAfterMilliseconds = -1,
        };

        Assert.Equal(7, settings.Problems().Count);
    }
}
