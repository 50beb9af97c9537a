using System.Collections.Concurrent;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Web.Runs;

/// <summary>A run that this process serves.</summary>
/// <param name="Loop">Null for the moment between the opening of its room and the first look at the marketplace.</param>
internal sealed record LiveRun(CrowdRun Run, RunLoop? Loop);

/// <summary>The runs that this process serves; all others of its store are only looked at and reviewed.</summary>
internal sealed class LiveRuns(RunRooms rooms)
{
    private readonly ConcurrentDictionary<string, RunLoop> _loops = new();

    public IEnumerable<string> Ids => rooms.All.Select(room => room.Run.Id.Value);

    public LiveRun? Find(RunId id) => rooms.Named(id.Value) is { } room ? new LiveRun(room.Run, _loops.GetValueOrDefault(id.Value)) : null;

    public void Show(RunId id, RunLoop loop) => _loops[id.Value] = loop;
}
