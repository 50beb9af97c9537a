using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Web.Client;
using Crowdwork.Web.Operator;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Crowdwork.Web.Workers;
using Microsoft.AspNetCore.Builder;

namespace Crowdwork.Web.Runs;

/// <summary>The operator's pages by themselves, for runs that nobody serves just now: to look at them, decide and pay. Workers find nothing here.</summary>
public sealed class ReviewServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly OperatorSite _site;
    private readonly WorldCompiler _compiler;

    private ReviewServer(WebApplication app, CrowdSettings settings, CrowdStore store, TimeProvider time)
    {
        _app = app;
        _compiler = new WorldCompiler(new WorldCompilerOptions { CacheFolder = Path.Combine(store.Folder, "worlds"), Time = time });
        var client = new ClientFiles();
        var tokens = SessionTokens.Load(store.Folder, time);
        Gate = OperatorGate.OfStore(tokens);
        _site = new OperatorSite(app, store, settings, new LiveRuns(new RunRooms(_ => false)), Gate, tokens, _compiler, client, time);
        WorkerEndpoints.MapClient(app, client);
    }

    public OperatorGate Gate { get; }

    public string Address { get; private set; } = "";

    /// <summary>Begins to listen. The store stays the caller's.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ReviewServer> Start(CrowdSettings settings, CrowdStore store, int port, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(store);
        var server = new ReviewServer(Listening.On(null, port), settings, store, time);
        try
        {
            await server._app.StartAsync();
            server.Address = Listening.AddressOf(server._app);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A page, with the key that opens it.</summary>
    public string Link(string path) => $"{Address}{path}?key={Gate.Token}";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _site.DisposeAsync();
        await _app.DisposeAsync();
    }
}
