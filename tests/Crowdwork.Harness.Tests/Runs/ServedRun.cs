using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Marketplace;

namespace Crowdwork.Harness.Tests.Runs;

/// <summary>
/// A run that <c>runner launch</c> serves, a process of its own that can be killed, on a marketplace that lives on: this test's.
/// </summary>
internal sealed partial class ServedRun : IAsyncDisposable
{
    private const decimal Balance = 10_000m;

    private readonly ProjectCopy _project;
    private Runner _runner;

    private ServedRun(ProjectCopy project, MarketplaceServer market, Runner runner, string id, Uri address)
    {
        (_project, Market, _runner, Id, Address) = (project, market, runner, id, address);
        Http = new HttpClient { BaseAddress = address };
    }

    public MarketplaceServer Market { get; }

    public string Id { get; }

    /// <summary>Where workers reach it.</summary>
    public Uri Address { get; }

    public HttpClient Http { get; }

    public string RunsFolder => _project[".crowd/runs"];

    public Runner Process => _runner;

    public static async Task<ServedRun> Launch(string script, string settings, params string[] flags)
    {
        var project = ProjectCopy.With("task", script, settings);
        var market = await MarketplaceServer.StartAsync(new MarketplaceOptions(project["market.db"]) { Port = 0 });
        project.Write("crowd.json", $$"""{ "store": ".crowd", "tasks": "tasks", "crowds": { "local": { "endpoint": "{{market.Url}}", "workerSite": "{{market.Url}}" } } }""");
        // Two that are free now. A run listens where it did when it is resumed, so the system cannot choose anew each time.
        var (port, operatorPort) = (FreePort(), FreePort());
        var runner = Runner.Start(project.Root, ["launch", "task", "--local", "--port", $"{port}", "--operator-port", $"{operatorPort}", .. flags]);
        var id = await runner.Says(said => IdPattern().Match(said) is { Success: true } match ? match.Groups[1].Value : null);
        return new ServedRun(project, market, runner, id, new Uri($"http://localhost:{port}/"));
    }

    /// <summary>kill -9, and at once <c>runner resume</c>.</summary>
    public async Task KillAndResume()
    {
        await _runner.Kill();
        await _runner.DisposeAsync();
        _runner = Runner.Start(_project.Root, "resume", Id, "--operator-port", "0");
    }

    public CrowdReader Store() => CrowdStore.OpenReadOnly(RunsFolder);

    public MTurkCrowd Crowd() => MTurkCrowd.Open(new CrowdAddress(CrowdAddress.Local, Market.Url, Market.Url, "us-east-1", null), _ => null, retries: 3);

    /// <summary>What has left the account.</summary>
    public async Task<decimal> Spent()
    {
        using var crowd = Crowd();
        var account = await crowd.Account(CancellationToken.None);
        return Balance - account.Available.Dollars - account.OnHold!.Value.Dollars;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _runner.DisposeAsync();
        await Market.DisposeAsync();
        _project.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"^Run (\S+)$", RegexOptions.Multiline)]
    private static partial Regex IdPattern();
}
