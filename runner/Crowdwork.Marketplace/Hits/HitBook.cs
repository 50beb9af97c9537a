using Crowdwork.Marketplace.Clock;
using Crowdwork.Marketplace.Money;
using Crowdwork.Marketplace.Notifications;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Hits;

/// <summary>
/// The table of HITs. Every change goes through <see cref="Save"/>, which draws the conclusions: the new state, the money to hold, what
/// workers find, who is to be told.
/// </summary>
internal sealed class HitBook(Market market)
{
    /// <summary>An unused HIT is disposed of after this time (MTurk's documentation).</summary>
    private const long UnusedFor = 120L * 24 * 60 * 60 * 1000;

    private const string Columns =
        """
        seq, id, requester, hit_type, status, created_at, expires_at, expired, reviewing, max_assignments, pending, submitted, completed,
        unit_cost, held, last_used_at, layout_id, annotation
        """;

    public Hit Create(HitType type, string? question, long lifetimeSeconds, int maxAssignments, string? annotation, string? layoutId)
    {
        var unit = type.Reward + Fees.OnReward(type.Reward, maxAssignments, type.AsksForMasters);
        var hit = new Hit
        {
            Seq = 0,
            Id = market.Identities.Entity(),
            Requester = type.Requester,
            Type = type,
            CreatedAt = market.Now,
            ExpiresAt = market.Now + (lifetimeSeconds * 1000),
            Max = maxAssignments,
            UnitCost = unit,
            LastUsedAt = market.Now,
            LayoutId = layoutId,
            Annotation = annotation,
        };
        market.Purse.Afford(hit.Requester, hit.Hold);
        market.Database.Run(
            """
            INSERT INTO hit (id, requester, hit_type, status, created_at, expires_at, max_assignments, unit_cost, last_used_at, layout_id, annotation)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """,
            hit.Id, hit.Requester, type.Id, nameof(HitStatus.Assignable), hit.CreatedAt, hit.ExpiresAt, hit.Max, hit.UnitCost, hit.LastUsedAt, layoutId, annotation);
        hit.Seq = market.Database.Number("SELECT last_insert_rowid()");
        if (question is not null)
            market.Database.Run("INSERT INTO question (hit, xml) VALUES (?1, ?2)", hit.Seq, question);
        market.Due.Add(hit.ExpiresAt, DueKind.HitExpiry, hit.Id);
        market.Due.Add(hit.ExpiresAt + UnusedFor, DueKind.HitDisposal, hit.Id);
        Save(hit, EventType.HITCreated);
        return hit;
    }

    public Hit? Find(string id) => market.Database.First($"SELECT {Columns} FROM hit WHERE id = ?1", Read, id);

    public Hit Get(string id) => Find(id) ?? throw new InvalidOperationException($"The HIT {id} is gone from the store.");

    /// <summary>A HIT of somebody else does not exist for a requester.</summary>
    public Hit Owned(long requester, string id) =>
        Find(id) is { } hit && hit.Requester == requester ? hit : throw Refusal.Request("HITDoesNotExist", $"Hit {id} does not exist.");

    public string? Question(Hit hit) => market.Database.TextOrNull("SELECT xml FROM question WHERE hit = ?1", hit.Seq);

    /// <summary>Stores the change and tells what made it, before what follows from it.</summary>
    public void Save(Hit hit, EventType? what = null, string? assignmentId = null)
    {
        hit.LastUsedAt = market.Now;
        var status = hit.Status;
        if (!status.IsReviewable())
            hit.Reviewing = false;
        market.Database.Run(
            """
            UPDATE hit SET hit_type = ?2, status = ?3, expires_at = ?4, expired = ?5, reviewing = ?6, max_assignments = ?7, pending = ?8, submitted = ?9,
              completed = ?10, unit_cost = ?11, held = ?12, last_used_at = ?13 WHERE seq = ?1
            """,
            hit.Seq, hit.Type.Id, status.ToString(), hit.ExpiresAt, hit.Expired, hit.Reviewing, hit.Max, hit.Pending, hit.Submitted,
            hit.Completed, hit.UnitCost, hit.Hold, hit.LastUsedAt);
        if (hit.Hold != hit.StoredHold)
            market.Purse.Hold(hit.Requester, hit.Hold - hit.StoredHold);
        CountOpen(hit, status);
        if (what is { } happened)
            market.Events.Add(happened, hit, assignmentId);
        if (status is HitStatus.Reviewable && hit.StoredStatus is HitStatus.Assignable or HitStatus.Unassignable)
            market.Events.Add(EventType.HITReviewable, hit);
        Remember(hit, status);
    }

    public void Expire(Hit hit)
    {
        hit.Expired = true;
        Save(hit, EventType.HITExpired);
    }

    public void Dispose(Hit hit)
    {
        hit.Disposed = true;
        Save(hit, EventType.HITDisposed);
    }

    public void ExpireWhenDue(string id)
    {
        // Its end may have been moved since this date was noted.
        if (Find(id) is { Expired: false, Disposed: false } hit && hit.ExpiresAt <= market.Now)
            Expire(hit);
    }

    public void DisposeWhenUnused(string id)
    {
        if (Find(id) is not { Disposed: false } hit)
            return;
        var unusedUntil = Math.Max(hit.LastUsedAt, hit.ExpiresAt) + UnusedFor;
        if (hit.Status.IsReviewable() && hit.Submitted == 0 && unusedUntil <= market.Now)
            Dispose(hit);
        else
            market.Due.Add(Math.Max(unusedUntil, market.Now + UnusedFor), DueKind.HitDisposal, id);
    }

    public List<Hit> Listed(long requester, long before, int count) => market.Database.All(
        $"SELECT {Columns} FROM hit WHERE requester = ?1 AND status <> 'Disposed' AND seq < ?2 ORDER BY seq DESC LIMIT ?3", Read, requester, before, count);

    public List<Hit> Reviewable(long requester, string? typeId, HitStatus status, long before, int count) => typeId is null
        ? market.Database.All(
            $"SELECT {Columns} FROM hit WHERE requester = ?1 AND status = ?2 AND status IN ('Reviewable', 'Reviewing') AND seq < ?3 ORDER BY seq DESC LIMIT ?4",
            Read, requester, status.ToString(), before, count)
        : market.Database.All(
            $"SELECT {Columns} FROM hit WHERE hit_type = ?1 AND status = ?2 AND status IN ('Reviewable', 'Reviewing') AND seq < ?3 AND requester = ?4 ORDER BY seq DESC LIMIT ?5",
            Read, typeId, status.ToString(), before, requester, count);

    public List<Hit> Requiring(long requester, string qualificationType, long before, int count) => market.Database.All(
        $"""
        SELECT {Columns} FROM hit WHERE requester = ?1 AND status <> 'Disposed' AND seq < ?3
        AND hit_type IN (SELECT hit_type FROM requirement WHERE qualification_type = ?2) ORDER BY seq DESC LIMIT ?4
        """,
        Read, requester, qualificationType, before, count);

    /// <summary>The oldest HIT of a group that this worker can still take, or has not yet done, so that work is handed out in order.</summary>
    public Hit? NextFor(string typeId, string? worker, long after) => market.Database.First(
        $"""
        SELECT {Columns} FROM hit WHERE hit_type = ?1 AND status = 'Assignable' AND seq > ?3
        AND NOT EXISTS (SELECT 1 FROM assignment WHERE assignment.hit = hit.id AND assignment.worker = ?2) ORDER BY seq LIMIT 1
        """,
        Read, typeId, worker, after);

    private void CountOpen(Hit hit, HitStatus status)
    {
        var was = hit.StoredStatus is HitStatus.Assignable ? 1 : 0;
        var isNow = status is HitStatus.Assignable ? 1 : 0;
        if (hit.StoredTypeId is { } before && before != hit.Type.Id)
        {
            market.Types.CountOpen(before, -was);
            market.Types.CountOpen(hit.Type.Id, isNow);
            return;
        }

        market.Types.CountOpen(hit.Type.Id, isNow - was);
    }

    private static void Remember(Hit hit, HitStatus status)
    {
        hit.StoredStatus = status;
        hit.StoredHold = hit.Hold;
        hit.StoredTypeId = hit.Type.Id;
    }

    private Hit Read(Row row)
    {
        var hit = new Hit
        {
            Seq = row.Number(0),
            Id = row.Text(1),
            Requester = row.Number(2),
            Type = market.Types.Get(row.Text(3)),
            CreatedAt = row.Number(5),
            ExpiresAt = row.Number(6),
            Expired = row.Flag(7),
            Reviewing = row.Flag(8),
            Disposed = row.Text(4) == nameof(HitStatus.Disposed),
            Max = row.Small(9),
            Pending = row.Small(10),
            Submitted = row.Small(11),
            Completed = row.Small(12),
            UnitCost = row.Number(13),
            LastUsedAt = row.Number(15),
            LayoutId = row.TextOrNull(16),
            Annotation = row.TextOrNull(17),
        };
        hit.StoredHold = row.Number(14);
        hit.StoredStatus = hit.Status;
        hit.StoredTypeId = hit.Type.Id;
        return hit;
    }
}
