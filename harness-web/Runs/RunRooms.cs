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
internal sealed class RunRooms(IReadOnlyList<RunRoom> rooms) : IWorkerRooms, IAsyncDisposable
{
    public IReadOnlyList<RunRoom> All => rooms;

    public RunRoom? Named(string name) => rooms.FirstOrDefault(room => room.Room.Name == name);

    public Task<WorkerRoom?> Find(string name) => Task.FromResult<WorkerRoom?>(Named(name));

    public WorkerRoom? Opened(string name) => Named(name);

    public async ValueTask DisposeAsync()
    {
        foreach (var room in rooms)
        {
            await room.Pages.DisposeAsync();
            await room.Run.DisposeAsync();
        }
    }
}
