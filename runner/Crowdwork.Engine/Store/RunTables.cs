using Microsoft.Data.Sqlite;

namespace Crowdwork.Engine.Store;

/// <summary>Carries out what runs on a crowd have to say. None of it follows from the journal.</summary>
internal sealed class RunTables : IDisposable
{
    private readonly List<Statement> _all = [];
    private readonly Statement _launchBegun;
    private readonly Statement _unitSet;
    private readonly Statement _hitIntended;
    private readonly Statement _hitPosted;
    private readonly Statement _hitRefused;
    private readonly Statement _hitClosed;
    private readonly Statement _ledgerWritten;
    private readonly Statement _capSet;
    private readonly Statement _launchStopped;
    private readonly Statement _attendanceSet;
    private readonly Statement _submissionSeen;
    private readonly Statement _decided;

    public RunTables(SqliteConnection connection)
    {
        Statement Prepare(string sql)
        {
            var statement = new Statement(connection, sql);
            _all.Add(statement);
            return statement;
        }

        _launchBegun = Prepare(
            "INSERT INTO launch (run, crowd, snapshot, hit_type, cap_cents, at, terms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (run) DO NOTHING");
        _capSet = Prepare("UPDATE launch SET cap_cents = ?2 WHERE run = ?1");
        _launchStopped = Prepare("UPDATE launch SET stopped_at = ?2 WHERE run = ?1 AND stopped_at IS NULL");
        _attendanceSet = Prepare(
            "INSERT INTO attendance (run, assignment, worker, hit, state, detail, conversation, due, due_cents, came_at, left_at) " +
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, CASE WHEN ?5 = 'here' THEN NULL ELSE ?10 END) " +
            "ON CONFLICT (run, assignment, worker) DO UPDATE SET hit = ?4, state = ?5, detail = CASE WHEN ?5 = 'here' THEN NULL ELSE ifnull(?6, detail) END, " +
            "conversation = ifnull(?7, conversation), due = CASE WHEN ?5 = 'here' THEN NULL ELSE ifnull(?8, due) END, " +
            "due_cents = CASE WHEN ?5 = 'here' THEN NULL WHEN ?8 IS NULL THEN due_cents ELSE ?9 END, " +
            "left_at = CASE WHEN ?5 = 'here' THEN NULL ELSE ifnull(left_at, ?10) END");
        // What was handed in never changes; what has become of it does, and the crowd's word counts.
        _submissionSeen = Prepare(
            "INSERT INTO submission (run, assignment, worker, hit, verdict, words, answer, accepted_at, submitted_at, approves_itself_at, decided_at) " +
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) " +
            "ON CONFLICT (run, assignment) DO UPDATE SET verdict = ?5, words = ifnull(?6, words), approves_itself_at = ifnull(?10, approves_itself_at), decided_at = ifnull(?11, decided_at)");
        _decided = Prepare(
            "INSERT INTO decision (run, assignment, worker, act, by, words, name, cents, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        _unitSet = Prepare(
            "INSERT INTO run_unit (run, unit, state, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (run, unit) DO UPDATE SET state = ?3, at = ?4");
        _hitIntended = Prepare(
            "INSERT INTO hit (run, place, generation, token, state, intended_at) VALUES (?1, ?2, ?3, ?4, 'intended', ?5) ON CONFLICT (run, place, generation) DO NOTHING");
        // Each only from the state before: news of the same HIT may come twice, and late.
        _hitPosted = Prepare(
            "UPDATE hit SET state = 'posted', hit = ?4, settled_at = ?5 WHERE run = ?1 AND place = ?2 AND generation = ?3 AND state = 'intended'");
        _hitRefused = Prepare(
            "UPDATE hit SET state = 'refused', detail = ?4, settled_at = ?5 WHERE run = ?1 AND place = ?2 AND generation = ?3 AND state = 'intended'");
        _hitClosed = Prepare(
            "UPDATE hit SET state = 'closed', detail = ?4, settled_at = ?5 WHERE run = ?1 AND place = ?2 AND generation = ?3 AND state = 'posted'");
        _ledgerWritten = Prepare(
            "INSERT INTO ledger (run, payment, attempt, step, kind, cents, worker, assignment, detail, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    }

    /// <summary>SQLite's result code, SQLITE_DONE when all went well; null for a projection that is none of a run's.</summary>
    public int? Apply(Projection projection) => projection switch
    {
        Projection.HitIntended it => Bound(_hitIntended, it.Run, it.Place, it.Generation).Bind(4, it.Token).Bind(5, it.AtUnixMs).Execute(),
        Projection.HitPosted it => Bound(_hitPosted, it.Run, it.Place, it.Generation).Bind(4, it.Hit).Bind(5, it.AtUnixMs).Execute(),
        Projection.HitRefused it => Bound(_hitRefused, it.Run, it.Place, it.Generation).Bind(4, it.Why).Bind(5, it.AtUnixMs).Execute(),
        Projection.HitClosed it => Bound(_hitClosed, it.Run, it.Place, it.Generation).Bind(4, it.Why).Bind(5, it.AtUnixMs).Execute(),
        Projection.UnitSet it => _unitSet.Bind(1, it.Run.Value).Bind(2, it.Unit).Bind(3, it.State).Bind(4, it.AtUnixMs).Execute(),
        Projection.LaunchBegun it => _launchBegun.Bind(1, it.Run.Value).Bind(2, it.Crowd).Bind(3, it.Snapshot).Bind(4, it.HitType).Bind(5, it.CapCents)
            .Bind(6, it.AtUnixMs).Bind(7, it.Terms).Execute(),
        Projection.CapSet it => _capSet.Bind(1, it.Run.Value).Bind(2, it.CapCents).Execute(),
        Projection.LaunchStopped it => _launchStopped.Bind(1, it.Run.Value).Bind(2, it.AtUnixMs).Execute(),
        Projection.AttendanceSet it => _attendanceSet.Bind(1, it.Run.Value).Bind(2, it.Assignment).Bind(3, it.Worker.Value).Bind(4, it.Hit).Bind(5, it.State)
            .Bind(6, it.Detail).Bind(7, it.Conversation?.Value).Bind(8, it.Due).Bind(9, it.DueCents).Bind(10, it.AtUnixMs).Execute(),
        Projection.SubmissionSeen it => _submissionSeen.Bind(1, it.Run.Value).Bind(2, it.Assignment).Bind(3, it.Worker.Value).Bind(4, it.Hit).Bind(5, it.Verdict)
            .Bind(6, it.Words).Bind(7, it.Answer).Bind(8, it.AcceptedAtUnixMs).Bind(9, it.SubmittedAtUnixMs).Bind(10, it.ApprovesItselfAtUnixMs).Bind(11, it.DecidedAtUnixMs).Execute(),
        Projection.Decided it => _decided.Bind(1, it.Run.Value).Bind(2, it.Assignment).Bind(3, it.Worker.Value).Bind(4, it.Act).Bind(5, it.By)
            .Bind(6, it.Words).Bind(7, it.Name).Bind(8, it.Cents).Bind(9, it.AtUnixMs).Execute(),
        Projection.LedgerWritten it => _ledgerWritten.Bind(1, it.Run.Value).Bind(2, it.Payment).Bind(3, it.Attempt).Bind(4, it.Step).Bind(5, it.Kind)
            .Bind(6, it.Cents).Bind(7, it.Worker?.Value).Bind(8, it.Assignment).Bind(9, it.Detail).Bind(10, it.AtUnixMs).Execute(),
        _ => null,
    };

    public void Dispose() => _all.ForEach(statement => statement.Dispose());

    private static Statement Bound(Statement statement, RunId run, int place, int generation) => statement.Bind(1, run.Value).Bind(2, place).Bind(3, generation);
}
