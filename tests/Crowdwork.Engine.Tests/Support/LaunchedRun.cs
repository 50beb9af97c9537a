using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>One run in a <see cref="CrowdRunHouse"/>: the room and the loop of the process that serves it now.</summary>
internal sealed class LaunchedRun(CrowdRunHouse house, RunId id) : IAsyncDisposable
{
    private CancellationTokenSource _leave = new();

    public CrowdRunHouse House => house;

    public RunId Id => id;

    public CrowdRun Room { get; private set; } = null!;

    public RunLoop Loop { get; private set; } = null!;

    /// <summary>The loop, from its start to its end.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public CrowdStore Store => house.Store;

    /// <summary>Those who came, with how it ended for them: "finished", "over timedOut 0", "refused unique".</summary>
    public AttendanceRow Part(string worker) => Store.Attendances(id).Last(row => row.Worker.Value == worker);

    public IReadOnlyList<string> Saved => [.. Store.Saved(id).Select(row => System.Text.Encoding.UTF8.GetString(row.Json.Span))];

    public IEnumerable<HitRow> Posted => Store.Hits(id).Where(row => row.Hit is not null);

    /// <summary>What the ledger says was paid to a worker, in cents, without fees.</summary>
    public long PaidTo(string worker) => Store.Ledger(id)
        .Where(row => row.Worker?.Value == worker && row.Step == LedgerStep.Confirmed && row.Kind != LedgerKind.Fee).Sum(row => row.Cents);

    public async Task Open(bool starts)
    {
        _leave = new CancellationTokenSource();
        var (room, problems) = await CrowdRun.Open(id, new CrowdRunSetting(Store, Scripts.Compiler, null, house.Time, () => 5), TestContext.Current.CancellationToken);
        Assert.True(room is not null, string.Join('\n', problems));
        Room = room;
        Loop = new RunLoop(room, house.Market.Crowd, house.Time);
        Running = Task.CompletedTask;
        if (starts) Start();
    }

    public void Start() => Running = Task.Run(() => Loop.Run(_leave.Token));

    /// <summary>All work is in, and what could be paid is paid.</summary>
    public Task Ended() => house.While(Nothing());

    public Task UntilIn(RunPhase phase) => house.Until(() => Loop.Progress.Phase == phase, $"the run should be {phase}");

    /// <summary>Pays what is due, as <c>runner pay</c> does.</summary>
    public Task<PayReport> Pay() => house.While(Loop.Payer.Pay(Room.Terms.PayAsProposed ? Loop.Proposals : null, null, TestContext.Current.CancellationToken));

    public async Task Close()
    {
        await _leave.CancelAsync();
        try
        {
            await Running;
        }
        catch (OperationCanceledException)
        {
            // Left in the middle, as it should be.
        }

        await Loop.DisposeAsync();
        await Room.DisposeAsync();
        await Store.FlushAsync();
        _leave.Dispose();
    }

    public async ValueTask DisposeAsync() => await Close();

    public string Describe() => $"{id}: {Loop.Progress} units {Room.Units} here {Room.Here}\n  "
        + string.Join("\n  ", Store.Attendances(id).Select(row => $"{row.Worker} {row.Assignment} {row.State} {row.Detail} due {row.Due} {row.DueCents}")
            .Concat(Store.Submissions(id).Select(row => $"{row.Worker} {row.Assignment} {row.Verdict}"))
            .Concat(Store.Hits(id).Select(row => $"{row.Place}.{row.Generation} {row.State} {row.Hit}"))
            .Concat(Room.Faults.Select(fault => $"{fault.Kind}: {fault.Message} {fault.File}:{fault.Line}")));

    private async Task<bool> Nothing()
    {
        await Running;
        return true;
    }
}
