namespace Crowdwork.Engine.Store;

/// <summary>How the writer is doing.</summary>
/// <param name="Turns">Turns stored since the store was opened.</param>
/// <param name="Batches">Transactions that took.</param>
/// <param name="Trouble">Why the last batch could not be stored; null when it could.</param>
public sealed record StoreStatistics(long Turns, long Batches, StoreFault? Trouble);

/// <summary>
/// Where everything that must not be lost is kept: one SQLite file in a folder.
/// </summary>
/// <remarks>
/// <code>
///   conversation --Submit(turn + projections)--> queue --batch--> writer thread --one fsync--> crowd.db
///        ^                                                             |
///        +-------------------- Committed / Failed ---------------------+
///                      only now is it shown and acknowledged
/// </code>
/// The journal (table <c>turn</c>) is the truth: a row for every input of a conversation together with everything the script did in
/// answer. The tables beside it (conversations, seats, saved data) answer questions quickly and can be made again from the journal.
/// A conversation never waits for the disk: it submits and goes on, and what it has to say leaves when the commit has called back.
/// Hundreds of conversations share one wait for the disk, so that durability costs little exactly when much is going on.
/// </remarks>
public sealed class CrowdStore : CrowdReader
{
    private readonly StoreLock _lock;
    private readonly CommitQueue _queue;
    private readonly JournalWriter _writer;
    private long _lastConversation;
    private int _disposed;

    private CrowdStore(StoreFile file, StoreLock held, StoreOptions options, int schemaVersion, JournalTable journal)
        : base(file)
    {
        _lock = held;
        _lastConversation = Math.Max(
            Highest("SELECT max(conversation) FROM turn"),
            Highest("SELECT max(id) FROM conversation"));
        _queue = new CommitQueue(options.QueueCommits, options.QueueBytes);
        _writer = new JournalWriter(file, options, schemaVersion, _queue, journal);
    }

    /// <summary>Opens the store of a folder for this process alone; makes folder and file when they are not there.</summary>
    /// <param name="options">Where it is and how durable.</param>
    /// <param name="time">Says since when the store is held.</param>
    /// <exception cref="StoreException">Another process holds it, it cannot be written to, it is damaged, or a newer Crowdwork wrote it.</exception>
    public static CrowdStore Open(StoreOptions options, TimeProvider time) => Open(options, time, Schema.Steps);

    internal static CrowdStore Open(StoreOptions options, TimeProvider time, IReadOnlyList<string> steps)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var file = new StoreFile(options.Folder);
        FolderFaults.Ensure(file.Folder);
        var held = StoreLock.Take(file.Folder, time);
        try
        {
            return Open(file, held, options, steps);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store for reading, whether or not a process is writing to it.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="checkUpToBytes">A file of up to this size is read through first, so that a damaged one is refused and not half read. Nothing is, unless it is said.</param>
    /// <exception cref="StoreException">There is none, it cannot be read, it is damaged, or another version of Crowdwork wrote it.</exception>
    public static CrowdReader OpenReadOnly(string folder, long checkUpToBytes = 0)
    {
        var file = new StoreFile(folder);
        if (!System.IO.File.Exists(file.Path))
            throw new StoreException(new(StoreFaultKind.InputOutput, file.Folder,
                $"there is no store here ({StoreFile.FileName} is missing).",
                "Check the folder (\"store\" in crowd.json); the first rehearsal or launch makes the file."));
        using (var connection = file.OpenToRead())
        {
            file.RequireVersion(connection, Schema.Steps.Count);
            file.Check(connection, checkUpToBytes);
        }

        return new CrowdReader(file);
    }

    /// <summary>How the writer is doing.</summary>
    public StoreStatistics Statistics => _writer.Statistics;

    /// <summary>A number that no conversation of this store has had.</summary>
    public ConversationId NextConversation() => new(Interlocked.Increment(ref _lastConversation));

    /// <summary>
    /// Hands a commit over to be stored, in the order of the calls. Returns at once, unless the queue is full: then it waits for the
    /// disk, which slows down whoever produces more than it takes. After <see cref="Dispose(bool)"/> the commit fails on this very call.
    /// </summary>
    public void Submit(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (!_queue.Add(commit, mayWait: !_writer.IsCurrentThread))
            commit.Failed(new(StoreFaultKind.Closed, Folder, "the store is closed.", "Start Crowdwork again; whatever was acknowledged is there."));
    }

    /// <summary>
    /// Completes when the queue is less than half full. Awaited before more input is accepted, it keeps <see cref="Submit"/> from ever
    /// having to hold a thread.
    /// </summary>
    public Task WhenRoom() => _queue.WhenRoom();

    /// <summary>Completes when everything submitted before is stored or has failed.</summary>
    public Task FlushAsync()
    {
        var flush = new Flush();
        Submit(flush);
        return flush.Done;
    }

    /// <summary>Stores facts that belong to no conversation; completes when they are on disk.</summary>
    /// <exception cref="StoreException">Nothing of it is stored.</exception>
    public Task Write(params IReadOnlyList<Projection> facts)
    {
        var commit = new Facts(facts);
        Submit(commit);
        return commit.Done;
    }

    /// <summary>
    /// Makes the tables of conversations, seats and saved data again from the journal, in one transaction: on failure they stay as they
    /// were. Turns come ordered by conversation, edition and number, those of earlier editions included, as they once came live.
    /// Runs, their HITs and ledgers, and qualifications stay; projections of these kinds are passed over.
    /// </summary>
    /// <param name="project">The projections of a turn, in their order.</param>
    public void Rebuild(Func<TurnRow, IEnumerable<Projection>> project)
    {
        ArgumentNullException.ThrowIfNull(project);
        if (_writer.IsCurrentThread)
            throw new InvalidOperationException("Bug in Crowdwork: a commit's callback cannot wait for a rebuild.");
        var rebuild = new Rebuilding(this, project);
        Submit(rebuild);
        rebuild.Done.GetAwaiter().GetResult();
    }

    /// <summary>Stores what was submitted, moves the log into the file, closes it, and lets others open it.</summary>
    protected override void Dispose(bool disposing)
    {
        if (!disposing || Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        if (_writer.IsCurrentThread)
            throw new InvalidOperationException("Bug in Crowdwork: a commit's callback cannot close the store.");
        base.Dispose(disposing);
        _queue.Close();
        _writer.Dispose();
        _lock.Dispose();
    }

    private static CrowdStore Open(StoreFile file, StoreLock held, StoreOptions options, IReadOnlyList<string> steps)
    {
        var connection = file.OpenToWrite(options, steps.Count);
        try
        {
            file.Check(connection, options.CheckUpToBytes);
            file.Migrate(connection, steps);
            var journal = file.Guarded(() => new JournalTable(file, connection));
            return new CrowdStore(file, held, options, steps.Count, journal);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private sealed class Flush() : Commit([])
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => _done.Task;

        protected internal override void Committed() => _done.SetResult();

        // Whoever submitted what failed has been told; waiting for the queue to pass is over either way.
        protected internal override void Failed(StoreFault fault) => _done.SetResult();
    }

    private sealed class Facts(IReadOnlyList<Projection> facts) : Commit([], facts)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => _done.Task;

        protected internal override void Committed() => _done.SetResult();

        protected internal override void Failed(StoreFault fault) => _done.SetException(new StoreException(fault));
    }

    private sealed class Rebuilding(CrowdStore store, Func<TurnRow, IEnumerable<Projection>> project) : Errand
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done => _done.Task;

        public override void Run(JournalTable journal)
        {
            ThrowIf(journal.Begin());
            try
            {
                journal.RemoveProjectionsOfJournal();
                foreach (var turn in store.AllTurns())
                {
                    foreach (var projection in project(turn).Where(ProjectionTables.FollowsFromJournal))
                        ThrowIf(journal.Apply(projection));
                }

                ThrowIf(journal.Commit());
            }
            catch (Exception error) when (error is not StoreException and not Microsoft.Data.Sqlite.SqliteException)
            {
                journal.Rollback();
                _done.SetException(error);
            }
            catch
            {
                journal.Rollback();
                throw;
            }
        }

        protected internal override void Committed() => _done.TrySetResult();

        protected internal override void Failed(StoreFault fault) => _done.TrySetException(new StoreException(fault));

        private static void ThrowIf(StoreFault? fault)
        {
            if (fault is not null)
                throw new StoreException(fault);
        }
    }
}
