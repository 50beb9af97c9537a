using System.Text.Json;
using Crowdwork.Engine.Conversations;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>A page that keeps every frame it is sent, in the order in which a real line would send them.</summary>
internal sealed class RecordingOutlet : ISeatOutlet
{
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly List<JsonElement> _frames = [];
    private List<JsonElement>? _held;
    private LineEnd? _closed;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<JsonElement> Frames
    {
        get
        {
            lock (_gate) return _frames.ToArray();
        }
    }

    public LineEnd? Closed
    {
        get
        {
            lock (_gate) return _closed;
        }
    }

    /// <summary>The events a page would show: each number once, and after a reset only what followed it.</summary>
    public IReadOnlyList<JsonElement> Events
    {
        get
        {
            var events = new List<JsonElement>();
            foreach (var frame in Frames)
            {
                switch (Text(frame, "t"))
                {
                    case "welcome" when frame.GetProperty("reset").GetBoolean():
                        events.Clear();
                        break;
                    case "reset":
                        events.Clear();
                        events.AddRange(frame.GetProperty("events").EnumerateArray());
                        break;
                    case "event" when events.All(seen => seen.GetProperty("s").GetInt32() != frame.GetProperty("s").GetInt32()):
                        events.Add(frame);
                        break;
                }
            }

            return events;
        }
    }

    /// <summary>The events, one word or two each.</summary>
    public IEnumerable<string> Seen => Events.Select(frame => Text(frame, "k") switch
    {
        "ended" => $"ended {Text(frame, "state")}",
        "seated" => $"seated {Text(frame, "role")}",
        "withdrawn" or "departed" => $"{Text(frame, "k")} {Text(frame, "why")}",
        var kind => $"{kind} {Text(frame, "text")}".TrimEnd(),
    });

    public int LastEvent => Events.Count == 0 ? 0 : Events[^1].GetProperty("s").GetInt32();

    public void Send(ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            if (_held is not null) _held.Add(Parse(frame));
            else Keep(Parse(frame));
        }
    }

    public void Hold()
    {
        lock (_gate) _held ??= [];
    }

    public void SendFirst(ReadOnlyMemory<byte> frame)
    {
        lock (_gate) Keep(Parse(frame));
    }

    public void Release()
    {
        lock (_gate)
        {
            foreach (var frame in _held ?? []) Keep(frame);
            _held = null;
        }
    }

    public void Close(LineEnd end)
    {
        lock (_gate)
        {
            _closed ??= end;
            Tell();
        }
    }

    /// <summary>Waits until the page has such a frame.</summary>
    public async Task<JsonElement> Frame(Func<JsonElement, bool> wanted)
    {
        JsonElement found = default;
        await Until(() => Frames.Any(frame =>
        {
            if (!wanted(frame)) return false;
            found = frame;
            return true;
        }));
        return found;
    }

    public Task<JsonElement> Frame(string type) => Frame(frame => Text(frame, "t") == type);

    public Task Sees(string what) => Until(() => Seen.Contains(what));

    public async Task<LineEnd> End()
    {
        await Until(() => Closed is not null);
        return Closed!.Value;
    }

    public async Task Until(Func<bool> condition)
    {
        var deadline = Environment.TickCount64 + (long)Guard.TotalMilliseconds;
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (condition()) return;
                changed = _changed.Task;
            }

            var left = deadline - Environment.TickCount64;
            Assert.True(left > 0 && await Task.WhenAny(changed, Task.Delay(TimeSpan.FromMilliseconds(left), TimeProvider.System)) == changed,
                $"waited in vain; the page has: {string.Join(" | ", Frames.Select(frame => frame.GetRawText()))}");
        }
    }

    public static string Text(JsonElement frame, string name)
        => frame.TryGetProperty(name, out var value) ? value.ToString() : "";

    private void Keep(JsonElement frame)
    {
        _frames.Add(frame);
        Tell();
    }

    private void Tell()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> frame)
    {
        using var document = JsonDocument.Parse(frame);
        return document.RootElement.Clone();
    }
}
