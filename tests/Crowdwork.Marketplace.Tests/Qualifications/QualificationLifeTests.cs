using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Questions;
using Crowdwork.Marketplace.Tests.Support;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Tests.Qualifications;

public sealed class QualificationLifeTests
{
    [Fact]
    public async Task AQualification_GivenReadAndTakenAway_AnswersWithMTurksSentences()
    {
        await using var market = await RunningMarket.Start();
        var type = await Type(market);
        await market.Worker("A1");
        var pair = new { QualificationTypeId = type, WorkerId = "A1" };

        var never = await market.Api.Refused("GetQualificationScore", pair);
        Assert.Equal(("AWS.MechanicalTurk.QualificationDoesNotExist", "You requested a Qualification that does not exist."), (never.Code, never.Sentence));

        await market.Api.Call("AssociateQualificationWithWorker", pair);
        await market.Api.Call("AssociateQualificationWithWorker", new { QualificationTypeId = type, WorkerId = "A1", IntegerValue = 7 });
        var held = (await market.Api.Call("GetQualificationScore", pair))["Qualification"]!;
        Assert.Equal((7, "Granted", "A1", type), ((int)held["IntegerValue"]!, (string)held["Status"]!, (string)held["WorkerId"]!, (string)held["QualificationTypeId"]!));

        await market.Api.Call("DisassociateQualificationFromWorker", new { QualificationTypeId = type, WorkerId = "A1", Reason = "Too old" });
        var revoked = await market.Api.Refused("GetQualificationScore", pair);
        Assert.Equal(("AWS.MechanicalTurk.InvalidQualificationState", "This operation can be called with a status of: Granted"), (revoked.Code, revoked.Sentence));
        Assert.Equal(0, (int)(await market.Api.Call("ListWorkersWithQualificationType", new { QualificationTypeId = type }))["NumResults"]!);
        Assert.Equal(1, (int)(await market.Api.Call("ListWorkersWithQualificationType", new { QualificationTypeId = type, Status = "Revoked" }))["NumResults"]!);
    }

    [Theory]
    [InlineData("""{"Test": "@TEST", "AutoGranted": true, "TestDurationInSeconds": 60}""")]
    [InlineData("""{"Test": "@TEST"}""")]
    [InlineData("""{"TestDurationInSeconds": 60}""")]
    [InlineData("""{"AnswerKey": "@KEY"}""")]
    [InlineData("""{"AutoGrantedValue": 5}""")]
    [InlineData("""{"RetryDelayInSeconds": -1}""")]
    [InlineData("""{"Name": "  "}""")]
    public async Task CreateQualificationType_WithPartsThatDoNotGoTogether_IsRefused(string change)
    {
        await using var market = await RunningMarket.Start();
        var parameters = Some.QualificationType(System.Text.Json.Nodes.JsonNode.Parse(change));
        foreach (var (name, text) in new[] { ("Test", Some.Test), ("AnswerKey", Some.AnswerKey) })
        {
            if (parameters.ContainsKey(name))
                parameters[name] = text;
        }

        Assert.Equal("ParameterValidationError", (await market.Api.Refused("CreateQualificationType", parameters)).Type);
        Assert.Equal(0, (int)(await market.Api.Call("ListQualificationTypes", new { MustBeRequestable = false, MustBeOwnedByCaller = true }))["NumResults"]!);
    }

    [Fact]
    public async Task CreateQualificationType_TheSameNameTwice_IsRefusedButOnlyForOneRequester()
    {
        await using var market = await RunningMarket.Start();
        await Type(market);

        var refused = await market.Api.Refused("CreateQualificationType", Some.QualificationType());

        Assert.Equal("AWS.MechanicalTurk.QualificationTypeAlreadyExists", refused.Code);
        await market.Other.Call("CreateQualificationType", Some.QualificationType());
    }

    [Fact]
    public async Task ATest_WithAnAnswerKey_IsGradedAtOnce()
    {
        await using var market = await RunningMarket.Start();
        var type = await Type(market, new { Some.Test, Some.AnswerKey, TestDurationInSeconds = 60, RetryDelayInSeconds = 3600 });
        await market.Worker("A1");
        Assert.Equal(QualificationStep.TestNeeded, (await market.Floor.Request("A1", type)).Step);
        var test = await market.Floor.StartTest("A1", type);
        Assert.Equal(60, (test.Deadline - test.StartedAt).TotalSeconds);

        var outcome = await market.Floor.SubmitTest("A1", type, new QuestionFormAnswers([Marketplace.Questions.Answer.OfSelections("capital", ["paris"])]));

        Assert.Equal((QualificationStep.Granted, 10), (outcome.Step, outcome.Value));
        Assert.Equal(10, (int)(await market.Api.Call("GetQualificationScore", new { QualificationTypeId = type, WorkerId = "A1" }))["Qualification"]!["IntegerValue"]!);
        Assert.NotNull((await market.Floor.StartTest("A1", type)).Refused);
        market.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null((await market.Floor.StartTest("A1", type)).Refused);
    }

    [Fact]
    public async Task ATest_HandedInTooLate_DoesNotCount()
    {
        await using var market = await RunningMarket.Start();
        var type = await Type(market, new { Some.Test, Some.AnswerKey, TestDurationInSeconds = 60 });
        await market.Worker("A1");
        await market.Floor.StartTest("A1", type);
        market.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(QualificationStep.Refused, (await market.Floor.SubmitTest("A1", type, QuestionFormAnswers.None)).Step);
    }

    [Fact]
    public async Task ARequest_WithoutAKey_WaitsForTheRequester()
    {
        await using var market = await RunningMarket.Start();
        var type = await Type(market, new { Some.Test, TestDurationInSeconds = 60 });
        foreach (var worker in new[] { "A1", "A2" })
        {
            await market.Worker(worker);
            await market.Floor.StartTest(worker, type);
            Assert.Equal(QualificationStep.Pending, (await market.Floor.SubmitTest(worker, type, new QuestionFormAnswers([Marketplace.Questions.Answer.OfSelections("capital", ["lyon"])]))).Step);
        }

        var requests = (await market.Api.Call("ListQualificationRequests"))["QualificationRequests"]!.AsArray();
        Assert.All(requests, request => Assert.Contains("lyon", (string?)request!["Answer"]));
        var accepted = new { QualificationRequestId = (string)requests[0]!["QualificationRequestId"]!, IntegerValue = 3 };
        await market.Api.Call("AcceptQualificationRequest", accepted);
        await market.Api.Call("RejectQualificationRequest", new { QualificationRequestId = (string)requests[1]!["QualificationRequestId"]!, Reason = "No" });

        Assert.Equal("AWS.MechanicalTurk.InvalidQualificationRequestState", (await market.Api.Refused("AcceptQualificationRequest", accepted)).Code);
        Assert.Equal("AWS.MechanicalTurk.QualificationRequestDoesNotExist", (await market.Api.Refused("RejectQualificationRequest", new { QualificationRequestId = "3NONE" })).Code);
        Assert.Equal(3, Assert.Single(await market.Floor.Qualifications("A1"), one => one.TypeId == type).Value.Number);
        Assert.DoesNotContain(await market.Floor.Qualifications("A2"), one => one.TypeId == type);
        Assert.Equal(0, (int)(await market.Api.Call("ListQualificationRequests"))["NumResults"]!);
    }

    [Fact]
    public async Task AnAutoGrantedType_IsGrantedWhenAskedFor()
    {
        await using var market = await RunningMarket.Start();
        var type = await Type(market, new { AutoGranted = true, AutoGrantedValue = 42 });
        await market.Worker("A1");

        Assert.Equal((QualificationStep.Granted, 42), (await market.Floor.Request("A1", type)) is var outcome ? (outcome.Step, outcome.Value) : default);
        Assert.Equal(QualificationStep.Refused, (await market.Floor.Request("A1", type)).Step);
    }

    [Fact]
    public async Task AnInactiveType_CannotBeAskedFor()
    {
        await using var market = await RunningMarket.Start();
        var type = await Type(market);
        await market.Worker("A1");
        await market.Api.Call("UpdateQualificationType", new { QualificationTypeId = type, QualificationTypeStatus = "Inactive" });

        Assert.Equal(QualificationStep.Refused, (await market.Floor.Request("A1", type)).Step);
    }

    [Fact]
    public async Task UpdateQualificationType_ANewTest_NeedsItsOwnDurationAndDropsTheOldKey()
    {
        await using var market = await RunningMarket.Start();
        var type = await Type(market, new { Some.Test, Some.AnswerKey, TestDurationInSeconds = 60 });

        Assert.Equal("ParameterValidationError", (await market.Api.Refused("UpdateQualificationType", new { QualificationTypeId = type, Some.Test })).Type);
        var updated = (await market.Api.Call("UpdateQualificationType", new { QualificationTypeId = type, Some.Test, TestDurationInSeconds = 90, Description = "New" }))["QualificationType"]!;

        Assert.Equal((90, "New", "Knows pictures"), ((int)updated["TestDurationInSeconds"]!, (string)updated["Description"]!, (string)updated["Name"]!));
        Assert.Null(updated["AnswerKey"]);
    }

    [Fact]
    public async Task ADeletedType_KeepsItsNameForTwoDaysAndItsHoldersForEver()
    {
        await using var market = await RunningMarket.Start();
        var type = await Type(market);
        await market.Worker("A1");
        await market.Floor.Request("A1", type);

        await market.Api.Call("DeleteQualificationType", new { QualificationTypeId = type });

        var refused = await market.Api.Refused("AssociateQualificationWithWorker", new { QualificationTypeId = type, WorkerId = "A1" });
        Assert.Equal(("AWS.MechanicalTurk.InvalidQualificationTypeState", "This operation can be called with a status of: Active,Inactive"), (refused.Code, refused.Sentence));
        Assert.Equal(0, (int)(await market.Api.Call("ListQualificationRequests"))["NumResults"]!);
        Assert.Equal("AWS.MechanicalTurk.QualificationTypeAlreadyExists", (await market.Api.Refused("CreateQualificationType", Some.QualificationType())).Code);
        market.Time.Advance(TimeSpan.FromHours(48));
        Assert.Equal("AWS.MechanicalTurk.QualificationTypeDoesNotExist", (await market.Api.Refused("GetQualificationType", new { QualificationTypeId = type })).Code);
        await Type(market);
    }

    [Fact]
    public async Task AType_OfAnotherRequester_CanBeSeenButNotChanged()
    {
        await using var market = await RunningMarket.Start();
        var type = await Type(market, new { Some.Test, Some.AnswerKey, TestDurationInSeconds = 60 });

        var seen = (await market.Other.Call("GetQualificationType", new { QualificationTypeId = type }))["QualificationType"]!;
        Assert.Equal("Knows pictures", (string?)seen["Name"]);
        Assert.Null(seen["AnswerKey"]);
        foreach (var operation in new[] { "DeleteQualificationType", "UpdateQualificationType", "ListWorkersWithQualificationType" })
            Assert.Equal("AWS.MechanicalTurk.QualificationTypeDoesNotExist", (await market.Other.Refused(operation, new { QualificationTypeId = type })).Code);
    }

    [Fact]
    public async Task ListQualificationTypes_ByWordsAndOwner_FindsWhatFits()
    {
        await using var market = await RunningMarket.Start();
        await Type(market);
        await Type(market, new { Name = "Speaks Danish", Keywords = "language" });

        async Task<int> Count(object parameters) => (int)(await market.Api.Call("ListQualificationTypes", parameters))["NumResults"]!;
        Assert.Equal(2, await Count(new { MustBeRequestable = true }));
        Assert.Equal(8, await Count(new { MustBeRequestable = false }));
        Assert.Equal(2, await Count(new { MustBeRequestable = false, MustBeOwnedByCaller = true }));
        Assert.Equal(1, await Count(new { MustBeRequestable = true, Query = "LANGUAGE" }));
        Assert.Equal(0, await Count(new { MustBeRequestable = true, Query = "chess" }));
    }

    [Theory]
    [InlineData("00000000000000000071")]
    [InlineData("00000000000000000040")]
    public async Task TheSystemsValues_AreNotToldToRequesters(string type)
    {
        await using var market = await RunningMarket.Start();
        await market.Worker("A1", new WorkerLocale("US"));

        var refused = await market.Api.Refused("GetQualificationScore", new { QualificationTypeId = type, WorkerId = "A1" });

        Assert.Equal("AWS.MechanicalTurk.QualificationDoesNotExist", refused.Code);
    }

    [Fact]
    public async Task TheSystemsValues_FollowWhatAWorkerDid()
    {
        await using var market = await RunningMarket.Start();
        for (var number = 0; number < 3; number++)
            await market.Api.Call("ApproveAssignment", new { AssignmentId = await market.Submit("A1", await market.Publish()) });
        var hit = await market.Publish(new
        {
            QualificationRequirements = new[] { new { QualificationTypeId = "00000000000000000040", Comparator = "GreaterThanOrEqualTo", IntegerValues = new[] { 4 } } },
        });

        Assert.Equal(WhyNot.NotQualified, (await market.Floor.Accept("A1", hit)).Refused);
        await market.Api.Call("ApproveAssignment", new { AssignmentId = await market.Submit("A1", await market.Publish()) });

        Assert.Null((await market.Floor.Accept("A1", hit)).Refused);
    }

    private static async Task<string> Type(RunningMarket market, object? changes = null) =>
        (string)(await market.Api.Call("CreateQualificationType", Some.QualificationType(changes)))["QualificationType"]!["QualificationTypeId"]!;
}
