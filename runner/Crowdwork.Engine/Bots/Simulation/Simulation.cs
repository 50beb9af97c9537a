namespace Crowdwork.Engine.Bots.Simulation;

/// <summary>What is simulated.</summary>
/// <param name="Workers">How many workers come.</param>
/// <param name="Mix">Which bots play them.</param>
/// <param name="Seed">Where all chance begins.</param>
/// <param name="Gap">How long it is, on average, from one arrival to the next.</param>
internal sealed record SimulationPlan(int Workers, BotMix Mix, int Seed, TimeSpan Gap);

/// <summary>
/// Lets many bots come, work and go, as workers of a crowd do.
/// </summary>
/// <remarks>
/// <code>
///   arrivals (by seed) --> Accept --> BotPlayer plays --> HandIn
///                             |           |                 |
///                             +------ IWorkSource ----------+--> Books --> SimulationReport
/// </code>
/// With a clock that does not wait, hours of waiting rooms and time limits pass in seconds; what the workers see is the same.
/// </remarks>
internal sealed class Simulation(SimulationPlan plan, BotCast cast, IWorkSource source, TimeProvider clock, TimeProvider real)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan OnTheWire = TimeSpan.FromMilliseconds(3);

    private readonly Lock _gate = new();
    private readonly List<SimulatedWorker> _workers = [];
    private readonly List<BotPlayer> _playing = [];
    private int _busy;
    private TimeSpan _took;
    private bool _isOver;

    /// <summary>Called, from any thread, when another worker has finished.</summary>
    public Action<int>? Progress { get; init; }

    public async Task<SimulationReport> Run(CancellationToken cancelled)
    {
        var began = clock.GetUtcNow();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var operating = source.Operator is { } name ? Operate(name, ending.Token) : Task.CompletedTask;
        var dealt = plan.Mix.Deal(plan.Workers, plan.Seed);
        var arrivals = Arrivals();
        var work = Task.WhenAll(dealt.Select((bot, index) => Work($"W{index + 1}", cast.Find(bot)!, arrivals[index], cancelled)));

        _isOver = clock is FastClock fast
            ? await new Metronome(fast, IsIdle, Settle, real).Run(async () => work.IsCompleted && await source.IsOver(), began + Longest, cancelled)
            : await Wait(work, cancelled);
        await ending.CancelAsync();
        await TakeAway();
        await work;
        await operating;
        _took = clock.GetUtcNow() - began;
        return await Report();
    }

    /// <summary>The report by the books as they are now; on a crowd payment comes some time after the work.</summary>
    public async Task<SimulationReport> Report()
    {
        var books = await source.Books();
        lock (_gate) return SimulationReport.Of(plan, _workers.OrderBy(worker => worker.Number).ToArray(), books, _took, _isOver);
    }

    private async Task Work(string id, BotPart bot, TimeSpan arrival, CancellationToken cancelled)
    {
        await At(arrival);
        try
        {
            if (await source.Accept(id, cancelled) is not { } work)
            {
                Note(new SimulatedWorker(id, bot.Name, null, null, [], Found: false));
                return;
            }

            var player = Enter(bot, work);
            // From here on the player itself knows whether it has something to do.
            var playing = player.Play();
            Leave();
            var ended = await playing;
            Enter();
            Forget(player);
            await source.HandIn(work, ended, cancelled);
            Note(new SimulatedWorker(id, bot.Name, ended?.State, player.Fault, player.Latencies, Found: true));
            await player.DisposeAsync();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The operator's seat: whoever waits for them is taken up, one conversation after the other.</summary>
    private async Task Operate(string name, CancellationToken cancelled)
    {
        while (!cancelled.IsCancellationRequested && await source.Accept(name, CancellationToken.None) is { } work)
        {
            var player = Enter(cast.Usual, work);
            var ended = await player.Play();
            await player.DisposeAsync();
            Forget(player);
            if (ended is null) return;
            await source.HandIn(work, ended, CancellationToken.None);
        }
    }

    private BotPlayer Enter(BotPart bot, BotWork work)
    {
        var player = new BotPlayer(bot, work.Worker, work.Door, plan.Seed, clock, real);
        lock (_gate) _playing.Add(player);
        return player;
    }

    private void Forget(BotPlayer player)
    {
        lock (_gate) _playing.Remove(player);
    }

    private void Enter() => Interlocked.Increment(ref _busy);

    private void Leave() => Interlocked.Decrement(ref _busy);

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

    private bool IsIdle()
    {
        if (Volatile.Read(ref _busy) > 0) return false;
        // Whoever is over still has to hand in.
        lock (_gate) return _playing.TrueForAll(player => player.IsIdle && !player.IsOver);
    }

    private async Task Settle()
    {
        await source.Settle();
        await Task.Delay(OnTheWire, real);
    }

    private async Task<bool> Wait(Task work, CancellationToken cancelled)
    {
        while (!work.IsCompleted || !await source.IsOver()) await Task.Delay(LookEvery, real, cancelled);
        return true;
    }

    private async Task TakeAway()
    {
        BotPlayer[] left;
        lock (_gate) left = [.. _playing];
        foreach (var player in left) await player.DisposeAsync();
    }

    // Busy from the moment when the time has come, and not only when the worker goes on: the clock must not jump in between.
    private async Task At(TimeSpan arrival)
    {
        var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(_ => Come(), null, arrival, Timeout.InfiniteTimeSpan);
        await come.Task;

        void Come()
        {
            Enter();
            come.TrySetResult();
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
