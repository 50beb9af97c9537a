using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crowdwork.Engine.Store;

/// <summary>Carries projections out, one prepared statement for each kind. Within whatever transaction is open.</summary>
internal sealed class ProjectionTables : IDisposable
{
    private readonly List<Statement> _all = [];
    private readonly Statement _runOpened;
    private readonly Statement _runClosed;
    private readonly Statement _conversationOpened;
    private readonly Statement _editionBegun;
    private readonly Statement _earlierEditionsLeave;
    private readonly Statement _seatTaken;
    private readonly Statement _seatLeft;
    private readonly Statement _dataSaved;
    private readonly Statement _conversationEnded;
    private readonly Statement _qualificationSet;
    private readonly Statement _qualificationRemoved;
    private readonly RunTables _runs;

    public ProjectionTables(SqliteConnection connection)
    {
        Statement Prepare(string sql)
        {
            var statement = new Statement(connection, sql);
            _all.Add(statement);
            return statement;
        }

        _runOpened = Prepare(
            "INSERT INTO run (id, task, kind, seed, opened_at) VALUES (?1, ?2, ?3, ?4, ?5) " +
            "ON CONFLICT (id) DO UPDATE SET task = ?2, kind = ?3, seed = ?4, opened_at = ?5, closed_at = NULL");
        _runClosed = Prepare("UPDATE run SET closed_at = ?2 WHERE id = ?1");
        _conversationOpened = Prepare(
            "INSERT INTO conversation (id, run, kind, unit, world, edition, opened_at) VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6) " +
            "ON CONFLICT (id) DO UPDATE SET run = ?2, kind = ?3, unit = ?4, world = ?5, opened_at = ?6");
        _editionBegun = Prepare(
            "UPDATE conversation SET edition = ?2, world = ?3, ending = NULL, detail = NULL, ended_at = NULL WHERE id = ?1");
        _earlierEditionsLeave = Prepare("DELETE FROM saved WHERE conversation = ?1 AND edition < ?2");
        _seatTaken = Prepare(
            "INSERT INTO seat (conversation, seat, worker, role, state, taken_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) " +
            "ON CONFLICT (conversation, seat) DO UPDATE SET worker = ?3, role = ?4, state = ?5, left_at = NULL, " +
            "taken_at = CASE WHEN worker = ?3 THEN taken_at ELSE ?6 END");
        _seatLeft = Prepare("UPDATE seat SET state = ?3, left_at = ?4 WHERE conversation = ?1 AND seat = ?2");
        _dataSaved = Prepare(
            "INSERT INTO saved (conversation, edition, number, ordinal, seat, type, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) " +
            "ON CONFLICT (conversation, edition, number, ordinal) DO UPDATE SET seat = ?5, type = ?6, json = ?7");
        _conversationEnded = Prepare("UPDATE conversation SET ending = ?2, detail = ?3, ended_at = ?4 WHERE id = ?1");
        _qualificationSet = Prepare(
            "INSERT INTO qualification (worker, name, value, at) VALUES (?1, ?2, ?3, ?4) " +
            "ON CONFLICT (worker, name) DO UPDATE SET value = ?3, at = ?4");
        _qualificationRemoved = Prepare("DELETE FROM qualification WHERE worker = ?1 AND name = ?2");
        _runs = new RunTables(connection);
    }

    /// <summary>Whether this projection can be made again from the journal; the others are facts of their own.</summary>
    public static bool FollowsFromJournal(Projection projection) => projection is
        Projection.ConversationOpened or Projection.EditionBegun or Projection.SeatTaken or Projection.SeatLeft
        or Projection.DataSaved or Projection.ConversationEnded;

    /// <summary>SQLite's result code: SQLITE_DONE when all went well.</summary>
    public int Apply(Projection projection)
    {
        switch (projection)
        {
            case Projection.DataSaved it:
                return _dataSaved.Bind(1, it.Conversation.Value).Bind(2, it.Edition).Bind(3, it.Number).Bind(4, it.Index)
                    .Bind(5, it.Seat).Bind(6, it.Type).Bind(7, it.Json.Span).Execute();
            case Projection.SeatTaken it:
                return _seatTaken.Bind(1, it.Conversation.Value).Bind(2, it.Seat).Bind(3, it.Worker.Value).Bind(4, it.Role)
                    .Bind(5, SeatRow.Taken).Bind(6, it.AtUnixMs).Execute();
            case Projection.SeatLeft it:
                return _seatLeft.Bind(1, it.Conversation.Value).Bind(2, it.Seat).Bind(3, it.State).Bind(4, it.AtUnixMs).Execute();
            case Projection.ConversationOpened it:
                return _conversationOpened.Bind(1, it.Conversation.Value).Bind(2, it.Run.Value).Bind(3, it.Kind).Bind(4, it.Unit)
                    .Bind(5, it.World).Bind(6, it.AtUnixMs).Execute();
            case Projection.ConversationEnded it:
                return _conversationEnded.Bind(1, it.Conversation.Value).Bind(2, it.Ending).Bind(3, it.Detail).Bind(4, it.AtUnixMs).Execute();
            case Projection.EditionBegun it:
                var left = _earlierEditionsLeave.Bind(1, it.Conversation.Value).Bind(2, it.Edition).Execute();
                return left != raw.SQLITE_DONE
                    ? left
                    : _editionBegun.Bind(1, it.Conversation.Value).Bind(2, it.Edition).Bind(3, it.World).Execute();
            case Projection.RunOpened it:
                return _runOpened.Bind(1, it.Run.Value).Bind(2, it.Task).Bind(3, it.Kind).Bind(4, it.Seed).Bind(5, it.AtUnixMs).Execute();
            case Projection.RunClosed it:
                return _runClosed.Bind(1, it.Run.Value).Bind(2, it.AtUnixMs).Execute();
            case Projection.QualificationSet it:
                return _qualificationSet.Bind(1, it.Worker.Value).Bind(2, it.Name).Bind(3, it.Value).Bind(4, it.AtUnixMs).Execute();
            case Projection.QualificationRemoved it:
                return _qualificationRemoved.Bind(1, it.Worker.Value).Bind(2, it.Name).Execute();
            default:
                return _runs.Apply(projection) ?? throw new InvalidOperationException($"Bug in Crowdwork: no table for {projection.GetType().Name}.");
        }
    }

    public void Dispose()
    {
        _runs.Dispose();
        _all.ForEach(statement => statement.Dispose());
    }
}
