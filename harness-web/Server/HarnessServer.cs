using Crowdwork.Engine.Models;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Templates.Jsx;
using Crowdwork.Web.Client;
using Crowdwork.Web.Operator;
using Crowdwork.Web.Runs;
using Crowdwork.Web.Sessions;
using Crowdwork.Web.Workers;
using Microsoft.AspNetCore.Builder;

namespace Crowdwork.Web.Server;

/// <summary>
/// The harness: one web server on loopback with the operator's pages and the workers' pages.
/// </summary>
/// <remarks>
/// <code>
///   browser  /tasks/qa  --OperatorSocket-->  RehearsalRooms --> Rehearsal --> Conversation ...
///            /worker    --WorkerSockets--->       ^
///                                                 |
///   tasks/qa/world.csx  --FolderWatcher-----------+
/// </code>
/// </remarks>
public sealed class HarnessServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RehearsalRooms _rooms;
    private readonly CrowdStore _store;
    private readonly HttpClient _http;

    private HarnessServer(WebApplication app, RehearsalRooms rooms, CrowdStore store, HttpClient http, SessionTokens tokens)
    {
        _app = app;
        _rooms = rooms;
        _store = store;
        _http = http;
        Tokens = tokens;
    }

    /// <summary>Signs sessions; for programs that play workers without a browser.</summary>
    public SessionTokens Tokens { get; }

    public CrowdStore Store => _store;

    /// <summary>Where it listens, for example <c>http://localhost:8000</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Opens the store, starts listening and begins to watch the tasks folder.</summary>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<HarnessServer> Start(HarnessOptions options, TimeProvider time)
    {
        var settings = options.Settings;
        var store = CrowdStore.Open(new StoreOptions(settings.StoreFolder), time);
        var http = new HttpClient();
        try
        {
            var tokens = SessionTokens.Load(settings.StoreFolder, time);
            var compiler = new WorldCompiler(new WorldCompilerOptions
            {
                CacheFolder = Path.Combine(settings.StoreFolder, "worlds"), RewriteForSafety = !options.Debug, Time = time,
            });
            var watcher = Directory.Exists(settings.TasksFolder)
                ? new FolderWatcher(settings.TasksFolder, time, options.Poll ? TimeSpan.FromSeconds(1) : null)
                : null;
            var rooms = new RehearsalRooms(
                new RehearsalSetting(
                    store, compiler, new TaskLibrary(settings.TasksFolder, settings.Tasks), new ChatCompletions(settings.Models, http, Environment.GetEnvironmentVariable), time,
                    options.Seed ?? (static () => System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue))),
                new JsxBuilder(JsxToolchain.Find(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(JsxToolchain.Variable)), Path.Combine(settings.StoreFolder, "pages"), time),
                tokens, options.Workers, watcher);
            var server = new HarnessServer(Build(options, rooms, tokens, http, time), rooms, store, http, tokens);
            await server._app.StartAsync();
            server.Address = Listening.AddressOf(server._app);
            rooms.Server = new Uri(server.Address);
            _ = compiler.Warmup();
            return server;
        }
        catch
        {
            store.Dispose();
            http.Dispose();
            throw;
        }
    }

    /// <summary>Opens the rehearsal of a task now, and not when somebody first looks at it.</summary>
    public async Task Open(string task) => _ = await _rooms.Find(task) ?? throw new ArgumentException($"There is no task '{task}'.", nameof(task));

    /// <summary>The rehearsal of a task, for programs that look at it without the harness page.</summary>
    internal async Task<Rehearsal> Rehearsed(string task)
        => (await _rooms.Find(task) ?? throw new ArgumentException($"There is no task '{task}'.", nameof(task))).Rehearsal;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _rooms.DisposeAsync();
        await _app.DisposeAsync();
        _store.Dispose();
        _http.Dispose();
    }

    private static WebApplication Build(HarnessOptions options, RehearsalRooms rooms, SessionTokens tokens, HttpClient calls, TimeProvider time)
    {
        var app = Listening.On(null, options.Port);
        var gate = OperatorGate.OfThisProcess();
        var breaker = new LineBreaker(time);
        var client = new ClientFiles();
        var stopping = app.Lifetime.ApplicationStopping;
        var operators = new OperatorSocket(rooms, gate, new OperatorCommand(breaker), time, stopping);

        WorkerEndpoints.Map(app, new WorkerServing(rooms, tokens, client, breaker, options.Limits, options.SourceMaps, time));
        app.Map("/harness/socket", operators.Serve);
        new OperatorPages(rooms, gate, client, options.Marketplace, new LaunchedRuns(options.Settings.RunsFolder, calls)).Map(app);
        new OperatorApi(rooms, gate).Map(app);
        return app;
    }
}
