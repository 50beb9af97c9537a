using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Engine.Store;

/// <summary>
/// A prepared statement that is used again and again. The writer speaks to SQLite through this and not through ADO.NET commands, which
/// cost several objects and a dictionary look-up for each of a hundred thousand rows a second.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const uint Persistent = 1;
    private const int ShortText = 256;
    private readonly sqlite3_stmt _handle;

    public Statement(SqliteConnection connection, string sql)
    {
        var code = raw.sqlite3_prepare_v3(connection.Handle, sql, Persistent, out _handle);
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
    }

    public Statement Bind(int index, long value)
    {
        raw.sqlite3_bind_int64(_handle, index, value);
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        if (value is { } number) return Bind(index, number);
        raw.sqlite3_bind_null(_handle, index);
        return this;
    }

    public Statement Bind(int index, string? text)
    {
        if (text is null)
        {
            raw.sqlite3_bind_null(_handle, index);
            return this;
        }

        if (text.Length > ShortText)
            return Bind(index, Encoding.UTF8.GetBytes(text).AsSpan());
        Span<byte> bytes = stackalloc byte[ShortText * 3];
        return Bind(index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    public Statement Bind(int index, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and SQLite takes no address for NULL.
        if (utf8.IsEmpty)
            raw.sqlite3_bind_text(_handle, index, "");
        else
            raw.sqlite3_bind_text(_handle, index, utf8);
        return this;
    }

    /// <summary>SQLite's result code: SQLITE_DONE when all went well.</summary>
    public int Execute()
    {
        var code = raw.sqlite3_step(_handle);
        // Its result would repeat the code of the step.
        raw.sqlite3_reset(_handle);
        return code;
    }

    /// <summary>The first row's integer columns, or false when there is no row.</summary>
    public bool TryRead(Span<int> columns)
    {
        var code = raw.sqlite3_step(_handle);
        for (var column = 0; code == raw.SQLITE_ROW && column < columns.Length; column++)
            columns[column] = raw.sqlite3_column_int(_handle, column);
        var reset = raw.sqlite3_reset(_handle);
        if (code is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
            throw new SqliteException("reading the head of a journal", reset & 0xff, reset);
        return code == raw.SQLITE_ROW;
    }

    public void Dispose() => _handle.Dispose();
}
