using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Store;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Runs;

/// <summary>The loop against a crowd on paper: what it does after each kind of fault.</summary>
public sealed class OutboxTests : IDisposable
{
    private static readonly RunId Run = new("run");
    private static readonly Offer Offer = new("T", new Uri("https://lab.example/worker"), 650, TimeSpan.FromDays(7));

    private readonly TemporaryFolder _folder = new();
    private readonly CrowdStore _store;
    private readonly JumpingTime _time = new();
    private readonly PaperBoard _board;

    public OutboxTests()
    {
        _store = _folder.Open();
        _board = new PaperBoard(_time);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Post_PutsEveryPlaceUpOnceAndWritesItDown()
    {
        Assert.Equal(new Posting(20, 0, null), await Post(20));
        Assert.Equal(new Posting(20, 0, null), await Post(20));
        Assert.Equal(new Posting(22, 0, null), await Post(22));

        Assert.Equal(Enumerable.Range(0, 22).Select(place => $"run:{place}:0"), _board.Posted.Select(hit => hit.Annotation!).OrderBy(note => int.Parse(note.Split(':')[1])));
        Assert.All(_store.Hits(Run), row => Assert.Equal((HitState.Posted, _board.Posted.Single(hit => hit.Id == row.Hit).Annotation), (row.State, HitTag.Of(row).Annotation)));
    }

    [Fact]
    public async Task Post_KeepsThePace()
    {
        await Post(300);

        var first = _board.Calls[0].At;
        Assert.Equal(5, _board.Calls.Count(call => call.At - first < TimeSpan.FromSeconds(1)));
        Assert.All(_board.Calls.Zip(_board.Calls.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromSeconds(1 / Pace.Fastest) - TimeSpan.FromMilliseconds(1)));
    }

    [Theory]
    [InlineData(CrowdFaultKind.Throttled)]
    [InlineData(CrowdFaultKind.Busy)]
    [InlineData(CrowdFaultKind.Unreachable)]
    public async Task Post_AfterAFaultThatPasses_SendsAgain(CrowdFaultKind kind)
    {
        for (var call = 0; call < 5; call++) _board.Faults.Enqueue(kind);

        Assert.Equal(new Posting(10, 0, null), await Post(10));
        Assert.Equal((10, 15), (_board.Posted.Count, _board.Calls.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_WhoseRepliesAreLost_AdoptsWhatWasPosted(bool idsAreNotNamed)
    {
        _board.PostsAllTheSame = true;
        _board.KeepsIdsToItself = idsAreNotNamed;
        for (var call = 0; call < 4; call++) _board.Faults.Enqueue(CrowdFaultKind.Unreachable);

        Assert.Equal(new Posting(10, 4, null), await Post(10));
        Assert.Equal(10, _board.Posted.Count);
        Assert.Equal(10, _store.Hits(Run).Select(row => row.Hit).Distinct().Count());
    }

    [Theory]
    [InlineData(CrowdFaultKind.NoFunds)]
    [InlineData(CrowdFaultKind.Credentials)]
    public async Task Post_ThatCannotGoOn_HaltsAndGoesOnWhenItCan(CrowdFaultKind kind)
    {
        _board.Always = kind;
        Assert.Equal(kind, (await Post(10)).Halted!.Kind);
        Assert.Empty(_board.Posted);

        _board.Always = null;
        Assert.Equal(new Posting(10, 0, null), await Post(10));
        Assert.All(_store.Hits(Run), row => Assert.Equal(0, row.Generation));
    }

    [Fact]
    public async Task Post_OfWhatTheCrowdWillNotHave_HaltsAndIsBegunAnewAsTheNextGeneration()
    {
        _board.Faults.Enqueue(CrowdFaultKind.Refused);
        Assert.Equal(CrowdFaultKind.Refused, (await Post(1)).Halted!.Kind);
        Assert.Equal((HitState.Refused, "no"), (_store.Hits(Run)[0].State, _store.Hits(Run)[0].Detail));

        Assert.Equal(new Posting(1, 0, null), await Post(1));
        Assert.Equal("run:0:1", Assert.Single(_board.Posted).Annotation);
    }

    [Fact]
    public async Task Post_ToACrowdThatNeverAnswers_GivesUpAfterAWhileAndSaysWhy()
    {
        _board.Always = CrowdFaultKind.Unreachable;
        var begun = _time.GetUtcNow();

        Assert.Equal(CrowdFaultKind.Unreachable, (await Post(10)).Halted!.Kind);

        Assert.InRange(_time.GetUtcNow() - begun, TimeSpan.FromMinutes(15), TimeSpan.FromHours(1));
        Assert.All(_store.Hits(Run), row => Assert.Equal(HitState.Intended, row.State));
    }

    [Fact]
    public async Task Post_WhoseTokenIsKnownAndWhoseHitIsInNoListYet_HaltsRatherThanPostTwice()
    {
        _board.PostsAllTheSame = true;
        _board.ListsNothing = true;
        _board.Faults.Enqueue(CrowdFaultKind.Unreachable);

        Assert.Equal(CrowdFaultKind.AlreadyDone, (await Post(1)).Halted!.Kind);

        _board.ListsNothing = false;
        Assert.Equal(new Posting(1, 1, null), await Post(1));
        Assert.Single(_board.Posted);
    }

    [Fact]
    public async Task Post_ThatIsNotWantedAnyMore_SendsNoMoreAndSettlesTheRestAsNeverPosted()
    {
        var outbox = new Outbox(_store, _board, _time);

        await outbox.Post(Run, Offer, 10, null, Cancelled, () => _board.Calls.Count < 3);

        Assert.InRange(_board.Posted.Count, 3, 10 - 1);
        Assert.True(await outbox.Settle(Run, "the run was stopped.", Lag, Cancelled));
        Assert.Equal((_board.Posted.Count, 0), (_store.Hits(Run).Count(row => row.State == HitState.Posted), _store.Hits(Run).Count(row => row.State == HitState.Intended)));
        Assert.All(_store.Hits(Run).Where(row => row.State == HitState.Refused), row => Assert.Equal("Never posted: the run was stopped.", row.Detail));
    }

    [Fact]
    public async Task Settle_OfWhatIsListed_AdoptsIt()
    {
        _board.PostsAllTheSame = true;
        _board.Always = CrowdFaultKind.Unreachable;
        _board.ListsNothing = true;
        var outbox = new Outbox(_store, _board, _time);
        await outbox.Post(Run, Offer, 1, null, Cancelled);

        _board.ListsNothing = false;

        Assert.True(await outbox.Settle(Run, "the run was stopped.", Lag, Cancelled));
        Assert.Equal((HitState.Posted, Assert.Single(_board.Posted).Id), (_store.Hits(Run)[0].State, _store.Hits(Run)[0].Hit));
    }

    [Fact]
    public async Task Settle_OfWhatMayStillAppear_WaitsAsLongAsListsAreBehind()
    {
        _board.Always = CrowdFaultKind.Unreachable;
        var outbox = new Outbox(_store, _board, _time);
        await outbox.Post(Run, Offer, 1, null, Cancelled);

        Assert.False(await outbox.Settle(Run, "the run was stopped.", Lag, Cancelled));
        Assert.Equal(HitState.Intended, _store.Hits(Run)[0].State);
        await Task.Delay(Lag + TimeSpan.FromSeconds(1), _time, Cancelled);
        Assert.True(await outbox.Settle(Run, "the run was stopped.", Lag, Cancelled));
        Assert.Equal(HitState.Refused, _store.Hits(Run)[0].State);
    }

    [Fact]
    public async Task Settle_OfWhatAKilledProcessBegan_WaitsAsLongAsListsAreBehind()
    {
        _board.Always = CrowdFaultKind.NoFunds;
        await Post(1);
        await Task.Delay(TimeSpan.FromSeconds(1), _time, Cancelled);
        var next = new Outbox(_store, _board, _time);

        Assert.False(await next.Settle(Run, "the run was stopped.", Lag, Cancelled));
        await Task.Delay(Lag + TimeSpan.FromSeconds(1), _time, Cancelled);
        Assert.True(await next.Settle(Run, "the run was stopped.", Lag, Cancelled));
    }

    [Fact]
    public async Task Post_TellsHowFarItIs()
    {
        var told = new List<PostingProgress>();
        _board.Faults.Enqueue(CrowdFaultKind.Throttled);

        await new Outbox(_store, _board, _time).Post(Run, Offer, 3, new Listener(told), TestContext.Current.CancellationToken);

        Assert.Equal((0, 3, 5.0), (told[0].Posted, told[0].Places, told[0].PerSecond));
        Assert.Contains(told, one => one is { PerSecond: 2.5, Trouble.Kind: CrowdFaultKind.Throttled });
        Assert.Equal((3, null), (told[^1].Posted, told[^1].Trouble));
    }

    [Fact]
    public async Task Post_IntoAStoreThatIsClosed_SendsNothing()
    {
        _store.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => Post(3));

        Assert.Empty(_board.Calls);
    }

    private static TimeSpan Lag => TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<Posting> Post(int places) => new Outbox(_store, _board, _time).Post(Run, Offer, places, null, TestContext.Current.CancellationToken);

    private sealed class Listener(List<PostingProgress> told) : IProgress<PostingProgress>
    {
        public void Report(PostingProgress value) => told.Add(value);
    }
}
