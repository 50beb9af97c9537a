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
/// The process of a run: the store, the two servers and the loop, from the launch or a resume until all work is in.
/// </summary>
/// <remarks>
/// The first Ctrl-C stops kindly: nothing new begins, and those at work are served to their end. The second leaves at once; nothing is lost, and
/// <c>runner resume</c> goes on from there.
/// </remarks>
internal sealed class RunSession : IAsyncDisposable
{
    private readonly CrowdSettings _settings;
    private readonly CancellationTokenSource _leave = new();
    private MarketplaceServer? _market;

    private RunSession(CrowdSettings settings, CrowdStore store, RunServer server, ICrowd crowd) => (_settings, Store, Server, Crowd) = (settings, store, server, crowd);

    public CrowdSettings Settings => _settings;

    public CrowdStore Store { get; }

    public RunServer Server { get; }

    public ICrowd Crowd { get; }

    /// <summary>Opens the store, starts the servers, and the local marketplace where it is needed and not there.</summary>
    public static async Task<RunSession> Begin(CrowdSettings settings, CrowdAddress address, RunServerOptions options, TimeProvider? clock = null, Durability durability = Durability.Full)
    {
        var time = clock ?? TimeProvider.System;
        var crowd = MTurkCrowd.Open(address, Environment.GetEnvironmentVariable, retries: 0);
        var store = CrowdStore.Open(new StoreOptions(settings.RunsFolder, durability), time);
        try
        {
            var server = await Start(options, store, time);
            var session = new RunSession(settings, store, server, crowd);
            if (address.IsLocal && address.Settings is null) session._market = await StartMarketplace(settings, address);
            // Other commands cannot open the store while this process holds it; by this they find the way here.
            new OperatorFile(new Uri(server.OperatorAddress), server.Gate.Token).Write(settings.RunsFolder);
            return session;
        }
        catch
        {
            store.Dispose();
            crowd.Dispose();
            throw;
        }
    }

    /// <summary>Serves a run until all of its work is in, or until it is left.</summary>
    /// <param name="run">The run.</param>
    /// <param name="ready">Called once when workers can come.</param>
    public async Task<int> Follow(CrowdRun run, Action<RunLoop> ready)
    {
        await using var loop = new RunLoop(run, Crowd, TimeProvider.System);
        Server.Show(run.Id, loop);
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            Interrupted(run);
        });
        using var terminations = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            _leave.Cancel();
        });
        using var printer = new RunPrinter(run, loop);
        ready(loop);
        try
        {
            await loop.Run(_leave.Token);
        }
        catch (OperationCanceledException) when (_leave.IsCancellationRequested)
        {
            printer.Finish();
            Console.WriteLine($"Left. The run goes on where it is with: runner resume {run.Id}");
            return Outcome.Done;
        }

        printer.Finish();
        RunReport.Print(Store, run);
        return Outcome.Done;
    }

    public async ValueTask DisposeAsync()
    {
        OperatorFile.Remove(_settings.RunsFolder);
        await Server.DisposeAsync();
        if (_market is not null) await _market.DisposeAsync();
        Store.Dispose();
        Crowd.Dispose();
        _leave.Dispose();
    }

    private void Interrupted(CrowdRun run)
    {
        if (run.IsStopped)
        {
            _leave.Cancel();
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"Stopping: nothing new begins, and those at work are served to their end ({run.Here} now). Ctrl-C again leaves at once; runner resume {run.Id} goes on from there.");
        _ = run.StopKindly();
    }

    private static async Task<RunServer> Start(RunServerOptions options, CrowdStore store, TimeProvider time)
    {
        try
        {
            return await RunServer.Start(options, store, time);
        }
        catch (IOException e) when (Ports.IsTaken(e))
        {
            throw new Mistake($"Port {options.Port} or {options.OperatorPort} is in use by another program.\n  Stop that program, or choose others: --port 8090 --operator-port 8091");
        }
    }

    private static async Task<MarketplaceServer?> StartMarketplace(CrowdSettings settings, CrowdAddress address)
    {
        // The harness or `runner marketplace` may have started it, and then it is theirs.
        if (await Ports.Answers(address.Endpoint)) return null;
        return await MarketplaceCommand.Start(new MarketplaceOptions(Path.Combine(settings.StoreFolder, MarketplaceCommand.StoreName)) { Port = address.Endpoint.Port });
    }
}
