using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Tasks;
using Crowdwork.Marketplace;
using Crowdwork.Marketplace.Requesters;

namespace Crowdwork.Cli.Simulations;

/// <summary>
/// The marketplace of a simulation, on a port that nobody knows: workers of the real local crowd do not find it. It runs as long as somebody needs it.
/// </summary>
internal sealed class SimulatedMarket : IAsyncDisposable
{
    // Whatever a simulation costs, it is never out of funds by itself.
    private static readonly RequesterAccount Requester = RequesterAccount.Local with { StartingBalance = 100_000_000m };

    private readonly MarketplaceServer? _server;

    private SimulatedMarket(MarketplaceServer? server, CrowdSettings settings) => (_server, Settings) = (server, settings);

    /// <summary>The settings that lead there.</summary>
    public CrowdSettings Settings { get; }

    /// <summary>Starts the marketplace of a simulation.</summary>
    /// <param name="simulation">The settings of the simulation.</param>
    /// <param name="clock">The clock by which everything on it happens.</param>
    public static async Task<SimulatedMarket> Start(CrowdSettings simulation, TimeProvider clock)
    {
        var server = await MarketplaceCommand.Start(new MarketplaceOptions(SimulationStore.MarketplaceOf(simulation))
        {
            Port = 0, Time = clock, CallersTime = TimeProvider.System, Requesters = [Requester],
        });
        var there = new CrowdEndpoint { Endpoint = server.Url, WorkerSite = server.Url };
        var crowds = new Dictionary<string, CrowdEndpoint>(simulation.Crowds) { [CrowdAddress.Local] = there };
        return new SimulatedMarket(server, simulation with { Crowds = crowds });
    }

    /// <summary>For commands that have to do with a run's crowd: starts the marketplace of a run that was simulated. Every other run's is elsewhere, and none of our business.</summary>
    public static async Task<SimulatedMarket> For(CrowdSettings settings)
        => SimulationStore.IsSimulation(settings) ? await Start(settings, TimeProvider.System) : new SimulatedMarket(null, settings);

    /// <summary>The clock of a simulation is ahead of the real one. Whoever looks at the marketplace later must not find it in the past.</summary>
    public Task KeepTime(TimeSpan ahead) => ahead > TimeSpan.Zero && _server is not null ? _server.PutForward(ahead) : Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
