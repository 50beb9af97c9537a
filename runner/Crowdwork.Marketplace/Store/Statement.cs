using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Marketplace.Store;

/// <summary>
/// A prepared statement that is used again and again. A call needs half a dozen of them, and ADO.NET commands would cost more than what
/// SQLite does for them.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const uint Persistent = 1;
    private const int ShortText = 256;
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _handle;

    public Statement(SqliteConnection connection, string sql)
    {
        _connection = connection;
        var code = raw.sqlite3_prepare_v3(connection.Handle, sql, Persistent, out _handle);
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
    }

    public Statement Bind(ReadOnlySpan<SqlValue> values)
    {
        for (var index = 0; index < values.Length; index++)
            Bind(index + 1, values[index]);
        return this;
    }

    /// <summary>True when there is a row to read.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_handle);
        if (code is raw.SQLITE_ROW)
            return true;
        if (code is raw.SQLITE_DONE)
            return false;
        raw.sqlite3_reset(_handle);
        SqliteException.ThrowExceptionForRC(code, _connection.Handle);
        return false;
    }

    public void Reset() => raw.sqlite3_reset(_handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(_handle, column);

    public string Text(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string();

    public void Dispose() => _handle.Dispose();

    private void Bind(int index, in SqlValue value)
    {
        if (value.IsNumber)
        {
            raw.sqlite3_bind_int64(_handle, index, value.Number);
            return;
        }

        if (value.Text is null)
        {
            raw.sqlite3_bind_null(_handle, index);
            return;
        }

        BindText(index, value.Text);
    }

    private void BindText(int index, string text)
    {
        // An empty span has no address, and SQLite takes no address for NULL.
        if (text.Length == 0)
        {
            raw.sqlite3_bind_text(_handle, index, "");
            return;
        }

        if (text.Length > ShortText)
        {
            raw.sqlite3_bind_text(_handle, index, Encoding.UTF8.GetBytes(text).AsSpan());
            return;
        }

        Span<byte> bytes = stackalloc byte[ShortText * 3];
        raw.sqlite3_bind_text(_handle, index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }
}
