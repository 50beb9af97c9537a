using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Store;

public sealed class RunTablesTests : IDisposable
{
    private const string Payment = "reward|A1|W1";

    private readonly TemporaryFolder _folder = new();
    private CrowdStore _store;

    public RunTablesTests() => _store = _folder.Open();

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Launch_SaidTwice_KeepsTheTermsItBeganWith()
    {
        await _store.Write(new Projection.LaunchBegun(Some.Run, "local", "abc", "T1", 6000, 10));
        await _store.Write(new Projection.LaunchBegun(Some.Run, "live", "def", "T2", 9999, 20));

        Assert.Equal(new LaunchRow(Some.Run, "local", "abc", "T1", 6000, 10, "{}", null), _store.Launch(Some.Run));
        Assert.Null(_store.Launch(new RunId("a rehearsal")));
    }

    [Fact]
    public async Task Units_SetAndSetAgain_StandAsSaidLast()
    {
        await _store.Write(new Projection.UnitSet(Some.Run, 1, "wanted", 10), new Projection.UnitSet(Some.Run, 0, "wanted", 10), new Projection.UnitSet(new RunId("other"), 0, "done", 10));
        await _store.Write(new Projection.UnitSet(Some.Run, 1, "begun", 20));

        Assert.Equal([new UnitRow(Some.Run, 0, "wanted", 10), new UnitRow(Some.Run, 1, "begun", 20)], _store.Units(Some.Run));
    }

    [Fact]
    public async Task Hit_NewsThatComesTwiceOrLate_ChangesNothing()
    {
        await _store.Write(new Projection.HitIntended(Some.Run, 0, 0, "token", 10));
        await _store.Write(new Projection.HitIntended(Some.Run, 0, 0, "token", 15));
        await _store.Write(new Projection.HitPosted(Some.Run, 0, 0, "H1", 20));
        await _store.Write(new Projection.HitPosted(Some.Run, 0, 0, "H2", 30), new Projection.HitRefused(Some.Run, 0, 0, "no", 30), new Projection.HitIntended(Some.Run, 0, 0, "token", 30));

        var posted = new HitRow(Some.Run, 0, 0, "token", HitState.Posted, "H1", null, 10, 20);
        Assert.Equal([posted], _store.Hits(Some.Run));
        Assert.Equal(posted, _store.Hit("H1"));

        await _store.Write(new Projection.HitClosed(Some.Run, 0, 0, "expired", 40));
        Assert.Equal([posted with { State = HitState.Closed, Detail = "expired", SettledAtUnixMs = 40 }], _store.Hits(Some.Run));
    }

    [Fact]
    public async Task Hit_OneIdForTwoPlaces_IsAContradiction()
    {
        await _store.Write(new Projection.HitIntended(Some.Run, 0, 0, "a", 10), new Projection.HitIntended(Some.Run, 1, 0, "b", 10), new Projection.HitPosted(Some.Run, 0, 0, "H1", 20));

        await Refused(new Projection.HitPosted(Some.Run, 1, 0, "H1", 30));

        Assert.Equal([HitState.Posted, HitState.Intended], _store.Hits(Some.Run).Select(hit => hit.State));
    }

    [Fact]
    public async Task Ledger_IntentThenConfirmation_IsSpentOnce()
    {
        await _store.Write(Line(LedgerStep.Intent));
        Assert.Equal(new LedgerSums(0, 0, 50), _store.LedgerSums(Some.Run));

        await _store.Write(Line(LedgerStep.Confirmed));
        Assert.Equal(new LedgerSums(50, 0, 0), _store.LedgerSums(Some.Run));
        Assert.Equal([LedgerStep.Intent, LedgerStep.Confirmed], _store.Ledger(Some.Run).Select(line => line.Step));
        Assert.Equal(_store.Ledger(Some.Run), _store.Ledger(Some.Worker));
    }

    [Fact]
    public async Task Ledger_RefusedPayment_MayBeIntendedAgainAsTheNextAttempt()
    {
        await _store.Write(Line(LedgerStep.Intent), Line(LedgerStep.Refused));
        await Refused(Line(LedgerStep.Intent));
        await _store.Write(Line(LedgerStep.Intent, attempt: 2));
        Assert.Equal(new LedgerSums(0, 0, 50), _store.LedgerSums(Some.Run));
        await _store.Write(Line(LedgerStep.Confirmed, attempt: 2));

        Assert.Equal(new LedgerSums(50, 0, 0), _store.LedgerSums(Some.Run));
    }

    public static TheoryData<string[], string, int, long> Contradictions => new()
    {
        { [LedgerStep.Intent], LedgerStep.Intent, 1, 50 }, // the same intent again
        { [LedgerStep.Intent], LedgerStep.Intent, 2, 50 }, // a second attempt while the first is open
        { [LedgerStep.Intent, LedgerStep.Confirmed], LedgerStep.Confirmed, 1, 50 }, // confirmed twice
        { [LedgerStep.Intent, LedgerStep.Confirmed], LedgerStep.Refused, 1, 50 }, // refused after it was confirmed
        { [LedgerStep.Intent, LedgerStep.Confirmed], LedgerStep.Intent, 1, 50 }, // paid, and intended again
        { [LedgerStep.Intent, LedgerStep.Confirmed], LedgerStep.Intent, 2, 50 },
        { [LedgerStep.Intent, LedgerStep.Refused], LedgerStep.Confirmed, 1, 50 }, // confirmed after it was refused
        { [], LedgerStep.Confirmed, 1, 50 }, // an outcome of nothing
        { [LedgerStep.Intent], LedgerStep.Confirmed, 1, 51 }, // another amount than intended
        { [], "perhaps", 1, 50 },
        { [], LedgerStep.Intent, 1, -1 },
    };

    [Theory, MemberData(nameof(Contradictions))]
    public async Task Ledger_LineThatContradictsAnEarlierOne_IsRefusedWithItsWholeCommit(string[] before, string step, int attempt, long cents)
    {
        foreach (var earlier in before) await _store.Write(Line(earlier));

        await Refused(new Projection.UnitSet(Some.Run, 7, "done", 10), Line(step, attempt, cents));

        Assert.Equal(before, _store.Ledger(Some.Run).Select(line => line.Step));
        Assert.Empty(_store.Units(Some.Run));
    }

    [Theory]
    [InlineData("UPDATE ledger SET cents = 1")]
    [InlineData("DELETE FROM ledger")]
    public async Task Ledger_EditedFromOutside_StaysAsItIs(string sql)
    {
        await _store.Write(Line(LedgerStep.Intent));

        Assert.Contains("never", Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => _folder.Sql(sql)).Message);

        Assert.Equal(50, Assert.Single(_store.Ledger(Some.Run)).Cents);
    }

    [Fact]
    public async Task Ledger_SamePaymentOfAnotherRun_IsAnotherPayment()
    {
        await _store.Write(Line(LedgerStep.Intent));
        await _store.Write(Line(LedgerStep.Intent) with { Run = new RunId("other") });

        Assert.Equal(50, _store.LedgerSums(Some.Run).IntendedCents);
    }

    [Fact]
    public async Task Ledger_FeesAndRefunds_AreInTheSums()
    {
        await _store.Write(
            Line(LedgerStep.Intent), Line(LedgerStep.Confirmed),
            Line(LedgerStep.Intent, cents: 10) with { Payment = "fee", Kind = LedgerKind.Fee }, Line(LedgerStep.Confirmed, cents: 10) with { Payment = "fee", Kind = LedgerKind.Fee },
            Line(LedgerStep.Intent, cents: 3) with { Payment = "back", Kind = LedgerKind.Refund }, Line(LedgerStep.Confirmed, cents: 3) with { Payment = "back", Kind = LedgerKind.Refund },
            Line(LedgerStep.Intent, cents: 5) with { Payment = "bonus", Kind = LedgerKind.Bonus });

        var sums = _store.LedgerSums(Some.Run);

        Assert.Equal(new LedgerSums(60, 3, 5), sums);
        Assert.Equal(62, sums.CommittedCents);
    }

    [Fact]
    public async Task RunsHitsAndLedgers_OutliveARebuildAndARestart()
    {
        await _store.Write(
            new Projection.LaunchBegun(Some.Run, "local", "abc", "T1", 6000, 10), new Projection.UnitSet(Some.Run, 0, "begun", 10), new Projection.HitIntended(Some.Run, 0, 0, "t", 10),
            Line(LedgerStep.Intent));
        var before = Everything();

        _store.Rebuild(_ => [Line(LedgerStep.Confirmed)]);
        Assert.Equal(before, Everything());

        _store.Dispose();
        _store = _folder.Open();
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task AStoreOfTheFirstVersion_IsBroughtForwardWithAllThatIsInIt()
    {
        _store.Dispose();
        File.Delete(_folder.DatabasePath);
        _folder.Sql($"{Schema.Steps[0]} PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = 1; INSERT INTO qualification VALUES ('W1', 'trained', 1, 5)");

        _store = _folder.Open();
        await _store.Write(Line(LedgerStep.Intent));

        Assert.Equal(1, _store.Qualification(Some.Worker, "trained")!.Value);
        Assert.Single(_store.Ledger(Some.Run));
    }

    private async Task Refused(params Projection[] facts)
        => Assert.Equal(StoreFaultKind.Contradiction, (await Assert.ThrowsAsync<StoreException>(() => _store.Write(facts))).Fault.Kind);

    private static Projection.LedgerWritten Line(string step, int attempt = 1, long cents = 50)
        => new(Some.Run, Payment, attempt, step, LedgerKind.Reward, cents, Some.Worker, "A1", null, 10);

    private string Everything() => string.Join('\n', [_store.Launch(Some.Run)!, .. _store.Units(Some.Run), .. _store.Hits(Some.Run), .. _store.Ledger(Some.Run)]);
}
