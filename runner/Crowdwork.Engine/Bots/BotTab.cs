using System.Text.Json;
using Crowdwork.Engine.Conversations;

namespace Crowdwork.Engine.Bots;

/// <summary>
/// One page view of a bot: it holds a line to the server, opens another one whenever it is lost, and sends again what was not acknowledged.
/// </summary>
internal sealed class BotTab
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly IBotDoor _door;
    private readonly TimeProvider _real;
    private readonly Lock _gate;
    private readonly Action _tell;
    private volatile bool _isClosed;
    private IBotLine? _line;

    /// <param name="page">What it knows.</param>
    /// <param name="door">Where its lines lead.</param>
    /// <param name="real">The clock by which it waits before it tries again.</param>
    /// <param name="gate">Guards the page.</param>
    /// <param name="tell">Called under the gate, when something has changed.</param>
    public BotTab(BotPage page, IBotDoor door, TimeProvider real, Lock gate, Action tell)
    {
        Page = page;
        _door = door;
        _real = real;
        _gate = gate;
        _tell = tell;
    }

    public BotPage Page { get; }

    /// <summary>Whether the server has welcomed the line that is open now. Read under the gate.</summary>
    public bool IsWelcome { get; private set; }

    /// <summary>The code with which the server closed the last line for good; null while lines are opened again. Read under the gate.</summary>
    public LineEnd? End { get; private set; }

    /// <summary>Connects, and comes back whenever the line is lost.</summary>
    public void Start() => _ = Run();

    /// <summary>Closes the page without a word.</summary>
    public void Close()
    {
        _isClosed = true;
        IBotLine? line;
        lock (_gate)
        {
            (line, _line) = (_line, null);
            IsWelcome = false;
        }

        line?.Break();
    }

    /// <summary>Sends a frame, if the line is open; otherwise the outbox is sent with the next welcome.</summary>
    public void Send(ReadOnlyMemory<byte> frame)
    {
        IBotLine? line;
        lock (_gate) line = IsWelcome ? _line : null;
        if (line is not null) _ = line.Send(frame).AsTask();
    }

    private async Task Run()
    {
        for (var failures = 0; !_isClosed; failures++)
        {
            if (failures > 0) await Task.Delay(PauseAfter(failures), _real, CancellationToken.None);
            if (await _door.Open(Hear) is not { } line) continue;

            JsonElement hello;
            lock (_gate)
            {
                _line = line;
                hello = JsonSerializer.SerializeToElement(Page.Hello(_door.Token));
            }

            // It may have been closed while the line was opened.
            if (_isClosed) line.Break();
            await line.Send(JsonSerializer.SerializeToUtf8Bytes(hello));
            if (NoteEnd(await line.Closed)) return;
            failures = 0;
        }
    }

    private bool NoteEnd(int? code)
    {
        lock (_gate)
        {
            IsWelcome = false;
            _line = null;
            if (code is (int)LineEnd.Superseded or (int)LineEnd.BadSession) End = (LineEnd)code;
            _tell();
            return End is not null;
        }
    }

    private void Hear(JsonElement frame)
    {
        IBotLine? line = null;
        byte[][] unanswered = [];
        lock (_gate)
        {
            if (Page.Hear(frame))
            {
                IsWelcome = true;
                line = _line;
                unanswered = Page.Outbox.Select(item => item.Frame).ToArray();
            }

            _tell();
        }

        if (line is not null && unanswered.Length > 0) _ = SendAgain(line, unanswered);
    }

    private static async Task SendAgain(IBotLine line, byte[][] frames)
    {
        foreach (var frame in frames) await line.Send(frame);
    }

    private static TimeSpan PauseAfter(int failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(failures - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
