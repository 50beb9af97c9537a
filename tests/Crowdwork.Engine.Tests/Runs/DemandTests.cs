using Crowdwork.Engine.Runs;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class DemandTests
{
    private static readonly Situation Fresh = new(OpenUnits: 10, WorkersPerConversation: 2, OpenPlaces: 0, Waiting: 0, Working: 0, Offered: 0, PlacesLeftUnderCap: 1000);

    [Theory]
    [InlineData(10, 2, 0, 0, 20)]
    [InlineData(0, 2, 1, 0, 1)]
    [InlineData(1, 2, 1, 1, 2)]
    [InlineData(1, 2, 0, 5, 0)]
    [InlineData(0, 2, 0, 0, 0)]
    public void Missing_UnitsAndPlacesLessThoseWhoWait_IsNeverNegative(int units, int workers, int places, int waiting, int missing)
        => Assert.Equal(missing, Demand.Missing(Fresh with { OpenUnits = units, WorkersPerConversation = workers, OpenPlaces = places, Waiting = waiting }));

    [Theory]
    [InlineData(1.0, 20)]
    [InlineData(1.1, 22)]
    [InlineData(1.5, 30)]
    [InlineData(1.01, 21)]
    public void ToPost_Overlaunch_OffersSoManyTimesWhatIsMissing(double overlaunch, int posted) => Assert.Equal(posted, Demand.ToPost(Fresh, overlaunch, null));

    [Fact]
    public void ToPost_OffersThatAreOut_CountAsPosted() => Assert.Equal(5, Demand.ToPost(Fresh with { Offered = 15 }, 1, null));

    [Fact]
    public void ToPost_MoreOutThanMissing_PostsNothing() => Assert.Equal(0, Demand.ToPost(Fresh with { OpenUnits = 1, Offered = 9 }, 1, null));

    [Fact]
    public void ToPost_NobodyMissing_PostsNothingWhateverTheOverlaunch() => Assert.Equal(0, Demand.ToPost(Fresh with { OpenUnits = 0 }, 3, null));

    [Theory]
    [InlineData(4, 1, 1, 1, 1)]
    [InlineData(4, 2, 2, 0, 0)]
    [InlineData(4, 0, 9, 0, 0)]
    [InlineData(100, 0, 0, 0, 20)]
    public void ToPost_Connections_HoldOffersBack(int connections, int waiting, int working, int offered, int posted)
        => Assert.Equal(posted, Demand.ToPost(Fresh with { Waiting = waiting, Working = working, Offered = offered }, 1, connections));

    [Theory]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(-2, 0)]
    public void ToPost_Cap_IsNeverPassed(int left, int posted) => Assert.Equal(posted, Demand.ToPost(Fresh with { PlacesLeftUnderCap = left }, 3, null));

    [Theory]
    [InlineData(true, 0, 0, 3, true)]
    [InlineData(true, 0, 0, 0, false)]
    [InlineData(true, 0, 1, 3, false)]
    [InlineData(false, 0, 0, 3, false)]
    public void MayTakeBack_OnlyWhenAllIsHadAndSomethingIsOut(bool isComplete, int units, int places, int offered, bool may)
        => Assert.Equal(may, Demand.MayTakeBack(Fresh with { OpenUnits = units, OpenPlaces = places, Offered = offered }, isComplete));
}
