using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.MTurk;
using Amazon.MTurk.Model;
using Amazon.Runtime;
using Crowdwork.Harness.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Harness.Tests;

/// <summary><c>runner marketplace</c>, <c>runner account</c> and <c>runner hits</c> as a requester uses them.</summary>
public sealed partial class CrowdCommandsTests
{
    private const string Question = """
        <ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
          <ExternalURL>https://tasks.example.org/</ExternalURL><FrameHeight>400</FrameHeight>
        </ExternalQuestion>
        """;

    private static readonly Dictionary<string, string?> NoKeys = new()
    {
        ["AWS_ACCESS_KEY_ID"] = null, ["AWS_SECRET_ACCESS_KEY"] = null, ["AWS_SESSION_TOKEN"] = null, ["AWS_PROFILE"] = null,
        ["AWS_SHARED_CREDENTIALS_FILE"] = "/nowhere", ["AWS_CONFIG_FILE"] = "/nowhere", ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    [Fact]
    public async Task Account_OfTheLocalCrowd_TellsWhoAndHowMuch()
    {
        using var project = new ProjectCopy();
        await using var market = await OpenMarket.Start(project);

        var told = await Runner.Run(project.Root, "account");
        Assert.True(told.ExitCode == 0, told.ToString());
        Assert.Contains("$10,000.00", told.Out);
        Assert.Contains(market.Address, told.Out);

        using var json = JsonDocument.Parse((await Runner.Run(project.Root, "account", "--json")).Out);
        Assert.Equal(("local", "local", 10000m), (
            json.RootElement.GetProperty("crowd").GetString(), json.RootElement.GetProperty("identity").GetString(), json.RootElement.GetProperty("available").GetDecimal()));
    }

    [Fact]
    public async Task Account_OfTheLocalCrowd_NeverUsesKeysOrAddressesOfTheEnvironment()
    {
        using var project = new ProjectCopy();
        await using var market = await OpenMarket.Start(project);
        var environment = new Dictionary<string, string?>
        {
            ["AWS_ENDPOINT_URL_MTURK"] = "http://127.0.0.1:9", ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9", ["AWS_ACCESS_KEY_ID"] = "AKIAREALKEYREALKEY00", ["AWS_SECRET_ACCESS_KEY"] = "real",
        };

        var told = await Runner.Run(project.Root, environment, "account");

        Assert.True(told.ExitCode == 0, told.ToString());
        Assert.DoesNotContain("AKIA", told.Out);
    }

    [Fact]
    public async Task Account_OfALiveCrowd_IsNotLedElsewhereByTheEnvironment()
    {
        using var project = new ProjectCopy();
        await using var market = await OpenMarket.Start(project);
        project.Write("crowd.json", """{ "crowds": { "live": { "endpoint": "http://127.0.0.1:9" } } }""");
        var environment = new Dictionary<string, string?>
        {
            ["AWS_ENDPOINT_URL_MTURK"] = market.Address, ["AWS_ACCESS_KEY_ID"] = "local", ["AWS_SECRET_ACCESS_KEY"] = "local",
        };

        var told = await Runner.Run(project.Root, environment, "account", "--live");

        Assert.Equal(1, told.ExitCode);
        Assert.Contains("127.0.0.1:9", told.Error);
    }

    [Fact]
    public async Task Account_NobodyThere_IsOneMessage()
    {
        using var project = new ProjectCopy();
        project.Write("crowd.json", """{ "crowds": { "local": { "endpoint": "http://127.0.0.1:9" } } }""");

        var told = await Runner.Run(project.Root, "account");

        Assert.Equal(1, told.ExitCode);
        AssertOneMessage(told, "local cannot be reached at http://127.0.0.1:9/", "runner marketplace");
    }

    [Theory]
    [InlineData("--live")]
    [InlineData("--sandbox")]
    public async Task Account_WithoutKeys_SaysWhereTheyAreLookedFor(string crowd)
    {
        using var project = new ProjectCopy();
        var told = await Runner.Run(project.Root, NoKeys, "account", crowd);

        Assert.Equal(2, told.ExitCode);
        AssertOneMessage(told, "AWS_ACCESS_KEY_ID", "crowd.json");
    }

    [Fact]
    public async Task Account_WrongKeys_SaysThatTheyAreNotAccepted()
    {
        using var project = new ProjectCopy();
        await using var market = await OpenMarket.Start(project);
        project.Write("crowd.json", $$"""{ "crowds": { "lab": { "endpoint": "{{market.Address}}", "accessKeyVariable": "LAB_KEY", "secretKeyVariable": "LAB_SECRET" } } }""");

        var unset = await Runner.Run(project.Root, "account", "--crowd", "lab");
        var wrong = await Runner.Run(project.Root, new Dictionary<string, string?> { ["LAB_KEY"] = "local", ["LAB_SECRET"] = "hunter2" }, "account", "--crowd", "lab");

        Assert.Equal((2, 2), (unset.ExitCode, wrong.ExitCode));
        AssertOneMessage(unset, "LAB_KEY is not set");
        AssertOneMessage(wrong, "does not accept the keys");
        Assert.DoesNotContain("hunter2", wrong.Error + wrong.Out);
    }

    [Theory]
    [InlineData(200, "<html>a web site</html>")]
    [InlineData(200, "{}")]
    [InlineData(404, "not found")]
    [InlineData(400, "{\"__type\":\"UnknownOperationException\"}")]
    [InlineData(403, "<html>closed</html>")]
    [InlineData(503, "gone fishing")]
    public async Task Account_AServerThatIsNoMarketplace_IsOneMessage(int status, string body)
    {
        using var project = new ProjectCopy();
        await using var other = await OtherServer.Start(status, body);
        project.Write("crowd.json", $$"""{ "crowds": { "lab": { "endpoint": "{{other.Address}}", "accessKeyVariable": "LAB_KEY", "secretKeyVariable": "LAB_SECRET" } } }""");

        var told = await Runner.Run(project.Root, new Dictionary<string, string?> { ["LAB_KEY"] = "a", ["LAB_SECRET"] = "b" }, "account", "--crowd", "lab");

        Assert.InRange(told.ExitCode, 1, 2);
        AssertOneMessage(told, other.Address);
    }

    [Fact]
    public async Task Hits_Listed_Expired_AndDeleted()
    {
        using var project = new ProjectCopy();
        await using var market = await OpenMarket.Start(project);
        Assert.Contains("There are no HITs", (await Runner.Run(project.Root, "hits", "list")).Out);
        var first = await market.Publish("The first");
        var second = await market.Publish("The second \u001b[31m");

        var listed = await Runner.Run(project.Root, "hits", "list");
        Assert.Contains("The first", listed.Out);
        Assert.Contains("2 HITs.", listed.Out);
        Assert.DoesNotContain('\u001b', listed.Out);

        var early = await Runner.Run(project.Root, "hits", "delete", first);
        Assert.Equal(2, early.ExitCode);
        AssertOneMessage(early, first, "Assignable");

        Assert.Contains("1 of 1 expired.", (await Runner.Run(project.Root, "hits", "expire", first)).Out);
        Assert.Contains("1 of 1 deleted.", (await Runner.Run(project.Root, "hits", "delete", "--all")).Out);
        using var left = JsonDocument.Parse((await Runner.Run(project.Root, "hits", "list", "--json")).Out);
        Assert.Equal([second], left.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()));

        var unknown = await Runner.Run(project.Root, "hits", "expire", "3NOBODYHASTHIS", second);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("1 of 2 expired.", unknown.Out);
        AssertOneMessage(unknown, "3NOBODYHASTHIS", "does not exist");
    }

    [Fact]
    public async Task Marketplace_Killed_KeepsWhatWasPublished()
    {
        using var project = new ProjectCopy();
        await using var market = await OpenMarket.Start(project);
        var hit = await market.Publish("Before the kill");

        await market.KillAndStartAgain("--clock", "2h");

        var listed = await Runner.Run(project.Root, "hits", "list");
        Assert.Contains(hit, listed.Out);
        Assert.Contains("Reviewable", listed.Out);
    }

    [Fact]
    public async Task Marketplace_TwiceOnOneFile_RefusesTheSecond()
    {
        using var project = new ProjectCopy();
        await using var market = await OpenMarket.Start(project);

        var second = await Runner.Run(project.Root, "marketplace", "--port", "0");

        Assert.Equal(2, second.ExitCode);
        AssertOneMessage(second, "marketplace.db", "--store");
    }

    [Fact]
    public async Task Harness_Started_OpensTheLocalMarketplaceToo()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.With("hello", "var w = await Meet();"));
        var address = await harness.Process.Says(said => MarketPattern().Match(said) is { Success: true } match && said.Contains("Ctrl-C", StringComparison.Ordinal) ? match.Groups[1].Value : null);

        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(address)).StatusCode);
        Assert.NotEqual(harness.Address.Port, new Uri(address).Port);
        Assert.Contains($":{new Uri(address).Port}/\">Marketplace</a>", await harness.Http.GetStringAsync("/"));
    }

    private static void AssertOneMessage(Outcome outcome, params string[] named)
    {
        foreach (var name in named) Assert.Contains(name, outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Out + outcome.Error);
        Assert.DoesNotContain("Bug in Crowdwork", outcome.Out + outcome.Error);
        Assert.DoesNotContain("Exception", outcome.Error);
    }

    [GeneratedRegex(@"Marketplace at (http://localhost:\d+)")]
    private static partial Regex MarketPattern();

    /// <summary>A marketplace as its own process, which the project's crowd.json names as the local crowd.</summary>
    private sealed class OpenMarket : IAsyncDisposable
    {
        private readonly ProjectCopy _project;
        private Runner _runner;

        private OpenMarket(ProjectCopy project, Runner runner, string address)
        {
            _project = project;
            _runner = runner;
            Address = address;
        }

        public string Address { get; }

        public static async Task<OpenMarket> Start(ProjectCopy project)
        {
            var runner = Runner.Start(project.Root, "marketplace", "--port", "0");
            var address = await Listening(runner);
            project.Write("crowd.json", $$"""{ "crowds": { "local": { "endpoint": "{{address}}" } } }""");
            return new OpenMarket(project, runner, address);
        }

        public async Task<string> Publish(string title)
        {
            using var client = new AmazonMTurkClient(new BasicAWSCredentials("local", "local"), new AmazonMTurkConfig { ServiceURL = Address, AuthenticationRegion = "us-east-1" });
            var made = await client.CreateHITAsync(new CreateHITRequest
            {
                Title = title, Description = "A test", Reward = "0.25", AssignmentDurationInSeconds = 600, LifetimeInSeconds = 3600, MaxAssignments = 1, Question = Question,
            });
            return made.HIT!.HITId!;
        }

        public async Task KillAndStartAgain(params string[] more)
        {
            await _runner.Kill();
            await _runner.DisposeAsync();
            _runner = Runner.Start(_project.Root, ["marketplace", "--port", new Uri(Address).Port.ToString(), .. more]);
            await Listening(_runner);
        }

        public async ValueTask DisposeAsync() => await _runner.DisposeAsync();

        private static Task<string> Listening(Runner runner) => runner.Says(said => MarketPattern().Match(said) is { Success: true } match ? match.Groups[1].Value : null);
    }

    /// <summary>Something that listens and answers, but not as a marketplace.</summary>
    private sealed class OtherServer : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private OtherServer(WebApplication app) => _app = app;

        public string Address => _app.Urls.First();

        public static async Task<OtherServer> Start(int status, string body)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.Run(http =>
            {
                http.Response.StatusCode = status;
                return http.Response.WriteAsync(body);
            });
            await app.StartAsync();
            return new OtherServer(app);
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
