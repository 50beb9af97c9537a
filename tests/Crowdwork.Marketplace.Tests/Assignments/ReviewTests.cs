using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Assignments;

public sealed class ReviewTests
{
    [Fact]
    public async Task ASubmission_Approved_PaysTheWorkerAndTakesTheHoldAway()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        Assert.Equal(("9998.80", "1.20"), await market.Balance());
        var assignment = await market.Submit("A1", hit);

        await market.Api.Call("ApproveAssignment", new { AssignmentId = assignment, RequesterFeedback = "Thanks." });

        Assert.Equal(("9998.80", "0.00"), await market.Balance());
        Assert.Equal(100, (await market.Floor.Earnings("A1")).ApprovedCents);
        var approved = await market.Assignment(assignment);
        Assert.Equal("Approved", (string?)approved["AssignmentStatus"]);
        Assert.Equal("Thanks.", (string?)approved["RequesterFeedback"]);
        Assert.NotNull(approved["ApprovalTime"]);
        Assert.Null(approved["RejectionTime"]);
    }

    [Fact]
    public async Task ASubmission_Rejected_GivesTheMoneyBack()
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Submit("A1", await market.Publish());

        await market.Api.Call("RejectAssignment", new { AssignmentId = assignment, RequesterFeedback = "Blank." });

        Assert.Equal(("10000.00", "0.00"), await market.Balance());
        Assert.Equal(1, (await market.Floor.Earnings("A1")).Record.Rejected);
    }

    [Theory]
    [InlineData("ApproveAssignment", "ApproveAssignment", false)]
    [InlineData("ApproveAssignment", "RejectAssignment", false)]
    [InlineData("RejectAssignment", "RejectAssignment", false)]
    [InlineData("RejectAssignment", "ApproveAssignment", false)]
    [InlineData("ApproveAssignment", "ApproveAssignment", true)]
    public async Task ADecidedSubmission_DecidedAgain_IsRefusedWithMTurksSentence(string first, string second, bool overriding)
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Submit("A1", await market.Publish());
        await market.Api.Call(first, Decision(assignment, first, false));

        var refused = await market.Api.Refused(second, Decision(assignment, second, overriding));

        Assert.Equal("AWS.MechanicalTurk.InvalidAssignmentState", refused.Code);
        Assert.Equal("This operation can be called with a status of: Submitted", refused.Sentence);
    }

    [Fact]
    public async Task ARejection_OverriddenWithinThirtyDays_IsPaid()
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Submit("A1", await market.Publish());
        await market.Api.Call("RejectAssignment", new { AssignmentId = assignment, RequesterFeedback = "Blank." });

        market.Time.Advance(TimeSpan.FromDays(30));
        await market.Api.Call("ApproveAssignment", new { AssignmentId = assignment, OverrideRejection = true });

        Assert.Equal(("9998.80", "0.00"), await market.Balance());
        var record = (await market.Floor.Earnings("A1")).Record;
        Assert.Equal((1, 0), (record.Approved, record.Rejected));
    }

    [Fact]
    public async Task ARejection_OverriddenLaterOrAfterTheHitIsGone_IsRefused()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        var late = await market.Submit("A1", await market.Publish(new { Title = "Another" }));
        var gone = await market.Submit("A1", hit);
        foreach (var assignment in new[] { late, gone })
            await market.Api.Call("RejectAssignment", new { AssignmentId = assignment, RequesterFeedback = "Blank." });

        await market.Api.Call("DeleteHIT", new { HITId = hit });
        Assert.Equal("AWS.MechanicalTurk.InvalidAssignmentState", (await market.Api.Refused("ApproveAssignment", new { AssignmentId = gone, OverrideRejection = true })).Code);
        market.Time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(1));
        Assert.Equal("AWS.MechanicalTurk.InvalidAssignmentState", (await market.Api.Refused("ApproveAssignment", new { AssignmentId = late, OverrideRejection = true })).Code);
    }

    [Fact]
    public async Task GetAssignment_AcceptedAndNotSubmitted_IsRefusedWithMTurksSentence()
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Accept("A1", await market.Publish());

        var refused = await market.Api.Refused("GetAssignment", new { AssignmentId = assignment });

        Assert.Equal("AWS.MechanicalTurk.InvalidAssignmentState", refused.Code);
        Assert.Equal("This operation can be called with a status of: Reviewable,Approved,Rejected", refused.Sentence);
    }

    [Theory]
    [InlineData("ApproveAssignment")]
    [InlineData("RejectAssignment")]
    public async Task AnAssignment_StillInTheWorkersHands_CannotBeDecided(string operation)
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Accept("A1", await market.Publish());

        var refused = await market.Api.Refused(operation, Decision(assignment, operation, false));

        Assert.Equal(("AWS.MechanicalTurk.InvalidAssignmentState", "This operation can be called with a status of: null"), (refused.Code, refused.Sentence));
    }

    [Fact]
    public async Task GetAssignment_Submitted_HasTheTimesAndTheAnswerAndTheHit()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        var accepted = market.Time.GetUtcNow().ToUnixTimeSeconds();
        var id = await market.Accept("A1", hit);
        market.Time.Advance(TimeSpan.FromSeconds(42.7));
        await market.Floor.Submit("A1", id, Some.Answer);

        var reply = await market.Api.Call("GetAssignment", new { AssignmentId = id });

        var assignment = reply["Assignment"]!;
        Assert.Equal(
            ("A1", hit, "Submitted", accepted, accepted + 42, accepted + 600, accepted + 42 + 86400, Some.Answer),
            ((string)assignment["WorkerId"]!, (string)assignment["HITId"]!, (string)assignment["AssignmentStatus"]!, (long)assignment["AcceptTime"]!,
                (long)assignment["SubmitTime"]!, (long)assignment["Deadline"]!, (long)assignment["AutoApprovalTime"]!, (string)assignment["Answer"]!));
        Assert.Equal(hit, (string?)reply["HIT"]!["HITId"]);
    }

    [Fact]
    public async Task ListAssignmentsForHIT_ByStatus_GivesOnlyThose()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish(new { MaxAssignments = 4 });
        var approved = await market.Submit("A1", hit);
        var rejected = await market.Submit("A2", hit);
        var waiting = await market.Submit("A3", hit);
        await market.Accept("A4", hit);
        await market.Api.Call("ApproveAssignment", new { AssignmentId = approved });
        await market.Api.Call("RejectAssignment", new { AssignmentId = rejected, RequesterFeedback = "Blank." });

        Assert.Equal([approved, rejected, waiting], await Ids(market, hit));
        Assert.Equal([waiting], await Ids(market, hit, "Submitted"));
        Assert.Equal([approved, rejected], await Ids(market, hit, "Approved", "Rejected"));
    }

    [Fact]
    public async Task AForeignAssignment_DoesNotExist()
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Submit("A1", await market.Publish());

        foreach (var operation in new[] { "GetAssignment", "ApproveAssignment", "RejectAssignment" })
        {
            var refused = await market.Other.Refused(operation, Decision(assignment, operation, false));
            Assert.Equal(("AWS.MechanicalTurk.AssignmentDoesNotExist", $"Assignment {assignment} does not exist."), (refused.Code, refused.Sentence));
        }
    }

    [Fact]
    public async Task RejectAssignment_WithoutWords_IsAValidationException()
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Submit("A1", await market.Publish());

        var refused = await market.Api.Refused("RejectAssignment", new { AssignmentId = assignment });

        Assert.Equal("ValidationException", refused.Type);
        Assert.Equal("1 validation error detected: Value null at 'requesterFeedback' failed to satisfy constraint: Member must not be null", refused.Message);
    }

    private static object Decision(string assignment, string operation, bool overriding) => operation is "RejectAssignment"
        ? new { AssignmentId = assignment, RequesterFeedback = "Blank." }
        : overriding ? new { AssignmentId = assignment, OverrideRejection = true } : new { AssignmentId = assignment };

    private static async Task<IEnumerable<string>> Ids(RunningMarket market, string hit, params string[] statuses)
    {
        var reply = await market.Api.Call("ListAssignmentsForHIT", Some.With(new { HITId = hit }, statuses.Length == 0 ? null : new { AssignmentStatuses = statuses }));
        return reply["Assignments"]!.AsArray().Select(one => (string)one!["AssignmentId"]!);
    }
}
