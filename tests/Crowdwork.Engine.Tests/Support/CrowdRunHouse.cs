using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Marketplace.Faults;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>
/// Launched runs, whole: a task on disk, a real store and compiler, a real marketplace over the wire, the room, the loop and the payer, and workers whom the test moves.
/// </summary>
/// <remarks>
/// <code>
///   test --Accept--> marketplace &lt;--loop, payer-- run &lt;--Enter, Connect, Say-- CrowdWorker (a page that records)
///                        ^                          ^
///                        +------- one clock --------+     it goes on while the test waits, and as far as it says with Pass
/// </code>
/// The clock begins at nine in the morning, so that no test meets midnight by chance. It runs only while somebody waits in <see cref="Until"/>: what a loaded machine
/// is slow with takes no time here.
/// </remarks>
internal sealed class CrowdRunHouse : IAsyncDisposable
{
    /// <summary>One worker is asked two things.</summary>
    public const string Alone = """
        Review(part => part.Finished ? Decision.Approve("Complete") : Decision.AskAHuman("Stopped early"));
        var worker = await Meet();
        var question = await worker.Ask("A question?");
        var answer = await worker.Ask("And the answer?");
        Save(new { question = question.Text, answer = answer.Text });
        """;

    /// <summary>Two workers are asked one thing each, one after the other.</summary>
    public const string Pair = """
        Review(part => part.Finished ? Decision.Approve("Complete") : Decision.AskAHuman("Stopped early"));
        var (first, second) = await Meet("first", "second");
        var one = await first.Ask("One?");
        var two = await second.Ask("Two?");
        Save(new { one = one.Text, two = two.Text });
        """;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(4);

    private readonly string _folder = Directory.CreateTempSubdirectory("crowd-run-").FullName;
    private readonly StoreOptions _options;
    private readonly DateTimeOffset _marketBegan;
    private readonly decimal _begunWith;
    private readonly List<LaunchedRun> _runs = [];
    private int _marks;

    private CrowdRunHouse(LocalMarket market, HandMovedTime time, DateTimeOffset marketBegan, decimal balance)
    {
        (Market, Time, _marketBegan, _begunWith) = (market, time, marketBegan, balance);
        _options = new StoreOptions(Path.Combine(_folder, "store"), Durability.Normal);
        Store = CrowdStore.Open(_options, time);
        Scripts.Compile(Alone).Dispose();
    }

    public LocalMarket Market { get; }

    public HandMovedTime Time { get; }

    public CrowdStore Store { get; private set; }

    /// <summary>The run that was launched first.</summary>
    public LaunchedRun Run => _runs[0];

    public FaultSettings Faults
    {
        set => Market.Faults = value;
    }

    /// <summary>A house with a marketplace and nothing launched on it.</summary>
    public static async Task<CrowdRunHouse> Open(decimal balance = 10_000m, string crowd = CrowdAddress.Local)
    {
        var real = TimeProvider.System.GetUtcNow();
        var began = DateTimeOffset.FromUnixTimeMilliseconds(real.ToUnixTimeMilliseconds());
        var start = new DateTimeOffset(real.UtcDateTime.Date, TimeSpan.Zero).AddDays(1).AddHours(9);
        var market = await LocalMarket.Start(balance, new StandingClock(began), crowd);
        var house = new CrowdRunHouse(market, new HandMovedTime(start), began, balance);
        house.MoveMarket();
        return house;
    }

    /// <summary>A house with one run.</summary>
    public static async Task<CrowdRunHouse> Launch(
        string script, string settings = "", LaunchFlags? flags = null, Func<LaunchWish, LaunchWish>? wish = null, decimal balance = 10_000m, string? data = null, bool starts = true)
    {
        var house = await Open(balance);
        await house.LaunchTask("test", script, settings, flags, wish, data, starts);
        return house;
    }

    /// <summary>Launches one more task, as <c>runner launch</c> does.</summary>
    /// <param name="name">The task.</param>
    /// <param name="script">Its world; what begins with &lt; is the page of a static task.</param>
    /// <param name="settings">What config.json says beside title, description and reward.</param>
    /// <param name="flags">The flags in place of it.</param>
    /// <param name="wish">The other flags.</param>
    /// <param name="data">Its data.jsonl.</param>
    /// <param name="starts">Whether its loop runs at once.</param>
    public async Task<LaunchedRun> LaunchTask(
        string name, string script, string settings = "", LaunchFlags? flags = null, Func<LaunchWish, LaunchWish>? wish = null, string? data = null, bool starts = true)
    {
        var folder = Path.Combine(_folder, "tasks", name);
        Directory.CreateDirectory(folder);
        var reward = settings.Contains("\"reward\"", StringComparison.Ordinal) ? "" : "\"reward\": 0.50,";
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), $$"""{ "title": "Test {{name}}", "description": "A test.", {{reward}} {{settings}} }""");
        await File.WriteAllTextAsync(Path.Combine(folder, script.StartsWith('<') ? "task.html" : "world.csx"), script);
        if (data is not null) await File.WriteAllTextAsync(Path.Combine(folder, "data.jsonl"), data);

        var task = TaskFolder.Read(folder, $"tasks/{name}");
        using var checks = new TaskCheck(Scripts.Compiler);
        var problems = checks.Check(task);
        Assert.False(problems.HasErrors, string.Join('\n', problems));
        if (flags is not null) task = task.With(flags.Over(task.Config!));
        var wanted = new LaunchWish { Crowd = Market.Crowd.Address, PublicUrl = new Uri(Market.Crowd.Address.IsLocal ? "http://localhost:8080/" : "https://lab.example/") };
        var plan = LaunchPlan.Of(task, task.ReadData().Rows.Count, checks.WorkersPerConversation, wish is null ? wanted : wish(wanted), problems);
        Assert.True(plan is not null, string.Join('\n', problems));

        var launcher = new Launcher(Store, Market.Crowd, Time, () => $"{++_marks:x4}");
        var (id, trouble) = await While(launcher.Begin(task, checks.ScriptFiles, plan, TestContext.Current.CancellationToken));
        Assert.True(id is not null, string.Join('\n', trouble));
        var run = new LaunchedRun(this, id.Value);
        _runs.Add(run);
        await run.Open(starts);
        return run;
    }

    /// <summary>A worker finds the task on the marketplace and takes a place of it, as soon as one is free for them. They are not here yet.</summary>
    public async Task<CrowdWorker> Accept(string worker, LaunchedRun? of = null)
    {
        var run = of ?? Run;
        var (found, last) = ((CrowdWorker?)null, "no HIT was posted");
        await Until(
            async () =>
            {
                foreach (var hit in Store.Hits(run.Id).Where(row => row is { State: HitState.Posted, Hit: not null }))
                {
                    var outcome = await Try(worker, hit.Hit!);
                    last = outcome.Refused?.ToString() ?? "";
                    if (outcome.Work is not { } work) continue;
                    found = new CrowdWorker(run, worker, work.AssignmentId, work.HitId);
                    return true;
                }

                return false;
            }, () => $"{worker} should have found a place: {last}");
        return found!;
    }

    /// <summary>Accepts and comes.</summary>
    public async Task<CrowdWorker> Come(string worker, LaunchedRun? of = null)
    {
        var found = await Accept(worker, of);
        found.Come();
        return found;
    }

    /// <summary>What the marketplace says when a worker wants this very HIT.</summary>
    public async Task<Marketplace.Workers.AcceptOutcome> Try(string worker, string hit)
    {
        await Market.Register(worker);
        return await Market.Floor.Accept(worker, hit);
    }

    /// <summary>Time passes, all at once.</summary>
    public async Task Pass(TimeSpan time)
    {
        Move(time);
        // What became due is handled by others; a moment for them, and not a measure of speed.
        for (var i = 0; i < 20; i++)
        {
            Move(Tick);
            await Task.Delay(Glance, TimeProvider.System);
        }

        foreach (var run in _runs) run.Loop.Attend();
    }

    public Task Until(Func<bool> holds, string what = "") => Until(() => Task.FromResult(holds()), () => what);

    /// <summary>Waits, and the clock goes on meanwhile.</summary>
    public async Task Until(Func<Task<bool>> holds, Func<string> what)
    {
        var started = TimeProvider.System.GetTimestamp();
        foreach (var run in _runs) run.Loop.Attend();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < RecordingOutlet.Guard, $"waited in vain: {what()}\n{string.Join('\n', _runs.Select(run => run.Describe()))}");
            foreach (var run in _runs.Where(run => run.Running.IsFaulted)) await run.Running;
            Move(Tick);
            await Task.Delay(Glance, TimeProvider.System);
        }
    }

    /// <summary>The clock goes on until this is done.</summary>
    public async Task<T> While<T>(Task<T> task)
    {
        await Until(() => task.IsCompleted, "something should have come to its end");
        return await task;
    }

    /// <summary>As if the process had been ended and started anew: pages, rooms and loops are gone, the store and the marketplace are not.</summary>
    public async Task Restart(bool starts = true)
    {
        foreach (var run in _runs) await run.Close();
        Store.Dispose();
        Store = CrowdStore.Open(_options, Time);
        foreach (var run in _runs) await run.Open(starts);
    }

    /// <summary>To the cent: what left the account is what the ledgers say, nothing is in doubt, and no run is beyond its cap.</summary>
    public async Task BooksAgree()
    {
        Faults = FaultSettings.None;
        await Store.FlushAsync();
        var account = await Market.Crowd.Account(CancellationToken.None);
        var spent = (_begunWith - account.Available.Dollars - account.OnHold!.Value.Dollars) * 100;
        var sums = _runs.Select(run => Store.LedgerSums(run.Id)).ToArray();
        Assert.Equal((spent, 0L), (sums.Sum(one => one.SpentCents - one.RefundedCents), sums.Sum(one => one.IntendedCents)));
        foreach (var run in _runs) Assert.True(Store.LedgerSums(run.Id).CommittedCents <= Store.Launch(run.Id)!.CapCents, $"{run.Id} is beyond its cap");
    }

    /// <summary>Every HIT of the account belongs to a run, and each run knows all of its own.</summary>
    public async Task NothingIsOrphaned()
    {
        Faults = FaultSettings.None;
        var there = (await Market.Hits()).Select(hit => hit.Id).Order().ToArray();
        var here = _runs.SelectMany(run => Store.Hits(run.Id)).Where(row => row.Hit is not null).Select(row => row.Hit!).Order().ToArray();
        Assert.Equal(here, there);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs) await run.DisposeAsync();
        Store.Dispose();
        await Market.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Move(TimeSpan by)
    {
        Time.Advance(by);
        MoveMarket();
    }

    private void MoveMarket() => Market.SetAhead(Time.GetUtcNow() - _marketBegan);

    /// <summary>The marketplace's own clock stands still; how far it is ahead of that is what the house moves. Its timers are real ones, so that it looks after itself.</summary>
    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
