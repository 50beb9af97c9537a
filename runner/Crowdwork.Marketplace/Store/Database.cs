using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Marketplace.Store;

/// <summary>
/// The open market file, for the one thread that may touch it. Every text of SQL is a constant of the caller, prepared at its first use
/// and kept.
/// </summary>
internal sealed class Database(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> _prepared = new(StringComparer.Ordinal);

    /// <summary>False while a transaction is open. SQLite ends one by itself when the disk fails.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(connection.Handle) != 0;

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
