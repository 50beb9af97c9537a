using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;
using Crowdwork.Marketplace;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Harness.Tests.Runs;

/// <summary>
/// A run as a requester has it: <c>runner launch</c> is a process, the marketplace is another server, and workers come in by the address of their HIT, talk, and hand in.
/// </summary>
internal sealed partial class RealRun : IAsyncDisposable
{
    private const string Answer =
        """<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>run</QuestionIdentifier><FreeText>yes</FreeText></Answer></QuestionFormAnswers>""";

    private readonly MarketplaceServer _server;
    private readonly HashSet<string> _taken = [];

    private RealRun(ProjectCopy project, MarketplaceServer server, Runner process, string id, Uri link)
    {
        (Project, _server, Process, Id, Link) = (project, server, process, id, link);
        Crowd = MTurkCrowd.Open(new CrowdAddress(CrowdAddress.Local, server.Url, null, "us-east-1", null), _ => null);
        Operators = new Uri(link.GetLeftPart(UriPartial.Authority));
    }

    public ProjectCopy Project { get; }

    public Runner Process { get; private set; }

    public MTurkCrowd Crowd { get; }

    public string Id { get; }

    /// <summary>The operator's page of the run, with its key, as the command printed it.</summary>
    public Uri Link { get; private set; }

    /// <summary>Where the operator's pages are.</summary>
    public Uri Operators { get; private set; }

    /// <summary>Where workers are listened to.</summary>
    public Uri Workers { get; private set; } = null!;

    public string Key => Link.Query["?key=".Length..];

    public string RunsFolder => Path.Combine(Project.Root, ".crowd", "runs");

    public static async Task<RealRun> Launch(ProjectCopy project, string task, params string[] flags)
    {
        var server = await MarketplaceServer.StartAsync(new MarketplaceOptions(Path.Combine(project.Root, "market.db")) { Port = 0, Requesters = [RequesterAccount.Local] });
        project.Write("crowd.json", $$"""{ "crowds": { "local": { "endpoint": "{{server.Url}}" } } }""");
        var process = Runner.Start(project.Root, ["launch", task, "--port", "0", "--operator-port", "0", .. flags]);
        var link = await process.Says(LinkIn);
        var run = new RealRun(project, server, process, IdPattern().Match(link).Groups[1].Value, new Uri(link));
        await run.FindWorkersAddress();
        return run;
    }

    /// <summary>The process is told to go at once, and everything stays as it is.</summary>
    public async Task Leave()
    {
        await Process.Kill();
        await Process.DisposeAsync();
    }

    /// <summary><c>runner resume</c> where the process was before.</summary>
    public async Task Resume()
    {
        Process = Runner.Start(Project.Root, "resume", Id, "--port", $"{Workers.Port}", "--operator-port", $"{Operators.Port}");
        await Process.Says(LinkIn);
    }

    /// <summary><c>runner review</c> in place of the process that served the run.</summary>
    public async Task Review()
    {
        Process = Runner.Start(Project.Root, "review", Id, "--port", "0");
        Link = new Uri(await Process.Says(LinkIn));
        Operators = new Uri(Link.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>Another launch in the same project, which hands its run over. The id of that run.</summary>
    public async Task<(Runner Command, string Id)> LaunchBeside(string task, params string[] flags)
    {
        var command = Runner.Start(Project.Root, ["launch", task, .. flags]);
        return (command, IdPattern().Match(await command.Says(LinkIn)).Groups[1].Value);
    }

    /// <summary><c>runner resume</c> with these words, in place of the process that served.</summary>
    public async Task ResumeWith(params string[] words)
    {
        Process = Runner.Start(Project.Root, ["resume", .. words, "--operator-port", "0"]);
        Link = new Uri(await Process.Says(LinkIn));
        Operators = new Uri(Link.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>A worker accepts a HIT and opens its address; their page is joined.</summary>
    public Task<(ProtocolWorker Page, string Assignment)> Come(string worker) => Come(worker, Id);

    /// <summary>The same for another run of the project.</summary>
    public async Task<(ProtocolWorker Page, string Assignment)> Come(string worker, string runId)
    {
        await _server.Floor.Register(new WorkerProfile(worker, null, false, false));
        var hit = await FreeHit(runId);
        var outcome = await _server.Floor.Accept(worker, hit);
        Assert.Null(outcome.Refused);
        var assignment = outcome.Work!.AssignmentId;
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri(Workers, $"/worker/enter?run={runId}&hitId={hit}&assignmentId={assignment}&workerId={worker}&turkSubmitTo={_server.Url}"));
        return (await new ProtocolWorker(Workers, TokenPattern().Match(page).Groups[1].Value, worker).Join(), assignment);
    }

    /// <summary>A worker comes, gives these answers, and hands in.</summary>
    public Task<string> Finish(string worker, params string[] answers) => FinishIn(Id, worker, answers);

    public Task<string> FinishIn(string runId, string worker, params string[] answers) => Finish(runId, worker, [.. answers.Select(answer => (answer, (JsonNode?)null))]);

    /// <summary>The same with what the page tells of how each was written.</summary>
    public Task<string> Finish(string worker, (string Text, JsonNode? Signals)[] answers) => Finish(Id, worker, answers);

    private async Task<string> Finish(string runId, string worker, (string Text, JsonNode? Signals)[] answers)
    {
        var (page, assignment) = await Come(worker, runId);
        await using (page)
        {
            foreach (var (text, signals) in answers)
            {
                await page.Until(one => one.Asked is not null, "asked something");
                await page.Answer(text, signals);
            }

            await page.Until(one => one.Ending is not null, "told that it is over");
        }

        Assert.Null((await _server.Floor.Submit(worker, assignment, Answer)).Refused);
        return assignment;
    }

    public async Task<Verdict> VerdictOn(string assignment) => (await Crowd.Answer(assignment, CancellationToken.None))?.Verdict ?? Verdict.None;

    /// <summary>A client that has shown the key, as a browser does.</summary>
    public async Task<HttpClient> Inside()
    {
        var http = new HttpClient { BaseAddress = Operators };
        using var answer = await http.GetAsync(Link);
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Add("X-Operator-Token", Key);
        return http;
    }

    public async Task<JsonElement> Read(HttpClient http, string path)
    {
        using var json = JsonDocument.Parse(await http.GetStringAsync(new Uri(Operators, $"/api/runs/{Id}{path}")));
        return json.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Crowd.Dispose();
        await Process.DisposeAsync();
        await _server.DisposeAsync();
        Project.Dispose();
    }

    // It is in the address of every HIT.
    private async Task FindWorkersAddress()
    {
        var terms = "";
        await Guard.Until(() =>
        {
            using var store = CrowdStore.OpenReadOnly(RunsFolder);
            terms = store.Launch(new RunId(Id))?.Terms ?? "";
            return Task.FromResult(terms.Length > 0);
        }, () => "the run should be in the store.");
        using var json = JsonDocument.Parse(terms);
        Workers = new Uri(json.RootElement.GetProperty("publicUrl").GetString()!);
    }

    private async Task<string> FreeHit(string runId)
    {
        string? free = null;
        await Guard.Until(() =>
        {
            using var store = CrowdStore.OpenReadOnly(RunsFolder);
            free = store.Hits(new RunId(runId)).Where(row => row.State == HitState.Posted).Select(row => row.Hit).FirstOrDefault(hit => hit is not null && _taken.Add(hit));
            return Task.FromResult(free is not null);
        }, () => $"a HIT should be on the market.\n{Process.Out}\n{Process.Error}");
        return free!;
    }

    private static string? LinkIn(string said) => LinkPattern().Match(said) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(@"http://localhost:\d+/runs/\S+\?key=[0-9a-f]+(?=\s)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"/runs/([^/?]+)")]
    private static partial Regex IdPattern();

    [GeneratedRegex("\"token\":\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
