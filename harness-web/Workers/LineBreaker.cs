using System.Collections.Concurrent;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Web.Sessions;

namespace Crowdwork.Web.Workers;

/// <summary>Breaks lines on purpose, so that an author can see what workers see when the network fails.</summary>
internal sealed class LineBreaker(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Task, WorkerId Worker), DateTimeOffset> _brokenUntil = new();
    private readonly ConcurrentDictionary<(string Task, WorkerId Worker), WeakReference<WorkerLine>> _lines = new();

    public void Hold(Session session, WorkerLine line) => _lines[(session.Task, session.Worker)] = new WeakReference<WorkerLine>(line);

    /// <summary>Cuts a worker's line, and lets none through for a while.</summary>
    public void Break(string task, WorkerId worker, TimeSpan duration)
    {
        _brokenUntil[(task, worker)] = time.GetUtcNow() + duration;
        if (_lines.TryGetValue((task, worker), out var held) && held.TryGetTarget(out var line)) line.Close(LineEnd.Stopping);
    }

    public bool IsBroken(Session session)
        => _brokenUntil.TryGetValue((session.Task, session.Worker), out var until) && time.GetUtcNow() < until;
}
