using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Marketplace.Store;

/// <summary>
/// The open market file, for the one thread that may touch it. Every text of SQL is a constant of the caller, prepared at its first use
/// and kept.
/// </summary>
internal sealed class Database(SqliteConnection connection) : IDisposable
{
    // SQLITE_DBSTATUS_CACHE_WRITE
    private const int PagesWritten = 9;

    private readonly Dictionary<string, Statement> _prepared = new(StringComparer.Ordinal);

    /// <summary>False while a transaction is open. SQLite ends one by itself when the disk fails.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(connection.Handle) != 0;

    /// <summary>Grows with every page that goes to the log.</summary>
    public int PagesWrittenToLog()
    {
        raw.sqlite3_db_status(connection.Handle, PagesWritten, out var pages, out _, 0);
        return pages;
    }

    /// <summary>
    /// Moves the log into the file. When it fails (a full disk) the log grows until it succeeds; if there is no room for that either, the
    /// next commit says so to everybody.
    /// </summary>
    public void MoveLogIntoFile() => raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);

    /// <summary>How many rows the last statement changed.</summary>
    public int Run(string sql, params ReadOnlySpan<SqlValue> values)
    {
        var statement = Prepared(sql).Bind(values);
        statement.Step();
        statement.Reset();
        return raw.sqlite3_changes(connection.Handle);
    }

    public T? First<T>(string sql, Func<Row, T> read, params ReadOnlySpan<SqlValue> values)
    {
        var statement = Prepared(sql).Bind(values);
        try
        {
            return statement.Step() ? read(new Row(statement)) : default;
        }
        finally
        {
            statement.Reset();
        }
    }

    public List<T> All<T>(string sql, Func<Row, T> read, params ReadOnlySpan<SqlValue> values)
    {
        var statement = Prepared(sql).Bind(values);
        var rows = new List<T>();
        try
        {
            while (statement.Step())
                rows.Add(read(new Row(statement)));
            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    public bool Any(string sql, params ReadOnlySpan<SqlValue> values) => First(sql, static _ => true, values);

    public long Number(string sql, params ReadOnlySpan<SqlValue> values) => First(sql, static row => row.Number(0), values);

    public long? NumberOrNull(string sql, params ReadOnlySpan<SqlValue> values) => First(sql, static row => row.NumberOrNull(0), values);

    public string? TextOrNull(string sql, params ReadOnlySpan<SqlValue> values) => First(sql, static row => row.TextOrNull(0), values);

    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
            statement.Dispose();
        connection.Dispose();
    }

    private Statement Prepared(string sql)
    {
        if (_prepared.TryGetValue(sql, out var known))
            return known;
        return _prepared[sql] = new Statement(connection, sql);
    }
}
