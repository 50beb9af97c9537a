using System.Text;
using Crowdwork.Engine.Store;
using Microsoft.Data.Sqlite;

namespace Crowdwork.Engine.Tests.Store;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crowd-store-").FullName;

    public string DatabasePath => System.IO.Path.Combine(Path, "crowd.db");

    public CrowdStore Open() => CrowdStore.Open(new StoreOptions(Path), TimeProvider.System);

    public CrowdStore Open(Func<StoreOptions, StoreOptions> change) => CrowdStore.Open(change(new StoreOptions(Path)), TimeProvider.System);

    /// <summary>What the sqlite3 command would do to the file.</summary>
    public string Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString() ?? "";
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A commit that remembers what became of it.</summary>
internal sealed class ObservedCommit : Commit
{
    private readonly TaskCompletionSource<StoreFault?> _fate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action? _onFate;

    public ObservedCommit(TurnRow turn, Projection[]? projections = null, Action? onFate = null)
        : base(turn, projections) => _onFate = onFate;

    public ObservedCommit(TurnRow[] turns, Projection[]? projections = null)
        : base(turns, projections)
    {
    }

    /// <summary>The fault, or null when it is stored.</summary>
    public Task<StoreFault?> Fate => _fate.Task;

    protected internal override void Committed()
    {
        _onFate?.Invoke();
        _fate.SetResult(null);
    }

    protected internal override void Failed(StoreFault fault)
    {
        _onFate?.Invoke();
        _fate.SetResult(fault);
    }
}

/// <summary>A commit whose callback keeps the writer busy, so that what is submitted meanwhile becomes one batch.</summary>
internal sealed class BusyWriter : Commit, IDisposable
{
    private readonly ManualResetEventSlim _reached = new();
    private readonly ManualResetEventSlim _released = new();

    public BusyWriter(CrowdStore store)
        : base([], [new Projection.QualificationSet(new WorkerId("busy"), "busy", 1, 0)])
    {
        store.Submit(this);
        _reached.Wait(TestContext.Current.CancellationToken);
    }

    public void Release() => _released.Set();

    protected internal override void Committed()
    {
        _reached.Set();
        _released.Wait();
    }

    protected internal override void Failed(StoreFault fault) => Committed();

    public void Dispose() => Release();
}

internal static class Some
{
    public static readonly RunId Run = new("run-1");
    public static readonly WorkerId Worker = new("W1");
    public static readonly ConversationId Conversation = new(1);

    public static TurnRow Turn(int number, string? message = null, long conversation = 1, int edition = 1, int seat = 1, string body = "{\"said\":\"hello\"}") =>
        new(new ConversationId(conversation), edition, number, 1_000 + number, seat, message, Encoding.UTF8.GetBytes(body));

    public static Projection Opened(long conversation = 1, string kind = ConversationKind.Talk, RunId? run = null) =>
        new Projection.ConversationOpened(new ConversationId(conversation), run ?? Run, kind, (int)conversation, "world-1", 10);

    public static Projection Saved(int number, string json, long conversation = 1, int edition = 1) =>
        new Projection.DataSaved(new ConversationId(conversation), edition, number, 0, 1, "Pair", Encoding.UTF8.GetBytes(json));

    public static string Text(this ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    public static Task<StoreFault?> Store(this CrowdStore store, TurnRow turn, params Projection[] projections) =>
        store.Observe(new ObservedCommit(turn, projections));

    public static Task<StoreFault?> Store(this CrowdStore store, params Projection[] projections) =>
        store.Observe(new ObservedCommit([], projections));

    public static Task<StoreFault?> Observe(this CrowdStore store, ObservedCommit commit)
    {
        store.Submit(commit);
        return commit.Fate;
    }
}
