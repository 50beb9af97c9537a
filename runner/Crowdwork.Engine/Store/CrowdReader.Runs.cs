namespace Crowdwork.Engine.Store;

public partial class CrowdReader
{
    /// <summary>The terms of a run on a crowd; null for a rehearsal.</summary>
    public LaunchRow? Launch(RunId run) => FirstOf(Query(
        "SELECT run, crowd, snapshot, hit_type, cap_cents, at, terms, stopped_at FROM launch WHERE run = $run",
        row => new LaunchRow(
            new RunId(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), row.GetString(6), Time(row, 7)),
        ("$run", run.Value)));

    /// <summary>Everybody who came for a run with an assignment.</summary>
    public IReadOnlyList<AttendanceRow> Attendances(RunId run) => AttendancesWhere("run = $id", run.Value);

    /// <summary>All that a worker came for, in any run.</summary>
    public IReadOnlyList<AttendanceRow> Attendances(WorkerId worker) => AttendancesWhere("worker = $id", worker.Value);

    /// <summary>All that was handed in for a run.</summary>
    public IReadOnlyList<SubmissionRow> Submissions(RunId run) => SubmissionsWhere("run = $id", run.Value);

    /// <summary>All that a worker handed in, for any run.</summary>
    public IReadOnlyList<SubmissionRow> Submissions(WorkerId worker) => SubmissionsWhere("worker = $id", worker.Value);

    /// <summary>All that was decided in a run, as it was decided.</summary>
    public IReadOnlyList<DecisionRow> Decisions(RunId run) => DecisionsWhere("run = $id", run.Value);

    /// <summary>All that was decided about a worker, in any run.</summary>
    public IReadOnlyList<DecisionRow> Decisions(WorkerId worker) => DecisionsWhere("worker = $id", worker.Value);

    /// <summary>The units of a run that something is known of, in their order.</summary>
    public IReadOnlyList<UnitRow> Units(RunId run) => Query(
        "SELECT unit, state, at FROM run_unit WHERE run = $run ORDER BY unit",
        row => new UnitRow(run, row.GetInt32(0), row.GetString(1), row.GetInt64(2)),
        ("$run", run.Value));

    /// <summary>All HITs that a run has posted or meant to, by place and generation.</summary>
    public IReadOnlyList<HitRow> Hits(RunId run) => HitsWhere("run = $id", run.Value);

    /// <summary>The HIT that a crowd calls so, of whichever run.</summary>
    public HitRow? Hit(string hit) => FirstOf(HitsWhere("hit = $id", hit));

    /// <summary>The ledger of a run, as it was written.</summary>
    public IReadOnlyList<LedgerRow> Ledger(RunId run) => LedgerWhere("run = $id", run.Value);

    /// <summary>The lines of one payment of a run, as they were written.</summary>
    // Each half finds its lines by an index of its own; a run pays thousands, and each is looked up several times.
    public IReadOnlyList<LedgerRow> Ledger(RunId run, string payment) => [.. Query(
        """
        SELECT line, run, payment, attempt, step, kind, cents, worker, assignment, detail, at FROM ledger WHERE run = $run AND payment = $payment AND step = 'intent'
        UNION ALL
        SELECT line, run, payment, attempt, step, kind, cents, worker, assignment, detail, at FROM ledger WHERE run = $run AND payment = $payment AND step <> 'intent'
        """, LedgerRowOf, ("$run", run.Value), ("$payment", payment)).OrderBy(row => row.Line)];

    /// <summary>How many HITs of a run are out, or about to be: each may still be handed in.</summary>
    public int HitsThatAreOut(RunId run) => Query(
        "SELECT count(*) FROM hit WHERE run = $run AND state IN ('intended', 'posted')", row => row.GetInt32(0), ("$run", run.Value))[0];

    /// <summary>All that any run paid a worker, or meant to.</summary>
    public IReadOnlyList<LedgerRow> Ledger(WorkerId worker) => LedgerWhere("worker = $id", worker.Value);

    /// <summary>What a run has spent and what it is about to spend, as of one moment. Each outcome has just one intent, of the same amount: the file sees to it.</summary>
    public LedgerSums LedgerSums(RunId run) => Query(
        """
        SELECT
          ifnull(sum(CASE WHEN step = 'confirmed' AND kind <> 'refund' THEN cents END), 0),
          ifnull(sum(CASE WHEN step = 'confirmed' AND kind = 'refund' THEN cents END), 0),
          ifnull(sum(CASE WHEN kind = 'refund' THEN 0 WHEN step = 'intent' THEN cents ELSE -cents END), 0)
        FROM ledger WHERE run = $run
        """,
        row => new LedgerSums(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
        ("$run", run.Value))[0];

    private List<AttendanceRow> AttendancesWhere(string condition, string id) => Query(
        "SELECT run, assignment, worker, hit, state, detail, conversation, due, due_cents, came_at, left_at FROM attendance WHERE " + condition + " ORDER BY run, came_at, assignment",
        row => new AttendanceRow(
            new RunId(row.GetString(0)), row.GetString(1), new WorkerId(row.GetString(2)), row.GetString(3), row.GetString(4), Text(row, 5),
            Time(row, 6) is { } conversation ? new ConversationId(conversation) : null, Text(row, 7), Time(row, 8), row.GetInt64(9), Time(row, 10)),
        ("$id", id));

    private List<SubmissionRow> SubmissionsWhere(string condition, string id) => Query(
        "SELECT run, assignment, worker, hit, verdict, words, answer, accepted_at, submitted_at, approves_itself_at, decided_at FROM submission WHERE " + condition + " ORDER BY run, submitted_at, assignment",
        row => new SubmissionRow(
            new RunId(row.GetString(0)), row.GetString(1), new WorkerId(row.GetString(2)), row.GetString(3), row.GetString(4), Text(row, 5), row.GetString(6), row.GetInt64(7),
            row.GetInt64(8), Time(row, 9), Time(row, 10)),
        ("$id", id));

    private List<DecisionRow> DecisionsWhere(string condition, string id) => Query(
        "SELECT line, run, assignment, worker, act, by, words, name, cents, at FROM decision WHERE " + condition + " ORDER BY line",
        row => new DecisionRow(
            row.GetInt64(0), new RunId(row.GetString(1)), Text(row, 2), new WorkerId(row.GetString(3)), row.GetString(4), row.GetString(5), Text(row, 6), Text(row, 7),
            Time(row, 8), row.GetInt64(9)),
        ("$id", id));

    private List<HitRow> HitsWhere(string condition, string id) => Query(
        "SELECT run, place, generation, token, state, hit, detail, intended_at, settled_at FROM hit WHERE " + condition + " ORDER BY run, place, generation",
        row => new HitRow(
            new RunId(row.GetString(0)), row.GetInt32(1), row.GetInt32(2), row.GetString(3), row.GetString(4), Text(row, 5), Text(row, 6), row.GetInt64(7), Time(row, 8)),
        ("$id", id));

    private List<LedgerRow> LedgerWhere(string condition, string id) => Query(
        "SELECT line, run, payment, attempt, step, kind, cents, worker, assignment, detail, at FROM ledger WHERE " + condition + " ORDER BY line",
        LedgerRowOf, ("$id", id));

    private static LedgerRow LedgerRowOf(Microsoft.Data.Sqlite.SqliteDataReader row) => new(
        row.GetInt64(0), new RunId(row.GetString(1)), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetInt64(6),
        Text(row, 7) is { } worker ? new WorkerId(worker) : null, Text(row, 8), Text(row, 9), row.GetInt64(10));
}
