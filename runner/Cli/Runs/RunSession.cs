using System.Runtime.InteropServices;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Marketplace;
using Crowdwork.Web.Runs;

namespace Crowdwork.Cli;

/// <summary>
/// The process that serves a project's runs: the store, the two servers, and a loop for each run, until the work of all is in. It begins with one run, from a launch or a
/// resume; later commands hand theirs over to it (<see cref="LaunchDesk"/>).
/// </summary>
/// <remarks>
/// The first Ctrl-C stops kindly: nothing new begins, and those at work are served to their end. The second leaves at once; nothing is lost, and
/// <c>runner resume</c> goes on from there.
/// </remarks>
internal sealed class RunSession : IAsyncDisposable
{
    private readonly CrowdSettings _settings;
    private readonly CancellationTokenSource _leave = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ICrowd> _crowds = [];
    private readonly List<Going> _going = [];
    private readonly RunPrinter _printer = new();
    private MarketplaceServer? _market;
    private bool _isEnding;

    private RunSession(CrowdSettings settings, CrowdStore store, RunServer server)
    {
        (_settings, Store, Server) = (settings, store, server);
        Desk = new LaunchDesk(this);
    }

    public CrowdStore Store { get; }

    public RunServer Server { get; }

    /// <summary>Where runs are taken on.</summary>
    public LaunchDesk Desk { get; }

    /// <summary>Opens the store and starts the servers.</summary>
    public static async Task<RunSession> Begin(CrowdSettings settings, RunServerOptions options)
    {
        var store = CrowdStore.Open(new StoreOptions(settings.RunsFolder), TimeProvider.System);
        try
        {
            var server = await Start(options, store);
            var session = new RunSession(settings, store, server);
            // Other commands cannot open the store while this process holds it; by this they find the way here.
            new OperatorFile(new Uri(server.OperatorAddress), server.Gate.Token).Write(settings.RunsFolder);
            return session;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The crowd at an address. One for all runs there.</summary>
    /// <exception cref="CrowdFault">There are no keys for it.</exception>
    public ICrowd CrowdAt(CrowdAddress address)
    {
        lock (_gate)
        {
            if (_crowds.TryGetValue(address.Name, out var known)) return known;
            return _crowds[address.Name] = MTurkCrowd.Open(address, Environment.GetEnvironmentVariable, retries: 0);
        }
    }

    /// <summary>Starts the local marketplace where it is needed and not there.</summary>
    public async Task SeeThatItIsThere(CrowdAddress address)
    {
        if (!address.IsLocal || address.Settings is not null || _market is not null) return;
        // The harness or `runner marketplace` may have started it, and then it is theirs.
        if (await Ports.Answers(address.Endpoint)) return;
        _market = await MarketplaceCommand.Start(new MarketplaceOptions(Path.Combine(_settings.StoreFolder, MarketplaceCommand.StoreName)) { Port = address.Endpoint.Port });
    }

    /// <summary>A run that is served here and not over; null for any other.</summary>
    public CrowdRun? Find(RunId run)
    {
        lock (_gate) return _going.Find(going => going.Run.Id == run && !going.Ended.IsCompleted)?.Run;
    }

    public RunLoop? LoopOf(RunId run)
    {
        lock (_gate) return _going.Find(going => going.Run.Id == run)?.Loop;
    }

    /// <summary>Opens a run of the store and serves it, beside what is served already.</summary>
    /// <param name="id">The run.</param>
    /// <param name="address">Its crowd.</param>
    /// <param name="opened">Called when it is open, and before it looks at its crowd.</param>
    /// <exception cref="Mistake">It cannot be opened, or the process is about to end.</exception>
    public async Task<CrowdRun> Serve(RunId id, CrowdAddress address, Func<CrowdRun, Task> opened)
    {
        var crowd = CrowdAt(address);
        var (run, damage) = await Server.Open(id, address, CancellationToken.None);
        if (run is null) throw new Mistake(string.Join(Environment.NewLine, damage));
        await opened(run);
        var loop = new RunLoop(run, crowd, TimeProvider.System);
        Server.Show(run.Id, loop);
        if (TakeOn(run, loop)) return run;
        await loop.DisposeAsync();
        throw new Mistake($"The process that serves this project's runs is about to end. To go on with this one: runner resume {id}");
    }

    private bool TakeOn(CrowdRun run, RunLoop loop)
    {
        lock (_gate)
        {
            if (_isEnding) return false;
            _printer.Add(run, loop);
            _going.Add(new Going(run, loop, Follow(run, loop)));
            return true;
        }
    }

    /// <summary>Serves until the work of all runs is in, or until they are left.</summary>
    public async Task<int> ToTheEnd()
    {
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            Interrupted();
        });
        using var terminations = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            _leave.Cancel();
        });
        _printer.Begin();
        Server.Desk = Desk;
        // One by one: what breaks in one run is a fault of ours, and comes out at once and not when the others are over.
        while (StillGoing() is { Length: > 0 } going) await await Task.WhenAny(going);
        _printer.Finish();
        foreach (var run in Left()) Console.WriteLine($"Left. The run goes on where it is with: runner resume {run}");
        return Outcome.Done;
    }

    public async ValueTask DisposeAsync()
    {
        OperatorFile.Remove(_settings.RunsFolder);
        Server.Desk = null;
        _printer.Dispose();
        foreach (var going in _going) await going.Loop.DisposeAsync();
        await Server.DisposeAsync();
        if (_market is not null) await _market.DisposeAsync();
        Store.Dispose();
        foreach (var crowd in _crowds.Values) crowd.Dispose();
        Desk.Dispose();
        _leave.Dispose();
    }

    // Leaves nothing to be taken on once there is nothing left to wait for.
    private Task[] StillGoing()
    {
        lock (_gate)
        {
            var going = _going.Where(one => !one.Ended.IsCompletedSuccessfully).Select(one => one.Ended).ToArray<Task>();
            _isEnding = going.Length == 0;
            return going;
        }
    }

    private IEnumerable<RunId> Left()
    {
        lock (_gate) return [.. _going.Where(going => !going.Ended.Result).Select(going => going.Run.Id)];
    }

    /// <summary>True when all work is in; false when it was left.</summary>
    private async Task<bool> Follow(CrowdRun run, RunLoop loop)
    {
        await Task.Yield();
        try
        {
            await loop.Run(_leave.Token);
        }
        catch (OperationCanceledException) when (_leave.IsCancellationRequested)
        {
            return false;
        }

        _printer.End(run, () => RunReport.Print(Store, run));
        return true;
    }

    private void Interrupted()
    {
        CrowdRun[] going;
        lock (_gate) going = [.. _going.Where(one => !one.Ended.IsCompleted).Select(one => one.Run)];
        if (Array.TrueForAll(going, run => run.IsStopped))
        {
            _leave.Cancel();
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"Stopping: nothing new begins, and those at work are served to their end ({going.Sum(run => run.Here)} now). Ctrl-C again leaves at once; runner resume{(going.Length == 1 ? $" {going[0].Id}" : "")} goes on from there.");
        foreach (var run in going.Where(run => !run.IsStopped)) _ = run.StopKindly();
    }

    private sealed record Going(CrowdRun Run, RunLoop Loop, Task<bool> Ended);

    private static async Task<RunServer> Start(RunServerOptions options, CrowdStore store)
    {
        try
        {
            return await RunServer.Start(options, store, TimeProvider.System);
        }
        catch (IOException e) when (Ports.IsTaken(e))
        {
            throw new Mistake($"Port {options.Port} or {options.OperatorPort} is in use by another program.\n  Stop that program, or choose others: --port 8090 --operator-port 8091");
        }
    }
}
