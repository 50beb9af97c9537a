using Amazon;
using Amazon.MTurk;
using Amazon.MTurk.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Crowdwork.MTurk.Tests.Support;

namespace Crowdwork.MTurk.Tests;

/// <summary>Where a request goes. A request that goes to the wrong place costs money.</summary>
[Collection(nameof(EndpointsTests))]
public sealed class EndpointsTests : IDisposable
{
    private const string Elsewhere = "http://127.0.0.1:9";

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_MTURK", null);
        Environment.SetEnvironmentVariable("AWS_REGION", null);
        FallbackRegionFactory.Reset();
    }

    [Theory]
    [InlineData("us-east-1", "https://mturk-requester.us-east-1.amazonaws.com")]
    [InlineData("sandbox", "https://mturk-requester-sandbox.us-east-1.amazonaws.com")]
    public void Region_LeadsToAmazon(string region, string url)
        => Assert.Equal(url, Goal(new AmazonMTurkConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) }));

    [Theory]
    [InlineData("https://mturk-requester-sandbox.us-east-1.amazonaws.com")]
    [InlineData("http://localhost:8001")]
    public void ServiceUrl_IsTakenAsItIs(string url) => Assert.Equal(url, Goal(new AmazonMTurkConfig { ServiceURL = url }));

    [Fact]
    public void ServiceUrl_BeatsTheEnvironment()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_MTURK", Elsewhere);

        Assert.Equal("http://localhost:8001", Goal(new AmazonMTurkConfig { ServiceURL = "http://localhost:8001" }));
    }

    [Fact]
    public async Task ServiceUrl_BeatsTheEnvironment_OnTheWireToo()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_MTURK", Elsewhere);
        await using var mturk = await ScriptedMTurk.Start(Reply.Json("""{ "AvailableBalance": "10000.00" }"""));
        using var client = mturk.Client();

        Assert.Equal("10000.00", (await client.GetAccountBalanceAsync(new())).AvailableBalance);
    }

    [Fact]
    public void Region_IsBeatenByTheEnvironment_AsTheDocumentationWarns()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_MTURK", Elsewhere);

        Assert.Equal(Elsewhere, Goal(new AmazonMTurkConfig { RegionEndpoint = RegionEndpoint.USEast1 }));
    }

    [Fact]
    public void FipsAndDualStack_WhichMTurkHasNot_AreRefused()
    {
        Assert.Throws<AmazonClientException>(() => Goal(new AmazonMTurkConfig { RegionEndpoint = RegionEndpoint.USEast1, UseFIPSEndpoint = true }));
        Assert.Throws<AmazonClientException>(() => Goal(new AmazonMTurkConfig { RegionEndpoint = RegionEndpoint.USEast1, UseDualstackEndpoint = true }));
    }

    [Fact]
    public void Constructors_ThatNameARegion_UseIt()
    {
        var credentials = new BasicAWSCredentials("AK", "SK");
        AmazonMTurkClient[] clients =
        [
            new(RegionEndpoint.USEast1),
            new(credentials, RegionEndpoint.USEast1),
            new("AK", "SK", RegionEndpoint.USEast1),
            new("AK", "SK", "token", RegionEndpoint.USEast1),
        ];

        Assert.All(clients, client => Assert.Equal("us-east-1", client.Config.RegionEndpoint.SystemName));
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public void Constructors_ThatNameNone_TakeItFromTheEnvironment()
    {
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
        FallbackRegionFactory.Reset();
        AmazonMTurkClient[] clients = [new(), new(new BasicAWSCredentials("AK", "SK")), new("AK", "SK"), new("AK", "SK", "token")];

        Assert.All(clients, client => Assert.Equal("us-east-1", client.Config.RegionEndpoint.SystemName));
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public void Constructors_ThatTakeAConfig_UseIt()
    {
        var config = new AmazonMTurkConfig { ServiceURL = "http://localhost:8001" };
        AmazonMTurkClient[] clients = [new(config), new(new BasicAWSCredentials("AK", "SK"), config), new("AK", "SK", config), new("AK", "SK", "token", config)];

        Assert.All(clients, client => Assert.StartsWith("http://localhost:8001", client.DetermineServiceOperationEndpoint(new GetAccountBalanceRequest()).URL));
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public void Client_MadeByTheSdksFactories_IsThisOne()
    {
        var client = Made<AmazonMTurkClient>();

        Assert.IsType<AmazonMTurkClient>(client).Dispose();

        static IAmazonService Made<T>() where T : IAmazonService
        {
            var config = T.CreateDefaultClientConfig();
            config.ServiceURL = "http://localhost:8001";
            return T.CreateDefaultServiceClient(new BasicAWSCredentials("AK", "SK"), config);
        }
    }

    private static string Goal(AmazonMTurkConfig config)
        => config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new GetAccountBalanceRequest())).URL.TrimEnd('/');
}

/// <summary>These tests set variables of the whole process, so nothing runs beside them.</summary>
[CollectionDefinition(nameof(EndpointsTests), DisableParallelization = true)]
public sealed class AloneInTheEnvironment;
