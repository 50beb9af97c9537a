using System.Text.Json;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

/// <summary>A whole marketplace on a file of its own, with a requester who publishes work and looks at what came of it.</summary>
internal sealed class OpenMarketplace : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private OpenMarketplace(MarketplaceServer server, DirectoryInfo folder)
    {
        Server = server;
        _folder = folder;
    }

    public MarketplaceServer Server { get; }

    public string Address => Server.Url.GetLeftPart(UriPartial.Authority);

    public static async Task<OpenMarketplace> Open(string? operatorToken = null)
    {
        var folder = Directory.CreateTempSubdirectory("crowdwork-market");
        var options = new MarketplaceOptions(Path.Combine(folder.FullName, "market.db")) { Port = 0, OperatorToken = operatorToken };
        return new OpenMarketplace(await MarketplaceServer.StartAsync(options), folder);
    }

    /// <summary>One operation of the requester API, without the wire around it.</summary>
    public async Task<JsonElement> Call(string operation, object parameters)
    {
        var found = Operations.Find(operation) ?? throw new ArgumentException($"There is no operation {operation}.");
        var input = JsonSerializer.SerializeToElement(parameters);
        Validation.Check(found.Input, input);
        var work = found.Prepare(new Input(input));
        var reply = await Server.Store.Ask(market => work(market, market.Database.First(
            "SELECT id, access_key, customer_id FROM requester LIMIT 1", static row => new Caller(row.Number(0), row.Text(1), row.Text(2)))!));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            reply?.Invoke(json);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    /// <summary>Publishes one HIT.</summary>
    public async Task<(string HitId, string GroupId)> Publish(string question, string title = "Name the bird", int places = 1, object[]? requirements = null, int seconds = 1800)
    {
        var hit = (await Call("CreateHIT", new
        {
            Title = title, Description = "Look and tell.", Keywords = "birds, images", Reward = "0.25", AssignmentDurationInSeconds = seconds, LifetimeInSeconds = 86_400,
            AutoApprovalDelayInSeconds = 3600, MaxAssignments = places, Question = question, QualificationRequirements = requirements ?? [],
        })).GetProperty("HIT");
        return (hit.GetProperty("HITId").GetString()!, hit.GetProperty("HITGroupId").GetString()!);
    }

    public async Task<List<JsonElement>> Answers(string hitId)
        => [.. (await Call("ListAssignmentsForHIT", new { HITId = hitId })).GetProperty("Assignments").EnumerateArray()];

    /// <summary>A worker of this id.</summary>
    public async Task<string> Employ(string id)
    {
        Assert.True(await Server.Floor.Register(new(id, null, false, false)));
        return $"/w/{id}";
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
