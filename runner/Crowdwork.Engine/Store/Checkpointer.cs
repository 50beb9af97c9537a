using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Engine.Store;

/// <summary>
/// Moves pages from the log into crowd.db on a thread of its own. Within a commit, as SQLite does it, every thousandth message would
/// wait for the whole of it.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    private readonly StoreFile _file;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private volatile bool _closed;
    private SqliteConnection? _connection;

    public Checkpointer(StoreFile file)
    {
        _file = file;
        _thread = new Thread(Work) { IsBackground = true, Name = "crowd.db checkpoints", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    public void Wake() => _wake.Set();

    public void Dispose()
    {
        _closed = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private void Work()
    {
        for (_wake.WaitOne(); !_closed; _wake.WaitOne())
            MoveWhatCanBeMoved();
        _connection?.Dispose();
    }

    // It may fail (a full disk, a reader in the way): then the log grows until it succeeds, and if there is no room for that either, the
    // writer's next commit says so to everybody.
    private void MoveWhatCanBeMoved()
    {
        try
        {
            _connection ??= _file.OpenToCheckpoint();
        }
        catch (StoreException)
        {
            return;
        }

        var code = raw.sqlite3_wal_checkpoint_v2(_connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        if (code is raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
            return;
        _connection.Dispose();
        _connection = null;
    }
}
