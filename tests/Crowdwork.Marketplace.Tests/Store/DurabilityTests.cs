using System.Collections.Concurrent;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Crowdwork.Marketplace.Tests.Store;

public sealed class DurabilityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marketplace-").FullName;

    private string StoreFile => Path.Combine(_folder, "market.db");

    [Fact]
    public async Task AMarketplace_KilledWhileManyPublishAndWork_HasEverythingItAcknowledged()
    {
        var acknowledged = new ConcurrentDictionary<string, string>();
        var submitted = new List<string>();
        for (var round = 0; round < 3; round++)
            submitted.AddRange(await PublishUntilKilled(round, acknowledged));
        Assert.NotEmpty(submitted);
        Assert.True(acknowledged.Count > 100, $"Only {acknowledged.Count} HITs were acknowledged before the kills.");

        await using var again = await MarketplaceServer.StartAsync(new MarketplaceOptions(StoreFile) { Port = 0 }, TestContext.Current.CancellationToken);
        using var api = new ApiClient(again.Url, TimeProvider.System);
        await again.Store.Ask(it =>
        {
            Books.Balance(it, 1_000_000);
            return true;
        });
        foreach (var assignment in submitted)
            Assert.Equal(Some.Answer, (string?)(await api.Call("GetAssignment", new { AssignmentId = assignment }))["Assignment"]!["Answer"]);
        foreach (var (token, hit) in acknowledged)
        {
            Assert.Equal(token, (string?)(await api.Call("GetHIT", new { HITId = hit }))["HIT"]!["RequesterAnnotation"]);
            // And its token is known: a client that lost the reply does not publish twice.
            Assert.Contains(hit, (await api.Refused("CreateHIT", Some.Hit(new { Reward = "0.01", UniqueRequestToken = token, RequesterAnnotation = token }))).Message);
        }
    }

    [Fact]
    public async Task AFullDisk_FailsTheCallsAndNothingElse()
    {
        await using var market = await RunningMarket.Start();
        await market.Publish();
        await market.Server.Store.Ask(it => it.Database.Number("PRAGMA max_page_count = 120"));
        var large = Some.Question.Replace("https://example.com/task", "https://example.com/task?" + new string('x', 50_000));

        ApiReply reply;
        var published = 1;
        do
        {
            reply = await market.Api.Send("CreateHIT", Some.Hit(new { Question = large }));
            published += reply.Status is System.Net.HttpStatusCode.OK ? 1 : 0;
        }
        while (reply.Status is System.Net.HttpStatusCode.OK && published < 100);

        Assert.Equal((System.Net.HttpStatusCode.InternalServerError, "ServiceFault"), (reply.Status, reply.Type));
        Assert.Contains("the disk (or the quota) is full", reply.Message);
        // The connection was opened anew, and with it the room is back.
        await market.Publish();
        Assert.Equal(published + 1, (int)(await market.Api.Call("ListHITs", new { MaxResults = 100 }))["NumResults"]!);
        await market.Server.Store.Ask(it =>
        {
            Books.Balance(it, 1_000_500);
            return true;
        });
    }

    [Fact]
    public async Task AStore_InUse_IsNotOpenedASecondTime()
    {
        await using var server = await MarketplaceServer.StartAsync(new MarketplaceOptions(StoreFile) { Port = 0 }, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<StoreUnavailable>(() => MarketplaceServer.StartAsync(new MarketplaceOptions(StoreFile) { Port = 0 }));

        Assert.Contains("another program keeps the file locked", refused.Message);
    }

    [Fact]
    public async Task ADatabase_OfAnotherProgram_IsLeftAsItWas()
    {
        await using (var server = await MarketplaceServer.StartAsync(new MarketplaceOptions(StoreFile) { Port = 0 }, TestContext.Current.CancellationToken))
        {
            // Only so that SQLite is ready for use.
        }

        var foreign = Path.Combine(_folder, "foreign.db");
        using (var connection = new SqliteConnection($"Data Source={foreign};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE recipe (name TEXT)";
            command.ExecuteNonQuery();
        }

        var before = await File.ReadAllBytesAsync(foreign, TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<StoreUnavailable>(() => MarketplaceServer.StartAsync(new MarketplaceOptions(foreign) { Port = 0 }));

        Assert.Contains("a database of another program", refused.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(foreign, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AFile_ThatIsNoDatabase_IsRefused()
    {
        await File.WriteAllTextAsync(StoreFile, string.Concat(Enumerable.Repeat("This is a letter. ", 500)), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<StoreUnavailable>(() => MarketplaceServer.StartAsync(new MarketplaceOptions(StoreFile) { Port = 0 }));
    }

    [Fact]
    public async Task AMarketplace_StoppedInOrder_GoesOnWhereItWas()
    {
        var options = new MarketplaceOptions(StoreFile) { Port = 0 };
        string hit;
        await using (var server = await MarketplaceServer.StartAsync(options, TestContext.Current.CancellationToken))
        {
            using var api = new ApiClient(server.Url, TimeProvider.System);
            hit = (string)(await api.Call("CreateHIT", Some.Hit()))["HIT"]!["HITId"]!;
        }

        await using var again = await MarketplaceServer.StartAsync(options, TestContext.Current.CancellationToken);
        using var later = new ApiClient(again.Url, TimeProvider.System);
        Assert.Equal("Assignable", (string?)(await later.Call("GetHIT", new { HITId = hit }))["HIT"]!["HITStatus"]);
        Assert.Equal("9998.80", (string?)(await later.Call("GetAccountBalance"))["AvailableBalance"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<IEnumerable<string>> PublishUntilKilled(int round, ConcurrentDictionary<string, string> acknowledged)
    {
        await using var market = await MarketProcess.Start(StoreFile);
        using var api = new ApiClient(market.Url, TimeProvider.System);
        var enough = new TaskCompletionSource();
        var goal = acknowledged.Count + 60;
        async Task Publish(int publisher)
        {
            for (var number = 0; ; number++)
            {
                var token = $"{round}-{publisher}-{number}";
                try
                {
                    var hit = await api.Call("CreateHIT", Some.Hit(new { Reward = "0.01", UniqueRequestToken = token, RequesterAnnotation = token }));
                    acknowledged[token] = (string)hit["HIT"]!["HITId"]!;
                }
                catch (HttpRequestException)
                {
                    return;
                }

                if (acknowledged.Count >= goal)
                    enough.TrySetResult();
            }
        }

        var publishers = Enumerable.Range(0, 8).Select(Publish).ToArray();
        await Task.WhenAny(enough.Task, Task.WhenAll(publishers));
        await market.Kill();
        await Task.WhenAll(publishers);
        return market.Submitted;
    }
}
