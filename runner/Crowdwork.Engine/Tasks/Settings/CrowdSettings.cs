using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// What belongs to the requester and the machine rather than to one task: <c>crowd.json</c>. It can be committed and
/// shared, since keys and passwords are never in it, only the names of the environment variables that hold them.
/// </summary>
public sealed record CrowdSettings
{
    /// <summary>The folder of the store, from this file on: conversations, results, compiled worlds. Default: ".crowd".</summary>
    public string Store { get; init; } = ".crowd";

    /// <summary>The folder with the task folders, from this file on. Default: "tasks".</summary>
    public string Tasks { get; init; } = "tasks";

    /// <summary>The https address under which workers reach this server. Default: none, which is enough for rehearsals.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The most that all runs on one crowd together may spend, fees and bonuses included, in US dollars. Default: no limit beyond each run's own.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Language models that a script may seat with Model("name"), by name. Default: none.</summary>
    public IReadOnlyDictionary<string, ModelSettings> Models { get; init; } = ReadOnlyDictionary<string, ModelSettings>.Empty;

    /// <summary>Crowds by name; "local", "sandbox" and "live" are known without being named here. Default: none.</summary>
    public IReadOnlyDictionary<string, CrowdEndpoint> Crowds { get; init; } = ReadOnlyDictionary<string, CrowdEndpoint>.Empty;

    /// <summary>The folder that <see cref="Store"/> and <see cref="Tasks"/> start from: the one of crowd.json.</summary>
    [JsonIgnore]
    public string Root { get; init; } = ".";

    /// <summary>The full path of the store's folder.</summary>
    [JsonIgnore]
    public string StoreFolder => Path.GetFullPath(Path.Combine(Root, Store));

    /// <summary>
    /// The full path of the store of runs on a crowd. It is apart from that of rehearsals: a store is one process's at a time, and somebody who rehearses the next
    /// task must not have to stop a run for it.
    /// </summary>
    [JsonIgnore]
    public string RunsFolder => Path.Combine(StoreFolder, "runs");

    /// <summary>The full path of the folder with the simulations: each is in a store of its own, with the marketplace that it was played on.</summary>
    [JsonIgnore]
    public string SimulationsFolder => Path.Combine(StoreFolder, "simulations");

    /// <summary>The full path of the folder with the task folders.</summary>
    [JsonIgnore]
    public string TasksFolder => Path.GetFullPath(Path.Combine(Root, Tasks));
}
