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
/// <param name="isOpen">Whether the store has a run of this name that is not over.</param>
internal sealed class RunRooms(Func<string, bool> isOpen) : IWorkerRooms, IAsyncDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Replaced as a whole, because pages ask while another run is taken on.
    private volatile RunRoom[] _rooms = [];

    public IReadOnlyList<RunRoom> All => _rooms;

    public void Add(RunRoom room) => _rooms = [.. _rooms, room];

    public RunRoom? Named(string name) => Array.Find(_rooms, room => room.Room.Name == name);

    public async Task<WorkerRoom?> Find(string name) => await Await(name);

    /// <summary>The run of this name, as soon as the server has opened what it is to serve first.</summary>
    public async Task<RunRoom?> Await(string name)
    {
        if (Named(name) is { } open) return open;
        if (!isOpen(name)) return null;
        await _ready.Task;
        return Named(name);
    }

    /// <summary>What was to be served first is open, or could not be opened.</summary>
    public void AreReady() => _ready.TrySetResult();

    // Left by a process that was killed, and not resumed yet, while another run of the project is.
    public bool IsExpected(string name) => Named(name) is null && isOpen(name);

    public WorkerRoom? Opened(string name) => Named(name);

    public async ValueTask DisposeAsync()
    {
        AreReady();
        foreach (var room in _rooms)
        {
            await room.Pages.DisposeAsync();
            await room.Run.DisposeAsync();
        }
    }
}
