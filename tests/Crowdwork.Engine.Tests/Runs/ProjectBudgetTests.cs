using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Store;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class ProjectBudgetTests : IDisposable
{
    private static readonly CrowdSettings Settings = new() { Budget = 100m };

    private readonly TemporaryFolder _folder = new();
    private readonly CrowdStore _store;

    public ProjectBudgetTests() => _store = _folder.Open();

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Run_WithoutABudgetInCrowdJson_MaySpendWhatItsOwnCapSays()
        => Assert.Null(ProjectBudget.Refusal(_store, new CrowdSettings(), "live", null, new Money(1_000_000)));

    [Fact]
    public async Task Run_BesideOneThatGoesOn_HasWhatThatMayNotSpend()
    {
        await Launch("qa-1", "live", capCents: 6000);

        Assert.Null(ProjectBudget.Refusal(_store, Settings, "live", null, new Money(40)));
        var refusal = ProjectBudget.Refusal(_store, Settings, "live", null, new Money(40.01m));
        Assert.Contains("$60.00 of it", refusal);
        Assert.Contains("$40.00 is left", refusal);
    }

    [Fact]
    public async Task Run_AfterOneThatIsOver_HasWhatThatDidNotSpend()
    {
        await Launch("qa-1", "live", capCents: 6000);
        await Pay("qa-1", 1200);
        await _store.Write(new Projection.RunClosed(new RunId("qa-1"), 30));

        Assert.Null(ProjectBudget.Refusal(_store, Settings, "live", null, new Money(88)));
        Assert.NotNull(ProjectBudget.Refusal(_store, Settings, "live", null, new Money(88.01m)));
    }

    [Fact]
    public async Task Run_OnAnotherCrowd_DoesNotCount()
    {
        await Launch("qa-1", "sandbox", capCents: 9000);

        Assert.Null(ProjectBudget.Refusal(_store, Settings, "live", null, new Money(100)));
    }

    [Theory]
    [InlineData(60.01, null)]
    [InlineData(100, null)]
    [InlineData(100.01, "All runs on 'live' together may spend $100.00")]
    [InlineData(60, "It is $60.00 already")]
    [InlineData(59, "A cap is only raised")]
    [InlineData(60.005, "An amount is dollars and cents")]
    [InlineData(-1, "An amount is dollars and cents")]
    public async Task Cap_OfARun_IsRaisedWithinTheBudgetAndNeverLowered(double dollars, string? refusal)
    {
        await Launch("qa-1", "live", capCents: 6000);

        var said = CapRaise.Refusal(_store, Settings, _store.Launch(new RunId("qa-1"))!, (decimal)dollars);

        if (refusal is null) Assert.Null(said);
        else Assert.Contains(refusal, said);
    }

    [Fact]
    public async Task Run_WhoseCapIsRaised_IsNotHeldAgainstItself()
    {
        await Launch("qa-1", "live", capCents: 9000);

        Assert.Null(ProjectBudget.Refusal(_store, Settings, "live", new RunId("qa-1"), new Money(100)));
        Assert.NotNull(ProjectBudget.Refusal(_store, Settings, "live", new RunId("qa-1"), new Money(100.01m)));
    }

    private Task Launch(string run, string crowd, long capCents) => _store.Write(
        new Projection.RunOpened(new RunId(run), "qa", CrowdRun.RunKind, 0, 10), new Projection.LaunchBegun(new RunId(run), crowd, "abc", "T", capCents, 10));

    private Task Pay(string run, long cents) => _store.Write(
        new Projection.LedgerWritten(new RunId(run), "reward:A", 1, LedgerStep.Intent, LedgerKind.Reward, cents, new WorkerId("W"), "A", null, 20),
        new Projection.LedgerWritten(new RunId(run), "reward:A", 1, LedgerStep.Confirmed, LedgerKind.Reward, cents, new WorkerId("W"), "A", null, 20));
}
