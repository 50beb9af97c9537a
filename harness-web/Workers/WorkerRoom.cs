using Crowdwork.Engine.Rooms;
using Crowdwork.Web.Jsx;

namespace Crowdwork.Web.Workers;

/// <summary>A room with its compiled pages: what the pages of workers are served from, in a rehearsal and in a run.</summary>
internal abstract class WorkerRoom(TaskRoom room, JsxPages pages)
{
    public TaskRoom Room { get; } = room;

    public JsxPages Pages { get; } = pages;

    /// <summary>The marketplaces that may show its pages in a frame, as a content security policy writes them; none in a rehearsal.</summary>
    public virtual string Marketplaces => "";

    /// <summary>Whether it is a rehearsal, where workers are simulated and may begin again.</summary>
    public abstract bool IsRehearsal { get; }
}

/// <summary>Where the rooms of a server are found.</summary>
internal interface IWorkerRooms
{
    /// <summary>The room of this name, opened if need be; null when there is none.</summary>
    Task<WorkerRoom?> Find(string name);

    /// <summary>The room of this name if it is open.</summary>
    WorkerRoom? Opened(string name);

    /// <summary>Whether a room that is not here will be again: its pages are to come back, and not to give up.</summary>
    bool IsExpected(string name) => false;
}
