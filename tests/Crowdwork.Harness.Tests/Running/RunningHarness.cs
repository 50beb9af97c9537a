using System.Text.RegularExpressions;
using Crowdwork.Harness.Tests.Operators;
using Crowdwork.Harness.Tests.Workers;

namespace Crowdwork.Harness.Tests.Running;

/// <summary>
/// <c>runner harness</c> as an author starts it: a process of its own, with a project of its own. It can be killed and started again on the same store and port.
/// </summary>
internal sealed partial class RunningHarness : IAsyncDisposable
{
    private readonly string[] _arguments;
    private Runner _runner;

    private RunningHarness(ProjectCopy project, Runner runner, string[] arguments, string address)
    {
        Project = project;
        _runner = runner;
        _arguments = arguments;
        Address = new Uri(address);
        Http = new HttpClient { BaseAddress = Address };
    }

    public ProjectCopy Project { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public string Said => $"{_runner.Out}\n{_runner.Error}";

    public Runner Process => _runner;

    /// <summary>Starts it on a port that is free, and waits until it tells where it listens. The project is disposed of with the harness.</summary>
    public static async Task<RunningHarness> Start(ProjectCopy project, int workers = 2)
    {
        string[] arguments = ["--workers", workers.ToString(), "--marketplace-port", "0"];
        var runner = Runner.Start(project.Root, ["harness", "--port", "0", .. arguments]);
        return new RunningHarness(project, runner, arguments, await runner.Says(AddressIn));
    }

    public Task Kill() => _runner.Kill();

    /// <summary>Starts it again after it was killed or stopped.</summary>
    public async Task StartAgain()
    {
        await _runner.DisposeAsync();
        _runner = Runner.Start(Project.Root, ["harness", "--port", Address.Port.ToString(), .. _arguments]);
        await _runner.Says(AddressIn);
    }

    public Task<OperatorLine> Operate(string task) => OperatorLine.Open(this, task);

    /// <summary>A page of one of the workers that the operator sees.</summary>
    public ProtocolWorker Page(OperatorLine @operator, string worker) => new(Address, @operator.TokenOf(worker), worker);

    public Uri SocketAddress(string path) => new UriBuilder(Address) { Scheme = "ws", Path = path }.Uri;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _runner.DisposeAsync();
        Project.Dispose();
    }

    private static string? AddressIn(string said) => AddressPattern().Match(said) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(@"http://localhost:\d+(?=[\s/])")]
    private static partial Regex AddressPattern();
}
