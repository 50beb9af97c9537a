using System.Text.Json.Nodes;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Wire;

public sealed class PagingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(100)]
    public async Task ListHITs_ToTheEnd_GivesEachOnceNewestFirst(int size)
    {
        await using var market = await RunningMarket.Start();
        var hits = new List<string>();
        for (var number = 0; number < 7; number++)
            hits.Insert(0, await market.Publish());

        var pages = await Pages(market, "ListHITs", new { MaxResults = size });

        Assert.Equal(hits, pages.SelectMany(page => page["HITs"]!.AsArray().Select(hit => (string)hit!["HITId"]!)));
        Assert.All(pages, page => Assert.Equal((int)page["NumResults"]!, page["HITs"]!.AsArray().Count));
        Assert.Equal((7 + size - 1) / size, pages.Count);
    }

    [Fact]
    public async Task ListHITs_WithoutASize_HasTenOnAPage()
    {
        await using var market = await RunningMarket.Start();
        for (var number = 0; number < 11; number++)
            await market.Publish();

        Assert.Equal([10, 1], (await Pages(market, "ListHITs", new { })).Select(page => (int)page["NumResults"]!));
    }

    [Fact]
    public async Task ListHITs_WhileHitsComeAndGo_LeavesNothingOutAndRepeatsNothing()
    {
        await using var market = await RunningMarket.Start();
        var hits = new List<string>();
        for (var number = 0; number < 6; number++)
            hits.Add(await market.Publish());
        var first = await market.Api.Call("ListHITs", new { MaxResults = 2 });

        await market.Publish();
        await market.Api.Call("UpdateExpirationForHIT", new { HITId = hits[5], ExpireAt = 0 });
        await market.Api.Call("DeleteHIT", new { HITId = hits[5] });
        var second = await market.Api.Call("ListHITs", new { MaxResults = 10, NextToken = (string)first["NextToken"]! });

        Assert.Equal([hits[3], hits[2], hits[1], hits[0]], second["HITs"]!.AsArray().Select(hit => (string)hit!["HITId"]!));
    }

    [Fact]
    public async Task ListHITs_WithATrailingEmptyPage_HasATokenOnTheLastFullOne()
    {
        await using var market = await RunningMarket.Start();
        await market.Publish();
        market.Server.Operator.Faults = new FaultSettings { TrailingEmptyPage = true };

        var pages = await Pages(market, "ListHITs", new { MaxResults = 10 });

        Assert.Equal([1, 0], pages.Select(page => (int)page["NumResults"]!));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("\u00e4")]
    [InlineData("TGlzdEhJVHM")]
    public async Task AToken_ThatIsNone_IsRefused(string token)
    {
        await using var market = await RunningMarket.Start();

        var refused = await market.Api.Refused("ListHITs", new { NextToken = token });

        Assert.Equal(("ParameterValidationError", "NextToken"), (refused.Type, (string?)refused.Json["Parameter"]));
    }

    [Fact]
    public async Task AToken_OfAnotherOperation_IsRefused()
    {
        await using var market = await RunningMarket.Start();
        await market.Publish();
        await market.Publish();
        var token = (string)(await market.Api.Call("ListHITs", new { MaxResults = 1 }))["NextToken"]!;

        Assert.Equal("ParameterValidationError", (await market.Api.Refused("ListReviewableHITs", new { NextToken = token })).Type);
    }

    [Fact]
    public async Task ListReviewableHITs_ByTypeAndStatus_GivesOnlyThose()
    {
        await using var market = await RunningMarket.Start();
        var open = await market.Publish();
        var reviewable = await market.Publish();
        var reviewing = await market.Publish();
        var other = await market.Publish(new { Title = "Other" });
        foreach (var hit in new[] { reviewable, reviewing, other })
            await market.Api.Call("UpdateExpirationForHIT", new { HITId = hit, ExpireAt = 0 });
        await market.Api.Call("UpdateHITReviewStatus", new { HITId = reviewing });
        var type = (string)(await market.Hit(open))["HITTypeId"]!;

        Assert.Equal([other, reviewable], Ids(await market.Api.Call("ListReviewableHITs")));
        Assert.Equal([reviewable], Ids(await market.Api.Call("ListReviewableHITs", new { HITTypeId = type })));
        Assert.Equal([reviewing], Ids(await market.Api.Call("ListReviewableHITs", new { HITTypeId = type, Status = "Reviewing" })));
    }

    [Fact]
    public async Task EveryOtherList_ToTheEnd_GivesEachOnce()
    {
        await using var market = await RunningMarket.Start();
        var type = (string)(await market.Api.Call("CreateQualificationType", Some.QualificationType()))["QualificationType"]!["QualificationTypeId"]!;
        var hit = await market.Publish(new { MaxAssignments = 5, QualificationRequirements = new[] { new { QualificationTypeId = type, Comparator = "DoesNotExist" } } });
        for (var number = 1; number <= 5; number++)
        {
            var assignment = await market.Submit($"A{number}", hit);
            await market.Api.Call("SendBonus", new { WorkerId = $"A{number}", AssignmentId = assignment, BonusAmount = "0.10", Reason = "Good" });
            await market.Api.Call("CreateWorkerBlock", new { WorkerId = $"A{number}", Reason = "Enough" });
            await market.Floor.Request($"A{number}", type);
            await market.Api.Call("AssociateQualificationWithWorker", new { QualificationTypeId = type, WorkerId = $"A{number}" });
        }

        foreach (var (operation, list, parameters) in new (string, string, object)[]
        {
            ("ListAssignmentsForHIT", "Assignments", new { HITId = hit, MaxResults = 2 }),
            ("ListBonusPayments", "BonusPayments", new { HITId = hit, MaxResults = 2 }),
            ("ListWorkerBlocks", "WorkerBlocks", new { MaxResults = 2 }),
            ("ListQualificationRequests", "QualificationRequests", new { QualificationTypeId = type, MaxResults = 2 }),
            ("ListWorkersWithQualificationType", "Qualifications", new { QualificationTypeId = type, MaxResults = 2 }),
        })
        {
            var pages = await Pages(market, operation, parameters);
            Assert.Equal([2, 2, 1], pages.Select(page => (int)page["NumResults"]!));
            Assert.Equal(["A1", "A2", "A3", "A4", "A5"], pages.SelectMany(page => page[list]!.AsArray().Select(one => (string)one!["WorkerId"]!)));
        }

        Assert.Equal([hit], Ids(await market.Api.Call("ListHITsForQualificationType", new { QualificationTypeId = type })));
    }

    private static IEnumerable<string> Ids(JsonNode page) => page["HITs"]!.AsArray().Select(hit => (string)hit!["HITId"]!);

    private static async Task<List<JsonNode>> Pages(RunningMarket market, string operation, object parameters)
    {
        var pages = new List<JsonNode> { await market.Api.Call(operation, parameters) };
        while ((string?)pages[^1]["NextToken"] is { } token)
            pages.Add(await market.Api.Call(operation, Some.With(parameters, new { NextToken = token })));
        return pages;
    }
}
