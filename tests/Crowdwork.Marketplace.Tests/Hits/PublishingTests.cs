using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Hits;

public sealed class PublishingTests
{
    [Fact]
    public async Task CreateHIT_Plain_AnswersWithEverythingItHas()
    {
        await using var market = await RunningMarket.Start();
        var now = market.Time.GetUtcNow().ToUnixTimeSeconds();

        var hit = (await market.Api.Call("CreateHIT", Some.Hit(new { Reward = "0.5", RequesterAnnotation = "run:1", AutoApprovalDelayInSeconds = (int?)null })))["HIT"]!;

        Assert.Equal("0.50", (string?)hit["Reward"]);
        Assert.Equal("Assignable", (string?)hit["HITStatus"]);
        Assert.Equal("NotReviewed", (string?)hit["HITReviewStatus"]);
        Assert.Equal("run:1", (string?)hit["RequesterAnnotation"]);
        Assert.Equal(Some.Question, (string?)hit["Question"]);
        Assert.Equal(2_592_000, (int)hit["AutoApprovalDelayInSeconds"]!);
        Assert.Equal((now, now + 3600), ((long)hit["CreationTime"]!, (long)hit["Expiration"]!));
        Assert.Empty(hit["QualificationRequirements"]!.AsArray());
        Assert.All(new[] { "HITId", "HITTypeId", "HITGroupId" }, name => Assert.Matches("^3[A-Z0-9]{29}$", (string)hit[name]!));
        Assert.False(hit.AsObject().ContainsKey("HITLayoutId"));
    }

    [Theory]
    [InlineData("""{"Reward": "1"}""", true)]
    [InlineData("""{"Reward": "1."}""", true)]
    [InlineData("""{"Reward": "1.0"}""", true)]
    [InlineData("""{"AutoApprovalDelayInSeconds": 2592000}""", true)]
    [InlineData("""{"QualificationRequirements": []}""", true)]
    [InlineData("""{"Reward": "1.01"}""", false)]
    [InlineData("""{"Title": "Label other pictures"}""", false)]
    [InlineData("""{"Description": "Say more."}""", false)]
    [InlineData("""{"Keywords": "pictures"}""", false)]
    [InlineData("""{"AssignmentDurationInSeconds": 601}""", false)]
    [InlineData("""{"AutoApprovalDelayInSeconds": 60}""", false)]
    [InlineData("""{"QualificationRequirements": [{"QualificationTypeId": "00000000000000000040", "Comparator": "GreaterThan", "IntegerValues": [5]}]}""", false)]
    public async Task CreateHITType_WithAChange_IsTheSameOnlyWhenNothingReallyChanged(string change, bool same)
    {
        await using var market = await RunningMarket.Start();
        var first = (string)(await market.Api.Call("CreateHITType", Some.HitType()))["HITTypeId"]!;

        var second = (string)(await market.Api.Call("CreateHITType", Some.HitType(System.Text.Json.Nodes.JsonNode.Parse(change))))["HITTypeId"]!;

        Assert.Equal(same, first == second);
    }

    [Fact]
    public async Task CreateHITType_RequirementsInAnotherOrder_IsTheSame()
    {
        await using var market = await RunningMarket.Start();
        object[] requirements =
        [
            new { QualificationTypeId = "00000000000000000040", Comparator = "GreaterThan", IntegerValues = new[] { 5 } },
            new { QualificationTypeId = "00000000000000000071", Comparator = "EqualTo", LocaleValues = new[] { new { Country = "US" } }, ActionsGuarded = "Accept" },
        ];

        var first = await market.Api.Call("CreateHITType", Some.HitType(new { QualificationRequirements = requirements }));
        var second = await market.Api.Call("CreateHITType", Some.HitType(new { QualificationRequirements = requirements.Reverse() }));

        Assert.Equal((string?)first["HITTypeId"], (string?)second["HITTypeId"]);
    }

    [Fact]
    public async Task CreateHIT_AndCreateHITWithHITType_ShareTheTypeAndTheGroup()
    {
        await using var market = await RunningMarket.Start();
        var type = (string)(await market.Api.Call("CreateHITType", Some.HitType(new { AutoApprovalDelayInSeconds = 86400 })))["HITTypeId"]!;

        var whole = (await market.Api.Call("CreateHIT", Some.Hit()))["HIT"]!;
        var typed = (await market.Api.Call("CreateHITWithHITType", new { HITTypeId = type, LifetimeInSeconds = 60, Some.Question }))["HIT"]!;

        Assert.Equal((type, type), ((string)whole["HITTypeId"]!, (string)typed["HITTypeId"]!));
        Assert.Equal((string?)whole["HITGroupId"], (string?)typed["HITGroupId"]);
    }

    [Fact]
    public async Task CreateHIT_WithAUsedToken_NamesTheFirstHitForADay()
    {
        await using var market = await RunningMarket.Start();
        var first = await market.Publish(new { UniqueRequestToken = "unit-1" });

        var refused = await market.Api.Refused("CreateHIT", Some.Hit(new { UniqueRequestToken = "unit-1", Title = "Something else" }));
        Assert.Equal("AWS.MechanicalTurk.HitAlreadyExists", refused.Code);
        Assert.Equal($"""The HIT with ID "{first}" already exists.""", refused.Sentence);
        Assert.Single((await market.Api.Call("ListHITs"))["HITs"]!.AsArray());

        market.Time.Advance(TimeSpan.FromHours(24));
        Assert.NotEqual(first, await market.Publish(new { UniqueRequestToken = "unit-1" }));
    }

    [Fact]
    public async Task CreateHIT_TwentyTimesAtOnceWithOneToken_MakesOneHit()
    {
        await using var market = await RunningMarket.Start();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => market.Api.Send("CreateHIT", Some.Hit(new { UniqueRequestToken = "unit-1" }))));

        var hit = (string)Assert.Single(replies, reply => reply.Status is System.Net.HttpStatusCode.OK).Json["HIT"]!["HITId"]!;
        Assert.Equal(19, replies.Count(reply => reply.Body.Contains($"The HIT with ID \\u0022{hit}\\u0022 already exists.", StringComparison.Ordinal)));
        Assert.Equal("1.20", (await market.Balance()).Held);
    }

    [Fact]
    public async Task AToken_OfARefusedCallOrAnotherOperationOrRequester_IsNotUsed()
    {
        await using var market = await RunningMarket.Start();
        await market.Api.Refused("CreateHIT", Some.Hit(new { UniqueRequestToken = "t", Reward = "100000", MaxAssignments = 1000 }));
        var type = (string)(await market.Api.Call("CreateHITType", Some.HitType()))["HITTypeId"]!;

        await market.Publish(new { UniqueRequestToken = "t" });
        await market.Api.Call("CreateHITWithHITType", new { HITTypeId = type, LifetimeInSeconds = 60, Some.Question, UniqueRequestToken = "t" });
        await market.Other.Call("CreateHIT", Some.Hit(new { UniqueRequestToken = "t" }));
    }

    [Fact]
    public async Task ARepeatedExtension_IsRefusedAndCountsOnce()
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish();
        var more = new { HITId = hit, NumberOfAdditionalAssignments = 2, UniqueRequestToken = "more" };
        await market.Api.Call("CreateAdditionalAssignmentsForHIT", more);

        var refused = await market.Api.Refused("CreateAdditionalAssignmentsForHIT", more);

        Assert.Equal("""The idempotency token "more" has already been processed.""", refused.Sentence);
        Assert.Equal(3, (int)(await market.Hit(hit))["MaxAssignments"]!);

        var later = new { HITId = hit, ExpireAt = market.Time.GetUtcNow().ToUnixTimeSeconds() + 7200 };
        await market.Api.Call("UpdateExpirationForHIT", later);
        Assert.Equal($"""The idempotency token "{hit}Sun Mar 01 14:00:00 UTC 2026" has already been processed.""",
            (await market.Api.Refused("UpdateExpirationForHIT", later)).Sentence);
    }

    [Theory]
    [InlineData(9, 1, "AWS.MechanicalTurk.InvalidMaximumAssignmentsIncrease")]
    [InlineData(10, 1, null)]
    public async Task MoreAssignments_AcrossTheBoundaryOfTheFee_AreRefused(int max, int more, string? code)
    {
        await using var market = await RunningMarket.Start();
        var hit = await market.Publish(new { MaxAssignments = max });

        var reply = await market.Api.Send("CreateAdditionalAssignmentsForHIT", new { HITId = hit, NumberOfAdditionalAssignments = more });

        Assert.Equal(code, reply.Body.Length == 0 ? null : reply.Code);
    }

    [Theory]
    [InlineData("""{"HITLayoutId": "3LAYOUT"}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"HITLayoutId": "3LAYOUT", "Question": null}""", "AWS.MechanicalTurk.HITLayoutDoesNotExist")]
    [InlineData("""{"Question": null}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"HITLayoutParameters": [{"Name": "a", "Value": "b"}]}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"HITReviewPolicy": {"PolicyName": "SimplePlurality/2011-09-01"}}""", "AWS.MechanicalTurk.ReviewPolicyNotSupported")]
    [InlineData("""{"AssignmentReviewPolicy": {"PolicyName": "ScoreMyKnownAnswers/2011-09-01"}}""", "AWS.MechanicalTurk.ReviewPolicyNotSupported")]
    [InlineData("""{"Question": "<ExternalQuestion>"}""", "AWS.MechanicalTurk.XMLParseError")]
    [InlineData("""{"MaxAssignments": 0}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"MaxAssignments": 1000000001}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"LifetimeInSeconds": 29}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"LifetimeInSeconds": 31536001}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"AssignmentDurationInSeconds": 29}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"AutoApprovalDelayInSeconds": 2592001}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"Title": ""}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"Reward": "10000000000000000000000000000000"}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    [InlineData("""{"QualificationRequirements": [{"QualificationTypeId": "3NONE", "Comparator": "Exists"}]}""", "AWS.MechanicalTurk.QualificationTypeDoesNotExist")]
    [InlineData("""{"QualificationRequirements": [{"QualificationTypeId": "00000000000000000040", "Comparator": "Exists", "IntegerValues": [1]}]}""", "AWS.MechanicalTurk.InvalidParameterValue")]
    public async Task CreateHIT_WithWhatCannotBe_IsRefusedAndNothingHasChanged(string change, string code)
    {
        await using var market = await RunningMarket.Start();

        var refused = await market.Api.Refused("CreateHIT", Some.Hit(System.Text.Json.Nodes.JsonNode.Parse(change)));

        Assert.Equal(code, refused.Code);
        Assert.Empty((await market.Api.Call("ListHITs"))["HITs"]!.AsArray());
        Assert.Equal(("10000.00", "0.00"), await market.Balance());
    }

    [Fact]
    public async Task CreateHIT_ATitleOf129Characters_IsRefused()
    {
        await using var market = await RunningMarket.Start();

        await market.Publish(new { Title = new string('t', 128) });
        var refused = await market.Api.Refused("CreateHIT", Some.Hit(new { Title = new string('t', 129) }));

        Assert.Equal(("ParameterValidationError", "Title"), (refused.Type, (string?)refused.Json["Parameter"]));
    }
}
