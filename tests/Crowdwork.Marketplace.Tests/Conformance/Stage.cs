using System.Text.Json;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Requesters;

namespace Crowdwork.Marketplace.Tests.Conformance;

/// <summary>
/// A marketplace of its own for one walk: a new store, two requesters, and a clock that stands still until the tour moves it on. It also does
/// what no requester can: a worker's steps, the time, trouble.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web);

    private readonly string _folder;
    private readonly MarketplaceServer _market;

    private Stage(string folder, MarketplaceServer market, DateTimeOffset beginning)
    {
        _folder = folder;
        _market = market;
        Beginning = beginning;
    }

    public string Url => _market.Url.ToString();

    public DateTimeOffset Beginning { get; }

    public static async Task<Stage> Open()
    {
        // Now, since the clients sign with real clocks; but no later than now however long the walk takes.
        var clock = new StoppedClock(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        var folder = Directory.CreateTempSubdirectory("crowdwork-tour-").FullName;
        var market = await MarketplaceServer.StartAsync(new MarketplaceOptions(Path.Combine(folder, "market.db"))
        {
            Port = 0,
            Time = clock,
            Requesters = [new RequesterAccount("ALICE", "alices-secret", "Alice"), new RequesterAccount("BEA", "beas-secret", "Bea")],
        });
        return new Stage(folder, market, clock.GetUtcNow());
    }

    public async Task PutForward(TimeSpan time)
    {
        if (await _market.Operator.PutForward(time) is { } problem) throw new InvalidOperationException(problem);
    }

    public void Trouble(JsonElement wanted)
        => _market.Operator.Faults = wanted.ValueKind is JsonValueKind.Object ? wanted.Deserialize<FaultSettings>(Reading)! : FaultSettings.None;

    /// <summary>Does a worker's step; tells the id of the assignment that it gave, or why it was refused.</summary>
    public Task<(string? Assignment, string? Refused)> Work(Step step, Func<string, string> fill) => WorkerSteps.Do(_market.Floor, step, fill);

    public async ValueTask DisposeAsync()
    {
        await _market.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class StoppedClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
