using System.Globalization;

namespace Crowdwork.Engine.Store;

/// <summary>
/// One process at a time writes to a store: two would hand out the same conversation numbers and each believe its own memory of the
/// journal. The lock is the operating system's and goes with the process, however that ends; the file itself stays.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private const string LockFile = "crowd.lock";
    private readonly FileStream _held;

    private StoreLock(FileStream held) => _held = held;

    public static StoreLock Take(string folder, TimeProvider time)
    {
        var path = Path.Combine(folder, LockFile);
        try
        {
            var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            held.SetLength(0);
            held.Write(System.Text.Encoding.UTF8.GetBytes($"{Environment.ProcessId} since {time.GetUtcNow():u}\n"));
            held.Flush();
            return new StoreLock(held);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreException(FolderFaults.NotWritable(folder, error.Message), error);
        }
        // Written so that a full or read-only disk is not taken for a second process.
        catch (IOException error) when (IsSharingViolation(error))
        {
            throw new StoreException(HeldByAnother(folder, path), error);
        }
        catch (IOException error)
        {
            throw new StoreException(FolderFaults.NotWritable(folder, error.Message), error);
        }
    }

    // EWOULDBLOCK of flock on Unix (11 on Linux, 35 on macOS), ERROR_SHARING_VIOLATION on Windows.
    private static bool IsSharingViolation(IOException error) =>
        OperatingSystem.IsWindows() ? (error.HResult & 0xffff) == 32 : error.HResult is 11 or 35;

    private static StoreFault HeldByAnother(string folder, string path)
    {
        var holder = ReadHolder(path);
        var process = holder is null ? "another process" : $"process {holder}";
        return new(StoreFaultKind.InputOutput, folder,
            $"{process} is using this store.",
            "End that process first, or give this one another folder (\"store\" in crowd.json). To read only, copy the folder or open it read-only.");
    }

    private static int? ReadHolder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return int.TryParse(reader.ReadLine()?.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        // Windows lets nobody read a file that is locked like this; the refusal then names the folder alone.
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();
}
