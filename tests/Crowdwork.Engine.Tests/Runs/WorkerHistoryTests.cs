using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Export;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class WorkerHistoryTests : IDisposable
{
    private readonly ExportHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Worker_OfSeveralRuns_HasOneHistory()
    {
        await _house.Launch(2);
        await _house.Work(0, "A1", await _house.Talk(0, "A1"), SubmissionVerdict.Approved);
        await _house.Work(1, "A1", await _house.Talk(1, "A1", ending: "partnerLeft"), SubmissionVerdict.Rejected);
        await _house.Pay(0, "A1", LedgerKind.Reward, 50);
        await _house.Pay(1, "A1", LedgerKind.Bonus, 20, LedgerStep.Intent);
        await _house.Write(new Projection.SubmissionSeen(new RunId("other"), "B0", new WorkerId("A1"), "H9", SubmissionVerdict.Approved, null, "", 1, ExportHouse.Start + 99_000, null, null));

        var worker = WorkerHistory.Of(_house.Store, new WorkerId("A1"));

        Assert.Equal((2, 1, 3, 2, 1, 50), (worker.Seats.Count, worker.Finished, worker.Submissions.Count, worker.Approved, worker.Rejected, worker.PaidCents));
        Assert.Equal((ExportHouse.Start, ExportHouse.Start + 99_000), (worker.FirstSeen, worker.LastSeen));
    }

    [Fact]
    public async Task Block_TakenBack_IsNoneAnyMore()
    {
        await _house.Launch(1);
        await _house.Decide(0, "A1", DecisionAct.Block, "Noise");
        Assert.Equal("Noise", WorkerHistory.Of(_house.Store, new WorkerId("A1")).Block?.Words);

        await _house.Decide(0, "A1", DecisionAct.Unblock);
        Assert.Null(WorkerHistory.Of(_house.Store, new WorkerId("A1")).Block);
    }
}
