using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Workers;

internal sealed record Bonus(long Seq, string Worker, string AssignmentId, long Amount, string Reason, long At);

/// <summary>The table of bonuses.</summary>
internal sealed class BonusBook(Market market)
{
    private const string Columns = "seq, worker, assignment, amount, reason, at";

    public void Add(long requester, string worker, string assignmentId, string hitId, long amount, long fee, string reason) => market.Database.Run(
        "INSERT INTO bonus (requester, worker, assignment, hit, amount, fee, reason, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        requester, worker, assignmentId, hitId, amount, fee, reason, market.Now);

    public List<Bonus> OfHit(string hitId, long after, int count) =>
        market.Database.All($"SELECT {Columns} FROM bonus WHERE hit = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3", Read, hitId, after, count);

    public List<Bonus> OfAssignment(string assignmentId, long after, int count) =>
        market.Database.All($"SELECT {Columns} FROM bonus WHERE assignment = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3", Read, assignmentId, after, count);

    public List<Bonus> OfWorker(string worker, int count) =>
        market.Database.All($"SELECT {Columns} FROM bonus WHERE worker = ?1 ORDER BY seq DESC LIMIT ?2", Read, worker, count);

    public long SumOfWorker(string worker) => market.Database.Number("SELECT ifnull(sum(amount), 0) FROM bonus WHERE worker = ?1", worker);

    private static Bonus Read(Row row) => new(row.Number(0), row.Text(1), row.Text(2), row.Number(3), row.Text(4), row.Number(5));
}
