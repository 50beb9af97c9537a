using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Marketplace.Store;

/// <summary>The market file cannot be opened, read or written. The message says where, what, and what to do.</summary>
public sealed class StoreUnavailable : Exception
{
    internal StoreUnavailable(string where, string what, string whatToDo, Exception? inner = null)
        : base($"{where}: {what}\n  {whatToDo}", inner)
    {
    }

    internal static StoreUnavailable From(SqliteException error, string file) => error.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new(file, "the disk (or the quota) is full; nothing of this was stored.",
            "Free some space on this disk. The marketplace goes on by itself as soon as there is room.", error),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new(file, $"the file cannot be written to ({error.Message}).",
            "Make the file and its folder writable for the user that runs this, and check that the disk is not mounted read-only.", error),
        raw.SQLITE_CANTOPEN => new(file, $"the file cannot be opened ({error.Message}).",
            "Check that it is a file, that its folder exists, and that this user may read and write both.", error),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new(file, $"this is not an undamaged SQLite database ({error.Message}).",
            "Keep a copy of it and of its -wal file, and put a backup in its place.", error),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(file, $"another program keeps the file locked ({error.Message}).",
            "Close whatever writes to this file, or name another one with --store.", error),
        raw.SQLITE_IOERR => new(file, $"the disk reports an error ({error.Message}).",
            "Look into the system's log for disk errors. The marketplace goes on by itself when the disk works again.", error),
        _ => new(file, $"SQLite refuses it ({error.Message}).", "Bug in Crowdwork. Please report it with this text.", error),
    };
}
