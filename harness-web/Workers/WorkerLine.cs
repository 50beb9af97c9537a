using Crowdwork.Engine.Conversations;

namespace Crowdwork.Web.Workers;

/// <summary>
/// The way to one page: frames in, in any number and from any thread; frames out, one after the other. It starts no task and holds no thread while there is nothing to send.
/// </summary>
/// <remarks>
/// <code>
///   journal writer --Send--> [ queue ] --LinePump--> socket
///   conversation ---SendFirst----^  (while held, only these go out; the others wait behind them)
/// </code>
/// </remarks>
internal abstract class WorkerLine(int largestBacklog) : ISeatOutlet
{
    private readonly Lock _gate = new();
    private List<ReadOnlyMemory<byte>>? _queue;
    private List<ReadOnlyMemory<byte>>? _held;
    private int _queuedBytes;
    private bool _sending;
    private LineEnd? _end;

    public bool IsClosed
    {
        get
        {
            lock (_gate) return _end is not null;
        }
    }

    public void Send(ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            if (_end is not null) return;
            if (_held is not null)
            {
                _held.Add(frame);
                return;
            }

            Enqueue(frame);
        }
    }

    public void Hold()
    {
        lock (_gate) _held ??= [];
    }

    public void SendFirst(ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            if (_end is null) Enqueue(frame);
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            if (_held is not { } held) return;
            _held = null;
            if (_end is not null) return;
            foreach (var frame in held) Enqueue(frame);
        }
    }

    public void Close(LineEnd end)
    {
        lock (_gate)
        {
            if (_end is not null) return;
            _end = end;
            StartSending();
        }
    }

    /// <summary>Called by the pump.</summary>
    internal void WriteOut() => _ = Drain();

    /// <summary>Writes frames, in order.</summary>
    protected abstract ValueTask Write(List<ReadOnlyMemory<byte>> frames);

    protected abstract ValueTask End(LineEnd end);

    private void Enqueue(ReadOnlyMemory<byte> frame)
    {
        (_queue ??= new List<ReadOnlyMemory<byte>>(2)).Add(frame);
        _queuedBytes += frame.Length;
        // A page that does not read must not fill our memory. It reconnects when it is awake again, and asks for what it missed.
        if (_queuedBytes > largestBacklog)
        {
            _queue.Clear();
            _end = LineEnd.TooMuch;
        }

        StartSending();
    }

    private void StartSending()
    {
        if (_sending) return;
        _sending = true;
        LinePump.Enqueue(this);
    }

    private async Task Drain()
    {
        try
        {
            while (TakeBatch(out var end) is { } batch)
            {
                if (batch.Count > 0) await Write(batch);
                if (end is not { } code) continue;
                await End(code);
                return;
            }
        }
        catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The line is gone, which the reading side notices as well; there is nobody to tell.
            lock (_gate) _end ??= LineEnd.Stopping;
        }
    }

    private List<ReadOnlyMemory<byte>>? TakeBatch(out LineEnd? end)
    {
        lock (_gate)
        {
            end = _end;
            if (_queue is not { Count: > 0 } batch)
            {
                if (end is not null) return [];
                _sending = false;
                return null;
            }

            _queue = null;
            _queuedBytes = 0;
            return batch;
        }
    }
}
