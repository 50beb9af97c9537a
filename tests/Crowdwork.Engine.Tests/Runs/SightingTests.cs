using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Runs;

/// <summary>What follows from a list of the marketplace, compared with what is known here.</summary>
public sealed class SightingTests
{
    private static readonly RunId Run = new("run");
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(20);

    public enum Stands
    {
        Free,
        InWork,
        HandedIn,
        Decided,
    }

    [Theory]
    [InlineData(Stands.Free, false)]
    [InlineData(Stands.InWork, false)]
    [InlineData(Stands.HandedIn, true)]
    [InlineData(Stands.Decided, true)]
    public void Of_AHitOfWhichNothingIsKnown_IsNewsWhenSomethingWasHandedIn(Stands stands, bool isNews)
        => Assert.Equal(isNews, Look(Hit(stands)).OfType<Sighting.News>().Any());

    [Theory]
    [InlineData(Stands.HandedIn, SubmissionVerdict.None, false)]
    [InlineData(Stands.Decided, SubmissionVerdict.None, true)]
    [InlineData(Stands.Decided, SubmissionVerdict.Approved, false)]
    [InlineData(Stands.Decided, SubmissionVerdict.Rejected, false)]
    public void Of_AnAnswerThatIsKnown_IsNewsWhenItWasDecidedThereSince(Stands stands, string known, bool isNews)
        => Assert.Equal(isNews, Look(Hit(stands), submissions: [Submission("A1", known)]).OfType<Sighting.News>().Any());

    [Fact]
    public void Of_ASecondAnswerUnderOneAssignmentId_IsNewsAgain()
    {
        // One place, given back and taken again: the marketplace counts two answers where we know of one.
        var hit = Hit(Stands.HandedIn) with { Places = 2 };

        Assert.Equal(new Sighting.News("H1"), Assert.Single(Look(hit, submissions: [Submission("A1", SubmissionVerdict.None)])));
    }

    [Theory]
    [InlineData(AttendanceState.Here, true)]
    [InlineData(AttendanceState.Over, true)]
    [InlineData(AttendanceState.Refused, true)]
    [InlineData(AttendanceState.Gone, false)]
    public void Of_AFreeHitThatSomebodyCameWith_SaysThatTheyHaveGivenItBack(string state, bool isFree)
    {
        var came = Attendance("ANNA", state, Now - TimeSpan.FromMinutes(1));

        Assert.Equal(isFree ? [new Sighting.FreeAgain("H1", came)] : [], Look(Hit(Stands.Free), [came]));
    }

    [Theory]
    [InlineData(Stands.InWork)]
    [InlineData(Stands.HandedIn)]
    [InlineData(Stands.Decided)]
    public void Of_AHitThatIsNotFree_LeavesWhoCameWithItAlone(Stands stands)
        => Assert.Empty(Look(Hit(stands), [Attendance("ANNA", AttendanceState.Here, Now - TimeSpan.FromHours(1))], [Submission("A1", SubmissionVerdict.Approved)]).OfType<Sighting.FreeAgain>());

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void Of_AListThatLags_DoesNotTakeWhoHasJustComeForGone(int secondsAgo, bool isFree)
        => Assert.Equal(isFree, Look(Hit(Stands.Free), [Attendance("ANNA", AttendanceState.Here, Now - TimeSpan.FromSeconds(secondsAgo))]).Count == 1);

    [Fact]
    public void Of_AHitThatTwoCameWith_LetsGoOfBoth()
    {
        var (anna, ben) = (Attendance("ANNA", AttendanceState.Over, Now - TimeSpan.FromHours(1)), Attendance("BEN", AttendanceState.Here, Now - TimeSpan.FromMinutes(2)));

        Assert.Equal([new Sighting.FreeAgain("H1", anna), new Sighting.FreeAgain("H1", ben)], Look(Hit(Stands.Free), [anna, ben]));
    }

    [Theory]
    [InlineData(Stands.Free, 0, HitState.Posted, true)]
    [InlineData(Stands.Free, 1, HitState.Posted, false)]
    [InlineData(Stands.Free, 0, HitState.Closed, false)]
    [InlineData(Stands.InWork, 0, HitState.Posted, false)]
    [InlineData(Stands.HandedIn, 0, HitState.Posted, false)]
    public void Of_AnExpiredHit_IsOverWhenNobodyCanHandInAnyMore(Stands stands, int secondsLeft, string state, bool isOver)
    {
        var hit = Hit(stands) with { Expires = Now + TimeSpan.FromSeconds(secondsLeft) };

        Assert.Equal(isOver, Look(hit, submissions: [Submission("A1", SubmissionVerdict.None)], state: state).OfType<Sighting.Over>().Any());
    }

    [Fact]
    public void Of_AHitOfAnotherRun_IsNobodysBusiness() => Assert.Empty(Look(Hit(Stands.HandedIn) with { Id = "ELSE" }));

    private static IReadOnlyList<Sighting> Look(PostedHit hit, AttendanceRow[]? attendances = null, SubmissionRow[]? submissions = null, string state = HitState.Posted)
        => Sighting.Of([hit], [new HitRow(Run, 0, 0, "t", state, "H1", null, 0, 0)], attendances ?? [], submissions ?? [], Now, Lag);

    private static PostedHit Hit(Stands stands) => new(
        "H1", "T", "Assignable", new Money(0.5m), Now - TimeSpan.FromHours(2), Now + TimeSpan.FromDays(1), Places: 1, Available: stands == Stands.Free ? 1 : 0,
        Pending: stands == Stands.InWork ? 1 : 0, Completed: stands == Stands.Decided ? 1 : 0, "run:0:0");

    private static AttendanceRow Attendance(string worker, string state, DateTimeOffset came)
        => new(Run, "A1", new WorkerId(worker), "H1", state, null, null, null, null, came.ToUnixTimeMilliseconds(), null);

    private static SubmissionRow Submission(string assignment, string verdict) => new(Run, assignment, new WorkerId("ANNA"), "H1", verdict, null, "", 0, 0, null, null);
}
