using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Runs.Launched;

/// <summary>How conversations of a launched run go, from accepting to being paid.</summary>
public sealed class ConversationsOfARunTests
{
    private static readonly Func<LaunchWish, LaunchWish> PayAtOnce = wish => wish with { PayAsProposed = true };

    [Fact]
    public async Task SuccessfulConversation_OfTwoWorkers_IsSavedHandedInAndPaid()
    {
        await using var house = await CrowdRunHouse.Launch(CrowdRunHouse.Pair, wish: PayAtOnce);
        var anna = await house.Come("ANNA");
        var ben = await house.Come("BEN");

        await anna.Answer("one");
        await ben.Answer("two");
        Assert.True((await anna.Go()).Submits);
        Assert.True((await ben.Go()).Submits);
        await house.Run.Ended();

        Assert.Equal("""{"one":"one","two":"two"}""", Assert.Single(house.Run.Saved));
        Assert.Equal((50, 50), (house.Run.PaidTo("ANNA"), house.Run.PaidTo("BEN")));
        Assert.NotNull(house.Store.Run(house.Run.Id)!.ClosedAtUnixMs);
        await house.BooksAgree();
        await house.NothingIsOrphaned();
    }
}
