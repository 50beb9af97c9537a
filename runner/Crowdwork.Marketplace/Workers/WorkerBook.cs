using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Workers;

/// <summary>Somebody who works here.</summary>
/// <param name="Id">An A and more capital letters and digits.</param>
/// <param name="Locale">Where they live; null when they did not say.</param>
/// <param name="IsAdult">They agreed to see work with adult content.</param>
/// <param name="IsMaster">The marketplace's operator gave them the Masters qualification.</param>
internal sealed record WorkerProfile(string Id, WorkerLocale? Locale, bool IsAdult, bool IsMaster);

/// <summary>A worker's record: all numbers are of assignments.</summary>
internal sealed record WorkRecord(long Submitted, long Approved, long Rejected);

/// <summary>The table of workers.</summary>
internal sealed class WorkerBook(Market market)
{
    public void Register(WorkerProfile profile) => market.Database.Run(
        """
        INSERT INTO worker (id, registered_at, country, subdivision, adult, masters) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (id) DO UPDATE SET country = ?3, subdivision = ?4, adult = ?5, masters = ?6
        """,
        profile.Id, market.Now, profile.Locale?.Country, profile.Locale?.Subdivision, profile.IsAdult, profile.IsMaster);

    public bool Exists(string id) => market.Database.Any("SELECT 1 FROM worker WHERE id = ?1", id);

    public WorkerProfile? Find(string id) => market.Database.First(
        "SELECT id, country, subdivision, adult, masters FROM worker WHERE id = ?1",
        static row => new WorkerProfile(
            row.Text(0), row.TextOrNull(1) is { } country ? new WorkerLocale(country, row.TextOrNull(2)) : null, row.Flag(3), row.Flag(4)),
        id);

    public List<WorkerProfile> All() => market.Database.All(
        "SELECT id, country, subdivision, adult, masters FROM worker ORDER BY registered_at, id",
        static row => new WorkerProfile(
            row.Text(0), row.TextOrNull(1) is { } country ? new WorkerLocale(country, row.TextOrNull(2)) : null, row.Flag(3), row.Flag(4)));

    public WorkRecord Record(string id) => market.Database.First(
        "SELECT submitted, approved, rejected FROM worker WHERE id = ?1",
        static row => new WorkRecord(row.Number(0), row.Number(1), row.Number(2)), id) ?? new WorkRecord(0, 0, 0);

    /// <summary>MTurk names the parameter when it does not know the worker (observed for bonuses and blocks).</summary>
    public void MustExist(string id)
    {
        if (!Exists(id))
            throw Refusal.InvalidValue("WorkerId", id);
    }

    public bool HasWorkedFor(long requester, string worker) =>
        market.Database.Any("SELECT 1 FROM worked_for WHERE requester = ?1 AND worker = ?2", requester, worker);

    public void CountSubmitted(string worker, long requester)
    {
        market.Database.Run("UPDATE worker SET submitted = submitted + 1 WHERE id = ?1", worker);
        market.Database.Run("INSERT OR IGNORE INTO worked_for (requester, worker) VALUES (?1, ?2)", requester, worker);
    }

    public void CountApproved(string worker, bool wasRejected) => market.Database.Run(
        "UPDATE worker SET approved = approved + 1, rejected = rejected - ?2 WHERE id = ?1", worker, wasRejected);

    public void CountRejected(string worker) => market.Database.Run("UPDATE worker SET rejected = rejected + 1 WHERE id = ?1", worker);
}
