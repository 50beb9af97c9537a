using Crowdwork.Marketplace.Tests.Support;

namespace Crowdwork.Marketplace.Tests.Clock;

public sealed class FastForwardTests
{
    [Fact]
    public async Task ThirtyDays_PutForward_BringEveryDueDateInItsOrder()
    {
        await using var market = await RunningMarket.Start();
        var began = market.Time.GetUtcNow().ToUnixTimeSeconds();
        var submitted = await market.Publish(new { AutoApprovalDelayInSeconds = 2_592_000, LifetimeInSeconds = 31_536_000 });
        var assignment = await market.Submit("A1", submitted);
        var abandoned = await market.Publish();
        await market.Accept("A2", abandoned);

        Assert.Null(await market.Server.Operator.PutForward(TimeSpan.FromDays(30)));

        var approved = await market.Assignment(assignment);
        Assert.Equal(("Approved", began + 2_592_000), ((string)approved["AssignmentStatus"]!, (long)approved["ApprovalTime"]!));
        Assert.Equal(100, (await market.Floor.Earnings("A1")).ApprovedCents);
        var left = await market.Hit(abandoned);
        Assert.Equal(("Reviewable", 1, 0), ((string)left["HITStatus"]!, (int)left["NumberOfAssignmentsAvailable"]!, (int)left["NumberOfAssignmentsPending"]!));
        Assert.Equal(("9998.80", "0.00"), await market.Balance());
    }

    [Fact]
    public async Task AnAutoApproval_ASecondEarly_HasNotHappened()
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Submit("A1", await market.Publish(new { AutoApprovalDelayInSeconds = 3600 }));

        await market.Server.Operator.PutForward(TimeSpan.FromSeconds(3599));
        Assert.Equal("Submitted", (string?)(await market.Assignment(assignment))["AssignmentStatus"]);
        await market.Server.Operator.PutForward(TimeSpan.FromSeconds(1));

        Assert.Equal("Approved", (string?)(await market.Assignment(assignment))["AssignmentStatus"]);
    }

    [Fact]
    public async Task AnAutoApproval_WithoutADelay_HappensAtOnce()
    {
        await using var market = await RunningMarket.Start();

        var assignment = await market.Submit("A1", await market.Publish(new { AutoApprovalDelayInSeconds = 0 }));

        Assert.Equal("Approved", (string?)(await market.Assignment(assignment))["AssignmentStatus"]);
    }

    [Fact]
    public async Task ARejectedAssignment_IsNotAutoApproved()
    {
        await using var market = await RunningMarket.Start();
        var assignment = await market.Submit("A1", await market.Publish());
        await market.Api.Call("RejectAssignment", new { AssignmentId = assignment, RequesterFeedback = "Blank." });

        await market.Server.Operator.PutForward(TimeSpan.FromDays(30));

        Assert.Equal("Rejected", (string?)(await market.Assignment(assignment))["AssignmentStatus"]);
    }

    [Fact]
    public async Task AThousandAutoApprovals_ComeWithOneStep()
    {
        await using var market = await RunningMarket.Start(options => options with { Requesters = [new("local", "local", "Rich", 1_000_000m)] });
        var hit = await market.Publish(new { MaxAssignments = 1000, Reward = "0.10" });
        for (var number = 0; number < 1000; number++)
            await market.Submit($"A{number}", hit);

        await market.Server.Operator.PutForward(TimeSpan.FromDays(30));

        var done = await market.Hit(hit);
        Assert.Equal(("Reviewable", 1000), ((string)done["HITStatus"]!, (int)done["NumberOfAssignmentsCompleted"]!));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(40_000)]
    public async Task TheClock_PutBackOrPastItsEnd_StaysWhereItIs(int days)
    {
        await using var market = await RunningMarket.Start();

        Assert.NotNull(await market.Server.Operator.PutForward(TimeSpan.FromDays(days)));

        Assert.Equal(TimeSpan.Zero, market.Server.Clock.Ahead);
    }

    [Fact]
    public async Task TheClock_PutForwardByManyAtOnce_CountsEach()
    {
        await using var market = await RunningMarket.Start();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => market.Server.PutForward(TimeSpan.FromHours(1)))));

        Assert.Equal(TimeSpan.FromHours(50), market.Server.Clock.Ahead);
    }

    [Fact]
    public async Task TheClock_AfterARestart_IsWhereItWas()
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-");
        var options = new MarketplaceOptions(Path.Combine(folder.FullName, "market.db")) { Port = 0, Time = new ManualTime() };
        await using (var server = await MarketplaceServer.StartAsync(options, TestContext.Current.CancellationToken))
            await server.Operator.PutForward(TimeSpan.FromDays(3));

        await using (var server = await MarketplaceServer.StartAsync(options, TestContext.Current.CancellationToken))
            Assert.Equal(TimeSpan.FromDays(3), server.Clock.Ahead);
        folder.Delete(recursive: true);
    }
}
