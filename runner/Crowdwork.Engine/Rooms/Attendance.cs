using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Rooms;

/// <summary>Who comes into a room, and with what: a worker may hold several assignments of one run at the same time, and comes once with each.</summary>
/// <param name="Worker">Who.</param>
/// <param name="Assignment">The crowd's id for what they accepted; empty in a rehearsal, where nothing is accepted.</param>
public readonly record struct Attendance(WorkerId Worker, string Assignment = "")
{
    /// <summary>In a rehearsal the worker says it all.</summary>
    public static implicit operator Attendance(WorkerId worker) => new(worker);
}
