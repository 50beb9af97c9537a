using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Engine.Store;

/// <summary>What SQLite's result codes mean to a person, in one place: where, what, what to do.</summary>
internal static class SqliteFaults
{
    private const int MissingValue = 1299; // SQLITE_CONSTRAINT_NOTNULL: no contradiction, but a mistake of ours

    public static StoreFault From(SqliteException error, string file) =>
        From(error.SqliteErrorCode, error.SqliteExtendedErrorCode, error.Message, file);

    public static StoreFault From(sqlite3 database, string file) =>
        From(
            raw.sqlite3_errcode(database) & 0xff,
            raw.sqlite3_extended_errcode(database),
            raw.sqlite3_errmsg(database).utf8_to_string(),
            file);

    public static StoreFault From(int code, int extended, string sqliteSays, string file) => code switch
    {
        raw.SQLITE_FULL => new(StoreFaultKind.DiskFull, file,
            "the disk (or the quota) is full; nothing of this was stored.",
            "Free some space on this disk. The store goes on by itself as soon as there is room."),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new(StoreFaultKind.ReadOnly, file,
            $"the file cannot be written to ({sqliteSays}).",
            "Make the file and its folder writable for the user that runs this, and check that the disk is not mounted read-only."),
        raw.SQLITE_CANTOPEN => new(StoreFaultKind.InputOutput, file,
            $"the file cannot be opened ({sqliteSays}).",
            "Check that it is a file, that its folder exists, and that this user may read and write both."),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Corrupt(file, sqliteSays),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(StoreFaultKind.InputOutput, file,
            $"another program keeps the file locked ({sqliteSays}).",
            "Close whatever writes to this file; reading it, with the sqlite3 command for instance, is no problem."),
        raw.SQLITE_IOERR => new(StoreFaultKind.InputOutput, file,
            $"the disk reports an error ({sqliteSays}, code {extended}).",
            "Look into the system's log for disk errors. The store goes on by itself when the disk works again."),
        raw.SQLITE_CONSTRAINT when extended != MissingValue => new(StoreFaultKind.Contradiction, file,
            $"this cannot be true together with what is stored ({sqliteSays}); nothing of it was stored.",
            "What was stored first counts. Look at it (runner status) before this is tried again."),
        _ => new(StoreFaultKind.Refused, file,
            $"SQLite refuses it ({sqliteSays}, code {extended}).",
            "Bug in Crowdwork, unless a single message or answer is larger than a gigabyte. Please report it with this text."),
    };

    public static StoreFault Corrupt(string file, string details) => new(StoreFaultKind.Corrupt, file,
        $"this is not an undamaged SQLite database ({details}).",
        $"Keep a copy of it and of {Path.GetFileName(file)}-wal. Put a backup in its place, or save what can be read: sqlite3 {Path.GetFileName(file)} .recover | sqlite3 recovered.db");
}
