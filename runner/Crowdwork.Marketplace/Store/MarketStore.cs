using Crowdwork.Marketplace.Clock;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Marketplace.Store;

/// <summary>
/// The market on disk and the one thread that works with it. It takes all calls that have gathered, performs one after the other in one
/// transaction, waits once for the disk, and only then releases the replies: nobody hears of anything that a power cut could undo.
/// </summary>
/// <remarks>
/// <code>
///   calls: a b c d      BEGIN  what is due  a b c! d  COMMIT (one fsync)      a ok, b ok, c refused, d ok
/// </code>
/// A call that is refused is rolled back to its own beginning and leaves its neighbours unharmed. A disk that cannot be written to fails
/// the whole batch, for none of it is stored; the next batch tries again. Reading calls take part as well, which costs little and means
/// that nobody ever sees a state that is not durable.
/// </remarks>
internal sealed class MarketStore : IAsyncDisposable
{
    private const int LargestBatch = 512;

    // The log is moved into the file when it has grown by this many pages and nobody waits, or by that many and somebody does.
    private const int CheckpointWhenIdleAfterPages = 1000;
    private const int CheckpointAfterPages = 16 * 1024;

    private readonly string _path;
    private readonly MarketClock _clock;
    private readonly Func<Database, Market> _open;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A plain object because Monitor.Wait needs one.
    private readonly object _gate = new();
    private List<MarketCall> _waiting = [];
    private bool _closed;

    // Only the writer's thread touches these.
    private Market? _market;
    private int _pagesAtCheckpoint;

    private MarketStore(string path, MarketClock clock, Func<Database, Market> open, Market market)
    {
        _path = path;
        _clock = clock;
        _open = open;
        _market = market;
        _thread = new Thread(Work) { IsBackground = true, Name = "marketplace writer" };
        _thread.Start();
    }

    public string Path => _path;

    public static MarketStore Open(string path, MarketClock clock, Func<Database, Market> open) =>
        new(path, clock, open, open(new Database(MarketFile.Open(path))));

    public Task<T> Ask<T>(Func<Market, T> work)
    {
        var call = new MarketCall<T>(work);
        lock (_gate)
        {
            if (_closed)
                throw new StoreUnavailable(_path, "the marketplace is closing.", "Start it again.");
            _waiting.Add(call);
            Monitor.Pulse(_gate);
        }

        return call.Outcome;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        await _ended.Task;
    }

    private void Work()
    {
        try
        {
            for (var batch = TakeAll(); batch.Count > 0; batch = TakeAll())
            {
                foreach (var some in batch.Chunk(LargestBatch))
                    Perform(some);
            }

            _market?.Database.MoveLogIntoFile();
            _market?.Database.Dispose();
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private List<MarketCall> TakeAll()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            var taken = _waiting;
            _waiting = [];
            return taken;
        }
    }

    private void Perform(MarketCall[] calls)
    {
        var refusals = new Exception?[calls.Length];
        try
        {
            TryPerform(calls, refusals);
        }
        catch (SqliteException error)
        {
            Forget();
            Array.Fill(refusals, StoreUnavailable.From(error, _path));
        }
#pragma warning disable CA1031 // It has to reach those who wait, whatever it is; the thread must go on for the others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Forget();
            Array.Fill(refusals, error);
        }

        for (var index = 0; index < calls.Length; index++)
        {
            if (refusals[index] is { } refusal)
                calls[index].Fail(refusal);
            else
                calls[index].Succeed();
        }

        MoveLogIntoFile();
    }

    private void TryPerform(MarketCall[] calls, Exception?[] refusals)
    {
        var market = _market ??= _open(new Database(MarketFile.Open(_path)));
        var database = market.Database;
        database.Run("BEGIN IMMEDIATE");
        market.Begin(_clock.Milliseconds);
        for (var index = 0; index < calls.Length; index++)
            refusals[index] = TryPerform(market, calls[index]);
        database.Run("COMMIT");
    }

    private static Exception? TryPerform(Market market, MarketCall call)
    {
        market.Database.Run("SAVEPOINT call");
        try
        {
            call.Perform(market);
            market.Database.Run("RELEASE call");
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, it is handed to the caller, and the neighbours of this call must not suffer from it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // The disk's trouble is everybody's: SQLite may have given the whole transaction up, and none of it would get through.
            if (market.Database.IsIdle || error is SqliteException { SqliteErrorCode: not (raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG) })
                throw;
            market.Database.Run("ROLLBACK TO call");
            market.Database.Run("RELEASE call");
            market.AfterRefusal();
            return error;
        }
    }

    // After the callers have been told, not within a commit as SQLite does it by itself: nobody need wait for this.
    private void MoveLogIntoFile()
    {
        if (_market?.Database is not { } database)
            return;
        var pages = database.PagesWrittenToLog();
        if (pages - _pagesAtCheckpoint < (HasWork() ? CheckpointAfterPages : CheckpointWhenIdleAfterPages))
            return;
        _pagesAtCheckpoint = pages;
        database.MoveLogIntoFile();
    }

    // After an error of the disk the connection may hold on to a file that is no longer what it was. Closing rolls back.
    private void Forget()
    {
        _market?.Database.Dispose();
        _market = null;
        _pagesAtCheckpoint = 0;
    }

    private bool HasWork()
    {
        lock (_gate)
            return _waiting.Count > 0;
    }
}
