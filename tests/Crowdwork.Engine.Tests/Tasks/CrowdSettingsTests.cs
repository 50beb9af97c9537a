using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Tasks;

public sealed class CrowdSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_NoFile_HasTheDefaultsBesideWhereItWouldBe()
    {
        var (settings, problems) = CrowdSettingsReader.Read(_folder["crowd.json"]);

        Assert.Empty(problems);
        Assert.Equal(_folder[".crowd"], settings!.StoreFolder);
        Assert.Equal(_folder["tasks"], settings.TasksFolder);
    }

    [Fact]
    public void Read_EveryKey_ArrivesInTheSettings()
    {
        var (settings, problems) = Read("""
            {
              "store": "data/store", "tasks": "studies", "publicUrl": "https://lab.example.org/crowd", "budget": 250,
              "models": { "guide": { "endpoint": "http://localhost:9000/v1/chat/completions", "model": "small", "apiKeyVariable": "GUIDE_KEY", "timeout": "20s" } },
              "crowds": { "lab": { "endpoint": "https://market.example.org", "workerSite": "https://market.example.org/work", "region": "eu-west-1", "profile": "lab",
                                   "accessKeyVariable": "LAB_ID", "secretKeyVariable": "LAB_SECRET" } }
            }
            """);

        Assert.Empty(problems);
        Assert.Equal(_folder["data/store"], settings!.StoreFolder);
        Assert.Equal(_folder["studies"], settings.TasksFolder);
        Assert.Equal(new Uri("https://lab.example.org/crowd"), settings.PublicUrl);
        Assert.Equal(250m, settings.Budget);
        Assert.Equal(
            new ModelSettings { Endpoint = new("http://localhost:9000/v1/chat/completions"), Model = "small", ApiKeyVariable = "GUIDE_KEY", Timeout = TimeSpan.FromSeconds(20) },
            settings.Models["guide"]);
        Assert.Equal("LAB_SECRET", settings.Crowds["lab"].SecretKeyVariable);
        Assert.Equal("eu-west-1", settings.Crowds["lab"].Region);
    }

    [Theory]
    [InlineData("sk-proj-0123456789abcdef")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcd")]
    public void Read_KeyWhereAVariableIsNamed_IsRefusedWithoutRepeatingTheKey(string key)
    {
        var (settings, problems) = Read($$"""{ "models": { "m": { "endpoint": "https://e.example", "model": "x", "apiKeyVariable": "{{key}}" } } }""");

        Assert.Null(settings);
        var problem = Assert.Single(problems);
        Assert.Contains("looks like the key itself", problem.Message);
        Assert.DoesNotContain(key, problem.ToString());
    }

    [Fact]
    public void Read_UnknownKeyForASecret_NamesTheKeyThatTakesAVariable()
    {
        var (_, problems) = Read("""{ "models": { "m": { "endpoint": "https://e.example", "model": "x", "apiKey": "hush" } } }""");

        var problem = Assert.Single(problems);
        Assert.Contains("\"apiKeyVariable\"", problem.Remedy);
        Assert.DoesNotContain("hush", problem.ToString());
    }

    [Theory]
    [InlineData("http://lab.example.org", "not encrypted")]
    [InlineData("https://me:pw@lab.example.org", "user name or password")]
    [InlineData("lab.example.org", "not a web address")]
    [InlineData("file:///etc/passwd", "not a web address")]
    public void Read_AddressThatWorkersMustNotGet_IsRefused(string address, string message)
    {
        var (settings, problems) = Read($$"""{ "publicUrl": "{{address}}" }""");

        Assert.Null(settings);
        Assert.Contains(message, Assert.Single(problems).Message);
    }

    private (CrowdSettings? Settings, IReadOnlyList<Problem> Problems) Read(string json) =>
        CrowdSettingsReader.Read(_folder.Write("crowd.json", json), "crowd.json");
}
