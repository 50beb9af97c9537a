using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Engine.Store;

/// <summary>What became of one commit within a transaction.</summary>
/// <param name="Fault">Null when it was applied.</param>
/// <param name="Spoiled">Whether a part of it was written before it failed, so that the transaction must be rolled back.</param>
internal readonly record struct Outcome(StoreFault? Fault, bool Spoiled)
{
    public static Outcome Applied => default;
}

/// <summary>
/// The writer's side of one connection: transactions, the turn table, the projections. When the disk has failed the writer throws it
/// away and opens another.
/// </summary>
internal sealed class JournalTable : IDisposable
{
    private const int DuplicateInIndex = 2067; // SQLITE_CONSTRAINT_UNIQUE; the primary key would say 1555
    private const int PagesWritten = 9;        // SQLITE_DBSTATUS_CACHE_WRITE

    private readonly StoreFile _file;
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _handle;
    private readonly ProjectionTables _projections;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _insert;
    private readonly Statement _lastTurn;
    private readonly Statement _edition;

    // The last stored turn of the conversations that are busy. Read from the file when first needed and after every rollback, so it
    // can be thrown away at any time.
    private readonly Dictionary<long, JournalHead> _heads = [];
    private readonly List<long> _touched = [];

    public JournalTable(StoreFile file, SqliteConnection connection)
    {
        _file = file;
        _connection = connection;
        _handle = connection.Handle!;
        _projections = new ProjectionTables(connection);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        _insert = new Statement(connection,
            "INSERT INTO turn (conversation, edition, number, at, seat, client_message_id, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _lastTurn = new Statement(connection,
            "SELECT edition, number FROM turn WHERE conversation = ?1 ORDER BY edition DESC, number DESC LIMIT 1");
        _edition = new Statement(connection, "SELECT edition FROM conversation WHERE id = ?1");
    }

    public StoreFault? Begin()
    {
        _touched.Clear();
        return FaultOf(_begin.Execute());
    }

    public StoreFault? Commit() => FaultOf(_commit.Execute());

    /// <summary>False when not even that worked and the connection is of no more use.</summary>
    public bool Rollback()
    {
        foreach (var conversation in _touched)
            _heads.Remove(conversation);
        // Some failures (a full disk at COMMIT, for one) roll back by themselves.
        return raw.sqlite3_get_autocommit(_handle) != 0 || _rollback.Execute() == raw.SQLITE_DONE;
    }

    public Outcome Apply(Commit commit)
    {
        for (var index = 0; index < commit.TurnCount; index++)
        {
            var fault = Append(commit, commit.Turn(index));
            if (fault is not null)
                return new Outcome(fault, Spoiled: index > 0 || IsOfTheDisk(fault));
        }

        foreach (var projection in commit.Projections)
        {
            var fault = Apply(projection);
            if (fault is not null)
                return new Outcome(fault, Spoiled: true);
        }

        return Outcome.Applied;
    }

    public StoreFault? Apply(Projection projection)
    {
        var fault = FaultOf(_projections.Apply(projection));
        if (fault is not null)
            return fault;
        if (projection is Projection.EditionBegun begun && !(Head(begun.Conversation) is { } head && head.Edition >= begun.Edition))
            SetHead(begun.Conversation, new JournalHead(begun.Edition, TurnRow.FirstNumber - 1));
        // An ended conversation has no more turns, as a rule; if it has, its head is read again.
        if (projection is Projection.ConversationEnded ended)
            _heads.Remove(ended.Conversation.Value);
        return null;
    }

    /// <summary>Whether the fault concerns everybody: the disk, not the commit.</summary>
    public static bool IsOfTheDisk(StoreFault fault) => fault.Kind is
        StoreFaultKind.DiskFull or StoreFaultKind.ReadOnly or StoreFaultKind.InputOutput or StoreFaultKind.Corrupt;

    /// <summary>How many pages this connection has written to the log.</summary>
    public int PagesWrittenToLog()
    {
        raw.sqlite3_db_status(_handle, PagesWritten, out var pages, out _, 0);
        return pages;
    }

    public void RemoveProjectionsOfJournal() =>
        StoreFile.Run(_connection, "DELETE FROM conversation; DELETE FROM seat; DELETE FROM saved;");

    /// <summary>
    /// Moves what readers allow from the log into the file. When it fails (a full disk) the log grows until it succeeds; if there is no
    /// room for that either, the next commit says so to everybody.
    /// </summary>
    public void MoveLogIntoFile() => raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);

    /// <summary>Moves everything from the log into the file, as the last thing before closing. Failing that, the log stays and is read at the next start.</summary>
    public void EmptyLog() => raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);

    public void Dispose()
    {
        _projections.Dispose();
        foreach (var statement in (Statement[])[_begin, _commit, _rollback, _insert, _lastTurn, _edition])
            statement.Dispose();
        _connection.Dispose();
    }

    private StoreFault? Append(Commit commit, in TurnRow turn)
    {
        var head = Head(turn.Conversation);
        if (!TurnOrder.MayFollow(head, turn, BeginsEdition(commit, turn)))
            return TurnOrder.Refusal(head, turn);

        var code = _insert.Bind(1, turn.Conversation.Value).Bind(2, turn.Edition).Bind(3, turn.Number).Bind(4, turn.AtUnixMs)
            .Bind(5, turn.Seat).Bind(6, turn.ClientMessageId).Bind(7, turn.Body.Span).Execute();
        if (code == raw.SQLITE_DONE)
        {
            SetHead(turn.Conversation, new JournalHead(turn.Edition, turn.Number));
            return null;
        }

        return raw.sqlite3_extended_errcode(_handle) == DuplicateInIndex ? StoreFault.DuplicateMessage : FaultOf(code);
    }

    private static bool BeginsEdition(Commit commit, in TurnRow turn)
    {
        if (turn.Number != TurnRow.FirstNumber)
            return false;
        foreach (var projection in commit.Projections)
        {
            if (projection is Projection.EditionBegun begun && begun.Conversation == turn.Conversation && begun.Edition == turn.Edition)
                return true;
        }

        return false;
    }

    private JournalHead? Head(ConversationId conversation)
    {
        if (_heads.TryGetValue(conversation.Value, out var known))
            return known;

        Span<int> last = stackalloc int[2];
        Span<int> edition = stackalloc int[1];
        var hasTurn = _lastTurn.Bind(1, conversation.Value).TryRead(last);
        var hasRow = _edition.Bind(1, conversation.Value).TryRead(edition);
        // An edition may begin without a turn: then only the projection knows of it.
        JournalHead? head = (hasTurn, hasRow) switch
        {
            (true, true) when edition[0] > last[0] => new JournalHead(edition[0], TurnRow.FirstNumber - 1),
            (true, _) => new JournalHead(last[0], last[1]),
            (false, true) => new JournalHead(edition[0], TurnRow.FirstNumber - 1),
            _ => null,
        };
        if (head is { } found)
            SetHead(conversation, found);
        return head;
    }

    private void SetHead(ConversationId conversation, JournalHead head)
    {
        _heads[conversation.Value] = head;
        _touched.Add(conversation.Value);
    }

    private StoreFault? FaultOf(int code) => code == raw.SQLITE_DONE ? null : SqliteFaults.From(_handle, _file.Path);
}
