using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Store;

public sealed class CrowdStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Turns_AfterReopening_ComeBackAsTheyWere()
    {
        TurnRow[] said = [Some.Turn(1, "a", body: "{\"text\":\"grüß dich\"}"), Some.Turn(2, seat: 0, body: ""), Some.Turn(3, "b")];
        using (var store = _folder.Open())
        {
            foreach (var turn in said)
                Assert.Null(await store.Store(turn));
        }

        using var reopened = _folder.Open();
        var read = reopened.ReadTurns(Some.Conversation, 1);
        Assert.Equal(
            said.Select(turn => (turn with { Body = default }, turn.Body.Text())),
            read.Select(turn => (turn with { Body = default }, turn.Body.Text())));
    }

    [Fact]
    public async Task Body_IsTextThatSqliteCanQuery()
    {
        using (var store = _folder.Open())
            await store.Store(Some.Turn(1, body: "{\"said\":\"hello\"}"));

        Assert.Equal("hello", _folder.Sql("SELECT json_extract(body, '$.said') FROM turn"));
    }

    [Fact]
    public async Task Message_SameIdFromTheSameSeat_FailsOnlyTheSecond()
    {
        using var store = _folder.Open();
        using var busy = new BusyWriter(store);
        var first = store.Store(Some.Turn(1, "m"));
        var second = store.Store(Some.Turn(2, "m"));
        var other = store.Store(Some.Turn(1, "m", conversation: 2));
        var otherSeat = store.Store(Some.Turn(2, "m", seat: 2));
        busy.Release();

        Assert.Null(await first);
        Assert.Same(StoreFault.DuplicateMessage, await second);
        Assert.Null(await other);
        Assert.Null(await otherSeat);
    }

    [Fact]
    public async Task Message_SameIdAfterARestart_IsKnown()
    {
        using (var store = _folder.Open())
            await store.Store(Some.Turn(1, "m"));

        using var reopened = _folder.Open();
        Assert.Same(StoreFault.DuplicateMessage, await reopened.Store(Some.Turn(2, "m")));
        Assert.Equal(1, reopened.FindMessage(Some.Conversation, 1, "m")?.Number);
        Assert.Null(reopened.FindMessage(Some.Conversation, 2, "m"));
    }

    [Fact]
    public async Task Message_SameIdInALaterEdition_IsKnown()
    {
        using var store = _folder.Open();
        await store.Store(Some.Turn(1, "m"), Some.Opened());
        Assert.Null(await store.Observe(new ObservedCommit(
            [Some.Turn(1, edition: 2)], [new Projection.EditionBegun(Some.Conversation, 2, "world-2")])));

        Assert.Same(StoreFault.DuplicateMessage, await store.Store(Some.Turn(2, "m", edition: 2)));
        Assert.Null(await store.Store(Some.Turn(2, "n", edition: 2)));
    }

    [Fact]
    public async Task Commit_DuplicateInItsSecondTurn_StoresNothingOfItAndAllOfTheOthers()
    {
        using var store = _folder.Open();
        using var busy = new BusyWriter(store);
        var before = store.Store(Some.Turn(1, "m"));
        var halfDuplicate = store.Observe(new ObservedCommit(
            [Some.Turn(1, "x", conversation: 2), Some.Turn(2, "m")], [Some.Opened(conversation: 2)]));
        var after = store.Store(Some.Turn(1, "y", conversation: 3));
        busy.Release();

        Assert.Null(await before);
        Assert.Equal(StoreFaultKind.DuplicateMessage, (await halfDuplicate)?.Kind);
        Assert.Null(await after);
        Assert.Empty(store.ReadTurns(new ConversationId(2), 1));
        Assert.Null(store.Conversation(new ConversationId(2)));
        Assert.Single(store.ReadTurns(new ConversationId(3), 1));
    }

    [Fact]
    public async Task Commit_DuplicateMessage_AppliesNoneOfItsProjections()
    {
        using var store = _folder.Open();
        await store.Store(Some.Turn(1, "m"));

        await store.Store(Some.Turn(2, "m"), Some.Saved(2, "{}"));

        Assert.Empty(store.Saved(Some.Conversation));
    }

    [Fact]
    public async Task Turns_SubmittedBeforeTheFailureWasKnown_FailToo()
    {
        using var store = _folder.Open();
        await store.Store(Some.Turn(1, "m"));
        using var busy = new BusyWriter(store);
        var duplicate = store.Store(Some.Turn(2, "m"));
        var leftover = store.Store(Some.Turn(3, "n"));
        var another = store.Store(Some.Turn(4, "o"));
        busy.Release();

        Assert.Equal(StoreFaultKind.DuplicateMessage, (await duplicate)?.Kind);
        Assert.Equal(StoreFaultKind.OutOfOrder, (await leftover)?.Kind);
        Assert.Equal(StoreFaultKind.OutOfOrder, (await another)?.Kind);
        Assert.Null(await store.Store(Some.Turn(2, "n")));
        Assert.Equal([1, 2], store.ReadTurns(Some.Conversation, 1).Select(turn => turn.Number));
    }

    [Fact]
    public async Task Turns_OfAnEditionWhoseBeginningFailed_FailToo()
    {
        using var store = _folder.Open();
        await store.Store(Some.Turn(1, "m"), Some.Opened());

        var begun = await store.Observe(new ObservedCommit(
            [Some.Turn(1, "m", edition: 2)], [new Projection.EditionBegun(Some.Conversation, 2, "world-2")]));
        var leftover = await store.Store(Some.Turn(1, "n", edition: 2));

        Assert.Equal(StoreFaultKind.DuplicateMessage, begun?.Kind);
        Assert.Equal(StoreFaultKind.OutOfOrder, leftover?.Kind);
        Assert.Null(await store.Store(Some.Turn(2, "n")));
    }

    [Fact]
    public async Task Turns_OfAnEarlierEdition_AreRefused()
    {
        using var store = _folder.Open();
        await store.Store(Some.Turn(1), Some.Opened());
        await store.Store(new Projection.EditionBegun(Some.Conversation, 2, "world-2"));

        Assert.Equal(StoreFaultKind.OutOfOrder, (await store.Store(Some.Turn(2)))?.Kind);
        Assert.Null(await store.Store(Some.Turn(1, edition: 2)));
    }

    [Fact]
    public async Task Callbacks_OfOneBatch_ComeInTheOrderOfSubmission()
    {
        using var store = _folder.Open();
        var order = new List<int>();
        using var busy = new BusyWriter(store);
        for (var conversation = 1; conversation <= 10; conversation++)
        {
            var (said, saidAgain) = (2 * conversation, 2 * conversation + 1);
            store.Submit(new ObservedCommit(Some.Turn(1, "m", conversation), onFate: () => order.Add(said)));
            store.Submit(new ObservedCommit(Some.Turn(2, "m", conversation), onFate: () => order.Add(saidAgain)));
        }

        busy.Release();
        await store.FlushAsync();

        Assert.Equal(Enumerable.Range(2, 20), order);
    }

    [Fact]
    public async Task Callback_ThatThrows_IsReportedAndHarmsNobody()
    {
        var thrown = new List<Exception>();
        using var store = _folder.Open(options => options with { CallbackThrew = thrown.Add });
        store.Submit(new ObservedCommit(Some.Turn(1), onFate: () => throw new InvalidOperationException("a mistake")));

        Assert.Null(await store.Store(Some.Turn(2)));
        Assert.Equal("a mistake", Assert.Single(thrown).Message);
    }

    [Fact]
    public async Task Callback_ThatSubmitsIntoAFullQueue_DoesNotWaitForItself()
    {
        using var store = _folder.Open(options => options with { QueueCommits = 2 });
        var answers = new List<Task<StoreFault?>>();
        store.Submit(new ObservedCommit(Some.Turn(1), onFate: () =>
        {
            for (var number = 2; number <= 20; number++)
                answers.Add(store.Store(Some.Turn(number)));
        }));
        await store.FlushAsync();

        Assert.All(await Task.WhenAll(answers), Assert.Null);
        Assert.Equal(20, store.ReadTurns(Some.Conversation, 1).Count);
    }

    [Fact]
    public async Task Submit_QueueFull_HoldsTheCallerUntilThereIsRoom()
    {
        using var store = _folder.Open(options => options with { QueueCommits = 4 });
        using var busy = new BusyWriter(store);
        for (var number = 1; number <= 4; number++)
            store.Submit(new ObservedCommit(Some.Turn(number)));
        var room = store.WhenRoom();
        var fifth = Task.Run(() => store.Store(Some.Turn(5)), TestContext.Current.CancellationToken);

        Assert.False(room.IsCompleted);
        Assert.False(fifth.IsCompleted);
        busy.Release();

        Assert.Null(await fifth);
        await room;
    }

    [Fact]
    public async Task Submit_AfterDispose_FailsTheCommit()
    {
        var store = _folder.Open();
        store.Dispose();

        Assert.Equal(StoreFaultKind.Closed, (await store.Store(Some.Turn(1)))?.Kind);
    }

    [Fact]
    public void Dispose_StoresWhatWasSubmitted()
    {
        var commits = Enumerable.Range(1, 500).Select(number => new ObservedCommit(Some.Turn(number))).ToList();
        using (var store = _folder.Open())
            commits.ForEach(store.Submit);

        Assert.All(commits, commit => Assert.True(commit.Fate.IsCompletedSuccessfully));
        Assert.Equal("500", _folder.Sql("SELECT count(*) FROM turn"));
        Assert.False(File.Exists(_folder.DatabasePath + "-wal"));
    }

    [Fact]
    public async Task Refused_CommitTheDatabaseWillNotTake_FailsAlone()
    {
        using var store = _folder.Open();
        using var busy = new BusyWriter(store);
        var before = store.Store(Some.Turn(1));
        var refused = store.Store(Some.Turn(1, conversation: 2),
            new Projection.QualificationSet(default, "x", 1, 1));
        var after = store.Store(Some.Turn(2));
        busy.Release();

        Assert.Null(await before);
        Assert.Equal(StoreFaultKind.Refused, (await refused)?.Kind);
        Assert.Null(await after);
        Assert.Empty(store.ReadTurns(new ConversationId(2), 1));
    }

    [Fact]
    public async Task NextConversation_AfterReopening_IsOneThatNobodyHad()
    {
        using (var store = _folder.Open())
        {
            Assert.Equal(1, store.NextConversation().Value);
            await store.Store(Some.Turn(1, conversation: 7));
        }

        using var reopened = _folder.Open();
        Assert.Equal(8, reopened.NextConversation().Value);
        Assert.Equal(9, reopened.NextConversation().Value);
    }

    [Fact]
    public async Task LargeBatches_OfManyConversations_AreStoredWhole()
    {
        using var store = _folder.Open(options => options with { LargestBatch = 7 });
        var fates = new List<Task<StoreFault?>>();
        for (var number = 1; number <= 30; number++)
        for (var conversation = 1; conversation <= 50; conversation++)
            fates.Add(store.Store(Some.Turn(number, $"m{number}", conversation)));

        Assert.All(await Task.WhenAll(fates), Assert.Null);
        Assert.All(Enumerable.Range(1, 50), conversation =>
            Assert.Equal(Enumerable.Range(1, 30), store.ReadTurns(new ConversationId(conversation), 1).Select(turn => turn.Number)));
        Assert.Empty(store.Problems());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void WorkerId_EmptyLongOrWithControlCharacters_IsNotMade(string value)
    {
        Assert.Throws<ArgumentException>(() => new WorkerId(value));
        Assert.Throws<ArgumentException>(() => new RunId(value));
    }
}
