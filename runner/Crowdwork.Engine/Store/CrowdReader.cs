using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Crowdwork.Engine.Store;

/// <summary>
/// Questions to a store. Every answer is of one moment (a snapshot) and never waits for the writer, nor the writer for it. Threads may
/// ask at the same time. What was submitted but is not committed yet is not seen.
/// </summary>
public partial class CrowdReader : IDisposable
{
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _closed;

    internal CrowdReader(StoreFile file) => File = file;

    internal StoreFile File { get; }

    /// <summary>The folder, as a full path.</summary>
    public string Folder => File.Folder;

    /// <summary>The turns of one edition, in order.</summary>
    public IReadOnlyList<TurnRow> ReadTurns(ConversationId conversation, int edition) =>
        [.. Turns("FROM turn t WHERE t.conversation = $conversation AND t.edition = $edition ORDER BY t.number",
            ("$conversation", conversation.Value), ("$edition", edition))];

    /// <summary>
    /// The turns of all open conversations of a run, each in its latest edition, ordered by conversation and number: what a restart
    /// needs, in one pass. Read lazily; the log cannot begin anew until the enumeration ends.
    /// </summary>
    public IEnumerable<TurnRow> ReadOpenTurns(RunId run) =>
        Turns("FROM conversation c CROSS JOIN turn t ON t.conversation = c.id AND t.edition = c.edition WHERE c.run = $run AND c.ended_at IS NULL ORDER BY c.id, t.number",
            ("$run", run.Value));

    /// <summary>The turn that a message of this id is in, or null. It may be of an earlier edition: it was said all the same.</summary>
    public TurnRow? FindMessage(ConversationId conversation, int seat, string clientMessageId)
    {
        foreach (var turn in Turns("FROM turn t WHERE t.conversation = $conversation AND t.seat = $seat AND ifnull(t.client_message_id, t.edition * 4294967296 + t.number) = $id",
            ("$conversation", conversation.Value), ("$seat", seat), ("$id", clientMessageId)))
            return turn;
        return null;
    }

    public ConversationRow? Conversation(ConversationId conversation) =>
        FirstOf(ConversationsWhere("id = $id", ("$id", conversation.Value)));

    /// <summary>All conversations of a run, in the order of their numbers.</summary>
    public IReadOnlyList<ConversationRow> Conversations(RunId run) => ConversationsWhere("run = $run", ("$run", run.Value));

    /// <summary>Those that have not ended, with their latest edition.</summary>
    public IReadOnlyList<ConversationRow> OpenConversations(RunId run) =>
        ConversationsWhere("run = $run AND ended_at IS NULL", ("$run", run.Value));

    /// <summary>How many conversations of this kind a run has begun.</summary>
    public int ConversationsBegun(RunId run, string kind = ConversationKind.Talk) =>
        Query("SELECT count(*) FROM conversation WHERE run = $run AND kind = $kind", row => row.GetInt32(0),
            ("$run", run.Value), ("$kind", kind))[0];

    public IReadOnlyList<SeatRow> Seats(ConversationId conversation) =>
        SeatsWhere("s.conversation = $id", ("$id", conversation.Value));

    /// <summary>All seats of a run, by conversation and seat.</summary>
    public IReadOnlyList<SeatRow> Seats(RunId run) =>
        SeatsWhere("s.conversation IN (SELECT id FROM conversation WHERE run = $run)", ("$run", run.Value));

    /// <summary>Every seat a worker has had, in all runs.</summary>
    public IReadOnlyList<SeatRow> Seats(WorkerId worker) => SeatsWhere("s.worker = $worker", ("$worker", worker.Value));

    public IReadOnlyList<SavedRow> Saved(ConversationId conversation) =>
        SavedWhere("s.conversation = $id", ("$id", conversation.Value));

    public IReadOnlyList<SavedRow> Saved(RunId run) =>
        SavedWhere("s.conversation IN (SELECT id FROM conversation WHERE run = $run)", ("$run", run.Value));

    public RunRow? Run(RunId run) => FirstOf(RunsWhere("id = $id", ("$id", run.Value)));

    /// <summary>All runs, oldest first.</summary>
    public IReadOnlyList<RunRow> Runs() => RunsWhere("true ORDER BY opened_at, rowid");

    /// <summary>The run of this task and kind that was opened last and is not closed.</summary>
    public RunRow? LatestOpenRun(string task, string kind) =>
        FirstOf(RunsWhere("task = $task AND kind = $kind AND closed_at IS NULL ORDER BY opened_at DESC, rowid DESC LIMIT 1",
            ("$task", task), ("$kind", kind)));

    public QualificationRow? Qualification(WorkerId worker, string name) =>
        FirstOf(QualificationsWhere("worker = $worker AND name = $name", ("$worker", worker.Value), ("$name", name)));

    public IReadOnlyList<QualificationRow> Qualifications(WorkerId worker) =>
        QualificationsWhere("worker = $worker", ("$worker", worker.Value));

    /// <summary>Reads the whole file through and says what is damaged; empty when all is well.</summary>
    public IReadOnlyList<string> Problems() => WithConnection(File.Problems);

    internal long Highest(string sql) => Query(sql, row => row.IsDBNull(0) ? 0 : row.GetInt64(0))[0];

    internal IEnumerable<TurnRow> AllTurns() => Turns("FROM turn t ORDER BY t.conversation, t.edition, t.number");

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _closed = true;
        CloseIdle();
    }

    private IEnumerable<TurnRow> Turns(string source, params (string Name, object Value)[] parameters)
    {
        var connection = Rent();
        try
        {
            using var command = Command(connection,
                "SELECT t.conversation, t.edition, t.number, t.at, t.seat, t.client_message_id, t.body " + source, parameters);
            using var rows = File.Guarded(command.ExecuteReader);
            while (File.Guarded(rows.Read))
                yield return new TurnRow(
                    new ConversationId(rows.GetInt64(0)), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt64(3), rows.GetInt32(4),
                    Text(rows, 5), Bytes(rows, 6));
        }
        finally
        {
            Return(connection);
        }
    }

    private List<ConversationRow> ConversationsWhere(string condition, params (string Name, object Value)[] parameters) =>
        Query("SELECT id, run, kind, unit, world, edition, opened_at, ending, detail, ended_at FROM conversation WHERE " + condition + " ORDER BY id",
            row => new ConversationRow(
                new ConversationId(row.GetInt64(0)), new RunId(row.GetString(1)), row.GetString(2), row.GetInt32(3), row.GetString(4),
                row.GetInt32(5), row.GetInt64(6), Text(row, 7), Text(row, 8), Time(row, 9)),
            parameters);

    private List<SeatRow> SeatsWhere(string condition, params (string Name, object Value)[] parameters) =>
        Query("SELECT s.conversation, s.seat, s.worker, s.role, s.state, s.taken_at, s.left_at FROM seat s WHERE " + condition + " ORDER BY s.conversation, s.seat",
            row => new SeatRow(
                new ConversationId(row.GetInt64(0)), row.GetInt32(1), new WorkerId(row.GetString(2)), row.GetString(3), row.GetString(4),
                row.GetInt64(5), Time(row, 6)),
            parameters);

    private List<SavedRow> SavedWhere(string condition, params (string Name, object Value)[] parameters) =>
        Query("SELECT s.conversation, s.edition, s.number, s.ordinal, s.seat, s.type, s.json FROM saved s WHERE " + condition + " ORDER BY s.conversation, s.edition, s.number, s.ordinal",
            row => new SavedRow(
                new ConversationId(row.GetInt64(0)), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetString(5),
                Bytes(row, 6)),
            parameters);

    private List<RunRow> RunsWhere(string condition, params (string Name, object Value)[] parameters) =>
        Query("SELECT id, task, kind, seed, opened_at, closed_at FROM run WHERE " + condition,
            row => new RunRow(new RunId(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4), Time(row, 5)),
            parameters);

    private List<QualificationRow> QualificationsWhere(string condition, params (string Name, object Value)[] parameters) =>
        Query("SELECT worker, name, value, at FROM qualification WHERE " + condition + " ORDER BY name",
            row => new QualificationRow(new WorkerId(row.GetString(0)), row.GetString(1), row.GetInt32(2), row.GetInt64(3)),
            parameters);

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object Value)[] parameters) =>
        WithConnection(connection => File.Guarded(() =>
        {
            using var command = Command(connection, sql, parameters);
            using var rows = command.ExecuteReader();
            var found = new List<T>();
            while (rows.Read())
                found.Add(read(rows));
            return found;
        }));

    private T WithConnection<T>(Func<SqliteConnection, T> ask)
    {
        var connection = Rent();
        try
        {
            return ask(connection);
        }
        finally
        {
            Return(connection);
        }
    }

    private protected virtual SqliteConnection Rent()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return _idle.TryTake(out var connection) ? connection : File.OpenToRead();
    }

    private protected virtual void Return(SqliteConnection connection)
    {
        _idle.Add(connection);
        // Closed while this one was out: nobody else will close it.
        if (_closed)
            CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is put together from constants of this class only; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private static T? FirstOf<T>(List<T> found) where T : class => found is [var first, ..] ? first : null;

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Time(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    // The columns are TEXT, so that the sqlite3 command shows them; the bytes are taken as they lie there.
    private static byte[] Bytes(SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
