using System.Net;
using System.Security.Cryptography;
using Crowdwork.Marketplace.Clock;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Operators;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;
using Crowdwork.Marketplace.Workers;
using Crowdwork.Marketplace.WorkerSite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crowdwork.Marketplace;

/// <summary>
/// A marketplace for human work that speaks Amazon Mechanical Turk's requester API (2017-01-17) and has a site for workers.
/// </summary>
/// <remarks>
/// <code>
///   boto3, any AWS SDK --POST /, X-Amz-Target--> ApiEndpoint --\
///                                                               >-- MarketStore (one thread, one SQLite file, group commit) --> Market
///   workers' browsers ---------GET /...--------> worker site --/        ^
///                                                                       | before every batch: whatever has become due
///   operator --/faults, /clock, /events--> OperatorEndpoints            MarketClock
/// </code>
/// Everything is on disk before anybody hears of it: a marketplace that is killed goes on where it was.
/// </remarks>
public sealed class MarketplaceServer : IAsyncDisposable
{
    /// <summary>A request beyond this is not even read to its end. What is only too large for the API is, so that its sender hears why.</summary>
    private const long LargestRequest = 16 * 1024 * 1024;

    private static readonly TimeSpan s_settleEvery = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly MarketStore _store;
    private readonly ITimer _settling;

    private MarketplaceServer(WebApplication app, MarketStore store, MarketClock clock, FaultPlan faults)
    {
        _app = app;
        _store = store;
        Clock = clock;
        Faults = faults;
        Floor = new WorkFloor(store);
        Operator = new OperatorDesk(store, clock, faults);
        // Calls settle what is due before they look. This is for those who only listen: the event log, and pages that wait.
        _settling = clock.Time.CreateTimer(_ => _ = Settle(), null, s_settleEvery, s_settleEvery);
    }

    /// <summary>Where it listens, such as http://127.0.0.1:8001.</summary>
    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public MarketClock Clock { get; }

    internal FaultPlan Faults { get; }

    internal WorkFloor Floor { get; }

    internal OperatorDesk Operator { get; }

    internal MarketStore Store => _store;

    /// <exception cref="StoreUnavailable">The file cannot be used, or another marketplace uses it.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<MarketplaceServer> StartAsync(MarketplaceOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var clock = new MarketClock(options.Time, options.CallersTime);
        var faults = new FaultPlan();
        var identities = new Identities(RandomNumberGenerator.Create());
        var store = MarketStore.Open(options.StoreFile, clock, database => new Market(database, faults, identities));
        WebApplication? app = null;
        try
        {
            var callers = await store.Ask(market => Prepare(market, clock, options.Requesters));
            app = Build(options);
            var server = new MarketplaceServer(app, store, clock, faults);
            server.Map(options, callers);
            await app.StartAsync(cancel);
            return server;
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            await store.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _settling.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }

    /// <summary>Puts the clock forward; everything that becomes due thereby has happened when this is done. Null when done, else why not.</summary>
    public Task<string?> PutForward(TimeSpan by) => Operator.PutForward(by);

    /// <summary>Completes when the process is asked to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancel = default) => _app.WaitForShutdownAsync(cancel);

    private static Dictionary<string, (Caller, string)> Prepare(Market market, MarketClock clock, IReadOnlyList<RequesterAccount> accounts)
    {
        clock.SetOffset(TimeSpan.FromMilliseconds(OperatorDesk.StoredOffset(market.Database)));
        market.Begin(clock.Milliseconds);
        market.QualificationTypes.EnsureSystemTypes();
        market.Tokens.KeepTidy();
        return accounts.ToDictionary(account => account.AccessKey, account => (market.Purse.Open(account, market.Identities), account.Secret), StringComparer.Ordinal);
    }

    private static WebApplication Build(MarketplaceOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(MarketplaceServer).Assembly.GetName().Name });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Listen(options.Address, options.Port);
        });
        return builder.Build();
    }

    private void Map(MarketplaceOptions options, IReadOnlyDictionary<string, (Caller, string)> callers)
    {
        var log = _app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Crowdwork.Marketplace");
        var gate = new Gate(options.Address, options.PublicUrl);
        var api = new ApiEndpoint(_store, Clock, Faults, callers, log);
        _app.Use((context, next) => Enter(context, next, gate, api));
        var (files, access) = (new SiteFiles(), new OperatorAccess(gate, options.OperatorToken));
        var operators = new OperatorPages(Operator, access, _store, files);
        _app.Use((context, next) => operators.Shows(context, out var shown) ? shown : next(context));
        _app.UseRouting();
        OperatorEndpoints.Map(_app, Operator, access);
        operators.Map(_app);
        new WorkerPages(new WorkerDesk(_store), files, () => Clock.Now, options.PublicUrl).Map(_app);
    }

    private static Task Enter(HttpContext context, RequestDelegate next, Gate gate, ApiEndpoint api)
    {
        var isCall = context.Request.Headers.ContainsKey("X-Amz-Target") || (HttpMethods.IsPost(context.Request.Method) && context.Request.Path == "/");
        if (!gate.KnowsHost(context.Request))
            return TurnAway(context, isCall, $"The marketplace does not know the host \"{context.Request.Host}\". Use the address that it printed at its start.");
        if (!gate.KnowsOrigin(context.Request) && (isCall || !IsForStrangers(context.Request.Path)))
            return TurnAway(context, isCall, $"The marketplace takes nothing from pages of \"{context.Request.Headers.Origin}\".");
        return isCall ? api.Serve(context) : next(context);
    }

    /// <summary>
    /// What comes from other origins by design: a task's page hands its worker's answers in, and a requester's document, which has no origin, loads
    /// the script with MTurk's helper functions.
    /// </summary>
    private static bool IsForStrangers(PathString path) => path.StartsWithSegments("/mturk/externalSubmit") || path.StartsWithSegments("/site");

    private static async Task TurnAway(HttpContext context, bool isCall, string message)
    {
        context.Response.StatusCode = (int)HttpStatusCode.Forbidden;
        if (!isCall)
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(message);
            return;
        }

        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.Body.WriteAsync(Refusal.Framework("AccessDeniedException", message).Body(0));
    }

    private async Task Settle()
    {
        try
        {
            await _store.Ask(static _ => true);
        }
        catch (StoreUnavailable)
        {
            // Every call tells its own caller about it; this one has none.
        }
    }
}
