using Crowdwork.Engine.Rooms;
using Crowdwork.Scripting;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots;

/// <summary>
/// A bot that plays one worker: its function on one side, the worker's page on the other.
/// </summary>
/// <remarks>
/// <code>
///   bots.csx  --Say-->  BotPlayer --> BotPage (outbox) --> BotTab --> line --> server
///             &lt;-Prompt-            &lt;-- BotPage (events) &lt;-- BotTab &lt;-- line &lt;-- server
/// </code>
/// Whatever the function waits for, it waits here, so that a clock that does not wait knows when all bots have nothing to do (<see cref="IsIdle"/>).
/// </remarks>
internal sealed partial class BotPlayer : IBotHost, IAsyncDisposable
{
    private const int LongestLog = 200;

    private readonly BotPart _part;
    private readonly IBotDoor _door;
    private readonly TimeProvider _clock;
    private readonly TimeProvider _real;
    private readonly Lock _gate = new();
    private readonly List<BotNote> _log = [];
    private readonly List<TimeSpan> _latencies = [];
    private TaskCompletionSource _changed = New();
    private BotTab _tab;
    private int _tabs;
    private int _logged;
    private (long Conversation, int Edition, int Number) _noted;
    private bool _isRunning = true;
    private bool _hasStarted;
    private bool _isAway;
    private bool _isDisposed;
    private bool _isOver;
    private string? _fault;

    /// <param name="part">What it does.</param>
    /// <param name="worker">Whom it plays.</param>
    /// <param name="door">Where the worker's page leads.</param>
    /// <param name="seed">Where its chance begins; the same seed and worker, the same numbers.</param>
    /// <param name="clock">The clock by which it thinks.</param>
    /// <param name="real">The clock by which lines are opened again and latencies are measured.</param>
    public BotPlayer(BotPart part, string worker, IBotDoor door, int seed, TimeProvider clock, TimeProvider real)
    {
        _part = part;
        Id = worker;
        _door = door;
        _clock = clock;
        _real = real;
        Random = new Random(Seeds.Of(seed, worker));
        _tab = NewTab();
    }

    public string Name => _part.Name;

    public string Id { get; }

    public Random Random { get; }

    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Raised, from any thread, when there is more to see.</summary>
    public event Action? Changed;

    public BotView Page
    {
        get
        {
            Fuel.Charge(BotContext.StepsOfACall);
            lock (_gate) return _tab.Page.View();
        }
    }

    /// <summary>What it did and was told, oldest first; only the last of it.</summary>
    public IReadOnlyList<BotNote> Log
    {
        get
        {
            lock (_gate) return _log.ToArray();
        }
    }

    /// <summary>How long the server took to acknowledge each message.</summary>
    public IReadOnlyList<TimeSpan> Latencies
    {
        get
        {
            lock (_gate) return _latencies.ToArray();
        }
    }

    /// <summary>Why the bot itself failed; null when it did not.</summary>
    public string? Fault
    {
        get
        {
            lock (_gate) return _fault;
        }
    }

    /// <summary>Whether it has nothing to do until something comes or time passes.</summary>
    public bool IsIdle
    {
        get
        {
            if (!_door.IsQuiet) return false;
            lock (_gate)
            {
                if (_isOver) return true;
                if (_isRunning) return false;
                if (_isAway || _tab.Page.Ended is not null || _tab.End is not null) return true;
                return _tab.IsWelcome && _tab.Page.Outbox.Count == 0;
            }
        }
    }

    /// <summary>Whether its part is over, or it was taken away.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate) return _isOver;
        }
    }

    /// <summary>How far its page is; null for a page that is closed, or whose part is over.</summary>
    public PagePosition? Position
    {
        get
        {
            lock (_gate)
            {
                if (_isOver || _isAway || _isDisposed || _tab.Page.Ended is not null || _tab.End is not null) return null;
                return new PagePosition(_tab.Page.Conversation, _tab.Page.Edition, _tab.Page.Seq);
            }
        }
    }

    /// <summary>Plays until the worker's part is over, or the bot has gone for good.</summary>
    /// <param name="isEndless">Whether a function that ends early leaves a silent worker who is waited for; otherwise the page is closed then.</param>
    public async Task<BotEnding?> Play(bool isEndless = true)
    {
        if (!_hasStarted) _tab.Start();
        _hasStarted = true;
        try
        {
            await Perform();
        }
        catch (PartOver)
        {
            // The usual way for a function that answers as long as it is asked.
        }
        catch (Exception e)
        {
            NoteFault(_part.Describe(e));
        }

        try
        {
            if (Fault is not null && !IsGone) await Return();
            else if (isEndless && !IsGone) await End();
        }
        catch (LineRefused refused)
        {
            NoteFault(refused.Message);
        }

        lock (_gate)
        {
            _isOver = true;
            Tell();
            return _tab.Page.Ended;
        }
    }

    /// <summary>After the end of a part, waits until the same page is in another one. False when that cannot be, because the bot has gone or failed.</summary>
    public async Task<bool> BeginsAnew()
    {
        lock (_gate)
        {
            if (_isDisposed || _isAway || _fault is not null) return false;
            _isOver = false;
        }

        try
        {
            return await Until(page => page.Ended is null ? page : null, within: null, evenWhenOver: true) is not null;
        }
        catch (LineRefused refused)
        {
            NoteFault(refused.Message);
            return false;
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate) _isDisposed = true;
        _tab.Close();
        lock (_gate)
        {
            _isOver = true;
            Tell();
        }

        return ValueTask.CompletedTask;
    }

    private Task Perform()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new BotContext(_real, e => done.TrySetException(e)).Post(async void (_) =>
        {
            try
            {
                await _part.Play(new Bot(this));
                done.TrySetResult();
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        }, null);
        return done.Task;
    }

    private bool IsGone
    {
        get
        {
            lock (_gate) return _isAway || _isOver;
        }
    }

    private BotTab NewTab(BotPage? older = null)
    {
        var page = new BotPage($"{Id}-bot{Seeds.Of(0, _door.Token):x8}-{++_tabs}");
        if (older is not null) page.TakeOver(older);
        return new BotTab(page, _door, _real, _gate, Tell);
    }

    private void NoteFault(string fault)
    {
        lock (_gate)
        {
            _fault ??= fault;
            Note("fault", fault);
            Tell();
        }
    }

    // Under the gate, as all that follows.
    private void Tell()
    {
        // Awake from this moment, and not only when the function goes on: a clock must not jump in between.
        if (!_isOver) _isRunning = true;
        NoteWhatIsNew();
        _changed.TrySetResult();
        _changed = New();
        Changed?.Invoke();
    }

    private void NoteWhatIsNew()
    {
        var messages = _tab.Page.Messages;
        if (_logged > messages.Count) _logged = 0;
        for (; _logged < messages.Count; _logged++) Note(messages[_logged].From, messages[_logged].Text);

        if (_tab.Page.Open is not { } asked) return;
        var place = (_tab.Page.Conversation, _tab.Page.Edition, asked.Number);
        if (place != _noted) Note("asked", asked.Text);
        _noted = place;
    }

    private void Note(string from, string text)
    {
        _log.Add(new BotNote(Now, from, text));
        if (_log.Count > LongestLog) _log.RemoveAt(0);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What a bot does, whoever it plays.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Play">Its function.</param>
/// <param name="Describe">Says what went wrong, in the author's places.</param>
internal sealed record BotPart(string Name, Func<Bot, Task> Play, Func<Exception, string> Describe)
{
    /// <summary>After how many answers it gives the work back, in place of the next one; null for a bot that does what its function says.</summary>
    public int? LeavesAfter { get; init; }
}

/// <summary>A line of what a bot saw and did.</summary>
/// <param name="At">When, by the clock of the simulation.</param>
/// <param name="From">A role, <c>task</c>, or <c>fault</c>.</param>
/// <param name="Text">What.</param>
internal sealed record BotNote(DateTimeOffset At, string From, string Text);

/// <summary>The server does not want this page any more.</summary>
internal sealed class LineRefused(string message) : Exception(message);
