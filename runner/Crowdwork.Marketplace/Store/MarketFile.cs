using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Marketplace.Store;

/// <summary>The file on disk: opened for its one writer, brought to the schema of this version, refused when it is not ours.</summary>
internal static class MarketFile
{
    static MarketFile() => Batteries_V2.Init();

    public static SqliteConnection Open(string path)
    {
        MakeFolder(path);
        try
        {
            var connection = Connect(path);
            try
            {
                Prepare(connection, path);
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException error)
        {
            throw StoreUnavailable.From(error, path);
        }
    }

    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailable(path, $"the folder for the store cannot be made ({error.Message}).",
                "Name another file with --store, or make the folder writable.", error);
        }
    }

    // Pooling would keep handles (and with them the log) open behind our back after Dispose. The time-out is that for a locked file: whoever
    // holds it is another marketplace and will not let go.
    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static void Prepare(SqliteConnection connection, string path)
    {
        // SQLite falls back to read-only without a word and would complain only at the first write.
        if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1)
            throw new StoreUnavailable(path, "the file cannot be written to.", "Make it and its folder writable for the user that runs this.");
        Execute(connection, "PRAGMA busy_timeout = 0");
        RefuseForeign(connection, path);
        // One marketplace at a time owns a file. The lock is the operating system's and goes with the process, however that ends.
        Execute(connection, "PRAGMA locking_mode = EXCLUSIVE");
        if (Scalar(connection, "PRAGMA journal_mode = WAL") is not "wal")
            throw new StoreUnavailable(path, "this disk cannot keep SQLite's write-ahead log (network folders often cannot).", "Put the store on a local disk.");
        // The writer moves the log into the file itself, at better moments than within a commit.
        Execute(connection, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -131072; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864");
        Migrate(connection);
    }

    private static void RefuseForeign(SqliteConnection connection, string path)
    {
        var tables = (long)Scalar(connection, "SELECT count(*) FROM sqlite_master")!;
        if (tables > 0 && (long)Scalar(connection, "PRAGMA application_id")! != Schema.ApplicationId)
            throw new StoreUnavailable(path, "this is a database of another program.", "Name another file with --store; this one was left as it is.");
        var version = (long)Scalar(connection, "PRAGMA user_version")!;
        if (version > Schema.Steps.Count)
            throw new StoreUnavailable(path, $"this store has schema version {version}, and this marketplace knows versions up to {Schema.Steps.Count}.",
                "Use the newer Crowdwork that wrote it, or name another file with --store. The file was left as it is.");
    }

    private static void Migrate(SqliteConnection connection)
    {
        var version = (int)(long)Scalar(connection, "PRAGMA user_version")!;
        // Even with nothing to do the transaction is worth it: it takes the lock now and not at the first call.
        do
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            if (version < Schema.Steps.Count)
            {
                Execute(connection, Schema.Steps[version]);
                version++;
            }

            Execute(connection, $"PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = {version}");
            transaction.Commit();
        }
        while (version < Schema.Steps.Count);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller's text is a constant of this folder.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller's text is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
