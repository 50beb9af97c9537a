using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Marketplace;
using Crowdwork.Marketplace.Requesters;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Harness.Tests.Money;

/// <summary>A project with a run on a marketplace whose server is down: what workers did is in its store and on the marketplace, and somebody is to be paid.</summary>
internal sealed class LaunchedProject : IAsyncDisposable
{
    public const string Run = "qa-1";

    private const string Script = """
        Review(part => part switch
        {
            { Finished: true } when part.Messages[^1].Text.Contains("good") => Decision.Approve("Complete", bonus: 0.20m),
            { Finished: true } when part.Messages[^1].Text.Contains("bad") => Decision.Reject("Nothing was answered."),
            _ => Decision.AskAHuman("Look at it."),
        });
        var worker = await Meet();
        await worker.Ask("How was it?");
        """;

    private const string Answer =
        """<?xml version="1.0" encoding="UTF-8" standalone="no"?><QuestionFormAnswers xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionFormAnswers.xsd"><Answer><QuestionIdentifier>q</QuestionIdentifier><FreeText>yes</FreeText></Answer></QuestionFormAnswers>""";

    private readonly MarketplaceServer _server;
    private readonly ProjectCopy _project;
    private readonly LoadedWorld _world;
    private int _places;

    private LaunchedProject(ProjectCopy project, MarketplaceServer server, LoadedWorld world)
    {
        (_project, _server, _world) = (project, server, world);
        Crowd = MTurkCrowd.Open(new CrowdAddress(CrowdAddress.Local, server.Url, null, "us-east-1", null), _ => null);
    }

    public MTurkCrowd Crowd { get; }

    public Uri Market => _server.Url;

    public string RunsFolder => Path.Combine(_project.Root, ".crowd", "runs");

    public static async Task<LaunchedProject> Start(long capCents = 10_000)
    {
        var project = ProjectCopy.With("qa", Script, """{ "title": "Questions", "reward": 0.50 }""");
        var server = await MarketplaceServer.StartAsync(new MarketplaceOptions(Path.Combine(project.Root, "market.db")) { Port = 0, Requesters = [RequesterAccount.Local] });
        project.Write("crowd.json", $$"""{ "crowds": { "local": { "endpoint": "{{server.Url}}" } } }""");
        var task = TaskFolder.Read(project["tasks/qa"], "qa");
        var build = new WorldCompiler(new WorldCompilerOptions()).Compile(task.WorldPath!, CancellationToken.None);
        Assert.True(build.World is not null, string.Join('\n', build.Problems));
        var launched = new LaunchedProject(project, server, build.World!);
        Directory.CreateDirectory(launched.RunsFolder);
        var (frozen, problems) = FrozenTask.Freeze(task, [], launched.RunsFolder);
        Assert.True(frozen is not null, string.Join('\n', problems));
        var terms = new LaunchTerms { Config = task.Config!, Conversations = 10, WorkersPerConversation = 1, PublicUrl = new Uri("https://lab.example") };
        using var store = launched.Open();
        await store.Write(new Projection.RunOpened(new RunId(Run), "qa", "local", 1, Now), new Projection.LaunchBegun(new RunId(Run), "local", frozen!.Hash, "T", capCents, Now, terms.ToJson()));
        return launched;
    }

    /// <summary>A worker says something in a conversation, and hands in.</summary>
    public async Task<string> Finish(string worker, string said)
    {
        var type = await Crowd.HitType(new HitTerms("Questions", "Ask.", [], new Engine.Crowds.Money(0.50m), TimeSpan.FromHours(1), TimeSpan.FromDays(3)), CancellationToken.None);
        var tag = new HitTag(new RunId(Run), _places++, 0);
        var hit = (await Crowd.Post(new HitOrder(type, new Uri("https://lab.example/worker"), 650, TimeSpan.FromDays(7), tag.Token, tag.Annotation), CancellationToken.None)).Id;
        var assignment = await HandIn(worker, hit);
        var answer = (await Crowd.Answer(assignment, CancellationToken.None))!;
        using var store = Open();
        await store.Write(
            new Projection.HitIntended(tag.Run, tag.Place, 0, tag.Token, Now), new Projection.HitPosted(tag.Run, tag.Place, 0, hit, Now),
            new Projection.AttendanceSet(tag.Run, assignment, new WorkerId(worker), hit, AttendanceState.Over, "finished", Play(store, worker, said), DueKind.Review, 50, Now),
            new Projection.SubmissionSeen(tag.Run, assignment, new WorkerId(worker), hit, SubmissionVerdict.None, null, answer.Answer, Now, answer.At.ToUnixTimeMilliseconds(), answer.ApprovesItselfAt!.Value.ToUnixTimeMilliseconds(), null));
        return assignment;
    }

    public async Task<string> HandIn(string worker, string hit)
    {
        await Register(worker);
        var outcome = await _server.Floor.Accept(worker, hit);
        Assert.Null(outcome.Refused);
        Assert.Null((await _server.Floor.Submit(worker, outcome.Work!.AssignmentId, Answer)).Refused);
        return outcome.Work!.AssignmentId;
    }

    public Task Register(string worker) => _server.Floor.Register(new WorkerProfile(worker, null, false, false));

    public CrowdStore Open() => CrowdStore.Open(new StoreOptions(RunsFolder), TimeProvider.System);

    public Task<Running.Outcome> Runner(params string[] arguments) => Running.Runner.Run(_project.Root, arguments);

    public async Task<decimal> Spent()
    {
        var account = await Crowd.Account(CancellationToken.None);
        return 10_000m - account.Available.Dollars - account.OnHold!.Value.Dollars;
    }

    public async ValueTask DisposeAsync()
    {
        Crowd.Dispose();
        _world.Dispose();
        await _server.DisposeAsync();
        _project.Dispose();
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private ConversationId Play(CrowdStore store, string worker, string said)
    {
        var id = store.NextConversation();
        var play = new Play(_world, new PlayRules { Task = "qa" }, (_, _) => { });
        var number = 0;
        void Give(Input input)
        {
            var at = TimeProvider.System.GetUtcNow();
            var acts = play.Handle(input, at);
            var turn = new Turn(++number, at, input, acts);
            store.Submit(new Noted(new TurnRow(id, 1, number, at.ToUnixTimeMilliseconds(), 0, null, TurnJson.Write(input, acts)), TurnProjections.Of(id, 1, turn) ?? []));
        }

        Give(new Began(Run, _world.Hash, 0, null, 1, Onboarding: false));
        Give(new Met(play.Open.OfType<OpenMeet>().First().Id, [new Seating(1, worker, "worker", IsModel: false)]));
        Give(new Said(1, play.PromptOf(1)!.Id, "c1", said, null));
        return id;
    }

    private sealed class Noted(in TurnRow row, IReadOnlyList<Projection> projections) : Commit(row, projections)
    {
        protected internal override void Committed()
        {
        }

        protected internal override void Failed(StoreFault fault) => throw new InvalidOperationException(fault.Message);
    }
}
