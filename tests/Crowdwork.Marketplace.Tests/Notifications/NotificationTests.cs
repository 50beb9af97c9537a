using System.Text.Json.Nodes;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Notifications;

public sealed class NotificationTests
{
    private static readonly string[] s_all =
    [
        "AssignmentAccepted", "AssignmentAbandoned", "AssignmentReturned", "AssignmentSubmitted", "AssignmentRejected", "AssignmentApproved",
        "HITCreated", "HITExpired", "HITReviewable", "HITExtended", "HITDisposed",
    ];

    [Fact]
    public async Task TheWholeLifeOfAHit_IsToldInMTurksJson()
    {
        await using var market = await RunningMarket.Start();
        var type = await Subscribe(market, s_all);
        var hit = (string)(await market.Api.Call("CreateHITWithHITType", new { HITTypeId = type, LifetimeInSeconds = 3600, Some.Question, MaxAssignments = 2 }))["HIT"]!["HITId"]!;
        await market.Floor.Return("A1", await market.Accept("A1", hit));
        await market.Accept("A1", hit);
        market.Time.Advance(TimeSpan.FromMinutes(10));
        var approved = await market.Submit("A1", hit);
        var rejected = await market.Submit("A2", hit);
        await market.Api.Call("CreateAdditionalAssignmentsForHIT", new { HITId = hit, NumberOfAdditionalAssignments = 1 });
        await market.Api.Call("ApproveAssignment", new { AssignmentId = approved });
        await market.Api.Call("RejectAssignment", new { AssignmentId = rejected, RequesterFeedback = "Blank." });
        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = 0 });
        await market.Api.Call("DeleteHIT", new { HITId = hit });

        var events = await Events(market);

        Assert.Equal(
            [
                "HITCreated", "AssignmentAccepted", "AssignmentReturned", "AssignmentAccepted", "AssignmentAbandoned", "AssignmentAccepted", "AssignmentSubmitted",
                "AssignmentAccepted", "AssignmentSubmitted", "HITReviewable", "HITExtended", "AssignmentApproved", "AssignmentRejected", "HITExpired", "HITReviewable", "HITDisposed",
            ],
            events.Select(Type));
        Assert.All(events, one =>
        {
            var inner = Assert.Single(one["Events"]!.AsArray())!;
            Assert.Equal((hit, type), ((string)inner["HITId"]!, (string)inner["HITTypeId"]!));
            Assert.Equal(Type(one).StartsWith("Assignment", StringComparison.Ordinal), inner["AssignmentId"] is not null);
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", (string)inner["EventTimestamp"]!);
            Assert.Matches("^[0-9a-f]{40}$", (string)one["EventDocId"]!);
            Assert.Matches("^[0-9]{12}$", (string)one["SourceAccount"]!);
            Assert.Matches("^A[A-Z0-9]+$", (string)one["CustomerId"]!);
            Assert.Equal("2014-08-15", (string?)one["EventDocVersion"]);
        });
        Assert.Equal(events.Count, events.Select(one => (string)one["EventDocId"]!).Distinct().Count());
    }

    [Fact]
    public async Task OnlyWhatWasAskedFor_IsTold()
    {
        await using var market = await RunningMarket.Start();
        var type = await Subscribe(market, "HITCreated");
        var create = new { HITTypeId = type, LifetimeInSeconds = 3600, Some.Question };

        await market.Submit("A1", (string)(await market.Api.Call("CreateHITWithHITType", create))["HIT"]!["HITId"]!);
        await market.Api.Call("UpdateNotificationSettings", new { HITTypeId = type, Active = false });
        await market.Api.Call("CreateHITWithHITType", create);
        await market.Api.Call("UpdateNotificationSettings", new { HITTypeId = type, Active = true });
        await market.Api.Call("CreateHITWithHITType", create);

        Assert.Equal(["HITCreated", "HITCreated"], (await Events(market)).Select(Type));
    }

    [Fact]
    public async Task SendTestEventNotification_GoesOutWhateverTheSettingsAre()
    {
        await using var market = await RunningMarket.Start();

        await market.Api.Call("SendTestEventNotification", new { Notification = Specification("HITCreated"), TestEventType = "Ping" });

        Assert.Equal(["Ping"], (await Events(market)).Select(Type));
    }

    [Theory]
    [InlineData("SQS", "not a url", "2014-08-15", "AWS.MechanicalTurk.InvalidTransportEndpoint")]
    [InlineData("SNS", "https://sqs.example/1/q", "2014-08-15", "AWS.MechanicalTurk.InvalidTransportEndpoint")]
    [InlineData("SQS", "https://sqs.example/1/q", "2020-01-01", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("SNS", "arn:aws:sns:us-east-1:123456789012:topic", "2006-05-05", null)]
    [InlineData("Email", "me@example.com", "2006-05-05", null)]
    public async Task ADestination_ThatDoesNotFit_IsRefused(string transport, string destination, string version, string? code)
    {
        await using var market = await RunningMarket.Start();

        var reply = await market.Api.Send("SendTestEventNotification", new
        {
            Notification = new { Destination = destination, Transport = transport, Version = version, EventTypes = new[] { "Ping" } },
            TestEventType = "Ping",
        });

        Assert.Equal(code, reply.Body.Length == 0 ? null : reply.Code);
    }

    [Fact]
    public async Task UpdateNotificationSettings_WithNeither_IsRefused()
    {
        await using var market = await RunningMarket.Start();
        var type = (string)(await market.Api.Call("CreateHITType", Some.HitType()))["HITTypeId"]!;

        Assert.Equal("ParameterValidationError", (await market.Api.Refused("UpdateNotificationSettings", new { HITTypeId = type })).Type);
        Assert.Equal("ParameterValidationError", (await market.Api.Refused("UpdateNotificationSettings", new { HITTypeId = type, Active = true })).Type);
    }

    [Fact]
    public async Task Notifications_MissingDuplicateAndReordered_AreRehearsed()
    {
        await using var market = await RunningMarket.Start();
        var type = await Subscribe(market, "HITCreated", "HITExpired");
        var create = new { HITTypeId = type, LifetimeInSeconds = 3600, Some.Question };

        market.Server.Operator.Faults = new FaultSettings { MissingNotifications = 1 };
        await market.Api.Call("CreateHITWithHITType", create);
        Assert.Empty(await Events(market));

        market.Server.Operator.Faults = new FaultSettings { DuplicateNotifications = 1 };
        await market.Api.Call("CreateHITWithHITType", create);
        var twice = await Events(market);
        Assert.Equal(2, twice.Count);
        Assert.Equal((string?)twice[0]["EventDocId"], (string?)twice[1]["EventDocId"]);

        market.Server.Operator.Faults = new FaultSettings { ReorderedNotifications = 1 };
        var hit = (string)(await market.Api.Call("CreateHITWithHITType", create))["HIT"]!["HITId"]!;
        market.Server.Operator.Faults = FaultSettings.None;
        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = 0 });
        Assert.Equal(["HITExpired", "HITCreated"], (await Events(market)).Skip(2).Select(Type));

        market.Server.Operator.Faults = new FaultSettings { ReorderedNotifications = 1 };
        await market.Api.Call("CreateHITWithHITType", create);
        Assert.Equal(4, (await Events(market)).Count);
        market.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(5, (await Events(market)).Count);
    }

    private static object Specification(params string[] types) =>
        new { Destination = "https://sqs.us-east-1.amazonaws.com/123456789012/queue", Transport = "SQS", Version = "2014-08-15", EventTypes = types };

    private static async Task<string> Subscribe(RunningMarket market, params string[] types)
    {
        var type = (string)(await market.Api.Call("CreateHITType", Some.HitType()))["HITTypeId"]!;
        await market.Api.Call("UpdateNotificationSettings", new { HITTypeId = type, Notification = Specification(types) });
        return type;
    }

    private static async Task<List<JsonNode>> Events(RunningMarket market) =>
        [.. (await market.Server.Operator.Events(0, 100)).Select(one => JsonNode.Parse(one.Body)!)];

    private static string Type(JsonNode document) => (string)document["Events"]![0]!["EventType"]!;
}
