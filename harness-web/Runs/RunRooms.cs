using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Web.Jsx;
using Crowdwork.Web.Workers;

namespace Crowdwork.Web.Runs;

/// <summary>A launched run with its compiled pages, and the marketplace that it is on.</summary>
internal sealed class RunRoom(CrowdRun run, CrowdAddress crowd, JsxPages pages) : WorkerRoom(run, pages)
{
    public CrowdRun Run { get; } = run;

    public MarketFrames Market { get; } = MarketFrames.Of(crowd);

    public override string Marketplaces => Market.Policy;

    public override bool IsRehearsal => false;
}

/// <summary>The runs that a server serves, by their ids.</summary>
/// <remarks>
/// A server listens before its run is open, and pages that wait for a killed process to come back are there at once. They are kept waiting for the moment that it takes: told that there is
/// no such run, they would give up for good.
/// </remarks>
/// <param name="rooms">Those that are open.</param>
/// <param name="isKnown">Whether there is such a run, open or not.</param>
internal sealed class RunRooms(IReadOnlyList<RunRoom> rooms, Func<string, bool> isKnown) : IWorkerRooms, IAsyncDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<RunRoom> All => rooms;

    public RunRoom? Named(string name) => rooms.FirstOrDefault(room => room.Room.Name == name);

    public async Task<WorkerRoom?> Find(string name) => await Await(name);

    /// <summary>The run of this name, as soon as the server has opened what it is to serve.</summary>
    public async Task<RunRoom?> Await(string name)
    {
        if (Named(name) is { } open) return open;
        if (!isKnown(name)) return null;
        await _ready.Task;
        return Named(name);
    }

    /// <summary>All that is to be served is open, or could not be opened.</summary>
    public void AreReady() => _ready.TrySetResult();

    public WorkerRoom? Opened(string name) => Named(name);

    public async ValueTask DisposeAsync()
    {
        AreReady();
        foreach (var room in rooms)
        {
            await room.Pages.DisposeAsync();
            await room.Run.DisposeAsync();
        }
    }
}
