using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary>Finds a run on a crowd by its name.</summary>
internal static class StoredRun
{
    /// <summary>Opens the store of runs for reading, whoever writes to it.</summary>
    /// <exception cref="Mistake">There is no such run.</exception>
    public static (CrowdReader Store, RunId Run) OpenToRead(CrowdSettings settings, string named)
    {
        RequireStore(settings, named);
        var store = CrowdStore.OpenReadOnly(settings.RunsFolder, StoreOptions.UsuallyCheckedUpToBytes);
        try
        {
            return (store, Find(store, named));
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <exception cref="Mistake">There is no store to open: opening one to write would make it.</exception>
    public static void RequireStore(CrowdSettings settings, string named)
    {
        if (!File.Exists(Path.Combine(settings.RunsFolder, StoreFile.FileName)))
            throw new Mistake($"{named}: there is no such run, for nothing was ever launched here ({settings.RunsFolder}).\n  'runner launch' makes a run.");
    }

    /// <exception cref="Mistake">There is no such run.</exception>
    public static RunId Find(CrowdReader store, string named)
    {
        if (named.Length is > 0 and <= 64 && !named.Any(char.IsControl) && store.Launch(new RunId(named)) is { } launch) return launch.Run;
        var launched = store.Runs().Where(run => store.Launch(run.Id) is not null).Select(run => run.Id.Value).Reverse().Take(5).ToList();
        throw new Mistake($"{named}: there is no such run on a crowd.\n  " + (launched.Count == 0 ? "'runner launch' makes one." : $"The latest are: {string.Join(", ", launched)}."));
    }
}
