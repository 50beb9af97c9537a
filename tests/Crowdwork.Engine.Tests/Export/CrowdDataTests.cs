using Crowdwork.Engine.Export;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Export;

public sealed class CrowdDataTests : IDisposable
{
    private const string Ann = "A1ANN7QXWORKER";

    private readonly ExportHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Conversation_OfARun_HasTalkDataPairingsAndRow()
    {
        await _house.Launch(1);
        await _house.Work(0, Ann, await _house.Talk(0, Ann, row: """{"Id":"p1","Title":"Rivers"}"""), SubmissionVerdict.Approved);
        await _house.Pay(0, Ann, LedgerKind.Reward, 50);

        using var data = CrowdData.Open(_house.Folder);
        var conversation = Assert.Single(data.Run("qa-1").Conversations());

        Assert.Equal(("Rivers", true), (conversation.Row<Passage>().Title, conversation.IsFinished));
        Assert.Equal(("How long is it?", 2.0), (Assert.Single(conversation.Talk).Text, conversation.Talk.Single().SecondsThinking));
        Assert.Equal(5, conversation.Messages.Count);
        var saved = Assert.Single(conversation.Saved<Pair>());
        Assert.Equal(("p1", "How long is it?", "approved"), (saved.Value.PassageId, saved.Value.Question, saved.Mark));
        var pairing = Assert.Single(data.PairingsOf(Ann));
        Assert.Equal((Ann, "asker", "finished", "A0", "approved", 0.50m), (pairing.Worker, pairing.Role, pairing.Ending, pairing.Assignment, pairing.Mark, pairing.Reward));
    }

    [Fact]
    public async Task Run_WithTests_KeepsThemApart()
    {
        await _house.Launch(1);
        await _house.Conversation(0, [], onboarding: true);
        await _house.Talk(0, Ann);

        using var data = CrowdData.Open(_house.Folder);

        Assert.Equal([2L], data.Run("qa-1").Conversations().Select(conversation => conversation.Id));
        Assert.Equal([1L], data.Run("qa-1").Onboardings().Select(conversation => conversation.Id));
        Assert.Throws<KeyNotFoundException>(() => data.Run("qa-1").Conversation(99));
        Assert.Contains("qa-1", Assert.Throws<KeyNotFoundException>(() => data.Run("qa-2")).Message);
    }

    [Fact]
    public async Task Project_WithCrowdJson_HasRunsAndRehearsals()
    {
        using var folder = new Store.TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "crowd.json"), """{ "store": "kept" }""");
        foreach (var (place, run) in new[] { ("kept", "a-rehearsal"), ("kept/runs", "a-run") })
        {
            using var store = CrowdStore.Open(new StoreOptions(Path.Combine(folder.Path, place)), TimeProvider.System);
            await store.Write(new Projection.RunOpened(new RunId(run), "qa", "rehearsal", 1, run.Length));
        }

        using var data = CrowdData.Open(folder.Path);

        Assert.Equal(["a-run", "a-rehearsal"], data.Runs.Select(run => run.Id));
    }

    [Fact]
    public void Folder_WithoutAStore_SaysSo()
    {
        using var folder = new Store.TemporaryFolder();

        Assert.Contains("no store", Assert.Throws<StoreException>(() => CrowdData.Open(folder.Path)).Message);
    }

    private sealed record Passage(string Id, string Title);

    private sealed record Pair(string PassageId, string Question);
}
