using Crowdwork.Marketplace.Tests.Support;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Tests.Workers;

public sealed class BlockTests
{
    [Fact]
    public async Task ABlockedWorker_FinishesWhatTheyHoldAndTakesNothingMore()
    {
        await using var market = await RunningMarket.Start();
        var held = await market.Publish();
        var assignment = await market.Accept("A1", held);
        var next = await market.Publish();

        await market.Api.Call("CreateWorkerBlock", new { WorkerId = "A1", Reason = "Spam" });

        Assert.Equal(WhyNot.Blocked, (await market.Floor.Accept("A1", next)).Refused);
        Assert.Null((await market.Floor.Submit("A1", assignment, Some.Answer)).Refused);
        var others = (string)(await market.Other.Call("CreateHIT", Some.Hit()))["HIT"]!["HITId"]!;
        Assert.Null((await market.Floor.Accept("A1", others)).Refused);
    }

    [Fact]
    public async Task Blocking_TwiceAndUnblockingTwice_IsNoError()
    {
        await using var market = await RunningMarket.Start();
        await market.Worker("A1");
        await market.Api.Call("CreateWorkerBlock", new { WorkerId = "A1", Reason = "Spam" });
        await market.Api.Call("CreateWorkerBlock", new { WorkerId = "A1", Reason = "More spam" });

        var block = Assert.Single((await market.Api.Call("ListWorkerBlocks"))["WorkerBlocks"]!.AsArray())!;
        Assert.Equal(("A1", "More spam"), ((string)block["WorkerId"]!, (string)block["Reason"]!));

        await market.Api.Call("DeleteWorkerBlock", new { WorkerId = "A1", Reason = "Sorry" });
        await market.Api.Call("DeleteWorkerBlock", new { WorkerId = "A1" });
        Assert.Equal(0, (int)(await market.Api.Call("ListWorkerBlocks"))["NumResults"]!);
    }

    [Fact]
    public async Task CreateWorkerBlock_OfAStranger_NamesTheParameter()
    {
        await using var market = await RunningMarket.Start();

        var refused = await market.Api.Refused("CreateWorkerBlock", new { WorkerId = "A999", Reason = "Spam" });

        Assert.Equal(("ParameterValidationError", """The value "A999" is not valid for the parameter WorkerId."""), (refused.Type, refused.Sentence));
    }

    [Fact]
    public async Task NotifyWorkers_SomeStrangers_TellsTheOthersAndNamesThem()
    {
        await using var market = await RunningMarket.Start();
        await market.Submit("A1", await market.Publish());
        await market.Worker("A2");

        var failures = (await market.Api.Call("NotifyWorkers", new { Subject = "More work", MessageText = "There is more.", WorkerIds = new[] { "A1", "A2", "A3" } }))
            ["NotifyWorkersFailureStatuses"]!.AsArray();

        Assert.Equal(["A2", "A3"], failures.Select(one => (string)one!["WorkerId"]!));
        Assert.All(failures, one => Assert.Equal(
            ("HardFailure", "Cannot send a notification to a worker who has not done any work for you"),
            ((string)one!["NotifyWorkersFailureCode"]!, (string)one["NotifyWorkersFailureMessage"]!)));
        Assert.Equal("More work", Assert.Single(await market.Floor.Notices("A1")).Subject);
        Assert.Empty(await market.Floor.Notices("A2"));
    }

    [Fact]
    public async Task NotifyWorkers_OfAHundredAndOne_IsRefused()
    {
        await using var market = await RunningMarket.Start();

        var refused = await market.Api.Refused("NotifyWorkers",
            new { Subject = "S", MessageText = "M", WorkerIds = Enumerable.Range(0, 101).Select(number => $"A{number}") });

        Assert.Equal("ParameterValidationError", refused.Type);
    }
}
