using System.Runtime.CompilerServices;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tests.Store;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Marketplace.Faults;

namespace Crowdwork.Engine.Tests.Runs;

/// <summary>The loop against a real marketplace with its faults, and killed at every step.</summary>
public sealed class OutboxOnTheMarketTests : IAsyncLifetime
{
    private static readonly RunId Run = new("run");

    private readonly TemporaryFolder _folder = new();
    private readonly Lock _closing = new();
    private LocalMarket _market = null!;
    private Offer _offer = null!;
    private CrowdStore _store = null!;

    public enum Dies
    {
        /// <summary>The intent is on disk, the crowd has heard nothing.</summary>
        BeforeTheCall,

        /// <summary>The HIT is on the crowd, and nothing heard the reply.</summary>
        BeforeTheReply,

        /// <summary>The reply came, and could not be written down any more.</summary>
        BeforeTheResult,
    }

    public async ValueTask InitializeAsync()
    {
        _market = await LocalMarket.Start();
        _offer = new Offer(await _market.HitType(), new Uri("https://lab.example/worker?run=run"), 650, TimeSpan.FromDays(7));
        _store = _folder.Open();
    }

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        _folder.Dispose();
        await _market.DisposeAsync();
    }

    [Fact]
    public async Task ThousandHits_UnderThrottlingAndWithLostReplies_AreExactlyAThousand()
    {
        _market.Faults = new FaultSettings
        {
            Calls =
            [
                new FaultRule(CallFault.Throttle, "*", 0.1),
                new FaultRule(CallFault.DropReply, "*", 0.01),
                new FaultRule(CallFault.ErrorAfter, "*", 0.01),
                new FaultRule(CallFault.ErrorBefore, "*", 0.01),
            ],
        };

        var posting = await Post(1000, _market.Crowd);

        Assert.Equal((1000, null), (posting.Posted, posting.Halted));
        Assert.True(posting.Adopted > 0, "no reply was lost, and nothing was tried");
        await ExactlyOneHitForEachOf(1000);
    }

    public static TheoryData<Dies, int> EveryStep => new(
        from step in Enum.GetValues<Dies>()
        from call in new[] { 1, 2, 7, 12 }
        select (step, call));

    [Theory, MemberData(nameof(EveryStep))]
    public async Task Killed_AtAnyStep_GoesOnWithoutLossAndWithoutADuplicate(Dies how, int call)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Post(12, new MortalBoard(_market.Crowd, how, call, Closing(_store))));

        Restart();
        var posting = await Post(12, _market.Crowd);

        Assert.Equal((12, null), (posting.Posted, posting.Halted));
        await ExactlyOneHitForEachOf(12);
    }

    [Theory]
    [InlineData(Dies.BeforeTheReply)]
    [InlineData(Dies.BeforeTheResult)]
    public async Task Killed_AtEveryCallAgainAndAgain_ComesToTheEnd(Dies how)
    {
        for (var lives = 0; lives < 12; lives++)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Post(12, new MortalBoard(_market.Crowd, how, 1, Closing(_store))));
            Restart();
        }

        Assert.Equal((12, null), await Post(12, _market.Crowd) is var last ? (last.Posted, last.Halted) : default);
        await ExactlyOneHitForEachOf(12);
    }

    [Theory]
    [InlineData(Dies.BeforeTheCall)]
    [InlineData(Dies.BeforeTheReply)]
    [InlineData(Dies.BeforeTheResult)]
    public async Task Killed_AndResumedWhenTokensAreForgotten_FindsItsHitsByTheirAnnotation(Dies how)
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Post(12, new MortalBoard(_market.Crowd, how, 3, Closing(_store))));
        await _market.PutForward(TimeSpan.FromHours(30));

        Restart();
        var posting = await Post(12, _market.Crowd);

        Assert.Equal((12, null), (posting.Posted, posting.Halted));
        await ExactlyOneHitForEachOf(12);
    }

    [Fact]
    public async Task Resumed_WhileTheMarketCannotBeLookedThrough_SendsNothing()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Post(3, new MortalBoard(_market.Crowd, Dies.BeforeTheCall, 1, Closing(_store))));
        _market.StrikeAlways(CallFault.Throttle, "ListHITs");

        Restart();
        Assert.Equal(CrowdFaultKind.Throttled, (await Post(3, _market.Crowd)).Halted!.Kind);

        _market.Faults = FaultSettings.None;
        Assert.Empty(await _market.Hits());
        Assert.Equal(3, (await Post(3, _market.Crowd)).Posted);
        await ExactlyOneHitForEachOf(3);
    }

    [Fact]
    public async Task AccountThatRunsEmpty_HaltsWithWhatItCouldPost()
    {
        await using var poor = await LocalMarket.Start(balance: 1.80m);
        var offer = _offer with { HitType = await poor.HitType() };

        var posting = await new Outbox(_store, poor.Crowd, new JumpingTime()).Post(Run, offer, 5, null, TestContext.Current.CancellationToken);

        Assert.Equal((3, CrowdFaultKind.NoFunds), (posting.Posted, posting.Halted!.Kind));
        Assert.Equal(3, (await poor.Hits()).Count);
        Assert.Equal(2, _store.Hits(Run).Count(row => row.State == HitState.Intended));
    }

    private Task<Posting> Post(int places, IHitBoard board) => new Outbox(_store, board, new JumpingTime()).Post(Run, _offer, places, null, TestContext.Current.CancellationToken);

    // Of this store and no other: a call that is still on its way when the process is dead must not reach the next one's.
    private Action Closing(CrowdStore store) => () => Close(store);

    // The one that comes second waits until the store is closed, and not only closing.
    private void Close(CrowdStore store)
    {
        lock (_closing) store.Dispose();
    }

    private void Restart()
    {
        Close(_store);
        _store = _folder.Open();
    }

    private async Task ExactlyOneHitForEachOf(int places)
    {
        _market.Faults = FaultSettings.None;
        var onTheMarket = (await _market.Hits()).Select(hit => (hit.Annotation!, hit.Id)).Order().ToList();
        var inTheStore = _store.Hits(Run).Select(row => (HitTag.Of(row).Annotation, row.Hit!)).Order().ToList();
        Assert.Equal(places, onTheMarket.Count);
        Assert.Equal(onTheMarket, inTheStore);
        Assert.All(_store.Hits(Run), row => Assert.Equal(HitState.Posted, row.State));
    }

    /// <summary>The crowd as a process sees it that is killed at a certain call: from then on nothing of that process happens any more.</summary>
    private sealed class MortalBoard(IHitBoard crowd, Dies how, int atCall, Action lastBreath) : IHitBoard
    {
        private int _calls;

        public async Task<PostedHit> Post(HitOrder order, CancellationToken cancelled)
        {
            var call = Interlocked.Increment(ref _calls);
            if (call > atCall || (call == atCall && how == Dies.BeforeTheCall)) throw new ProcessKilled();
            var posted = await crowd.Post(order, cancelled);
            if (call < atCall) return posted;
            if (how == Dies.BeforeTheReply) throw new ProcessKilled();
            lastBreath();
            return posted;
        }

        public async IAsyncEnumerable<PostedHit> Hits([EnumeratorCancellation] CancellationToken cancelled)
        {
            await foreach (var hit in crowd.Hits(cancelled)) yield return hit;
        }

        public Task<PostedHit?> Hit(string id, CancellationToken cancelled) => crowd.Hit(id, cancelled);
    }

    private sealed class ProcessKilled : Exception;
}
