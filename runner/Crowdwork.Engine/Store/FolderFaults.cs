namespace Crowdwork.Engine.Store;

/// <summary>What can be wrong with the folder before SQLite is asked.</summary>
internal static class FolderFaults
{
    public static void Ensure(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreException(NotWritable(folder, error.Message), error);
        }
        catch (IOException error)
        {
            throw new StoreException(new(StoreFaultKind.InputOutput, folder,
                $"the folder for the store cannot be made ({error.Message}).",
                "Remove the file that has this name, or name another folder (\"store\" in crowd.json)."), error);
        }
    }

    public static StoreFault NotWritable(string folder, string systemSays) => new(StoreFaultKind.ReadOnly, folder,
        $"the folder of the store cannot be written to ({systemSays.TrimEnd('.')}).",
        "Make it writable for the user that runs this (a full or read-only disk says the same), or name another folder (\"store\" in crowd.json).");
}
