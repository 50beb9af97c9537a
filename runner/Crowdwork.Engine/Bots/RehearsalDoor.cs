using System.Text.Json;
using System.Threading.Channels;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Bots;

/// <summary>Leads straight into a rehearsal of this process: the frames are those of the protocol, but there is no server in between.</summary>
internal sealed class RehearsalDoor(Rehearsal rehearsal, WorkerId worker) : IBotDoor
{
    private int _unheard;

    public string Token => "";

    public bool IsQuiet => Volatile.Read(ref _unheard) == 0;

    public Task<IBotLine?> Open(Action<JsonElement> hear) => Task.FromResult<IBotLine?>(new Line(this, rehearsal, worker, hear));

    /// <summary>The room's way to the page, and the page's way to the room.</summary>
    private sealed class Line : IBotLine, ISeatOutlet
    {
        private readonly RehearsalDoor _door;
        private readonly Rehearsal _rehearsal;
        private readonly WorkerId _worker;
        private readonly Channel<ReadOnlyMemory<byte>> _frames = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
        private readonly TaskCompletionSource<int?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private List<ReadOnlyMemory<byte>>? _held;

        public Line(RehearsalDoor door, Rehearsal rehearsal, WorkerId worker, Action<JsonElement> hear)
        {
            _door = door;
            _rehearsal = rehearsal;
            _worker = worker;
            _ = Read(hear);
        }

        public Task<int?> Closed => _closed.Task;

        public ValueTask Send(ReadOnlyMemory<byte> frame)
        {
            if (!_closed.Task.IsCompleted) Take(frame);
            return ValueTask.CompletedTask;
        }

        public void Break()
        {
            if (_closed.TrySetResult(null)) _rehearsal.Disconnect(_worker, this);
            _frames.Writer.TryComplete();
        }

        void ISeatOutlet.Send(ReadOnlyMemory<byte> frame)
        {
            lock (_gate)
            {
                if (_held is not null) _held.Add(frame);
                else Queue(frame);
            }
        }

        void ISeatOutlet.Hold()
        {
            lock (_gate) _held ??= [];
        }

        void ISeatOutlet.SendFirst(ReadOnlyMemory<byte> frame) => Queue(frame);

        void ISeatOutlet.Release()
        {
            lock (_gate)
            {
                foreach (var frame in _held ?? []) Queue(frame);
                _held = null;
            }
        }

        void ISeatOutlet.Close(LineEnd end)
        {
            // Not here: the room is calling, and holds its lock.
            if (_closed.TrySetResult((int)end)) ThreadPool.QueueUserWorkItem(_ => _rehearsal.Disconnect(_worker, this));
            _frames.Writer.TryComplete();
        }

        private void Queue(ReadOnlyMemory<byte> frame)
        {
            Interlocked.Increment(ref _door._unheard);
            if (!_frames.Writer.TryWrite(frame)) Interlocked.Decrement(ref _door._unheard);
        }

        private void Take(ReadOnlyMemory<byte> bytes)
        {
            using var document = JsonDocument.Parse(bytes);
            var frame = document.RootElement;
            switch (frame.GetProperty("t").GetString())
            {
                case "hello":
                    _rehearsal.Connect(
                        _worker, _worker.Value == Rehearsal.OperatorId, this, frame.GetProperty("edition").GetInt32(), frame.GetProperty("seq").GetInt32(),
                        frame.GetProperty("conversation").GetInt64());
                    break;
                case "say":
                    _rehearsal.Say(
                        _worker, this, frame.GetProperty("cid").GetString()!, frame.GetProperty("e").GetInt32(), frame.GetProperty("prompt").GetInt32(),
                        frame.TryGetProperty("text", out var text) ? text.GetString()! : "",
                        frame.TryGetProperty("fields", out var fields) ? fields.GetRawText() : null, frame.GetProperty("conversation").GetInt64(),
                        frame.TryGetProperty("signals", out var signals) ? SignalsJson.Read(signals) : null);
                    break;
                case "return":
                    _rehearsal.GiveBack(_worker);
                    break;
                case "typing":
                    _rehearsal.Typing(_worker);
                    break;
                case "again":
                    _rehearsal.TakePartAgain(_worker);
                    break;
            }
        }

        // From a queue, because the room calls while it holds its lock, and a bot may act at once.
        private async Task Read(Action<JsonElement> hear)
        {
            await foreach (var bytes in _frames.Reader.ReadAllAsync())
            {
                using var document = JsonDocument.Parse(bytes);
                hear(document.RootElement);
                Interlocked.Decrement(ref _door._unheard);
            }
        }
    }
}
