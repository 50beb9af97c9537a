using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Marketplace.Faults;

namespace Crowdwork.Engine.Tests.Crowds;

public sealed class MTurkCrowdTests : IAsyncLifetime
{
    private LocalMarket _market = null!;

    private MTurkCrowd Crowd => _market.Crowd;

    public async ValueTask InitializeAsync() => _market = await LocalMarket.Start();

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    [Fact]
    public async Task HitType_EqualTerms_HaveOneId()
    {
        Assert.Equal(await _market.HitType(), await _market.HitType());
        Assert.NotEqual(await _market.HitType(), await _market.HitType([new("00000000000000000060", Comparison.EqualTo, [1], [], Guards.Discover)]));
    }

    [Fact]
    public async Task Post_IsOnTheMarketAsOrdered()
    {
        var posted = await _market.Post("first");

        var found = await Crowd.Hit(posted.Id, CancellationToken.None);

        Assert.Equal((posted.Id, "Questions", new Money(0.50m), 1, "note of first"), (found!.Id, found.Title, found.Reward, found.Places, found.Annotation));
    }

    [Fact]
    public async Task Post_WithATokenThatWasUsed_NamesTheHitItMade()
    {
        var first = await _market.Post("same");

        var fault = await Faulty(() => _market.Post("same"));

        Assert.Equal((CrowdFaultKind.AlreadyDone, first.Id), (fault.Kind, fault.Hit));
        Assert.False(fault.IsPassing);
        Assert.Single(await _market.Hits());
    }

    [Theory]
    [InlineData("DropReply", CrowdFaultKind.Unreachable, CrowdFaultKind.AlreadyDone)] // the HTTP client sends it again by itself where the connection was used before
    [InlineData("ErrorAfter", CrowdFaultKind.Busy, CrowdFaultKind.Busy)]
    public async Task Post_WhoseReplyIsLost_IsFoundAgainByItsToken(string fault, CrowdFaultKind kind, CrowdFaultKind orThis)
    {
        var type = await _market.HitType();
        _market.StrikeAlways(Enum.Parse<CallFault>(fault), "CreateHITWithHITType");

        var lost = await Faulty(() => Crowd.Post(LocalMarket.Order(type, "t"), CancellationToken.None));
        _market.Faults = FaultSettings.None;
        var again = await Faulty(() => Crowd.Post(LocalMarket.Order(type, "t"), CancellationToken.None));

        Assert.Contains(lost.Kind, new[] { kind, orThis });
        Assert.Equal((CrowdFaultKind.AlreadyDone, Assert.Single(await _market.Hits()).Id), (again.Kind, again.Hit));
    }

    [Fact]
    public async Task Post_TooOften_SaysSlower()
    {
        var type = await _market.HitType();
        _market.Strike(CallFault.Throttle, "CreateHITWithHITType");

        Assert.Equal((CrowdFaultKind.Throttled, true), await KindOf(() => Crowd.Post(LocalMarket.Order(type, "t"), CancellationToken.None)));
        Assert.Empty(await _market.Hits());
    }

    [Fact]
    public async Task Post_WithoutMoney_SaysSoAndLeavesTheTokenUnused()
    {
        await using var poor = await LocalMarket.Start(balance: 0.59m);

        Assert.Equal((CrowdFaultKind.NoFunds, false), await KindOf(() => poor.Post()));
        Assert.Equal((CrowdFaultKind.NoFunds, false), await KindOf(() => poor.Post()));
    }

    [Fact]
    public async Task Answers_OnSeveralPages_AreAllThere()
    {
        var hit = await _market.Post(places: 120);
        for (var worker = 0; worker < 105; worker++) await _market.HandIn($"AWORKER{worker}", hit.Id);

        Assert.Equal(105, (await All(Crowd.Answers(hit.Id, CancellationToken.None))).Select(answer => answer.Worker).Distinct().Count());
        _market.Faults = new FaultSettings { TrailingEmptyPage = true };
        Assert.Equal(105, (await All(Crowd.Answers(hit.Id, CancellationToken.None))).Count);
    }

    [Fact]
    public async Task Answer_GoesFromHandedInToApproved()
    {
        var hit = await _market.Post();
        var assignment = await _market.HandIn("AWORKER", hit.Id);

        var before = await Crowd.Answer(assignment, CancellationToken.None);
        await Crowd.Approve(assignment, "Thanks.", CancellationToken.None);
        var after = await Crowd.Answer(assignment, CancellationToken.None);

        Assert.Equal((assignment, hit.Id, "AWORKER", Verdict.None), (before!.Assignment, before.Hit, before.Worker, before.Verdict));
        Assert.Contains("yes", before.Answer);
        Assert.Equal(before.At.AddDays(3), before.ApprovesItselfAt!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal((Verdict.Approved, "Thanks."), (after!.Verdict, after.Words));
    }

    [Fact]
    public async Task Approve_WhatTheMarketHasNotHeardOf_MaySucceedLater()
    {
        var hit = await _market.Post();
        _market.Faults = new FaultSettings { SubmissionsVisibleAfterMilliseconds = 600_000 };
        var assignment = await _market.HandIn("AWORKER", hit.Id);

        Assert.Equal((CrowdFaultKind.NotYetKnown, true), await KindOf(() => Crowd.Approve(assignment, null, CancellationToken.None)));
        Assert.Null(await Crowd.Answer(assignment, CancellationToken.None));
    }

    [Fact]
    public async Task Answer_OfWorkThatIsNotHandedIn_IsNone()
    {
        var hit = await _market.Post();

        Assert.Null(await Crowd.Answer(await _market.Accept("AWORKER", hit.Id), CancellationToken.None));
    }

    [Fact]
    public async Task Approve_Twice_IsRefusedAndTheAnswerSaysWhy()
    {
        var assignment = await _market.HandIn("AWORKER", (await _market.Post()).Id);
        _market.StrikeAlways(CallFault.ErrorAfter, "ApproveAssignment");

        Assert.Equal((CrowdFaultKind.Busy, true), await KindOf(() => Crowd.Approve(assignment, null, CancellationToken.None)));
        _market.Faults = FaultSettings.None;
        Assert.Equal((CrowdFaultKind.Refused, false), await KindOf(() => Crowd.Approve(assignment, null, CancellationToken.None)));
        Assert.Equal(Verdict.Approved, (await Crowd.Answer(assignment, CancellationToken.None))!.Verdict);
    }

    [Fact]
    public async Task Rejection_CanBeTakenBack()
    {
        var assignment = await _market.HandIn("AWORKER", (await _market.Post()).Id);

        await Crowd.Reject(assignment, "Empty.", CancellationToken.None);
        var rejected = await Crowd.Answer(assignment, CancellationToken.None);
        await Crowd.TakeBackRejection(assignment, "Our mistake.", CancellationToken.None);

        Assert.Equal((Verdict.Rejected, "Empty."), (rejected!.Verdict, rejected.Words));
        Assert.Equal(Verdict.Approved, (await Crowd.Answer(assignment, CancellationToken.None))!.Verdict);
    }

    [Fact]
    public async Task Bonus_WhoseReplyIsLost_IsPaidOnce()
    {
        var assignment = await _market.HandIn("AWORKER", (await _market.Post()).Id);
        var order = new BonusOrder("AWORKER", assignment, new Money(0.25m), "Good questions.", "bonus-1");
        _market.StrikeAlways(CallFault.ErrorAfter, "SendBonus");

        Assert.Equal((CrowdFaultKind.Busy, true), await KindOf(() => Crowd.PayBonus(order, CancellationToken.None)));
        _market.Faults = FaultSettings.None;
        Assert.Equal((CrowdFaultKind.AlreadyDone, false), await KindOf(() => Crowd.PayBonus(order, CancellationToken.None)));

        var paid = Assert.Single(await All(Crowd.Bonuses(assignment, CancellationToken.None)));
        Assert.Equal(("AWORKER", assignment, new Money(0.25m), "Good questions."), (paid.Worker, paid.Assignment, paid.Amount, paid.Reason));
    }

    [Fact]
    public async Task Qualification_OfOurOwn_IsMadeOnceAndKeepsOut()
    {
        Assert.Null(await Crowd.Qualification("did qa", CancellationToken.None));
        var id = await Crowd.EnsureQualification("did qa", "Took part.", CancellationToken.None);
        Assert.Equal(id, await Crowd.EnsureQualification("did qa", "Took part.", CancellationToken.None));
        Assert.NotEqual(id, await Crowd.EnsureQualification("did qa too", "Took part.", CancellationToken.None));
        Assert.Equal(id, await Crowd.Qualification("did qa", CancellationToken.None));
        var type = await _market.HitType([new(id, Comparison.DoesNotExist, [], [], Guards.Accept)]);
        var hit = await Crowd.Post(LocalMarket.Order(type, "t", places: 3), CancellationToken.None);
        await _market.Register("AWORKER");

        await Crowd.Grant(id, "AWORKER", 1, CancellationToken.None);
        Assert.False(await _market.MayAccept("AWORKER", hit.Id));
        await Crowd.Revoke(id, "AWORKER", "A mistake.", CancellationToken.None);
        await Crowd.Revoke(id, "AWORKER", "A mistake.", CancellationToken.None);
        Assert.True(await _market.MayAccept("AWORKER", hit.Id));
    }

    [Fact]
    public async Task EnsureQualification_WhoseReplyIsLost_IsFoundByItsName()
    {
        _market.StrikeAlways(CallFault.ErrorAfter, "CreateQualificationType");

        Assert.Equal((CrowdFaultKind.Busy, true), await KindOf(() => Crowd.EnsureQualification("did qa", "Took part.", CancellationToken.None)));
        _market.Faults = FaultSettings.None;
        var id = await Crowd.EnsureQualification("did qa", "Took part.", CancellationToken.None);

        Assert.Equal(id, await Crowd.Qualification("did qa", CancellationToken.None));
    }

    [Theory]
    [InlineData("approvalRate", Comparison.AtLeast, 95)]
    [InlineData("approvedCount", Comparison.AtMost, 1000)]
    [InlineData("adult", Comparison.EqualTo, 1)]
    [InlineData("masters", Comparison.Exists, null)]
    public async Task Requirements_OfEveryKnownName_AreTakenByTheMarket(string name, Comparison comparison, int? value)
    {
        var id = await Crowd.Qualification(name, CancellationToken.None);
        var rule = new QualificationRule { Name = name, Is = comparison, Value = value };

        Assert.NotEmpty(await _market.HitType([WorkerRequirement.Of(id!, rule)]));
    }

    [Fact]
    public async Task Requirement_OnCountries_IsTakenByTheMarket()
    {
        var id = await Crowd.Qualification("country", CancellationToken.None);
        var rule = new QualificationRule { Name = "country", Is = Comparison.NotIn, Countries = ["US", "DE"], Guards = Guards.Preview };

        Assert.NotEmpty(await _market.HitType([WorkerRequirement.Of(id!, rule)]));
    }

    [Fact]
    public async Task Blocks_MoreThanAPage_AreAllListedAndLifted()
    {
        for (var worker = 0; worker < 103; worker++)
        {
            await _market.Register($"AWORKER{worker}");
            await Crowd.Block($"AWORKER{worker}", "Left too often.", CancellationToken.None);
        }

        await Crowd.Unblock("AWORKER7", CancellationToken.None);
        await Crowd.Unblock("AWORKER7", CancellationToken.None);

        var blocks = await All(Crowd.Blocks(CancellationToken.None));
        Assert.Equal(102, blocks.Count);
        Assert.DoesNotContain(new BlockedWorker("AWORKER7", "Left too often."), blocks);
        Assert.False(await _market.MayAccept("AWORKER8", (await _market.Post()).Id));
    }

    [Fact]
    public async Task Notify_SaysWhomItDidNotReach()
    {
        await _market.HandIn("AWORKER", (await _market.Post()).Id);
        await _market.Register("ASTRANGER");

        var missed = await Crowd.Notify(["AWORKER", "ASTRANGER"], "Thanks", "More tomorrow.", CancellationToken.None);

        Assert.Equal("ASTRANGER", Assert.Single(missed).Worker);
    }

    [Fact]
    public async Task Hit_GoesOffTheMarketAndAway()
    {
        var hit = await _market.Post();

        await Crowd.Expire(hit.Id, CancellationToken.None);
        await Crowd.Expire(hit.Id, CancellationToken.None);
        await Crowd.Delete(hit.Id, CancellationToken.None);

        Assert.Empty(await _market.Hits());
    }

    private static async Task<CrowdFault> Faulty(Func<Task> call) => await Assert.ThrowsAsync<CrowdFault>(call);

    private static async Task<(CrowdFaultKind, bool)> KindOf(Func<Task> call)
    {
        var fault = await Faulty(call);
        return (fault.Kind, fault.IsPassing);
    }

    private static async Task<List<T>> All<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items) all.Add(item);
        return all;
    }
}
