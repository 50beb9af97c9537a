namespace Crowdwork.Engine.Store;

public partial class CrowdReader
{
    /// <summary>The terms of a run on a crowd; null for a rehearsal.</summary>
    public LaunchRow? Launch(RunId run) => FirstOf(Query(
        "SELECT run, crowd, snapshot, hit_type, cap_cents, at FROM launch WHERE run = $run",
        row => new LaunchRow(new RunId(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5)),
        ("$run", run.Value)));

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

    /// <summary>All that any run paid a worker, or meant to.</summary>
    public IReadOnlyList<LedgerRow> Ledger(WorkerId worker) => LedgerWhere("worker = $id", worker.Value);

    /// <summary>What a run has spent and what it is about to spend, as of one moment.</summary>
    public LedgerSums LedgerSums(RunId run) => Query(
        """
        SELECT
          ifnull(sum(CASE WHEN step = 'confirmed' AND kind <> 'refund' THEN cents END), 0),
          ifnull(sum(CASE WHEN step = 'confirmed' AND kind = 'refund' THEN cents END), 0),
          ifnull(sum(CASE WHEN step = 'intent' AND kind <> 'refund' AND NOT EXISTS (SELECT 1 FROM ledger o
            WHERE o.run = l.run AND o.payment = l.payment AND o.attempt = l.attempt AND o.step <> 'intent') THEN cents END), 0)
        FROM ledger l WHERE run = $run
        """,
        row => new LedgerSums(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
        ("$run", run.Value))[0];

    private List<HitRow> HitsWhere(string condition, string id) => Query(
        "SELECT run, place, generation, token, state, hit, detail, intended_at, settled_at FROM hit WHERE " + condition + " ORDER BY run, place, generation",
        row => new HitRow(
            new RunId(row.GetString(0)), row.GetInt32(1), row.GetInt32(2), row.GetString(3), row.GetString(4), Text(row, 5), Text(row, 6), row.GetInt64(7), Time(row, 8)),
        ("$id", id));

    private List<LedgerRow> LedgerWhere(string condition, string id) => Query(
        "SELECT line, run, payment, attempt, step, kind, cents, worker, assignment, detail, at FROM ledger WHERE " + condition + " ORDER BY line",
        row => new LedgerRow(
            row.GetInt64(0), new RunId(row.GetString(1)), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetInt64(6),
            Text(row, 7) is { } worker ? new WorkerId(worker) : null, Text(row, 8), Text(row, 9), row.GetInt64(10)),
        ("$id", id));
}
