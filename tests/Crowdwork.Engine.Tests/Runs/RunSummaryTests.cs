using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Export;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class RunSummaryTests : IDisposable
{
    private readonly ExportHouse _house = new();

    public void Dispose() => _house.Dispose();

    private RunSummary Summary => RunSummary.Of(_house.Store, ExportHouse.Run)!;

    [Fact]
    public async Task Run_BeforeAnybodyCame_IsOpenAndEmpty()
    {
        await _house.Launch(10);

        var run = Summary;

        Assert.Equal((RunState.Open, "local", 10, 0, 0, 0), (run.State, run.Crowd, run.Wanted, run.Started, run.Finished, run.Going));
        Assert.Equal(new RunMoney(0, 0, 0, 0, 0, 6000), run.Money);
        Assert.Equal(6000, run.Money.Left);
    }

    [Fact]
    public async Task Conversations_WithAndWithoutWorkers_AreStartedOnlyWithThem()
    {
        await _house.Launch(3);
        await _house.Talk(0, "A1");
        await _house.Talk(1, "A2", ending: "fault");
        await _house.Conversation(2, []);
        await _house.Conversation(2, [(new Met(1, [new Seating(1, "A3", "asker", false)]), [])]);

        var run = Summary;

        Assert.Equal((3, 1, 2), (run.Started, run.Finished, run.Going));
        Assert.Equal((1, 2L), (run.FaultCount, Assert.Single(run.Faults).Conversation.Value));
    }

    [Fact]
    public async Task Workers_InEveryPlace_AreCountedThere()
    {
        await _house.Launch(9);
        var over = await _house.Talk(0, "A0");
        var talking = await _house.Conversation(1, [(new Met(1, [new Seating(1, "A1", "asker", false)]), [])]);
        var test = await _house.Conversation(0, [(new Met(0, [new Seating(1, "A2", "worker", false)]), [])], onboarding: true);
        await _house.Work(0, "A0", over);
        await _house.Work(1, "A1", talking, state: AttendanceState.Here, handsIn: false);
        await _house.Work(2, "A2", test, state: AttendanceState.Here, handsIn: false);
        await _house.Work(3, "A3", null, state: AttendanceState.Here, handsIn: false);
        await _house.Work(4, "A4", null, state: AttendanceState.Refused, detail: "unique", handsIn: false);
        await _house.Work(5, "A5", null, state: AttendanceState.Gone, detail: "returned", handsIn: false);
        await _house.Write(new Projection.UnitSet(ExportHouse.Run, 0, "done", 1), new Projection.UnitSet(ExportHouse.Run, 1, "somethingNew", 1));

        var run = Summary;

        Assert.Equal("gone 1, onboarding 1, over 1, refused 1, talking 1, waiting 1", Listed(run.Workers));
        Assert.Equal("finished 1, returned 1, unique 1", Listed(run.Endings));
        Assert.Equal("done 1, somethingNew 1", Listed(run.Units));
        Assert.Equal("posted 6", Listed(run.Hits));
    }

    [Fact]
    public async Task Work_HandedIn_WaitsForADecisionUntilTheCrowdDecides()
    {
        await _house.Launch(4);
        foreach (var (place, verdict) in new[] { (0, SubmissionVerdict.None), (1, SubmissionVerdict.Approved), (2, SubmissionVerdict.None), (3, SubmissionVerdict.None) })
            await _house.Work(place, $"A{place}", await _house.Talk(place, $"A{place}"), verdict);
        await _house.Decide(2, "A2", DecisionAct.Approve);
        await _house.Decide(3, "A3", DecisionAct.Reject, "Empty");
        await _house.Decide(3, "A3", DecisionAct.Undo);

        var run = Summary;

        Assert.Equal("approved 1, none 3", Listed(run.Submissions));
        Assert.Equal(["A0", "A3"], run.Waiting.Select(waiting => waiting.Assignment));
        Assert.Equal(ExportHouse.Start + 259_200_000, run.Waiting[0].ApprovesItselfAt);
    }

    [Fact]
    public async Task Money_PromisedAskedForAndSpent_IsCountedOnce()
    {
        await _house.Launch(5);
        for (var place = 0; place < 5; place++) await _house.Work(place, $"A{place}", await _house.Talk(place, $"A{place}"), place == 4 ? SubmissionVerdict.Rejected : SubmissionVerdict.None);
        await _house.Pay(0, "A0", LedgerKind.Reward, 50);
        await _house.Pay(0, "A0", LedgerKind.Fee, 10);
        await _house.Pay(1, "A1", LedgerKind.Reward, 50, LedgerStep.Intent);
        await _house.Pay(2, "A2", LedgerKind.Reward, 50, LedgerStep.Refused);

        var money = Summary.Money;

        // A0 has theirs, A1's is on the way, A2 and A3 are promised the reward, A4 was rejected.
        // The five HITs are out in these books, at 60 cents each with the fee.
        Assert.Equal(new RunMoney(60, 0, 50, 100, 300, 6000), money);
        Assert.Equal(6000 - 410, money.Left);
    }

    [Fact]
    public async Task Run_StoppedThenClosed_SaysSo()
    {
        await _house.Launch(1);
        await _house.Write(new Projection.LaunchStopped(ExportHouse.Run, 5));
        Assert.Equal(RunState.Stopping, Summary.State);

        await _house.Close();
        Assert.Equal(RunState.Closed, Summary.State);
        Assert.Equal([RunState.Closed], RunSummary.All(_house.Store).Select(run => run.State));
    }

    [Fact]
    public async Task Rehearsal_WithoutAssignments_CountsSeats()
    {
        await _house.OpenRun("rehearsal");
        await _house.Talk(0, "worker-1");
        await _house.Conversation(1, [(new Met(1, [new Seating(1, "worker-2", "asker", false), new Seating(2, "model:answerer", "answerer", true)]), [])]);

        var run = Summary;

        Assert.Equal("over 1, talking 1", Listed(run.Workers));
        Assert.Equal("finished 1", Listed(run.Endings));
        Assert.Null(run.Money.Left);
        Assert.Equal("rehearsal", run.Crowd);
    }

    [Fact]
    public void UnknownRun_HasNone() => Assert.Null(RunSummary.Of(_house.Store, new RunId("nobody's")));

    private static string Listed(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"));
}
