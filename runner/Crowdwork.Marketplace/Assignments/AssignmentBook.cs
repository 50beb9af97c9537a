using Crowdwork.Marketplace.Clock;
using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Notifications;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Assignments;

/// <summary>
/// The table of assignments: from a worker's accepting to the requester's decision. An assignment that is returned or runs out leaves the
/// table and its place is free again, as on MTurk.
/// </summary>
/// <remarks>
/// <code>
///   accept --> Accepted --submit--> Submitted --approve, or time--> Approved
///                 |                     |                              ^ within 30 days, OverrideRejection
///                 +--return, time--> (gone)  +-------reject-------> Rejected
/// </code>
/// </remarks>
internal sealed class AssignmentBook(Market market)
{
    private const string Columns =
        "seq, id, hit, requester, worker, status, accepted_at, deadline, submitted_at, auto_approve_at, approved_at, rejected_at, visible_at, reward, feedback, answer";

    public Assignment? Find(string id) => market.Database.First($"SELECT {Columns} FROM assignment WHERE id = ?1", Read, id);

    public Assignment? Of(string hitId, string worker) =>
        market.Database.First($"SELECT {Columns} FROM assignment WHERE hit = ?1 AND worker = ?2", Read, hitId, worker);

    /// <summary>Somebody else's, and one whose submission has not arrived yet, does not exist for a requester.</summary>
    public Assignment Owned(long requester, string id) =>
        Find(id) is { } assignment && assignment.Requester == requester && assignment.VisibleAt <= market.Now
            ? assignment
            : throw Refusal.Request("AssignmentDoesNotExist", $"Assignment {id} does not exist.");

    public Assignment Accept(Hit hit, string worker)
    {
        var id = ReusedId(hit, worker) ?? market.Identities.Entity();
        var deadline = market.Now + (hit.Type.Duration * 1000);
        market.Database.Run(
            "INSERT INTO assignment (id, hit, requester, worker, status, accepted_at, deadline, reward) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            id, hit.Id, hit.Requester, worker, nameof(AssignmentStatus.Accepted), market.Now, deadline, hit.Type.Reward);
        market.Due.Add(deadline, DueKind.Deadline, $"{market.Database.Number("SELECT last_insert_rowid()")}");
        hit.Pending++;
        market.Hits.Save(hit, EventType.AssignmentAccepted, id);
        return Find(id)!;
    }

    public void Submit(Assignment assignment, string answerXml)
    {
        var hit = market.Hits.Get(assignment.HitId);
        assignment.Status = AssignmentStatus.Submitted;
        assignment.SubmittedAt = market.Now;
        assignment.AutoApproveAt = market.Now + (hit.Type.AutoApprovalDelay * 1000);
        assignment.VisibleAt = market.Now + market.Faults.SubmissionDelayMilliseconds;
        assignment.Answer = answerXml;
        Save(assignment);
        market.Due.Add(assignment.AutoApproveAt.Value, DueKind.AutoApproval, $"{assignment.Seq}");
        market.Workers.CountSubmitted(assignment.Worker, assignment.Requester);
        hit.Pending--;
        hit.Submitted++;
        market.Hits.Save(hit, EventType.AssignmentSubmitted, assignment.Id);
    }

    public void Return(Assignment assignment) => Leave(assignment, "Returned", EventType.AssignmentReturned);

    public void Approve(Assignment assignment, string? feedback)
    {
        var hit = market.Hits.Get(assignment.HitId);
        var wasRejected = assignment.Status is AssignmentStatus.Rejected;
        // A rejection has given the money back, so it may be spent by now.
        if (wasRejected)
            market.Purse.Afford(hit.Requester, hit.UnitCost);
        assignment.Status = AssignmentStatus.Approved;
        assignment.ApprovedAt = market.Now;
        assignment.RejectedAt = null;
        assignment.Feedback = feedback ?? assignment.Feedback;
        Save(assignment);
        market.Purse.Pay(hit.Requester, hit.UnitCost);
        market.Workers.CountApproved(assignment.Worker, wasRejected);
        if (!wasRejected)
        {
            hit.Submitted--;
            hit.Completed++;
        }

        market.Hits.Save(hit, EventType.AssignmentApproved, assignment.Id);
    }

    public void Reject(Assignment assignment, string feedback)
    {
        var hit = market.Hits.Get(assignment.HitId);
        assignment.Status = AssignmentStatus.Rejected;
        assignment.RejectedAt = market.Now;
        assignment.Feedback = feedback;
        Save(assignment);
        market.Workers.CountRejected(assignment.Worker);
        hit.Submitted--;
        hit.Completed++;
        market.Hits.Save(hit, EventType.AssignmentRejected, assignment.Id);
    }

    // Both look at the date as well: the number of a row that is gone may belong to a later one by now.
    public void AutoApprove(long seq)
    {
        if (BySeq(seq) is { Status: AssignmentStatus.Submitted } assignment && assignment.AutoApproveAt <= market.Now)
            Approve(assignment, null);
    }

    public void Abandon(long seq)
    {
        if (BySeq(seq) is { Status: AssignmentStatus.Accepted } assignment && assignment.Deadline <= market.Now)
            Leave(assignment, "Abandoned", EventType.AssignmentAbandoned);
    }

    /// <summary>Those a requester may see, oldest submission first (the order is the marketplace's choice).</summary>
    public List<Assignment> Listed(string hitId, IReadOnlySet<AssignmentStatus> statuses, long afterTime, long afterSeq, int count) => market.Database.All(
        $"""
        SELECT {Columns} FROM assignment WHERE hit = ?1 AND submitted_at IS NOT NULL AND (submitted_at, seq) > (?2, ?3) AND visible_at <= ?4
        AND status IN (?5, ?6, ?7) ORDER BY submitted_at, seq LIMIT ?8
        """,
        Read, hitId, afterTime, afterSeq, market.Now,
        Wanted(statuses, AssignmentStatus.Submitted), Wanted(statuses, AssignmentStatus.Approved), Wanted(statuses, AssignmentStatus.Rejected), count);

    public List<Assignment> Queue(string worker) => market.Database.All(
        $"SELECT {Columns} FROM assignment WHERE worker = ?1 AND status = 'Accepted' ORDER BY deadline, seq", Read, worker);

    public List<Assignment> History(string worker, int count) => market.Database.All(
        $"SELECT {Columns} FROM assignment WHERE worker = ?1 AND submitted_at IS NOT NULL ORDER BY submitted_at DESC, seq DESC LIMIT ?2", Read, worker, count);

    public long CountHeld(string worker) =>
        market.Database.Number("SELECT count(*) FROM assignment WHERE worker = ?1 AND status = 'Accepted'", worker);

    public (long Approved, long Waiting) Rewards(string worker) => market.Database.First(
        """
        SELECT ifnull(sum(CASE WHEN status = 'Approved' THEN reward END), 0), ifnull(sum(CASE WHEN status = 'Submitted' THEN reward END), 0)
        FROM assignment WHERE worker = ?1 AND submitted_at IS NOT NULL
        """,
        static row => (row.Number(0), row.Number(1)), worker);

    /// <summary>How an assignment ended that is no longer there; null when there never was one.</summary>
    public string? HowLeft(string id) => market.Database.TextOrNull("SELECT how FROM left_assignment WHERE id = ?1 ORDER BY seq DESC LIMIT 1", id);

    public bool AnyOf(string hitId) => market.Database.Any("SELECT 1 FROM assignment WHERE hit = ?1", hitId);

    private static string? Wanted(IReadOnlySet<AssignmentStatus> statuses, AssignmentStatus status) => statuses.Contains(status) ? status.ToString() : null;

    private Assignment? BySeq(long seq) => market.Database.First($"SELECT {Columns} FROM assignment WHERE seq = ?1", Read, seq);

    private void Leave(Assignment assignment, string how, EventType told)
    {
        var hit = market.Hits.Get(assignment.HitId);
        market.Database.Run("DELETE FROM assignment WHERE seq = ?1", assignment.Seq);
        market.Database.Run(
            "INSERT INTO left_assignment (id, hit, worker, how, accepted_at, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            assignment.Id, assignment.HitId, assignment.Worker, how, assignment.AcceptedAt, market.Now);
        hit.Pending--;
        market.Hits.Save(hit, told, assignment.Id);
    }

    /// <summary>MTurk may hand the id of a returned assignment to another worker (observed); here it does when that fault was asked for.</summary>
    private string? ReusedId(Hit hit, string worker)
    {
        if (!market.Faults.ReuseAssignmentIds)
            return null;
        var id = market.Database.TextOrNull(
            "SELECT id FROM left_assignment WHERE hit = ?1 AND worker <> ?2 AND given_again = 0 ORDER BY seq DESC LIMIT 1", hit.Id, worker);
        if (id is null)
            return null;
        market.Database.Run("UPDATE left_assignment SET given_again = 1 WHERE hit = ?1 AND id = ?2", hit.Id, id);
        return id;
    }

    private void Save(Assignment assignment) => market.Database.Run(
        """
        UPDATE assignment SET status = ?2, submitted_at = ?3, auto_approve_at = ?4, approved_at = ?5, rejected_at = ?6, visible_at = ?7, feedback = ?8, answer = ?9
        WHERE seq = ?1
        """,
        assignment.Seq, assignment.Status.ToString(), assignment.SubmittedAt, assignment.AutoApproveAt, assignment.ApprovedAt, assignment.RejectedAt,
        assignment.VisibleAt, assignment.Feedback, assignment.Answer);

    private static Assignment Read(Row row) => new()
    {
        Seq = row.Number(0),
        Id = row.Text(1),
        HitId = row.Text(2),
        Requester = row.Number(3),
        Worker = row.Text(4),
        Status = Enum.Parse<AssignmentStatus>(row.Text(5)),
        AcceptedAt = row.Number(6),
        Deadline = row.Number(7),
        SubmittedAt = row.NumberOrNull(8),
        AutoApproveAt = row.NumberOrNull(9),
        ApprovedAt = row.NumberOrNull(10),
        RejectedAt = row.NumberOrNull(11),
        VisibleAt = row.Number(12),
        Reward = row.Number(13),
        Feedback = row.TextOrNull(14),
        Answer = row.TextOrNull(15),
    };
}
