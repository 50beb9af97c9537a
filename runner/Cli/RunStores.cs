using Crowdwork.Cli.Simulations;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary>
/// The stores that a run may be in: that of runs on a crowd and that of rehearsals. They are read, and may be written to by another process meanwhile.
/// </summary>
internal sealed class RunStores : IDisposable
{
    private const int MostNamed = 5;
    private readonly List<CrowdReader> _stores = [];
    private readonly CrowdSettings _settings;

    private RunStores(CrowdSettings settings) => _settings = settings;

    /// <summary>Those that are there; runs on a crowd first.</summary>
    public IReadOnlyList<CrowdReader> All => _stores;

    /// <exception cref="StoreException">One is there and cannot be read.</exception>
    public static RunStores Open(CrowdSettings settings)
    {
        return Open(settings, [settings.RunsFolder, settings.StoreFolder]);
    }

    /// <summary>Those of simulations, each of which has one of its own.</summary>
    /// <exception cref="StoreException">One is there and cannot be read.</exception>
    public static RunStores OpenSimulations(CrowdSettings settings) => Open(settings, [.. SimulationStore.All(settings).Select(run => SimulationStore.Of(settings, run).RunsFolder)]);

    private static RunStores Open(CrowdSettings settings, IReadOnlyList<string> folders)
    {
        var stores = new RunStores(settings);
        try
        {
            foreach (var folder in folders)
                if (File.Exists(Path.Combine(folder, "crowd.db"))) stores._stores.Add(CrowdStore.OpenReadOnly(folder, StoreOptions.UsuallyCheckedUpToBytes));
            return stores;
        }
        catch
        {
            stores.Dispose();
            throw;
        }
    }

    /// <summary>The store that has a run, and the run's id as it is written there.</summary>
    /// <exception cref="Mistake">There is no such run; the message names those that may be meant.</exception>
    public (CrowdReader Store, RunId Run) Find(string named)
    {
        var trimmed = named.Trim();
        if (trimmed.Length is > 0 and <= 64 && !trimmed.Any(char.IsControl))
        {
            var run = new RunId(trimmed);
            if (_stores.Find(store => store.Run(run) is not null) is { } found) return (found, run);
        }

        throw new Mistake($"{named}: there is no such run.\n  {Known(named)}");
    }

    public void Dispose() => _stores.ForEach(store => store.Dispose());

    private string Known(string named)
    {
        var runs = _stores.SelectMany(store => store.Runs().Reverse()).Select(run => run.Id.Value).ToList();
        if (runs.Count == 0) return $"There are no runs in {_settings.StoreFolder} yet. 'runner launch' makes one; so does every rehearsal ('runner harness').";
        var near = runs.Where(run => run.Contains(named, StringComparison.OrdinalIgnoreCase))
            .Concat(NearestWord.To(named, runs) is { } meant ? [meant] : Array.Empty<string>())
            .Concat(runs).Distinct().Take(MostNamed).ToList();
        return $"Is it one of these? {string.Join(", ", near)}\n  'runner runs' lists all {runs.Count}.";
    }
}
