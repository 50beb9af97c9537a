using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;

namespace Crowdwork.Engine.Store;

/// <summary>Work for the writer's thread that is no commit, and has its turn among them.</summary>
internal abstract class Errand() : Commit([])
{
    public abstract void Run(JournalTable journal);
}

/// <summary>
/// The one thread that writes. It takes what has gathered, writes it in one transaction, waits once for the disk, and calls everybody
/// back in the order in which they came. While it waits for the disk the next batch gathers: the busier, the larger.
/// </summary>
/// <remarks>
/// <code>
///   queue: a b c d e      BEGIN  a b c d e  COMMIT (one fsync)      a.Committed b.Committed c.Failed(duplicate) ...
/// </code>
/// A commit that cannot be stored leaves the others of its batch unharmed. A disk that cannot be written to fails the whole batch, for
/// none of it is stored; the next batch tries again.
/// </remarks>
internal sealed class JournalWriter : IDisposable
{
    // A batch ends here even when the commits are few and large, so that nobody waits long for a neighbour's megabytes.
    private const long LargestBatchBytes = 8 * 1024 * 1024;

    // The log is moved into the file when it has grown this much and nobody waits, or this much and somebody does.
    private const int CheckpointWhenIdleAfterPages = 1000;
    private const int CheckpointAfterPages = 16 * 1024;

    private readonly StoreFile _file;
    private readonly StoreOptions _options;
    private readonly int _schemaVersion;
    private readonly CommitQueue _queue;
    private readonly Thread _thread;

    // Only the writer's thread touches these.
    private JournalTable? _journal;
    private Commit[] _taken = new Commit[256];
    private readonly StoreFault?[] _faults;
    private int _pagesAtCheckpoint;

    private long _turns;
    private long _batches;
    private volatile StoreFault? _trouble;

    public JournalWriter(StoreFile file, StoreOptions options, int schemaVersion, CommitQueue queue, JournalTable journal)
    {
        _file = file;
        _options = options;
        _schemaVersion = schemaVersion;
        _queue = queue;
        _journal = journal;
        _faults = new StoreFault?[options.LargestBatch];
        _thread = new Thread(Work) { IsBackground = true, Name = "crowd.db writer" };
        _thread.Start();
    }

    public bool IsCurrentThread => Thread.CurrentThread == _thread;

    public StoreStatistics Statistics => new(Interlocked.Read(ref _turns), Interlocked.Read(ref _batches), _trouble);

    /// <summary>Returns when everything in the (closed) queue is written and the file is closed.</summary>
    public void Dispose() => _thread.Join();

    private void Work()
    {
        for (var count = _queue.TakeAll(ref _taken); count > 0; count = _queue.TakeAll(ref _taken))
        {
            for (var from = 0; from < count;)
                from += WriteSome(_taken.AsSpan(from, count - from));
            Array.Clear(_taken, 0, count);
            MoveLogIntoFile(CheckpointWhenIdleAfterPages);
        }

        _journal?.EmptyLog();
        _journal?.Dispose();
    }

    /// <summary>Writes a batch from the beginning of <paramref name="waiting"/> and says how many commits it was.</summary>
    private int WriteSome(ReadOnlySpan<Commit> waiting)
    {
        if (waiting[0] is Errand errand)
        {
            Perform(errand);
            return 1;
        }

        var batch = waiting[..BatchSize(waiting)];
        Write(batch);
        CallBack(batch);
        MoveLogIntoFile(CheckpointAfterPages);
        return batch.Length;
    }

    private int BatchSize(ReadOnlySpan<Commit> waiting)
    {
        var bytes = 0L;
        var most = Math.Min(waiting.Length, _options.LargestBatch);
        for (var size = 1; size < most; size++)
        {
            bytes += waiting[size - 1].Weight;
            if (bytes >= LargestBatchBytes || waiting[size] is Errand)
                return size;
        }

        return most;
    }

    /// <summary>Leaves the fate of each commit in <see cref="_faults"/>.</summary>
    private void Write(ReadOnlySpan<Commit> batch)
    {
        Array.Clear(_faults, 0, batch.Length);
        var outcome = TryWrite(batch, _faults);
        if (outcome.Fault is null)
            return;
        if (JournalTable.IsOfTheDisk(outcome.Fault))
        {
            Array.Fill(_faults, outcome.Fault, 0, batch.Length);
            return;
        }

        // One of them failed half-way. Each by itself, then, so that only that one fails.
        for (var index = 0; index < batch.Length; index++)
        {
            var alone = TryWrite(batch.Slice(index, 1), _faults.AsSpan(index, 1));
            if (alone.Fault is not null)
                _faults[index] = alone.Fault;
        }
    }

    /// <summary>One transaction. A fault in the outcome means that nothing of the batch is stored.</summary>
    private Outcome TryWrite(ReadOnlySpan<Commit> batch, Span<StoreFault?> faults)
    {
        try
        {
            var journal = OpenJournal();
            var outcome = TryWrite(journal, batch, faults);
            Settle(journal, batch, faults, outcome.Fault);
            return outcome;
        }
        catch (SqliteException error)
        {
            return GiveUp(SqliteFaults.From(error, _file.Path));
        }
        catch (StoreException error)
        {
            return GiveUp(error.Fault);
        }
    }

    private static Outcome TryWrite(JournalTable journal, ReadOnlySpan<Commit> batch, Span<StoreFault?> faults)
    {
        if (journal.Begin() is { } cannotBegin)
            return new Outcome(cannotBegin, Spoiled: true);

        for (var index = 0; index < batch.Length; index++)
        {
            var outcome = journal.Apply(batch[index]);
            if (outcome.Spoiled)
                return outcome;
            faults[index] = outcome.Fault;
        }

        return new Outcome(journal.Commit(), Spoiled: true);
    }

    private void Settle(JournalTable journal, ReadOnlySpan<Commit> batch, ReadOnlySpan<StoreFault?> faults, StoreFault? fault)
    {
        if (fault is null)
        {
            _trouble = null;
            Count(batch, faults);
            return;
        }

        var rolledBack = journal.Rollback();
        if (JournalTable.IsOfTheDisk(fault))
            _trouble = fault;
        // After an I/O error the connection may hold on to a file that is no longer what it was. A full disk leaves it sound.
        if (!rolledBack || (JournalTable.IsOfTheDisk(fault) && fault.Kind is not StoreFaultKind.DiskFull))
            CloseJournal();
    }

    private Outcome GiveUp(StoreFault fault)
    {
        _trouble = fault;
        CloseJournal();
        return new Outcome(fault, Spoiled: true);
    }

    private void Count(ReadOnlySpan<Commit> batch, ReadOnlySpan<StoreFault?> faults)
    {
        var turns = 0;
        for (var index = 0; index < batch.Length; index++)
            turns += faults[index] is null ? batch[index].TurnCount : 0;
        Interlocked.Add(ref _turns, turns);
        Interlocked.Increment(ref _batches);
    }

    private void CallBack(ReadOnlySpan<Commit> batch)
    {
        for (var index = 0; index < batch.Length; index++)
        {
            try
            {
                if (_faults[index] is { } fault)
                    batch[index].Failed(fault);
                else
                    batch[index].Committed();
            }
#pragma warning disable CA1031 // Everybody else's durability must not end with somebody's mistake; it is reported below.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Report(error);
            }
        }
    }

    private void Report(Exception error)
    {
        if (_options.CallbackThrew is { } report)
        {
            report(error);
            return;
        }

        var thrown = ExceptionDispatchInfo.Capture(error);
        ThreadPool.UnsafeQueueUserWorkItem(static it => it.Throw(), thrown, preferLocal: false);
    }

    private void Perform(Errand errand)
    {
        try
        {
            errand.Run(OpenJournal());
            errand.Committed();
        }
        catch (SqliteException error)
        {
            errand.Failed(GiveUp(SqliteFaults.From(error, _file.Path)).Fault!);
        }
        catch (StoreException error)
        {
            errand.Failed(GiveUp(error.Fault).Fault!);
        }
    }

    // After the callbacks, not within the commit as SQLite does it by itself: those who were waiting need not wait for this. On this very
    // connection, because SQLite before 3.51.3 can lose a page when one connection moves the log while another begins it anew.
    private void MoveLogIntoFile(int afterPages)
    {
        if (_journal is null || (afterPages < CheckpointAfterPages && _queue.HasWork))
            return;
        var pages = _journal.PagesWrittenToLog();
        if (pages - _pagesAtCheckpoint < afterPages)
            return;
        _pagesAtCheckpoint = pages;
        _journal.MoveLogIntoFile();
    }

    private JournalTable OpenJournal()
    {
        if (_journal is not null)
            return _journal;
        var connection = _file.OpenToWrite(_options, _schemaVersion);
        _pagesAtCheckpoint = 0;
        return _journal = new JournalTable(_file, connection);
    }

    private void CloseJournal()
    {
        _journal?.Dispose();
        _journal = null;
    }
}
