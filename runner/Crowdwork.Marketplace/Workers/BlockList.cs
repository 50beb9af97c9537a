using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Workers;

internal sealed record WorkerBlock(long Seq, string Worker, string Reason);

/// <summary>Workers whom a requester does not want. They finish what they hold and can accept nothing more from this requester.</summary>
internal sealed class BlockList(Market market)
{
    public void Add(long requester, string worker, string reason) => market.Database.Run(
        "INSERT INTO block (requester, worker, reason, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (requester, worker) DO UPDATE SET reason = ?3",
        requester, worker, reason, market.Now);

    public void Remove(long requester, string worker) =>
        market.Database.Run("DELETE FROM block WHERE requester = ?1 AND worker = ?2", requester, worker);

    public bool Has(long requester, string worker) =>
        market.Database.Any("SELECT 1 FROM block WHERE requester = ?1 AND worker = ?2", requester, worker);

    public List<WorkerBlock> Listed(long requester, long after, int count) => market.Database.All(
        "SELECT seq, worker, reason FROM block WHERE requester = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
        static row => new WorkerBlock(row.Number(0), row.Text(1), row.Text(2)), requester, after, count);
}
