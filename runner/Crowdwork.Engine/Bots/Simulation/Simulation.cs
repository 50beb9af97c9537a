using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting.Bots;

namespace Crowdwork.Engine.Bots.Simulation;

/// <summary>What is simulated.</summary>
/// <param name="Workers">How many workers come.</param>
/// <param name="Mix">Which bots play them.</param>
/// <param name="Seed">Where all chance begins.</param>
/// <param name="Gap">How long it is, on average, from one arrival to the next.</param>
internal sealed record SimulationPlan(int Workers, BotMix Mix, int Seed, TimeSpan Gap);

/// <summary>
/// Lets many bots come, work, go and be paid, as workers of a crowd are.
/// </summary>
/// <remarks>
/// <code>
///   arrivals (by seed) --> Accept --> BotPlayer plays --> HandIn     all gone --> Close (paid)
///                             |           |                 |                        |
///                             +------ IWorkSource ----------+------------------------+--> Books --> SimulationReport
/// </code>
/// With a clock that does not wait, hours of waiting rooms and time limits pass in seconds; what the workers see is the same. It is moved on only when nobody has
/// anything to do: no bot, nobody at the marketplace, the run itself, and nothing that is on its way to a page (<see cref="PagePosition"/>).
/// </remarks>
internal sealed class Simulation(SimulationPlan plan, BotCast cast, IWorkSource source, TimeProvider clock, TimeProvider real)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    // A machine with much to do takes its time, and so does a model that a script asks; the clock stands meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly Activity _activity = new(clock);
    private readonly Lock _gate = new();
    private readonly List<SimulatedWorker> _workers = [];
    private readonly List<string> _operatorFaults = [];
    private readonly Dictionary<BotPlayer, Attendance> _playing = [];
    private IReadOnlyDictionary<Attendance, PagePosition>? _expected;
    private DateTimeOffset _began;
    private TimeSpan? _took;
    private bool _isOver;

    /// <summary>Called, from any thread, when another worker has finished.</summary>
    public Action<int>? Progress { get; init; }

    /// <summary>Plays to the end, or as far as it goes: a simulation that is cancelled has a report, too.</summary>
    public async Task<SimulationReport> Run(CancellationToken cancelled)
    {
        _began = clock.GetUtcNow();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var operating = source.Operator is { } name ? Operate(name, ending.Token) : Task.CompletedTask;
        var course = Course(ending.Token);
        try
        {
            _isOver = clock is FastClock fast
                ? await new Metronome(fast, IsIdle, Settle, real) { Patience = Patience }.Run(() => Task.FromResult(course.IsCompleted), _began + Longest, cancelled)
                : await Wait(course, cancelled);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // What was played so far stands in the books.
        }

        await ending.CancelAsync();
        await TakeAway();
        await Ended(course);
        await Ended(operating);
        return await Report();
    }

    private async Task<SimulationReport> Report()
    {
        var books = await source.Books();
        lock (_gate) return SimulationReport.Of(plan, _workers.OrderBy(worker => worker.Number).ToArray(), _operatorFaults, books, _took ?? clock.GetUtcNow() - _began, _isOver);
    }

    private async Task Course(CancellationToken cancelled)
    {
        var dealt = plan.Mix.Deal(plan.Workers, plan.Seed);
        var arrivals = Arrivals();
        await Task.WhenAll(dealt.Select((bot, index) => Work($"W{index + 1}", cast.Find(bot)!, arrivals[index], cancelled)));
        _took = clock.GetUtcNow() - _began;
        _activity.Begin();
        try
        {
            await source.Close(_activity, cancelled);
        }
        finally
        {
            _activity.End();
        }
    }

    private async Task Work(string id, BotPart bot, TimeSpan arrival, CancellationToken cancelled)
    {
        _activity.Begin();
        try
        {
            await _activity.Rest(arrival, cancelled);
            if (await source.Accept(id, _activity, cancelled) is not { } work)
            {
                Note(new SimulatedWorker(id, bot.Name, null, null, [], Found: false));
                return;
            }

            var (ended, player) = await Play(bot, work);
            await source.HandIn(work, ended, cancelled);
            Note(new SimulatedWorker(id, bot.Name, ended?.State, player.Fault, player.Latencies, Found: true));
            await player.DisposeAsync();
        }
        finally
        {
            _activity.End();
        }
    }

    /// <summary>The operator's seat: whoever waits for them is taken up, one conversation after the other.</summary>
    private async Task Operate(string name, CancellationToken cancelled)
    {
        _activity.Begin();
        try
        {
            while (!cancelled.IsCancellationRequested && await source.Accept(name, _activity, cancelled) is { } work)
            {
                var (ended, player) = await Play(cast.Usual, work);
                await player.DisposeAsync();
                NoteOperator(player);
                if (ended is null) return;
                await source.HandIn(work, ended, cancelled);
            }
        }
        finally
        {
            _activity.End();
        }
    }

    // While it plays, the player itself knows whether it has something to do.
    private async Task<(BotEnding? Ended, BotPlayer Player)> Play(BotPart bot, BotWork work)
    {
        var player = new BotPlayer(bot, work.Worker, work.Door, plan.Seed, clock, real);
        lock (_gate) _playing.Add(player, new Attendance(new WorkerId(work.Worker), work.Assignment));
        var playing = player.Play();
        _activity.End();
        var ended = await playing;
        _activity.Begin();
        lock (_gate) _playing.Remove(player);
        return (ended, player);
    }

    private void Note(SimulatedWorker worker)
    {
        int finished;
        lock (_gate)
        {
            _workers.Add(worker);
            finished = _workers.Count;
        }

        Progress?.Invoke(finished);
    }

    private void NoteOperator(BotPlayer player)
    {
        if (player.Fault is not { } fault) return;
        lock (_gate) _operatorFaults.Add(fault);
    }

    private bool IsIdle()
    {
        if (!_activity.IsNone || !source.IsQuiet || _expected is not { } expected) return false;
        lock (_gate)
        {
            var pages = new Dictionary<Attendance, PagePosition>();
            foreach (var (player, who) in _playing)
            {
                // Whoever is over still has to hand in.
                if (!player.IsIdle || player.IsOver) return false;
                if (player.Position is { } position) pages[who] = position;
            }

            return pages.Count == expected.Count && pages.All(page => expected.TryGetValue(page.Key, out var position) && position == page.Value);
        }
    }

    private async Task Settle() => _expected = await source.Settle();

    private async Task<bool> Wait(Task course, CancellationToken cancelled)
    {
        while (!course.IsCompleted) await Task.Delay(LookEvery, real, cancelled);
        return true;
    }

    private async Task TakeAway()
    {
        BotPlayer[] left;
        lock (_gate) left = [.. _playing.Keys];
        foreach (var player in left) await player.DisposeAsync();
    }

    private static async Task Ended(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // Whoever was in the middle of something when it ended.
        }
    }

    // Strangers come independently of each other: the gaps between them are exponential.
    private TimeSpan[] Arrivals()
    {
        var random = new Random(plan.Seed);
        var at = TimeSpan.Zero;
        return [.. Enumerable.Range(0, plan.Workers).Select(_ => at += plan.Gap * -Math.Log(1 - random.NextDouble()))];
    }
}

/// <summary>A worker of a simulation, afterwards.</summary>
/// <param name="Id">Who.</param>
/// <param name="Bot">Which bot played.</param>
/// <param name="State">How the part ended, as their page said; null for somebody who had left the page.</param>
/// <param name="Fault">What went wrong with the bot itself.</param>
/// <param name="Latencies">How long the server took to acknowledge each message.</param>
/// <param name="Found">Whether there was work for them.</param>
internal sealed record SimulatedWorker(string Id, string Bot, string? State, string? Fault, IReadOnlyList<TimeSpan> Latencies, bool Found)
{
    public int Number => int.Parse(Id.AsSpan(1));
}
