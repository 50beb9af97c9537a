using System.Net;
using System.Security.Cryptography;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Models;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Templates.Jsx;
using Crowdwork.Web.Client;
using Crowdwork.Web.Jsx;
using Crowdwork.Web.Operator;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Crowdwork.Web.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Runs;

/// <summary>How runs are served.</summary>
public sealed record RunServerOptions
{
    public required CrowdSettings Settings { get; init; }

    /// <summary>Where workers are listened to: loopback, behind a proxy or tunnel, unless another address is named.</summary>
    public IPAddress? Listen { get; init; }

    /// <summary>The port for workers; 0 lets the system choose.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>The port of the operator's pages, on loopback always; 0 lets the system choose.</summary>
    public int OperatorPort { get; init; } = 8081;

    public WorkerLimits Limits { get; init; } = new();

    /// <summary>Where compiled scripts are kept; null for the store's own folder.</summary>
    public string? WorldsFolder { get; init; }

    /// <summary>Draws the seeds of conversations; null for real chance.</summary>
    internal Func<int>? Seed { get; init; }
}

/// <summary>
/// Serves launched runs: two web servers that know nothing of each other, one for workers and one for the operator.
/// </summary>
/// <remarks>
/// <code>
///   the internet --proxy, https--> :8080   /worker/...  /client/...            workers, and nothing else
///   this machine ----------------> :8081   /runs/...    /api/...               the operator, with a token
///                                    |
///                                    v
///                          for each run: CrowdRun (the room)  RunLoop (the marketplace)      one store for all
/// </code>
/// Two servers and not two paths of one: no rule that was forgotten, and no proxy that rewrites an address, can show a page of the operator to a worker.
/// </remarks>
public sealed class RunServer : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly Func<int> _seed;
    private readonly HttpClient _http = new();
    private readonly WorldCompiler _compiler;
    private readonly JsxBuilder _pages;
    private readonly LiveRuns _live;
    private readonly RunRooms _found;
    private readonly WebApplication _workers;
    private readonly WebApplication _operators;
    private readonly OperatorSite _site;
    private readonly WorkerEntry _entry;

    private RunServer(RunServerOptions options, CrowdStore store, TimeProvider time)
    {
        (Store, _time, _seed) = (store, time, options.Seed ?? (static () => RandomNumberGenerator.GetInt32(int.MaxValue)));
        Tokens = SessionTokens.Load(store.Folder, time);
        Models = new ChatCompletions(options.Settings.Models, _http, Environment.GetEnvironmentVariable);
        _compiler = new WorldCompiler(new WorldCompilerOptions { CacheFolder = options.WorldsFolder ?? Path.Combine(store.Folder, "worlds"), Time = time });
        _pages = new JsxBuilder(JsxToolchain.Find(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(JsxToolchain.Variable)), Path.Combine(store.Folder, "pages"), time);
        _found = new RunRooms(name => Store.Run(new RunId(name)) is { Kind: CrowdRun.RunKind, ClosedAtUnixMs: null });
        _live = new LiveRuns(_found);
        var client = new ClientFiles();
        _entry = new WorkerEntry(_found, Tokens, client, time);
        _workers = Listening.On(options.Listen, options.Port);
        WorkerEndpoints.Map(_workers, new WorkerServing(_found, Tokens, client, new LineBreaker(time), options.Limits, SourceMaps: false, time));
        _entry.Map(_workers);
        _operators = Listening.On(null, options.OperatorPort);
        Gate = OperatorGate.OfStore(Tokens);
        _site = new OperatorSite(_operators, store, options.Settings, _live, Gate, Tokens, _compiler, client, time);
        new LaunchApi(() => Desk).Map(_operators);
        // The operator's own seat, where a task has one, is a worker's page like any other.
        WorkerEndpoints.Map(_operators, new WorkerServing(_found, Tokens, client, new LineBreaker(time), options.Limits, SourceMaps: false, time, RunPages.SeatOrigin));
    }

    public CrowdStore Store { get; }

    public SessionTokens Tokens { get; }

    public OperatorGate Gate { get; }

    /// <summary>Where later commands have their runs served; null as long as nothing more is taken on.</summary>
    public ILaunchDesk? Desk { get; set; }

    /// <summary>Where workers are listened to, as this machine says it.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Where the operator's pages are.</summary>
    public string OperatorAddress { get; private set; } = "";

    /// <summary>A page of the operator, with the key that opens it.</summary>
    public string OperatorLink(string path) => $"{OperatorAddress}{path}?key={Gate.Token}";

    public WorldCompiler Compiler => _compiler;

    internal ChatCompletions Models { get; }

    /// <summary>Begins to listen. The store stays the caller's.</summary>
    /// <exception cref="IOException">A port is in use.</exception>
    public static async Task<RunServer> Start(RunServerOptions options, CrowdStore store, TimeProvider time)
    {
        var server = new RunServer(options, store, time);
        try
        {
            await server._workers.StartAsync();
            await server._operators.StartAsync();
            server.Address = Listening.AddressOf(server._workers);
            server.OperatorAddress = Listening.AddressOf(server._operators);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a run and lets workers in. Null with the reasons when it cannot be opened.</summary>
    public async Task<(CrowdRun? Run, Problems Problems)> Open(RunId id, CrowdAddress crowd, CancellationToken cancelled)
    {
        var (run, problems) = await CrowdRun.Open(id, new CrowdRunSetting(Store, _compiler, Models, _time, _seed), cancelled);
        if (run is not null) _found.Add(new RunRoom(run, crowd, new JsxPages(run, _pages, new TaskPackages(_time), _time)));
        _found.AreReady();
        return (run, problems);
    }

    /// <summary>Lets the operator's pages see how a run stands with its crowd.</summary>
    public void Show(RunId id, RunLoop loop) => _live.Show(id, loop);

    /// <summary>Whether this address leads to this very process; why not, if it does not.</summary>
    public async Task<string?> Reaches(Uri publicUrl, CancellationToken cancelled)
    {
        var nonce = PageHeaders.NewSecret();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            patience.CancelAfter(TimeSpan.FromSeconds(20));
            using var answer = await _http.GetAsync(new Uri(publicUrl, $"worker/alive?nonce={nonce}"), patience.Token);
            var text = await answer.Content.ReadAsStringAsync(patience.Token);
            if (text != _entry.AliveFor(nonce)) return $"it answers ({(int)answer.StatusCode}), but not with this process: the proxy or tunnel leads somewhere else";
            // A proxy that adds its own rules about frames makes the task an empty box on the marketplace's page.
            using var page = await _http.GetAsync(new Uri(publicUrl, "worker/enter?run=-"), patience.Token);
            if (page.Headers.Contains("X-Frame-Options")) return "something on the way adds the header X-Frame-Options, so that no marketplace can show the task in its page";
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            return "it did not answer within 20 seconds";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _workers.StopAsync();
        await _operators.StopAsync();
        await _site.DisposeAsync();
        await _found.DisposeAsync();
        await _workers.DisposeAsync();
        await _operators.DisposeAsync();
        _http.Dispose();
    }
}
