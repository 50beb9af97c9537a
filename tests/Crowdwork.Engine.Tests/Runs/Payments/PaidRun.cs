using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Store;
using Crowdwork.Engine.Tests.Support;

namespace Crowdwork.Engine.Tests.Runs.Payments;

/// <summary>A run on a real marketplace whose workers do what a test says, and its store.</summary>
internal sealed class PaidRun : IAsyncDisposable
{
    public static readonly RunId Run = new("run");

    private readonly TemporaryFolder _folder = new();
    private readonly Lock _closing = new();
    private readonly decimal _begunWith;
    private string? _hitType;
    private int _places;

    private PaidRun(LocalMarket market, decimal balance)
    {
        (Market, _begunWith) = (market, balance);
        Store = _folder.Open();
    }

    public LocalMarket Market { get; }

    public CrowdStore Store { get; private set; }

    public string Folder => _folder.Path;

    public JumpingTime Time { get; } = new();

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<PaidRun> Launch(long capCents = 100_000, decimal balance = 10_000m, Func<TaskConfig, TaskConfig>? change = null)
    {
        var run = new PaidRun(await LocalMarket.Start(balance), balance);
        var config = new TaskConfig { Title = "Questions", Description = "Ask and answer.", Reward = 0.50m };
        var terms = new LaunchTerms { Config = change?.Invoke(config) ?? config, Conversations = 10, WorkersPerConversation = 1, PublicUrl = new Uri("https://lab.example") };
        await run.Store.Write(
            new Projection.RunOpened(Run, "qa", "local", 1, run.Now), new Projection.LaunchBegun(Run, "local", "hash", "T", capCents, run.Now, terms.ToJson()));
        return run;
    }

    /// <summary>A HIT of the run, as the outbox leaves it.</summary>
    public async Task<string> Post()
    {
        var place = _places++;
        _hitType ??= await Market.HitType();
        var tag = new HitTag(Run, place, 0);
        var hit = await Market.Crowd.Post(new HitOrder(_hitType, new Uri("https://lab.example/worker"), 650, TimeSpan.FromDays(60), tag.Token, tag.Annotation), CancellationToken.None);
        await Store.Write(new Projection.HitIntended(Run, place, 0, tag.Token, Now), new Projection.HitPosted(Run, place, 0, hit.Id, Now));
        return hit.Id;
    }

    /// <summary>A worker comes, does their part, and hands in; the id of the assignment.</summary>
    public async Task<string> Finish(string worker, string due = DueKind.Review, long dueCents = 50, string detail = "finished")
    {
        var hit = await Post();
        var assignment = await Market.HandIn(worker, hit);
        await Came(worker, assignment, hit, AttendanceState.Over, due, dueCents, detail);
        await See(hit);
        return assignment;
    }

    /// <summary>A worker comes, and gives the work back.</summary>
    public async Task<string> GoAway(string worker, string due, long dueCents, string detail = "partnerLeft")
    {
        var hit = await Post();
        var assignment = await Market.Accept(worker, hit);
        await Came(worker, assignment, hit, AttendanceState.Over, due, dueCents, detail);
        return assignment;
    }

    public Task Came(string worker, string assignment, string hit, string state, string? due, long? dueCents, string detail)
        => Store.Write(new Projection.AttendanceSet(Run, assignment, new WorkerId(worker), hit, state, detail, new ConversationId(1), due, dueCents, Now));

    /// <summary>What the poll does: the marketplace's word about a HIT.</summary>
    public async Task See(string hit)
    {
        await foreach (var one in Market.Crowd.Answers(hit, CancellationToken.None))
        {
            await Store.Write(new Projection.SubmissionSeen(
                Run, one.Assignment, new WorkerId(one.Worker), one.Hit, one.Verdict switch { Verdict.Approved => SubmissionVerdict.Approved, Verdict.Rejected => SubmissionVerdict.Rejected, _ => SubmissionVerdict.None },
                one.Words, one.Answer, one.Accepted.ToUnixTimeMilliseconds(), one.At.ToUnixTimeMilliseconds(), one.ApprovesItselfAt?.ToUnixTimeMilliseconds(), null));
        }
    }

    public async Task SeeAll()
    {
        foreach (var hit in Store.Hits(Run)) await See(hit.Hit!);
    }

    public Task Decide(string act, string worker, string? assignment, string? words = "Because.", string? name = null, long? cents = null)
        => Store.Write(new Projection.Decided(Run, assignment, new WorkerId(worker), act, "anna", words, name, cents, Now));

    public Task<PayReport> Pay(ICrowd? crowd = null, IReviewProposals? proposals = null) => Pay(crowd, proposals, TestContext.Current.CancellationToken);

    public async Task<PayReport> Pay(ICrowd? crowd, IReviewProposals? proposals, CancellationToken cancelled)
    {
        using var spending = Spending.Of(Store, Run);
        using var payer = new Payer(Store, crowd ?? Market.Crowd, new CrowdGate(Time), spending, Time, Run);
        return await payer.Pay(proposals, null, cancelled);
    }

    public IReadOnlyList<Payable> Plan(IReviewProposals? proposals = null)
    {
        using var spending = Spending.Of(Store, Run);
        using var payer = new Payer(Store, Market.Crowd, new CrowdGate(Time), spending, Time, Run);
        return payer.Plan(proposals);
    }

    /// <summary>The process is gone: whatever it was about to write is not written.</summary>
    public Action Kill()
    {
        // Of this store and no other: what is still on its way when the process is dead must not reach the next one's.
        var store = Store;
        return () => Close(store);
    }

    public void Restart()
    {
        Close(Store);
        Store = _folder.Open();
    }

    public async Task<int> Bonuses(string assignment) => (await Market.Crowd.Bonuses(assignment, CancellationToken.None).ToListAsync()).Count;

    public async Task<Verdict?> VerdictOn(string assignment) => (await Market.Crowd.Answer(assignment, CancellationToken.None))?.Verdict;

    public IEnumerable<string> Confirmed => Store.Ledger(Run).Where(row => row.Step == LedgerStep.Confirmed && row.Kind != LedgerKind.Fee).Select(row => row.Payment);

    /// <summary>To the cent: what left the account is what the ledger says, and nothing is in doubt.</summary>
    public async Task BooksAgree()
    {
        Market.Faults = Crowdwork.Marketplace.Faults.FaultSettings.None;
        var account = await Market.Crowd.Account(CancellationToken.None);
        var spent = _begunWith - account.Available.Dollars - account.OnHold!.Value.Dollars;
        var sums = Store.LedgerSums(Run);
        Assert.Equal((spent * 100, 0m), (sums.SpentCents - sums.RefundedCents, sums.IntendedCents));
        Assert.True(sums.SpentCents <= Store.Launch(Run)!.CapCents, $"{sums.SpentCents} is more than the cap {Store.Launch(Run)!.CapCents}");
    }

    public async ValueTask DisposeAsync()
    {
        Close(Store);
        _folder.Dispose();
        await Market.DisposeAsync();
    }

    // The one that comes second waits until the store is closed, and not only closing.
    private void Close(CrowdStore store)
    {
        lock (_closing) store.Dispose();
    }
}
