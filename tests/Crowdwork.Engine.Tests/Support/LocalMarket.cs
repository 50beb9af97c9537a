using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Tasks;
using Crowdwork.Marketplace;
using Crowdwork.Marketplace.Faults;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>A real marketplace in this process, with a store of its own, and a crowd that speaks to it over the wire.</summary>
internal sealed class LocalMarket : IAsyncDisposable
{
    private const string SomeAnswer =
        """<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>q</QuestionIdentifier><FreeText>yes</FreeText></Answer></QuestionFormAnswers>""";

    private readonly string _folder;
    private readonly MarketplaceServer _server;

    private LocalMarket(string folder, MarketplaceServer server, string name)
    {
        (_folder, _server) = (folder, server);
        Crowd = name == CrowdAddress.Local ? Open() : OpenAs(name);
    }

    /// <summary>Without retries of its own, so that a test meets what really came back.</summary>
    public MTurkCrowd Crowd { get; }

    public FaultSettings Faults
    {
        set => _server.Operator.Faults = value;
    }

    /// <param name="time">The clock that its own time is counted from; null for the real one. It has to be near it, since requests are signed with the real time.</param>
    /// <param name="crowd">The name under which it is known: a run is not to see the difference.</param>
    public static async Task<LocalMarket> Start(decimal balance = 10_000m, TimeProvider? time = null, string crowd = CrowdAddress.Local)
    {
        var folder = Directory.CreateTempSubdirectory("market-").FullName;
        var options = new MarketplaceOptions(Path.Combine(folder, "market.db")) { Port = 0, Requesters = [RequesterAccount.Local with { StartingBalance = balance }], Time = time ?? TimeProvider.System };
        return new LocalMarket(folder, await MarketplaceServer.StartAsync(options), crowd);
    }

    public void Strike(CallFault fault, string operation) => Faults = new FaultSettings { Calls = [new FaultRule(fault, operation, Times: 1)] };

    /// <summary>Until the faults are lifted. For lost replies: a call whose reply is lost on a connection that was used before is sent again by the HTTP client itself.</summary>
    public void StrikeAlways(CallFault fault, string operation) => Faults = new FaultSettings { Calls = [new FaultRule(fault, operation)] };

    private MTurkCrowd OpenAs(string name)
    {
        var settings = new CrowdEndpoint { Endpoint = _server.Url, AccessKeyVariable = "KEY", SecretKeyVariable = "SECRET" };
        return MTurkCrowd.Open(new CrowdAddress(name, _server.Url, _server.Url, "us-east-1", settings), _ => "local", retries: 0);
    }

    public MTurkCrowd Open() => MTurkCrowd.Open(new CrowdAddress(CrowdAddress.Local, _server.Url, _server.Url, "us-east-1", null), _ => null, retries: 0);

    /// <summary>What its workers can do.</summary>
    public WorkFloor Floor => _server.Floor;

    /// <summary>Whoever moves two clocks at once says where this one stands, and does not wait for what becomes due: the next call finds it done.</summary>
    public void SetAhead(TimeSpan ahead) => _server.Clock.SetOffset(ahead);

    public Task PutForward(TimeSpan by) => _server.PutForward(by);

    public Task<string> HitType(IReadOnlyList<WorkerRequirement>? requirements = null) => Crowd.HitType(
        new HitTerms("Questions", "Ask and answer.", ["question", "chat"], new Money(0.50m), TimeSpan.FromMinutes(30), TimeSpan.FromDays(3)) { Requirements = requirements ?? [] },
        CancellationToken.None);

    public async Task<PostedHit> Post(string token = "t", int places = 1) => await Crowd.Post(Order(await HitType(), token, places), CancellationToken.None);

    public static HitOrder Order(string hitType, string token, int places = 1)
        => new(hitType, new Uri("https://lab.example/worker?run=r&x=1"), 650, TimeSpan.FromDays(1), token, $"note of {token}", places);

    public async Task<string> Accept(string worker, string hit)
    {
        Assert.True(await _server.Floor.Register(new WorkerProfile(worker, null, false, false)));
        var outcome = await _server.Floor.Accept(worker, hit);
        Assert.Null(outcome.Refused);
        return outcome.Work!.AssignmentId;
    }

    public Task<bool> Register(string worker) => _server.Floor.Register(new WorkerProfile(worker, null, false, false));

    public async Task<bool> MayAccept(string worker, string hit)
    {
        await Register(worker);
        return (await _server.Floor.Accept(worker, hit)).Refused is null;
    }

    /// <summary>A worker takes a place and hands in; the id of the assignment.</summary>
    public async Task<string> HandIn(string worker, string hit)
    {
        var assignment = await Accept(worker, hit);
        Assert.Null((await _server.Floor.Submit(worker, assignment, SomeAnswer)).Refused);
        return assignment;
    }

    public async Task<List<PostedHit>> Hits()
    {
        var found = new List<PostedHit>();
        await foreach (var hit in Crowd.Hits(CancellationToken.None)) found.Add(hit);
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        Crowd.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
