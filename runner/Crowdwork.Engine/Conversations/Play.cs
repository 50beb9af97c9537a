using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>
/// One playing of a script: it is given inputs and answers with acts. It knows no sockets, no clock and no disk, and given the same inputs it always does the
/// same; everything else in this folder stands on that.
/// </summary>
/// <remarks>
/// <code>
///   Began ------\                               /--> ask seat 1, prompt 2
///   Met ---------> Handle(input) = acts ---------> tell seat 2
///   Said, Due --/     |    ^                    \--> save, end, ...
///                     v    |
///              the script's awaits
/// </code>
/// Playing live and replaying a journal are the same call. A play is used by one thread at a time and holds none while it waits.
/// </remarks>
internal sealed partial class Play
{
    private readonly IWorldProgram _program;
    private readonly PlayRules _rules;
    private readonly PlayContext _context;

    private readonly List<Worker> _workers = [];
    private readonly List<OpenCall> _open = [];
    // Of the turn that is being played; none between turns, when a conversation has to be small.
    private List<Act>? _acts;

    // What the script declared. Only what stands before the first await counts.
    private Func<Worker, Task<bool>>? _onboarding;
    private Dictionary<string, Func<ModelTurn, Task<string>>>? _models;
    private bool _declaring = true;

    private Task? _main;
    private Began? _began;
    private DateTimeOffset _now;
    private Random? _random;
    private Random? _ids;
    private int _lastCall;
    private WorldFault? _fault;

    public Play(IWorldProgram program, PlayRules rules, Action<Play, object?> foreign)
    {
        _program = program;
        _rules = rules;
        _context = new PlayContext(state => foreign(this, state));
    }

    public IWorldProgram Program => _program;

    public bool IsOver { get; private set; }

    /// <summary>Why the script failed, when it did.</summary>
    public WorldFault? Fault => _fault;

    public Func<Part, Decision>? ReviewRule { get; private set; }

    public bool HasOnboarding => _onboarding is not null;

    public IReadOnlyList<OpenCall> Open => _open;

    public IReadOnlyList<Worker> Workers => _workers;

    /// <summary>The work outside that has been asked for and has not returned.</summary>
    public IEnumerable<OpenOnce> OpenEffects => _open.OfType<OpenOnce>();

    /// <summary>When the next prompt, pause or meeting runs out, as milliseconds since 1970; 0 for never.</summary>
    public long NextDue
    {
        get
        {
            long next = 0;
            foreach (var call in _open)
                if (call.Due != 0 && (next == 0 || call.Due < next)) next = call.Due;
            return next;
        }
    }

    /// <summary>Whether a message may come in now: an open prompt of that seat, or (prompt 0) an open floor.</summary>
    public bool Awaits(int seat, int prompt)
    {
        if (IsOver || Find(seat) is not { Left: null, IsModel: false }) return false;
        return prompt == 0 ? HasFloor(seat) : FindAsk(seat, prompt) is { PromptKind: not PromptKind.Next };
    }

    /// <summary>Whether workers may still come for a meeting, or (call 0) for the onboarding.</summary>
    public bool WaitsFor(int meeting)
    {
        if (IsOver) return false;
        if (meeting == 0) return _began is { Onboarding: true } && _workers.Count == 0;
        foreach (var call in _open)
            if (call.Id == meeting && call is OpenMeet) return true;
        return false;
    }

    public OpenAsk? PromptOf(int seat)
        => OpenAskOf(seat) is { PromptKind: not PromptKind.Next } ask ? ask : null;

    /// <summary>Gives the script an input and lets it run until it waits again.</summary>
    public IReadOnlyList<Act> Handle(Input input, DateTimeOffset at)
    {
        if (IsOver) throw new InvalidOperationException("Bug in Crowdwork: a conversation that is over was given another input.");

        _now = at;
        _acts = new List<Act>(4);
        if (!Run(input)) _fault = StuckFault();
        EndIfOver(input);
        var acts = _acts;
        _acts = null;
        return acts;
    }

    private void Add(Act act)
    {
        if (_acts is null)
            throw new InvalidOperationException("The world was called from outside of its conversation. Call it where the script awaits, not from another thread.");
        _acts.Add(act);
    }

    private bool Run(Input input)
    {
        var outer = SynchronizationContext.Current;
        _context.Enter();
        Fuel.Fill(_rules.Fuel);
        try
        {
            return TurnGuard.Run(() =>
            {
                SynchronizationContext.SetSynchronizationContext(_context);
                Apply(input);
                _declaring = false;
                PlayContext.Drain(stray => _fault ??= _program.Describe(stray));
            });
        }
        finally
        {
            Fuel.Stop();
            _context.Exit();
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void Apply(Input input)
    {
        switch (input)
        {
            case Began began:
                _began = began;
                _main = _program.Run(new World(this));
                break;
            case Met met:
                Apply(met);
                break;
            case Said { Prompt: 0 } said:
                Hear(said);
                break;
            case Said said:
                Answer(said);
                break;
            case LeftFor left:
                Leave(Find(left.Seat), left.Why);
                break;
            case Due due:
                Expire(due.Call);
                break;
            case Returned returned:
                Return(returned);
                break;
            case Renewed:
                Renew();
                break;
            case Stopped:
                break;
            case Broke broke:
                _fault = new WorldFault(broke.Message, broke.File, broke.Line, broke.Column, []);
                break;
        }
    }

    private void Apply(Met met)
    {
        var seated = new List<Worker>(met.Seats.Count);
        foreach (var seat in met.Seats) seated.Add(new Worker(this, seat.Seat, seat.Worker, seat.Role, seat.IsModel));
        _workers.AddRange(seated);

        if (_began!.Onboarding && met.Call == 0)
        {
            _main = Onboard(seated[0]);
            return;
        }

        if (_open.Find(call => call.Id == met.Call) is not OpenMeet meeting) return;
        _open.Remove(meeting);
        foreach (var worker in seated)
            if (!worker.IsModel && _rules.PageOf(worker.Role) is { } page) Add(new Act(ActKind.Show) { Seat = worker.Seat, Name = page });
        meeting.Seat(new Team(this, seated));
    }

    private Task<bool> Onboard(Worker worker)
    {
        if (_onboarding is null)
            return Task.FromException<bool>(new InvalidOperationException(
                "The script declares Onboard(...) at some times only. Declare it always, before the first await."));
        try
        {
            return _onboarding(worker)
                ?? Task.FromException<bool>(new InvalidOperationException("The test of Onboard(...) returned null in place of a task. Write it as async."));
        }
        catch (Exception e) when (e is not ThreadAbortException)
        {
            // A test that is not async throws on the spot. It is the script's fault like any other.
            return Task.FromException<bool>(e);
        }
    }

    private void Answer(Said said)
    {
        var ask = FindAsk(said.Seat, said.Prompt);
        if (ask is null) return;

        Refusal? refusal;
        try
        {
            refusal = ask.Answer(said, _now);
        }
        catch (Exception e) when (e is not ThreadAbortException)
        {
            // A check of the script that throws is the script's fault, not the worker's: the await gets it, with file and line.
            Add(new Act(ActKind.Took) { Call = said.Prompt, Seat = said.Seat });
            _open.Remove(ask);
            ask.Fail(e);
            return;
        }

        if (refusal is null)
        {
            Add(new Act(ActKind.Took) { Call = said.Prompt, Seat = said.Seat });
            _open.Remove(ask);
            return;
        }

        Add(new Act(ActKind.Again) { Call = said.Prompt, Seat = said.Seat, Text = refusal.Text, Json = refusal.FieldsJson });
    }

    /// <summary>Somebody leaves for good. Whoever waits for them gets to know; so do the others.</summary>
    private void Leave(Worker? worker, Departure why)
    {
        if (worker is null || worker.Left is not null) return;
        worker.Left = why;

        var state = PartStates.Of(why);
        var reason = char.ToLowerInvariant(why.ToString()[0]) + why.ToString()[1..];
        if (!worker.IsModel) EndPart(worker, state);
        foreach (var other in _workers)
            if (other != worker && other is { Left: null, IsModel: false })
                Add(new Act(ActKind.Departed) { Seat = other.Seat, From = worker.Role, Name = reason });

        var left = new WorkerLeft(worker, why, Everyone.Except(worker).StillHere);
        foreach (var ask in _open.OfType<OpenAsk>().Where(ask => ask.Worker == worker).ToArray())
        {
            _open.Remove(ask);
            ask.Leave(left);
        }
    }

    private void Expire(int id)
    {
        var call = _open.Find(open => open.Id == id);
        if (call is null) return;

        if (call is OpenAsk { Optional: false } ask)
        {
            Leave(ask.Worker, Departure.TimedOut);
            return;
        }

        _open.Remove(call);
        if (call is OpenAsk { PromptKind: not PromptKind.Next } optional)
            Add(new Act(ActKind.Withdraw) { Call = id, Seat = optional.Worker.Seat, Name = "late" });
        call.Expire();
    }

    private void Renew()
    {
        foreach (var call in _open)
        {
            if (!call.Renew(_now)) continue;
            var seat = call is OpenAsk { PromptKind: not PromptKind.Next, Worker.IsModel: false } ask ? ask.Worker.Seat : 0;
            Add(new Act(ActKind.Renew) { Call = call.Id, Seat = seat, Due = call.Due });
        }
    }

    private void Return(Returned returned)
    {
        if (_open.Find(open => open.Id == returned.Call) is not OpenOnce once) return;
        _open.Remove(once);
        if (returned.Error is not null)
        {
            once.Fail(new OnceFailed(once.Name, returned.Error));
            return;
        }

        try
        {
            once.Return(returned.Json!);
        }
        catch (Exception e) when (e is not ThreadAbortException)
        {
            // Types of the script take part in the reading, so it may fail in any way.
            once.Fail(new OnceFailed(once.Name, $"the stored result does not fit its type: {e.Message}"));
        }
    }

    private void EndIfOver(Input input)
    {
        var ending = EndingNow(input);
        if (ending is null) return;

        IsOver = true;
        var (state, detail, site) = ending.Value;
        foreach (var worker in _workers)
            if (worker is { Left: null, IsModel: false }) EndPart(worker, state);
        Add(new Act(ActKind.End) { Name = PartStates.NameOf(state), Text = detail, Site = site });
        _open.Clear();
        PlayContext.Clear();
    }

    private (PartState State, string? Detail, string? Site)? EndingNow(Input input)
    {
        if (_fault is not null) return Faulted();
        if (input is Stopped stopped) return (PartState.Stopped, stopped.Why, null);
        if (_main is null || (_began!.Onboarding && _workers.Count == 0))
        {
            if (_main is { IsFaulted: true }) return Failed(_main.Exception!.InnerException!);
            return null;
        }

        if (!_main.IsCompleted)
        {
            if (_open.Count > 0) return null;
            _fault = _program.DescribeForeignAwait(_main) with
            {
                Message = "The script waits for something that can never come: it has asked nobody, and neither a pause nor a Once is open. "
                    + "Await only what the world gives (Ask, Meet, Pause, Once, FirstOf, All).",
            };
            return Faulted();
        }

        if (_main.IsFaulted) return Failed(_main.Exception!.InnerException!);
        if (_main.IsCanceled) return Cancelled(_main);
        if (_main is Task<bool> test && _began!.Onboarding) return (test.Result ? PartState.Passed : PartState.Failed, null, null);
        return (PartState.Finished, null, null);
    }

    private (PartState, string?, string?) Failed(Exception exception)
    {
        switch (exception)
        {
            case WorkerLeft left:
                return (PartState.PartnerLeft, left.Message, null);
            case NobodyCame nobody:
                return (PartState.NobodyCame, nobody.Message, null);
            default:
                _fault = _program.Describe(exception);
                return Faulted();
        }
    }

    private (PartState, string?, string?) Cancelled(Task main)
    {
        try
        {
            // It has ended; asked like this it gives the exception with its way through the script.
            main.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e)
        {
            _fault = _program.Describe(e) with { Message = "The script waited for a prompt that had been withdrawn." };
        }

        return Faulted();
    }

    private (PartState, string?, string?) Faulted()
        => (PartState.Fault, _fault!.Message, _fault.Line == 0 ? null : $"{Path.GetFileName(_fault.File)}:{_fault.Line}:{_fault.Column}");

    private WorldFault StuckFault()
    {
        var last = _acts?.LastOrDefault(act => act.Site is not null)?.Site;
        return new WorldFault(
            $"The script did not come back within {TurnGuard.Patience.TotalSeconds:0} seconds and was aborted"
            + (last is null ? "." : $", somewhere after {last}."), "", 0, 0, []);
    }

    private void EndPart(Worker worker, PartState state)
    {
        var sent = worker.History.Count(message => message.From == worker.Role);
        Add(new Act(ActKind.Ended) { Seat = worker.Seat, Name = PartStates.NameOf(state), Text = PartStates.TextOf(state), Pay = _rules.PayText(state, sent), Value = sent });
    }

    private Worker? Find(int seat) => seat >= 1 && seat <= _workers.Count ? _workers[seat - 1] : null;

    // A worker is asked one thing at a time.
    private OpenAsk? OpenAskOf(int seat)
    {
        foreach (var call in _open)
            if (call is OpenAsk ask && ask.Worker.Seat == seat) return ask;
        return null;
    }

    private OpenAsk? FindAsk(int seat, int prompt)
    {
        foreach (var call in _open)
            if (call.Id == prompt && call is OpenAsk ask && ask.Worker.Seat == seat) return ask;
        return null;
    }
}
