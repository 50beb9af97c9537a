using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Export;

/// <summary>
/// What runs collected, for programs: runs, who was paired with whom, conversations, what was saved.
/// </summary>
/// <remarks>
/// <code>
///   using var data = CrowdData.Open(".");                       the folder of crowd.json, or of a store
///   foreach (var pair in data.Run("qa-1").Saved&lt;Pair>())        typed, as the script saved it
///       Console.WriteLine($"{pair.Unit}: {pair.Value.Question}");
/// </code>
/// It only reads, and a run may go on meanwhile. Conversations are read one at a time, when they are asked for. Worker ids are the crowd's own: what leaves the house
/// is made by <see cref="RunExport"/>, which puts pseudonyms in their place.
/// </remarks>
public sealed class CrowdData : IDisposable
{
    private const string SettingsFile = "crowd.json";
    private readonly List<CrowdReader> _stores;

    private CrowdData(List<CrowdReader> stores) => _stores = stores;

    /// <summary>All runs and rehearsals, oldest first.</summary>
    public IReadOnlyList<RunData> Runs => [.. _stores.SelectMany(store => store.Runs().Select(row => new RunData(store, row))).OrderBy(run => run.OpenedAt)];

    /// <summary>Opens the stores of a project, or one store by itself.</summary>
    /// <param name="folder">The folder of crowd.json, or the folder with a crowd.db.</param>
    /// <exception cref="StoreException">There is no store, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">crowd.json has a mistake; the message has all of them.</exception>
    public static CrowdData Open(string folder)
    {
        var stores = new List<CrowdReader>();
        try
        {
            foreach (var one in FoldersOf(Path.GetFullPath(folder))) stores.Add(CrowdStore.OpenReadOnly(one, StoreOptions.UsuallyCheckedUpToBytes));
            return new CrowdData(stores);
        }
        catch
        {
            stores.ForEach(store => store.Dispose());
            throw;
        }
    }

    /// <summary>A run by its id.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names those that there are.</exception>
    public RunData Run(string id) => Runs.FirstOrDefault(run => run.Id == id)
        ?? throw new KeyNotFoundException($"There is no run '{id}'. There are: {string.Join(", ", Runs.Select(run => run.Id))}.");

    /// <summary>Everything that a worker took part in, in any run.</summary>
    public IEnumerable<PairingData> PairingsOf(string worker) => Runs.SelectMany(run => run.Pairings().Where(pairing => pairing.Worker == worker));

    public void Dispose() => _stores.ForEach(store => store.Dispose());

    private static string[] FoldersOf(string folder)
    {
        if (HasStore(folder)) return [folder];
        var settings = new CrowdSettings { Root = folder };
        var file = Path.Combine(folder, SettingsFile);
        if (File.Exists(file))
        {
            var (read, problems) = CrowdSettingsReader.Read(file, file);
            settings = read ?? throw new InvalidDataException(string.Join(Environment.NewLine, problems));
        }

        string[] known = [settings.RunsFolder, settings.StoreFolder];
        var there = known.Where(HasStore).ToArray();
        // None: let the store say so, with what to do about it.
        return there.Length > 0 ? there : [settings.StoreFolder];
    }

    private static bool HasStore(string folder) => File.Exists(Path.Combine(folder, StoreFile.FileName));
}
