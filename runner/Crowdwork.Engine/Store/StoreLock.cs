using System.Globalization;

namespace Crowdwork.Engine.Store;

/// <summary>
/// One process at a time writes to a store: two would hand out the same conversation numbers and each believe its own memory of the
/// journal. The lock is the operating system's and goes with the process, however that ends; the file itself stays.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private const string LockFile = "crowd.lock";

    // Beside it, because a file that is locked like this cannot even be read by others.
    private const string HolderFile = "crowd.pid";

    private readonly FileStream _held;

    private StoreLock(FileStream held) => _held = held;

    public static StoreLock Take(string folder, TimeProvider time)
    {
        var path = Path.Combine(folder, LockFile);
        try
        {
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                File.WriteAllText(Path.Combine(folder, HolderFile), $"{Environment.ProcessId} since {time.GetUtcNow():u}\n");
            }
            catch
            {
                held.Dispose();
                throw;
            }

            return new StoreLock(held);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreException(FolderFaults.NotWritable(folder, error.Message), error);
        }
        // Written so that a full or read-only disk is not taken for a second process.
        catch (IOException error) when (IsSharingViolation(error))
        {
            throw new StoreException(HeldByAnother(folder), error);
        }
        catch (IOException error)
        {
            throw new StoreException(FolderFaults.NotWritable(folder, error.Message), error);
        }
    }

    // EWOULDBLOCK of flock on Unix (11 on Linux, 35 on macOS), ERROR_SHARING_VIOLATION on Windows.
    private static bool IsSharingViolation(IOException error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xffff) == 32 : error.HResult is 11 or 35;

    private static StoreFault HeldByAnother(string folder)
    {
        var holder = ReadHolder(Path.Combine(folder, HolderFile));
        var process = holder is null ? "another process" : $"process {holder}";
        return new(StoreFaultKind.InputOutput, folder,
            $"{process} is using this store.",
            "End that process first, or give this one another folder (\"store\" in crowd.json). To read only, copy the folder or open it read-only.");
    }

    private static int? ReadHolder(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path).Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        // Not written yet, or not for us to read: the refusal then names the folder alone.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();
}
