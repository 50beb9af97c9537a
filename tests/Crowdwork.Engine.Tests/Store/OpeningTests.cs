using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Store;

public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folder_NotThere_IsMade()
    {
        var inside = Path.Combine(_folder.Path, "a", "b");

        CrowdStore.Open(new StoreOptions(inside), TimeProvider.System).Dispose();

        Assert.True(File.Exists(Path.Combine(inside, "crowd.db")));
    }

    [Theory]
    [InlineData(Durability.Full)]
    [InlineData(Durability.Normal)]
    public async Task Durability_Either_KeepsAWriteAheadLog(Durability durability)
    {
        using var store = _folder.Open(options => options with { Durability = durability });

        Assert.Null(await store.Store(Some.Turn(1)));
        Assert.Equal("wal", _folder.Sql("PRAGMA journal_mode"));
    }

    [Fact]
    public void Open_TwiceInOneProcess_IsRefused()
    {
        using var store = _folder.Open();

        var refused = Assert.Throws<StoreException>(() => _folder.Open());

        Assert.Contains(_folder.Path, refused.Message);
    }

    [Fact]
    public void Folder_ThatIsAFile_IsRefused()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");

        AssertThreeParts(file, Assert.Throws<StoreException>(() => CrowdStore.Open(new StoreOptions(file), TimeProvider.System)));
    }

    [Fact]
    public void File_ThatIsAFolder_IsRefused()
    {
        Directory.CreateDirectory(_folder.DatabasePath);

        AssertThreeParts(_folder.DatabasePath, Assert.Throws<StoreException>(() => _folder.Open()));
    }

    [Fact]
    public void File_NotADatabase_IsRefusedAndStaysAsItWas()
    {
        var text = string.Concat(Enumerable.Repeat("This is no database. ", 500));
        File.WriteAllText(_folder.DatabasePath, text);

        var refused = Assert.Throws<StoreException>(() => _folder.Open());

        Assert.Equal(StoreFaultKind.Corrupt, refused.Fault.Kind);
        AssertThreeParts(_folder.DatabasePath, refused);
        Assert.Equal(text, File.ReadAllText(_folder.DatabasePath));
    }

    [Fact]
    public async Task File_WithDamagedPages_IsRefused()
    {
        using (var store = _folder.Open())
        {
            for (var number = 1; number <= 300; number++)
                store.Submit(new ObservedCommit(Some.Turn(number, $"m{number}", body: new string('x', 300))));
            await store.FlushAsync();
        }

        using (var file = new FileStream(_folder.DatabasePath, FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.Write([.. Enumerable.Repeat((byte)0xA5, 8192)]);
        }

        var refused = Assert.Throws<StoreException>(() => _folder.Open());

        Assert.True(refused.Fault.Kind is StoreFaultKind.Corrupt, refused.Message);
        AssertThreeParts(_folder.DatabasePath, refused);
    }

    [Fact]
    public async Task File_LargerThanIsChecked_OpensAndCanBeChecked()
    {
        using (var store = _folder.Open())
            await store.Store(Some.Turn(1));

        using var unchecked_ = _folder.Open(options => options with { CheckUpToBytes = 0 });

        Assert.Empty(unchecked_.Problems());
    }

    [Fact]
    public void File_OfAnotherProgram_IsRefusedAndStaysAsItWas()
    {
        _folder.Sql("CREATE TABLE theirs (x)");
        var before = File.ReadAllBytes(_folder.DatabasePath);

        var refused = Assert.Throws<StoreException>(() => _folder.Open());

        Assert.Contains("another program", refused.Message);
        Assert.Equal(before, File.ReadAllBytes(_folder.DatabasePath));
    }

    [Fact]
    public void Schema_NewerThanOurs_IsRefused()
    {
        _folder.Open().Dispose();
        _folder.Sql("PRAGMA user_version = 99");

        var refused = Assert.Throws<StoreException>(() => _folder.Open());

        Assert.Contains("schema version 99", refused.Message);
        Assert.Throws<StoreException>(() => CrowdStore.OpenReadOnly(_folder.Path));
    }

    [Fact]
    public void Schema_Version1File_IsMigratedWithItsRows()
    {
        _folder.Sql(
            $"""
             {Schema.Steps[0]}
             PRAGMA application_id = {Schema.ApplicationId};
             PRAGMA user_version = 1;
             INSERT INTO turn VALUES (5, 1, 1, 100, 1, 'm', 'body');
             INSERT INTO run VALUES ('run-1', 'qa', 'harness', 7, 100, NULL);
             """);
        IReadOnlyList<string> nextVersion = [.. Schema.Steps, "ALTER TABLE run ADD COLUMN note TEXT; UPDATE run SET note = 'from ' || id;"];

        using (var store = CrowdStore.Open(new StoreOptions(_folder.Path), TimeProvider.System, nextVersion))
            Assert.Equal("body", Assert.Single(store.ReadTurns(new ConversationId(5), 1)).Body.Text());

        Assert.Equal((Schema.Steps.Count + 1).ToString(), _folder.Sql("PRAGMA user_version"));
        Assert.Equal("from run-1", _folder.Sql("SELECT note FROM run"));
    }

    [Fact]
    public void Schema_StepThatFails_LeavesTheFileAtTheVersionBefore()
    {
        _folder.Open().Dispose();
        IReadOnlyList<string> broken = [.. Schema.Steps, "ALTER TABLE run ADD COLUMN note TEXT; SELECT * FROM nowhere;"];

        Assert.Throws<StoreException>(() => CrowdStore.Open(new StoreOptions(_folder.Path), TimeProvider.System, broken));

        Assert.Equal(Schema.Steps.Count.ToString(), _folder.Sql("PRAGMA user_version"));
        _folder.Open().Dispose();
    }

    [Fact]
    public async Task Quota_Reached_FailsTheWholeBatchAndLaterOnesTakeAgain()
    {
        var body = new string('x', 20_000);
        using (var store = _folder.Open(options => options with { LargestFilePages = 60 }))
        {
            Assert.Null(await store.Store(Some.Turn(1, "m1")));
            using var busy = new BusyWriter(store);
            var small = store.Store(Some.Turn(2, "m2"));
            var large = Enumerable.Range(1, 20).Select(number => store.Store(Some.Turn(number, conversation: 2, body: body))).ToList();
            busy.Release();

            var fault = await small;
            Assert.Equal(StoreFaultKind.DiskFull, fault?.Kind);
            AssertThreeParts(_folder.DatabasePath, new StoreException(fault!));
            Assert.All(await Task.WhenAll(large), it => Assert.Equal(StoreFaultKind.DiskFull, it?.Kind));
            Assert.Equal([1], store.ReadTurns(Some.Conversation, 1).Select(turn => turn.Number));
            Assert.Null(await store.Store(Some.Turn(2, "m2")));
            Assert.Null(store.Statistics.Trouble);
        }

        using var withoutQuota = _folder.Open();
        Assert.Null(await withoutQuota.Store(Some.Turn(3, "m3", body: body)));
    }

    [Fact]
    public async Task ReadOnly_BesideTheWriter_SeesWhatIsCommitted()
    {
        using var store = _folder.Open();
        using var reader = CrowdStore.OpenReadOnly(_folder.Path);
        Assert.Empty(reader.ReadTurns(Some.Conversation, 1));

        await store.Store(Some.Turn(1), Some.Opened());

        Assert.Single(reader.ReadTurns(Some.Conversation, 1));
        Assert.Single(reader.OpenConversations(Some.Run));
    }

    [Fact]
    public async Task ReadOnly_WithoutAWriter_ReadsAClosedStore()
    {
        using (var store = _folder.Open())
            await store.Store(Some.Turn(1));

        using var reader = CrowdStore.OpenReadOnly(_folder.Path);

        Assert.Single(reader.ReadTurns(Some.Conversation, 1));
    }

    [Fact]
    public void ReadOnly_NoStoreThere_IsRefused() =>
        AssertThreeParts(_folder.Path, Assert.Throws<StoreException>(() => CrowdStore.OpenReadOnly(_folder.Path)));

    [Fact]
    public void ReadOnly_OfAnEarlierSchema_SaysHowToBringItUpToDateAndChangesNothing()
    {
        _folder.Sql($"{Schema.Steps[0]}{Schema.Steps[1]} PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = 2;");

        var refused = Assert.Throws<StoreException>(() => CrowdStore.OpenReadOnly(_folder.Path));

        AssertThreeParts(_folder.DatabasePath, refused);
        Assert.Contains("schema version 2", refused.Message);
        Assert.Contains("runner review", refused.Message);
        Assert.Equal("2", _folder.Sql("PRAGMA user_version"));
        _folder.Open().Dispose();
        CrowdStore.OpenReadOnly(_folder.Path).Dispose();
    }

    [Fact]
    public void ReadOnly_OfANewerSchema_SaysWhoCanReadIt()
    {
        _folder.Open().Dispose();
        _folder.Sql("PRAGMA user_version = 99");

        AssertThreeParts(_folder.DatabasePath, Assert.Throws<StoreException>(() => CrowdStore.OpenReadOnly(_folder.Path)));
    }

    [Fact]
    public void ReadOnly_OfAnEmptyFile_SaysThatThereIsNothing()
    {
        File.WriteAllBytes(_folder.DatabasePath, []);

        Assert.Contains("nothing in this store", Assert.Throws<StoreException>(() => CrowdStore.OpenReadOnly(_folder.Path)).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadOnly_OfADamagedFile_IsRefused(bool isNoDatabaseAtAll)
    {
        using (var store = _folder.Open())
        {
            for (var number = 1; number <= 300; number++)
                store.Submit(new ObservedCommit(Some.Turn(number, $"m{number}", body: new string('x', 300))));
            await store.FlushAsync();
        }

        using (var file = new FileStream(_folder.DatabasePath, FileMode.Open))
        {
            file.Position = isNoDatabaseAtAll ? 0 : file.Length / 2;
            file.Write([.. Enumerable.Repeat((byte)0xA5, 8192)]);
        }

        var refused = Assert.Throws<StoreException>(() => CrowdStore.OpenReadOnly(_folder.Path, StoreOptions.UsuallyCheckedUpToBytes));

        Assert.Equal(StoreFaultKind.Corrupt, refused.Fault.Kind);
        AssertThreeParts(_folder.DatabasePath, refused);
    }

    [Fact]
    public async Task Reading_WhileTurnsAreEnumerated_SeesOneMoment()
    {
        using var store = _folder.Open();
        await store.Store(Some.Turn(1), Some.Opened());
        await store.Store(Some.Turn(2));
        using var turns = store.ReadOpenTurns(Some.Run).GetEnumerator();
        Assert.True(turns.MoveNext());

        await store.Store(Some.Turn(3));

        Assert.True(turns.MoveNext());
        Assert.False(turns.MoveNext());
    }

    private static void AssertThreeParts(string where, StoreException refused)
    {
        Assert.StartsWith(where + ": ", refused.Message);
        Assert.NotEmpty(refused.Fault.What);
        Assert.NotEmpty(refused.Fault.WhatToDo);
        Assert.DoesNotContain("   at ", refused.Message);
    }
}
