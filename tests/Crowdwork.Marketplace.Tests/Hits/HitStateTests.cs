using Crowdwork.Marketplace.Hits;

namespace Crowdwork.Marketplace.Tests.Hits;

public sealed class HitStateTests
{
    // max, pending, submitted, completed, expired, reviewing, disposed
    [Theory]
    [InlineData(3, 0, 0, 0, false, false, false, "Assignable")]
    [InlineData(3, 2, 0, 0, false, false, false, "Assignable")]
    [InlineData(3, 1, 1, 0, false, false, false, "Assignable")]
    [InlineData(3, 0, 1, 1, false, false, false, "Assignable")]
    [InlineData(3, 3, 0, 0, false, false, false, "Unassignable")]
    [InlineData(3, 1, 2, 0, false, false, false, "Unassignable")]
    [InlineData(3, 1, 0, 2, false, false, false, "Unassignable")]
    [InlineData(3, 0, 3, 0, false, false, false, "Reviewable")]
    [InlineData(3, 0, 1, 2, false, false, false, "Reviewable")]
    [InlineData(3, 0, 0, 3, false, false, false, "Reviewable")]
    [InlineData(3, 0, 0, 0, true, false, false, "Reviewable")]
    [InlineData(3, 0, 1, 0, true, false, false, "Reviewable")]
    [InlineData(3, 1, 0, 0, true, false, false, "Unassignable")]
    [InlineData(3, 1, 2, 0, true, false, false, "Unassignable")]
    [InlineData(3, 0, 3, 0, false, true, false, "Reviewing")]
    [InlineData(3, 0, 0, 0, true, true, false, "Reviewing")]
    [InlineData(4, 0, 3, 0, false, true, false, "Assignable")]
    [InlineData(4, 1, 3, 0, false, true, false, "Unassignable")]
    [InlineData(3, 0, 0, 3, false, false, true, "Disposed")]
    [InlineData(3, 0, 0, 0, true, true, true, "Disposed")]
    public void Of_EveryPlaceSomewhere_IsTheDocumentedState(
        int max, int pending, int submitted, int completed, bool expired, bool reviewing, bool disposed, string state) =>
        Assert.Equal(state, HitState.Of(new HitCounts(max, pending, submitted, completed), expired, reviewing, disposed).ToString());

    [Fact]
    public void Available_SubmittedAndUndecided_IsInNoneOfTheReportedNumbers()
    {
        // The case that requesters have reported: 50 places, 35 in work, none free, none decided, 15 waiting.
        var counts = new HitCounts(50, 35, 15, 0);

        Assert.Equal(0, counts.Available);
        Assert.Equal(15, counts.Max - counts.Available - counts.Pending - counts.Completed);
    }

    [Theory]
    [InlineData(3, 0, 0, 0, false, false, 3)]
    [InlineData(3, 1, 1, 1, false, false, 2)]
    [InlineData(3, 1, 1, 1, true, false, 2)]
    [InlineData(3, 0, 0, 0, true, false, 0)]
    [InlineData(5, 1, 1, 0, true, false, 2)]
    [InlineData(3, 0, 0, 1, false, true, 0)]
    public void PlacesToPay_FreePlacesOfAnExpiredHit_CostNothing(int max, int pending, int submitted, int completed, bool expired, bool disposed, int places) =>
        Assert.Equal(places, HitState.PlacesToPay(new HitCounts(max, pending, submitted, completed), expired, disposed));
}
