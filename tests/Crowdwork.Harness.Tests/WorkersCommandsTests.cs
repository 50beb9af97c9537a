using System.Text.Json;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Marketplace;
using Crowdwork.Marketplace.Requesters;

namespace Crowdwork.Harness.Tests;

/// <summary><c>runner workers</c> against a marketplace and a store.</summary>
public sealed class WorkersCommandsTests : IAsyncLifetime
{
    private readonly ProjectCopy _project = new();
    private MarketplaceServer _market = null!;
    private MTurkCrowd _crowd = null!;

    public async ValueTask InitializeAsync()
    {
        _market = await MarketplaceServer.StartAsync(new MarketplaceOptions(_project["market.db"]) { Port = 0, Requesters = [RequesterAccount.Local] });
        _project.Write("crowd.json", $$"""{ "crowds": { "local": { "endpoint": "{{_market.Url}}" } } }""");
        _crowd = MTurkCrowd.Open(new CrowdAddress(CrowdAddress.Local, _market.Url, _market.Url, "us-east-1", null), _ => null);
    }

    public async ValueTask DisposeAsync()
    {
        _crowd.Dispose();
        await _market.DisposeAsync();
        _project.Dispose();
    }

    [Fact]
    public async Task BlockedList_Imported_IsMergedAndNobodyIsTakenOff()
    {
        await Register("A1", "A2", "A3");
        await _crowd.Block("A1", "Noise.", CancellationToken.None);
        _project.Write("more.csv", "worker,reason\nA2,=cmd\nA1,another reason\nA3,\n");

        var first = await Runner.Run(_project.Root, "workers", "import", "more.csv", "--list", "blocked");
        var again = await Runner.Run(_project.Root, "workers", "import", "more.csv", "--list", "blocked", "--json");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Contains("2 added on local, 1 were there already. Nobody was taken off.", first.Out);
        using var json = JsonDocument.Parse(again.Out);
        Assert.Equal((0, 3), (json.RootElement.GetProperty("added").GetInt32(), json.RootElement.GetProperty("there").GetInt32()));
        Assert.Contains(new BlockedWorker("A1", "Noise."), await _crowd.Blocks(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task BlockedList_OfMoreThanAPage_ExportedAndImportedElsewhere_IsTheSame()
    {
        for (var i = 0; i < 103; i++)
        {
            await Register($"AW{i}");
            await _crowd.Block($"AW{i}", i == 5 ? "=HYPERLINK()" : "Noise.", CancellationToken.None);
        }

        var told = await Runner.Run(_project.Root, "workers", "export", "--list", "blocked", "-o", "blocked.csv");
        Assert.True(told.ExitCode == 0, told.ToString());
        Assert.Contains("103 workers written", told.Out);
        Assert.Contains("AW5,'=HYPERLINK()", _project.Read("blocked.csv"));

        await _crowd.Unblock("AW5", CancellationToken.None);
        Assert.Contains("1 added on local, 102 were there already", (await Runner.Run(_project.Root, "workers", "import", "blocked.csv", "--list", "blocked")).Out);
        Assert.Contains(new BlockedWorker("AW5", "=HYPERLINK()"), await _crowd.Blocks(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task QualifiedList_Imported_KeepsValuesAndIsMirroredInTheStore()
    {
        await Register("A1", "A2");
        var id = await _crowd.EnsureQualification("passed", "Passed.", CancellationToken.None);
        await _crowd.Grant(id, "A1", 70, CancellationToken.None);
        _project.Write("passed.csv", "worker,value\nA1,10\nA2,80\n");

        var told = await Runner.Run(_project.Root, "workers", "import", "passed.csv", "--list", "qualified", "--qualification", "passed");

        Assert.True(told.ExitCode == 0, told.ToString());
        Assert.Equal([new QualifiedWorker("A1", 70), new QualifiedWorker("A2", 80)], (await _crowd.Qualified(id, CancellationToken.None).ToListAsync()).OrderBy(one => one.Worker));
        using (var store = CrowdStore.OpenReadOnly(_project[".crowd/runs"]))
            Assert.Equal([("A1", 70), ("A2", 80)], store.Qualified("passed").Select(row => (row.Worker.Value, row.Value)));
        Assert.Equal("worker,value\r\nA1,70\r\nA2,80\r\n", (await Runner.Run(_project.Root, "workers", "export", "--list", "qualified", "--qualification", "passed")).Out.Replace("\n", "\r\n").Replace("\r\r", "\r"));
    }

    [Fact]
    public async Task List_WhileARunHoldsTheStore_IsGivenToTheCrowdAndTheRestIsSaid()
    {
        await Register("A1");
        _project.Write("list.txt", "A1\n");
        using var store = CrowdStore.Open(new StoreOptions(_project[".crowd/runs"]), TimeProvider.System);

        var told = await Runner.Run(_project.Root, "workers", "import", "list.txt", "--list", "qualified", "--qualification", "passed");

        Assert.Equal(0, told.ExitCode);
        Assert.Contains("1 added on local", told.Out);
        Assert.Contains("could not be noted in the store", told.Error);
    }

    [Fact]
    public async Task SoftBlock_OfATask_IsItsBlockQualification()
    {
        await Register("A1");
        _project.Add("qa", "var w = await Meet();", """{ "title": "A test", "blockQualification": "noise in qa" }""").Add("plain", "var w = await Meet();");
        _project.Write("list.txt", "A1\n");

        var told = await Runner.Run(_project.Root, "workers", "import", "list.txt", "--list", "soft-blocked", "--task", "qa");
        var none = await Runner.Run(_project.Root, "workers", "import", "list.txt", "--list", "soft-blocked", "--task", "plain");

        Assert.True(told.ExitCode == 0, told.ToString());
        Assert.NotNull(await _crowd.Qualification("noise in qa", CancellationToken.None));
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("blockQualification", none.Error);
    }

    [Fact]
    public async Task FileWithAMistake_ChangesNothing()
    {
        await Register("A1");
        _project.Write("list.txt", "A1\nnot an id\n");

        var told = await Runner.Run(_project.Root, "workers", "import", "list.txt", "--list", "blocked");
        var gone = await Runner.Run(_project.Root, "workers", "import", "gone.txt", "--list", "blocked");

        Assert.Equal((2, 2), (told.ExitCode, gone.ExitCode));
        Assert.Contains("Nothing was changed.", told.Error);
        Assert.DoesNotContain("   at ", told.Error + gone.Error);
        Assert.Empty(await _crowd.Blocks(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task WorkerWhomTheCrowdDoesNotKnow_IsSaidAndTheOthersAreAdded()
    {
        await Register("A1");
        _project.Write("list.txt", "ANOBODY\nA1\n");

        var told = await Runner.Run(_project.Root, "workers", "import", "list.txt", "--list", "blocked");

        Assert.Equal(2, told.ExitCode);
        Assert.Contains("ANOBODY", told.Error);
        Assert.Contains("1 added on local, 0 were there already, 1 refused", told.Out);
    }

    [Theory]
    [InlineData("--list", "qualified")]
    [InlineData("--list", "soft-blocked")]
    [InlineData("--list", "qualified", "--qualification", "masters")]
    [InlineData("--list", "blocked", "--qualification", "x")]
    public async Task List_ThatIsNotSaidOrNotOurs_IsAMistake(params string[] list)
    {
        var told = await Runner.Run(_project.Root, ["workers", "export", .. list]);

        Assert.Equal(2, told.ExitCode);
        Assert.DoesNotContain("   at ", told.Error);
    }

    [Fact]
    public async Task Workers_OfAllRuns_AreListedAndShown()
    {
        using (var store = CrowdStore.Open(new StoreOptions(_project[".crowd/runs"]), TimeProvider.System))
        {
            await store.Write(
                new Projection.RunOpened(new RunId("qa-1"), "qa", "crowd", 1, 1),
                new Projection.SubmissionSeen(new RunId("qa-1"), "B1", new WorkerId("A1ANN"), "H", SubmissionVerdict.Approved, null, "", 1, 2, null, null),
                new Projection.Decided(new RunId("qa-1"), "B1", new WorkerId("A1ANN"), DecisionAct.SoftBlock, "ada", "Noise", null, null, 3),
                new Projection.QualificationSet(new WorkerId("A2BOB"), "passed", 1, 4));
        }

        var listed = await Runner.Run(_project.Root, "workers", "list");
        var shown = await Runner.Run(_project.Root, "workers", "show", "A1ANN");
        using var json = JsonDocument.Parse((await Runner.Run(_project.Root, "workers", "show", "A1ANN", "--json")).Out);
        var unknown = await Runner.Run(_project.Root, "workers", "show", "A1ANNN");

        Assert.Contains("2 workers.", listed.Out);
        Assert.Contains("softBlock: Noise", shown.Out);
        Assert.Equal("approved", json.RootElement.GetProperty("handedIn")[0].GetProperty("verdict").GetString());
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("Is it A1ANN?", unknown.Error);
    }

    private async Task Register(params string[] workers)
    {
        foreach (var worker in workers) Assert.True(await _market.Floor.Register(new Marketplace.Workers.WorkerProfile(worker, null, false, false)));
    }
}
