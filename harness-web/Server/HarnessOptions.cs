using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Workers;

namespace Crowdwork.Web.Server;

/// <summary>How a harness is run.</summary>
public sealed record HarnessOptions
{
    public required CrowdSettings Settings { get; init; }

    /// <summary>The port on loopback; 0 lets the system choose.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>How many simulated workers a task begins with.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Leaves scripts as they are written, so that a debugger can step through them; a script that never ends is not stopped then.</summary>
    public bool Debug { get; init; }

    public WorkerLimits Limits { get; init; } = new();

    /// <summary>
    /// Gives browsers the source of compiled pages, so that their tools show what the author wrote. Right for a rehearsal; where strangers come in, turn it off.
    /// Faults are told by the author's file and line either way, because the server looks that up.
    /// </summary>
    public bool SourceMaps { get; init; } = true;

    /// <summary>Where the local marketplace is, as soon as it is there; null while it is not. The list of tasks links to it.</summary>
    public Func<Uri?> Marketplace { get; init; } = static () => null;

    /// <summary>Draws the seed of a conversation; without it, by chance.</summary>
    internal Func<int>? Seed { get; init; }

    /// <summary>Looks at the folder every second instead of waiting for events, for network drives.</summary>
    public bool Poll { get; init; }
}
