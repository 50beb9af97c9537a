namespace Crowdwork.Engine.Store;

/// <summary>
/// What waits to be written. Bounded: when the disk is slower than the workers, <see cref="Add"/> holds its callers back instead of
/// filling the memory. The writer takes all of it at once, which is what makes group commit.
/// </summary>
internal sealed class CommitQueue(int mostCommits, long mostBytes)
{
    // A plain object because Monitor.Wait needs one. The writer waits on it only while the queue is empty and submitters only while it is
    // full, so that a pulse always reaches the right side.
    private readonly object _gate = new();

    private Commit[] _waiting = new Commit[256];
    private int _count;
    private long _bytes;
    private bool _closed;
    private bool _writerWaits;
    private int _submittersWait;
    private TaskCompletionSource? _room;

    /// <summary>Whether somebody waits to be written; true or false a moment later, so good for a guess only.</summary>
    public bool HasWork => Volatile.Read(ref _count) > 0;

    private bool IsFull => _count >= mostCommits || _bytes >= mostBytes;

    private bool IsHalfFull => _count >= mostCommits / 2 || _bytes >= mostBytes / 2;

    /// <summary>False when the queue is closed. <paramref name="mayWait"/> is false for the writer's own thread, which must not wait for itself.</summary>
    public bool Add(Commit commit, bool mayWait)
    {
        lock (_gate)
        {
            while (mayWait && IsFull && !_closed)
            {
                _submittersWait++;
                Monitor.Wait(_gate);
                _submittersWait--;
            }

            if (_closed)
                return false;
            if (_count == _waiting.Length)
                Array.Resize(ref _waiting, _count * 2);
            _waiting[_count++] = commit;
            _bytes += commit.Weight;
            if (_writerWaits)
                Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Completes when the queue is less than half full.</summary>
    public Task WhenRoom()
    {
        lock (_gate)
        {
            if (!IsHalfFull || _closed)
                return Task.CompletedTask;
            // Continuations elsewhere: the writer's thread has better things to do.
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>
    /// Waits for something to write and exchanges it for <paramref name="emptied"/>, which the next commits will fill. 0 when the queue
    /// is closed and everything has been taken.
    /// </summary>
    public int TakeAll(ref Commit[] emptied)
    {
        TaskCompletionSource? room;
        int taken;
        lock (_gate)
        {
            while (_count == 0 && !_closed)
            {
                _writerWaits = true;
                Monitor.Wait(_gate);
                _writerWaits = false;
            }

            taken = _count;
            (_waiting, emptied) = (emptied, _waiting);
            _count = 0;
            _bytes = 0;
            room = _room;
            _room = null;
            if (_submittersWait > 0)
                Monitor.PulseAll(_gate);
        }

        room?.SetResult();
        return taken;
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
