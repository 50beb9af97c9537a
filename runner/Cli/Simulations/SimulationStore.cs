using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Marketplace;

namespace Crowdwork.Cli.Simulations;

/// <summary>
/// Where simulations are kept: each by itself, so that neither what is launched for people nor another simulation can be in its way, nor it in theirs.
/// </summary>
/// <remarks>
/// <code>
///   .crowd/runs/crowd.db                        what was launched for people
///   .crowd/marketplace.db                       the local crowd
///   .crowd/simulations/qa-20261121-1030-3fa2/
///       runs/crowd.db                           the same, of the simulation: commands that are asked for this run find it here
///       marketplace.db
///   .crowd/simulations/worlds/                  compiled scripts, for all of them
/// </code>
/// To throw a simulation away is to delete its folder.
/// </remarks>
internal static class SimulationStore
{
    private const string Worlds = "worlds";

    /// <summary>Compiled scripts of all simulations: the next one of the same task begins at once.</summary>
    public static string WorldsOf(CrowdSettings project) => Path.Combine(project.SimulationsFolder, Worlds);

    /// <summary>The settings of one simulation: the project's, with a store of its own and a budget that no real run has a part in.</summary>
    public static CrowdSettings Of(CrowdSettings project, RunId run) => project with { Store = Path.Combine(project.SimulationsFolder, run.Value), Budget = null };

    /// <summary>The settings by which commands find a run: those of its simulation, or the project's.</summary>
    public static CrowdSettings For(CrowdSettings project, string run) => IsName(run) && Exists(project, run) ? Of(project, new RunId(run)) : project;

    /// <summary>All that are there, the latest last.</summary>
    public static IReadOnlyList<RunId> All(CrowdSettings project)
        => !Directory.Exists(project.SimulationsFolder) ? []
            : [.. new DirectoryInfo(project.SimulationsFolder).EnumerateDirectories().Where(folder => Exists(project, folder.Name)).OrderBy(folder => folder.CreationTimeUtc).Select(folder => new RunId(folder.Name))];

    /// <summary>The file of the marketplace that a simulation was played on.</summary>
    public static string MarketplaceOf(CrowdSettings simulation) => Path.Combine(simulation.StoreFolder, MarketplaceCommand.StoreName);

    /// <summary>Whether these are the settings of a simulation.</summary>
    public static bool IsSimulation(CrowdSettings settings) => Path.GetFileName(Path.GetDirectoryName(settings.StoreFolder)) == "simulations" && File.Exists(MarketplaceOf(settings));

    private static bool Exists(CrowdSettings project, string run) => File.Exists(Path.Combine(Of(project, new RunId(run)).RunsFolder, StoreFile.FileName));

    private static bool IsName(string run) => run.Length is > 0 and <= 64 && run.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && run[0] != '.';
}
