using System.Collections.Concurrent;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rooms;
using Crowdwork.Web.Sessions;

namespace Crowdwork.Web.Workers;

/// <summary>Breaks lines on purpose, so that an author can see what workers see when the network fails.</summary>
internal sealed class LineBreaker(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Room, Attendance Who), DateTimeOffset> _brokenUntil = new();
    private readonly ConcurrentDictionary<(string Room, Attendance Who), WeakReference<WorkerLine>> _lines = new();

    public void Hold(Session session, WorkerLine line) => _lines[(session.Room, session.Who)] = new WeakReference<WorkerLine>(line);

    /// <summary>Cuts a worker's line, and lets none through for a while.</summary>
    public void Break(string room, Attendance who, TimeSpan duration)
    {
        _brokenUntil[(room, who)] = time.GetUtcNow() + duration;
        if (_lines.TryGetValue((room, who), out var held) && held.TryGetTarget(out var line)) line.Close(LineEnd.Stopping);
    }

    public bool IsBroken(Session session)
        => _brokenUntil.TryGetValue((session.Room, session.Who), out var until) && time.GetUtcNow() < until;
}
