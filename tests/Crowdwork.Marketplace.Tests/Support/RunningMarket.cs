using System.Text.Json.Nodes;
using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Tests.Support;

/// <summary>A marketplace with a store of its own, a clock that stands still, and somebody to call it.</summary>
internal sealed class RunningMarket : IAsyncDisposable
{
    private readonly string _folder;

    private RunningMarket(string folder, MarketplaceServer server, ManualTime time)
    {
        _folder = folder;
        Server = server;
        Time = time;
        Api = new ApiClient(server.Url, time);
        Other = new ApiClient(server.Url, time, "other", "secret");
    }

    public MarketplaceServer Server { get; }

    public ManualTime Time { get; }

    /// <summary>The requester "local".</summary>
    public ApiClient Api { get; }

    /// <summary>Another requester of the same marketplace.</summary>
    public ApiClient Other { get; }

    public WorkFloor Floor => Server.Floor;

    public static async Task<RunningMarket> Start(Func<MarketplaceOptions, MarketplaceOptions>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-").FullName;
        var time = new ManualTime();
        var options = new MarketplaceOptions(Path.Combine(folder, "market.db"))
        {
            Port = 0,
            Time = time,
            Requesters = [RequesterAccount.Local, new RequesterAccount("other", "secret", "Another requester", 5m)],
        };
        return new RunningMarket(folder, await MarketplaceServer.StartAsync(change?.Invoke(options) ?? options), time);
    }

    /// <summary>Publishes a HIT that nothing is special about, with <paramref name="changes"/> to its parameters.</summary>
    public async Task<string> Publish(object? changes = null) => (string)(await Api.Call("CreateHIT", Some.Hit(changes)))["HIT"]!["HITId"]!;

    public async Task<JsonNode> Hit(string id) => (await Api.Call("GetHIT", new { HITId = id }))["HIT"]!;

    public async Task<JsonNode> Assignment(string id) => (await Api.Call("GetAssignment", new { AssignmentId = id }))["Assignment"]!;

    public async Task<string> Worker(string id, WorkerLocale? locale = null, bool adult = false, bool master = false)
    {
        Assert.True(await Floor.Register(new WorkerProfile(id, locale, adult, master)));
        return id;
    }

    /// <summary>A worker takes a place; the id of the assignment.</summary>
    public async Task<string> Accept(string worker, string hit)
    {
        await Worker(worker);
        var outcome = await Floor.Accept(worker, hit);
        Assert.Null(outcome.Refused);
        return outcome.Work!.AssignmentId;
    }

    /// <summary>A worker takes a place and hands in an answer; the id of the assignment.</summary>
    public async Task<string> Submit(string worker, string hit)
    {
        var assignment = await Accept(worker, hit);
        Assert.Null((await Floor.Submit(worker, assignment, Some.Answer)).Refused);
        return assignment;
    }

    public async Task<(string Available, string Held)> Balance()
    {
        var balance = await Api.Call("GetAccountBalance");
        return ((string)balance["AvailableBalance"]!, (string)balance["OnHoldBalance"]!);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Other.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
