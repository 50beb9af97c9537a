using Microsoft.Data.Sqlite;

namespace Crowdwork.Engine.Store;

// What does not fit into memory, row by row, and what programs ask of all runs.
public partial class CrowdReader
{
    /// <summary>The store as it is now, for questions whose answers have to agree with one another.</summary>
    public CrowdMoment AtOneMoment() => new(File);

    /// <summary>The turns of one edition, in order, read lazily: a conversation may be longer than memory.</summary>
    public IEnumerable<TurnRow> TurnsOf(ConversationId conversation, int edition) =>
        Turns("FROM turn t WHERE t.conversation = $conversation AND t.edition = $edition ORDER BY t.number",
            ("$conversation", conversation.Value), ("$edition", edition));

    /// <summary>All conversations of a run in the order of their numbers, read lazily.</summary>
    public IEnumerable<ConversationRow> ConversationsOf(RunId run) => Lazily(
        "SELECT id, run, kind, unit, world, edition, opened_at, ending, detail, ended_at FROM conversation WHERE run = $run ORDER BY id",
        row => new ConversationRow(
            new ConversationId(row.GetInt64(0)), new RunId(row.GetString(1)), row.GetString(2), row.GetInt32(3), row.GetString(4),
            row.GetInt32(5), row.GetInt64(6), Text(row, 7), Text(row, 8), Time(row, 9)),
        ("$run", run.Value));

    /// <summary>All that the conversations of a run saved, in the order in which it was saved, read lazily.</summary>
    public IEnumerable<SavedRow> SavedOf(RunId run) => Lazily(
        "SELECT s.conversation, s.edition, s.number, s.ordinal, s.seat, s.type, s.json FROM saved s WHERE s.conversation IN (SELECT id FROM conversation WHERE run = $run) " +
        "ORDER BY s.conversation, s.edition, s.number, s.ordinal",
        row => new SavedRow(
            new ConversationId(row.GetInt64(0)), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetString(5), Bytes(row, 6)),
        ("$run", run.Value));

    /// <summary>The ledger of a run as it was written, read lazily.</summary>
    public IEnumerable<LedgerRow> LedgerOf(RunId run) => Lazily(
        "SELECT line, run, payment, attempt, step, kind, cents, worker, assignment, detail, at FROM ledger WHERE run = $run ORDER BY line",
        row => new LedgerRow(
            row.GetInt64(0), new RunId(row.GetString(1)), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetInt64(6),
            Text(row, 7) is { } worker ? new WorkerId(worker) : null, Text(row, 8), Text(row, 9), row.GetInt64(10)),
        ("$run", run.Value));

    /// <summary>The answer of an assignment as the crowd has it; null when nothing was handed in.</summary>
    public string? AnswerOf(RunId run, string assignment) => FirstOf(Query(
        "SELECT answer FROM submission WHERE run = $run AND assignment = $assignment", row => row.GetString(0), ("$run", run.Value), ("$assignment", assignment)));

    /// <summary>Everybody who is named in a run: seated, with an assignment, paid or decided about. Programs that were seated are among them.</summary>
    public IReadOnlyList<WorkerId> Workers(RunId run) => Query(
        """
        SELECT worker FROM seat WHERE conversation IN (SELECT id FROM conversation WHERE run = $run)
        UNION SELECT worker FROM attendance WHERE run = $run UNION SELECT worker FROM submission WHERE run = $run
        UNION SELECT worker FROM decision WHERE run = $run UNION SELECT worker FROM ledger WHERE run = $run AND worker IS NOT NULL ORDER BY worker
        """,
        row => new WorkerId(row.GetString(0)), ("$run", run.Value));

    /// <summary>Everybody whom any run of the store names, or who has a qualification.</summary>
    public IReadOnlyList<WorkerId> Workers() => Query(
        """
        SELECT worker FROM seat UNION SELECT worker FROM attendance UNION SELECT worker FROM submission UNION SELECT worker FROM decision
        UNION SELECT worker FROM ledger WHERE worker IS NOT NULL UNION SELECT worker FROM qualification ORDER BY worker
        """,
        row => new WorkerId(row.GetString(0)));

    /// <summary>Everybody who has a qualification, with its value.</summary>
    public IReadOnlyList<QualificationRow> Qualified(string name) => Query(
        "SELECT worker, name, value, at FROM qualification WHERE name = $name ORDER BY worker",
        row => new QualificationRow(new WorkerId(row.GetString(0)), row.GetString(1), row.GetInt32(2), row.GetInt64(3)),
        ("$name", name));

    /// <summary>How many turns the latest editions of a run's conversations have, and how many of them are something that a worker said.</summary>
    public (long Turns, long Said) CountTurns(RunId run) => Query(
        """
        SELECT count(*), ifnull(sum(json_extract(t.body, '$.in.k') = 'said'), 0)
        FROM conversation c CROSS JOIN turn t ON t.conversation = c.id AND t.edition = c.edition WHERE c.run = $run
        """,
        row => (row.GetInt64(0), row.GetInt64(1)), ("$run", run.Value))[0];

    /// <summary>
    /// How many things the conversations of a run saved, and how many seats they had. Seats are counted of conversations in their first edition: a later one may have
    /// fewer of them, and those of earlier ones stay.
    /// </summary>
    public (long Saved, long Seats) CountKept(RunId run) => Query(
        """
        SELECT (SELECT count(*) FROM saved WHERE conversation IN (SELECT id FROM conversation WHERE run = $run)),
               (SELECT count(*) FROM seat WHERE conversation IN (SELECT id FROM conversation WHERE run = $run AND edition = 1))
        """,
        row => (row.GetInt64(0), row.GetInt64(1)), ("$run", run.Value))[0];

    /// <summary>How many conversations of a run there are of each kind and ending (null while they go on), and in how many of them anybody had a seat.</summary>
    public IReadOnlyList<ConversationCount> CountConversations(RunId run) => Query(
        """
        SELECT c.kind, c.ending, c.ended_at IS NULL, count(*), sum(EXISTS (SELECT 1 FROM seat s WHERE s.conversation = c.id))
        FROM conversation c WHERE c.run = $run GROUP BY c.kind, c.ending, c.ended_at IS NULL ORDER BY c.kind, c.ending
        """,
        row => new ConversationCount(row.GetString(0), Text(row, 1), row.GetBoolean(2), row.GetInt32(3), row.GetInt32(4)), ("$run", run.Value));

    /// <summary>The conversations of a run that ended so, newest first.</summary>
    public IReadOnlyList<ConversationRow> ConversationsThatEnded(RunId run, string ending, int most) =>
        [.. ConversationsWhere("run = $run AND ending = $ending", ("$run", run.Value), ("$ending", ending)).OrderByDescending(row => row.EndedAtUnixMs).Take(most)];

    private IEnumerable<T> Lazily<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object Value)[] parameters)
    {
        var connection = Rent();
        try
        {
            using var command = Command(connection, sql, parameters);
            using var rows = File.Guarded(command.ExecuteReader);
            while (File.Guarded(rows.Read)) yield return read(rows);
        }
        finally
        {
            Return(connection);
        }
    }
}
