using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Engine.Store;

/// <summary>
/// crowd.db itself: opened for the writer or for a reader, brought to the schema of this version, checked. Whatever is wrong comes out
/// as a <see cref="StoreException"/>.
/// </summary>
internal sealed class StoreFile(string folder)
{
    public const string FileName = "crowd.db";

    static StoreFile() => Batteries_V2.Init();

    public string Folder { get; } = System.IO.Path.GetFullPath(folder);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), FileName);

    public SqliteConnection OpenToWrite(StoreOptions options, int newestVersion) => Guarded(() =>
    {
        var connection = Connect(SqliteOpenMode.ReadWriteCreate);
        try
        {
            // SQLite falls back to read-only without a word and would complain only at the first write.
            if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
                throw new StoreException(SqliteFaults.From(raw.SQLITE_READONLY, raw.SQLITE_READONLY, "opened read-only", Path));
            Run(connection, "PRAGMA busy_timeout = 5000");
            // Before anything that would change the file, so that somebody else's stays as it was.
            CheckedVersion(connection, newestVersion);
            UseWriteAheadLog(connection);
            Run(connection, $"PRAGMA synchronous = {(options.Durability is Durability.Full ? "FULL" : "NORMAL")};");
            Run(connection, "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;");
            // The writer moves the log into the file itself, at better moments than within a commit.
            Run(connection, "PRAGMA wal_autocheckpoint = 0;");
            if (options.LargestFilePages > 0)
                Run(connection, $"PRAGMA max_page_count = {options.LargestFilePages};");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    });

    public SqliteConnection OpenToRead() => Guarded(() =>
    {
        var connection = Connect(SqliteOpenMode.ReadOnly);
        Run(connection, "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON;");
        return connection;
    });

    /// <summary>Brings the file to the newest schema, a step at a time, each in a transaction of its own.</summary>
    public void Migrate(SqliteConnection connection, IReadOnlyList<string> steps) => Guarded(() =>
    {
        var version = CheckedVersion(connection, steps.Count);
        for (var step = version; step < steps.Count; step++)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            Run(connection, steps[step] + $"PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = {step + 1};");
            transaction.Commit();
        }

        return true;
    });

    /// <summary>The version of the file; refuses what is not ours or was written by a newer Crowdwork.</summary>
    public int CheckedVersion(SqliteConnection connection, int newest) => Guarded(() =>
    {
        var version = (int)Number(connection, "PRAGMA user_version");
        var tables = Number(connection, "SELECT count(*) FROM sqlite_master");
        if (tables > 0 && Number(connection, "PRAGMA application_id") != Schema.ApplicationId)
            throw new StoreException(new(StoreFaultKind.Refused, Path,
                "this is a database of another program.",
                "Name another folder for the store (\"store\" in crowd.json); this file was left as it is."));
        if (version > newest)
            throw new StoreException(new(StoreFaultKind.Refused, Path,
                $"this store has schema version {version}, and this Crowdwork knows versions up to {newest}.",
                "Use the newer Crowdwork that wrote it, or name another folder for the store (\"store\" in crowd.json). The file was left as it is."));
        return version;
    });

    /// <summary>Refuses whatever has not just this version: who only reads cannot bring it up to date.</summary>
    public void RequireVersion(SqliteConnection connection, int newest)
    {
        var version = CheckedVersion(connection, newest);
        if (version == newest) return;
        throw new StoreException(new(StoreFaultKind.Refused, Path,
            version == 0 ? "there is nothing in this store yet." : $"this store has schema version {version}, of an earlier Crowdwork; this one reads version {newest}.",
            "Open it once with a command that writes to it, which brings it up to date and keeps all that is in it: 'runner review <run>' for runs on a crowd, 'runner harness' for " +
            "rehearsals. The earlier Crowdwork cannot read it afterwards; copy the folder first if it has to."));
    }

    /// <summary>Refuses a damaged file, if it is small enough to be read through.</summary>
    public void Check(SqliteConnection connection, long upToBytes)
    {
        if (new FileInfo(Path).Length > upToBytes)
            return;
        var problems = Problems(connection);
        if (problems.Count > 0)
            throw new StoreException(SqliteFaults.Corrupt(Path, problems[0]));
    }

    public IReadOnlyList<string> Problems(SqliteConnection connection) => Guarded(() =>
    {
        var problems = new List<string>();
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(20)";
            using var rows = command.ExecuteReader();
            while (rows.Read())
                problems.Add(rows.GetString(0));
        }
        // Damage can also stop the check itself, with whatever error the senseless bytes led to ("too big", for one).
        catch (SqliteException error) when (error.SqliteErrorCode is not raw.SQLITE_IOERR and not raw.SQLITE_BUSY and not raw.SQLITE_CANTOPEN)
        {
            problems.Add(error.Message);
        }

        return problems is ["ok"] ? [] : problems;
    });

    public T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            throw new StoreException(SqliteFaults.From(error, Path), error);
        }
    }

    private void UseWriteAheadLog(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if (command.ExecuteScalar() is not "wal")
            throw new StoreException(new(StoreFaultKind.InputOutput, Path,
                "this disk cannot keep SQLite's write-ahead log (network folders often cannot).",
                "Put the store on a local disk (\"store\" in crowd.json)."));
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller's text is a constant of this folder.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller's text is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    // Pooling would keep handles (and with them the log) open behind our back after Dispose.
    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = mode,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
