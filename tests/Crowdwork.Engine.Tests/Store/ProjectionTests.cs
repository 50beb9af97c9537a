using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Store;

public sealed class ProjectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CrowdStore _store;

    public ProjectionTests() => _store = _folder.Open();

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_OpenedAndClosed_IsFoundWhileItIsOpen()
    {
        await _store.Store(
            new Projection.RunOpened(new RunId("old"), "qa", "harness", 5, 100),
            new Projection.RunOpened(new RunId("new"), "qa", "harness", 6, 200),
            new Projection.RunOpened(new RunId("launch"), "qa", "local", 7, 300));
        Assert.Equal(new RunRow(new RunId("new"), "qa", "harness", 6, 200, null), _store.LatestOpenRun("qa", "harness"));

        await _store.Store(new Projection.RunClosed(new RunId("new"), 400));
        Assert.Equal("old", _store.LatestOpenRun("qa", "harness")?.Id.Value);
        Assert.Equal(400, _store.Run(new RunId("new"))?.ClosedAtUnixMs);
        Assert.Null(_store.LatestOpenRun("describe", "harness"));
        Assert.Equal(["old", "new", "launch"], _store.Runs().Select(run => run.Id.Value));
    }

    [Fact]
    public async Task Conversation_FromOpeningToEnd_IsInTheRightLists()
    {
        await _store.Store(Some.Turn(1), Some.Opened());
        await _store.Store(Some.Opened(2), Some.Opened(3, ConversationKind.Onboarding), Some.Opened(4, run: new RunId("other")));
        await _store.Store(Some.Turn(2), new Projection.ConversationEnded(Some.Conversation, "finished", null, 99));

        Assert.Equal([1, 2, 3], _store.Conversations(Some.Run).Select(it => it.Id.Value));
        Assert.Equal([2, 3], _store.OpenConversations(Some.Run).Select(it => it.Id.Value));
        Assert.Equal(2, _store.ConversationsBegun(Some.Run));
        Assert.Equal(1, _store.ConversationsBegun(Some.Run, ConversationKind.Onboarding));
        Assert.Equal(
            new ConversationRow(Some.Conversation, Some.Run, "talk", 1, "world-1", 1, 10, "finished", null, 99),
            _store.Conversation(Some.Conversation));
    }

    [Fact]
    public async Task Seat_TakenLeftAndTakenAgain_KeepsItsFirstTime()
    {
        await _store.Store(Some.Opened(), new Projection.SeatTaken(Some.Conversation, 1, Some.Worker, "asker", 20));
        await _store.Store(new Projection.SeatLeft(Some.Conversation, 1, "disconnected", 30));
        Assert.Equal(new SeatRow(Some.Conversation, 1, Some.Worker, "asker", "disconnected", 20, 30), Assert.Single(_store.Seats(Some.Conversation)));

        await _store.Store(new Projection.SeatTaken(Some.Conversation, 1, Some.Worker, "asker", 40));
        var back = new SeatRow(Some.Conversation, 1, Some.Worker, "asker", SeatRow.Taken, 20, null);
        Assert.Equal([back], _store.Seats(Some.Conversation));
        Assert.Equal([back], _store.Seats(Some.Run));
        Assert.Equal([back], _store.Seats(Some.Worker));
    }

    [Fact]
    public async Task EditionBegun_TakesAwayWhatEarlierOnesSavedAndReopens()
    {
        await _store.Store(Some.Turn(1), Some.Opened(), new Projection.SeatTaken(Some.Conversation, 1, Some.Worker, "asker", 20), Some.Saved(1, "{\"old\":1}"));
        await _store.Store(Some.Turn(2), new Projection.ConversationEnded(Some.Conversation, "finished", "all said", 99));

        await _store.Observe(new ObservedCommit(
            [Some.Turn(1, edition: 2), Some.Turn(2, edition: 2)],
            [new Projection.EditionBegun(Some.Conversation, 2, "world-2"), Some.Saved(2, "{\"new\":1}", edition: 2)]));

        var conversation = Assert.Single(_store.OpenConversations(Some.Run));
        Assert.Equal((2, "world-2", null), (conversation.Edition, conversation.World, conversation.Ending));
        Assert.Equal("{\"new\":1}", Assert.Single(_store.Saved(Some.Run)).Json.Text());
        Assert.Equal("{\"new\":1}", Assert.Single(_store.Saved(Some.Conversation)).Json.Text());
        Assert.Single(_store.Seats(Some.Conversation));
        Assert.Equal(2, _store.ReadTurns(Some.Conversation, 1).Count);
    }

    [Fact]
    public async Task ReadOpenTurns_SeveralConversationsAndEditions_GivesTheLatestOfTheOpenOnesInOrder()
    {
        await _store.Store(Some.Turn(1, conversation: 3), Some.Opened(3));
        await _store.Store(Some.Turn(1), Some.Opened());
        await _store.Store(Some.Turn(1, conversation: 2), Some.Opened(2));
        await _store.Store(Some.Turn(2, conversation: 3));
        await _store.Store(Some.Turn(1, conversation: 3, edition: 2), new Projection.EditionBegun(new ConversationId(3), 2, "world-2"));
        await _store.Store(Some.Turn(2));
        await _store.Store(new Projection.ConversationEnded(new ConversationId(2), "finished", null, 9));
        await _store.Store(Some.Turn(1, conversation: 4), Some.Opened(4, run: new RunId("other")));

        Assert.Equal(
            [(1, 1, 1), (1, 1, 2), (3, 2, 1)],
            _store.ReadOpenTurns(Some.Run).Select(turn => ((int)turn.Conversation.Value, turn.Edition, turn.Number)));
    }

    [Fact]
    public async Task Qualification_SetChangedAndRemoved_IsWhatWasSaidLast()
    {
        await _store.Store(new Projection.QualificationSet(Some.Worker, "trained", 1, 5), new Projection.QualificationSet(Some.Worker, "age", 40, 5));
        await _store.Store(new Projection.QualificationSet(Some.Worker, "trained", 2, 6));
        Assert.Equal(new QualificationRow(Some.Worker, "trained", 2, 6), _store.Qualification(Some.Worker, "trained"));
        Assert.Equal(["age", "trained"], _store.Qualifications(Some.Worker).Select(it => it.Name));

        await _store.Store(new Projection.QualificationRemoved(Some.Worker, "trained"));
        Assert.Null(_store.Qualification(Some.Worker, "trained"));
    }

    [Fact]
    public async Task Rebuild_FromTheJournal_GivesTheSameTablesAndKeepsPrimaryFacts()
    {
        await _store.Store(new Projection.RunOpened(Some.Run, "qa", "harness", 5, 100), new Projection.QualificationSet(Some.Worker, "trained", 1, 5));
        foreach (var turn in Script)
            await _store.Store(turn, [.. Project(turn)]);
        var before = Everything();
        _folder.Sql("DELETE FROM seat; UPDATE conversation SET world = 'wrong'; INSERT INTO saved VALUES (9, 9, 9, 9, 9, 'x', 'y')");
        Assert.NotEqual(before, Everything());

        _store.Rebuild(Project);

        Assert.Equal(before, Everything());
        Assert.Null(await _store.Store(Some.Turn(2, edition: 2)));
    }

    [Fact]
    public async Task Rebuild_ProjectionThrows_LeavesTheTablesAsTheyWere()
    {
        foreach (var turn in Script)
            await _store.Store(turn, [.. Project(turn)]);
        var before = Everything();

        Assert.Throws<FormatException>(() => _store.Rebuild(turn => turn.Number == 2 ? throw new FormatException("unreadable turn") : Project(turn)));

        Assert.Equal(before, Everything());
        Assert.Null(await _store.Store(Some.Turn(3, conversation: 2)));
    }

    private static readonly TurnRow[] Script =
    [
        Some.Turn(1, body: "open"), Some.Turn(2, body: "save"), Some.Turn(3, body: "end"),
        Some.Turn(1, conversation: 2, body: "open"), Some.Turn(2, conversation: 2, body: "save"),
        Some.Turn(1, edition: 2, body: "edition"),
    ];

    private static IEnumerable<Projection> Project(TurnRow turn) => turn.Body.Text() switch
    {
        "open" =>
        [
            Some.Opened(turn.Conversation.Value),
            new Projection.SeatTaken(turn.Conversation, 1, Some.Worker, "asker", turn.AtUnixMs),
            new Projection.QualificationSet(Some.Worker, "trained", 1, 5),
        ],
        "save" => [Some.Saved(turn.Number, "{}", turn.Conversation.Value, turn.Edition)],
        "end" => [new Projection.ConversationEnded(turn.Conversation, "finished", null, turn.AtUnixMs)],
        "edition" => [new Projection.EditionBegun(turn.Conversation, turn.Edition, "world-2")],
        _ => [],
    };

    private string Everything() => string.Join("\n",
    [
        .. _store.Conversations(Some.Run), .. _store.Seats(Some.Run),
        .. _store.Saved(Some.Run).Select(it => (object)(it.Conversation, it.Edition, it.Number, it.Json.Text())),
        .. _store.Runs(), .. _store.Qualifications(Some.Worker), _folder.Sql("SELECT count(*) FROM saved"),
    ]);
}
