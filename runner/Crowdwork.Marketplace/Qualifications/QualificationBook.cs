using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Qualifications;

/// <summary>The table of who holds which qualification, and of who asks for one.</summary>
internal sealed class QualificationBook(Market market)
{
    private const string Columns = "seq, type, worker, value, status = 'Granted', granted_at";
    private const string RequestColumns = "seq, id, type, worker, answer, at, state";

    public Qualification? Find(string typeId, string worker) =>
        market.Database.First($"SELECT {Columns} FROM qualification WHERE type = ?1 AND worker = ?2", Read, typeId, worker);

    public void Grant(string typeId, string worker, int value) => market.Database.Run(
        """
        INSERT INTO qualification (type, worker, value, status, granted_at) VALUES (?1, ?2, ?3, 'Granted', ?4)
        ON CONFLICT (type, worker) DO UPDATE SET value = ?3, status = 'Granted', granted_at = ?4, reason = NULL
        """,
        typeId, worker, value, market.Now);

    public void Revoke(string typeId, string worker, string? reason) => market.Database.Run(
        "UPDATE qualification SET status = 'Revoked', reason = ?3 WHERE type = ?1 AND worker = ?2", typeId, worker, reason);

    public List<Qualification> Listed(string typeId, bool? granted, long after, int count) => market.Database.All(
        $"SELECT {Columns} FROM qualification WHERE type = ?1 AND (?2 IS NULL OR status = ?2) AND seq > ?3 ORDER BY seq LIMIT ?4",
        Read, typeId, granted is { } yes ? yes ? "Granted" : "Revoked" : null, after, count);

    public List<Qualification> OfWorker(string worker) =>
        market.Database.All($"SELECT {Columns} FROM qualification WHERE worker = ?1 AND status = 'Granted' ORDER BY seq", Read, worker);

    /// <summary>What the requirements of a HIT are compared with: the marketplace's own values and the granted ones.</summary>
    public HeldValue? Held(string worker, string typeId) => typeId switch
    {
        SystemQualifications.NumberHitsApproved => HeldValue.Of((int)Math.Min(int.MaxValue, market.Workers.Record(worker).Approved)),
        SystemQualifications.PercentAssignmentsApproved => HeldValue.Of(ApprovalRate.Of(market.Workers.Record(worker))),
        SystemQualifications.Adult => market.Workers.Find(worker) is { IsAdult: true } ? HeldValue.Of(1) : null,
        SystemQualifications.Masters or SystemQualifications.SandboxMasters => market.Workers.Find(worker) is { IsMaster: true } ? HeldValue.Of(1) : null,
        SystemQualifications.Locale => market.Workers.Find(worker)?.Locale is { } locale ? HeldValue.Of(locale) : null,
        _ => Find(typeId, worker) is { IsGranted: true } held ? HeldValue.Of(held.Value) : null,
    };

    public string AddRequest(QualificationType type, string worker, string? answer, string state)
    {
        var id = market.Identities.Entity();
        market.Database.Run(
            "INSERT INTO qualification_request (id, type, requester, worker, state, answer, at, decided_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            id, type.Id, type.Requester, worker, state, answer, market.Now, state == RequestState.Pending ? (long?)null : market.Now);
        return id;
    }

    public QualificationRequest OwnedPending(long requester, string id)
    {
        var request = market.Database.First($"SELECT {RequestColumns} FROM qualification_request WHERE id = ?1 AND requester = ?2", ReadRequest, id, requester)
            ?? throw Refusal.Request("QualificationRequestDoesNotExist", $"QualificationRequest {id} does not exist.");
        if (request.State != RequestState.Pending)
            throw Refusal.Request("InvalidQualificationRequestState", "This operation can be called with a status of: Submitted");
        return request;
    }

    public QualificationRequest? Latest(string typeId, string worker) => market.Database.First(
        $"SELECT {RequestColumns} FROM qualification_request WHERE worker = ?2 AND type = ?1 ORDER BY seq DESC LIMIT 1", ReadRequest, typeId, worker);

    public void Decide(QualificationRequest request, string state, string? reason) => market.Database.Run(
        "UPDATE qualification_request SET state = ?2, decided_at = ?3, reason = ?4 WHERE id = ?1", request.Id, state, market.Now, reason);

    public void RejectPending(string typeId, string reason) => market.Database.Run(
        "UPDATE qualification_request SET state = 'Rejected', decided_at = ?2, reason = ?3 WHERE type = ?1 AND state = 'Pending'", typeId, market.Now, reason);

    public List<QualificationRequest> Pending(long requester, string? typeId, long after, int count) => market.Database.All(
        $"""
        SELECT {RequestColumns} FROM qualification_request WHERE requester = ?1 AND state = 'Pending' AND (?2 IS NULL OR type = ?2) AND seq > ?3
        ORDER BY seq LIMIT ?4
        """,
        ReadRequest, requester, typeId, after, count);

    /// <summary>When the worker began the test; they are given no second beginning before they have handed it in.</summary>
    public long StartTest(string typeId, string worker)
    {
        market.Database.Run("INSERT OR IGNORE INTO qualification_test (type, worker, started_at) VALUES (?1, ?2, ?3)", typeId, worker, market.Now);
        return TestStartedAt(typeId, worker)!.Value;
    }

    public long? TestStartedAt(string typeId, string worker) =>
        market.Database.NumberOrNull("SELECT started_at FROM qualification_test WHERE type = ?1 AND worker = ?2", typeId, worker);

    public void EndTest(string typeId, string worker) =>
        market.Database.Run("DELETE FROM qualification_test WHERE type = ?1 AND worker = ?2", typeId, worker);

    private static Qualification Read(Row row) =>
        new(row.Number(0), row.Text(1), row.Text(2), row.Small(3), row.Flag(4), row.Number(5));

    private static QualificationRequest ReadRequest(Row row) =>
        new(row.Number(0), row.Text(1), row.Text(2), row.Text(3), row.TextOrNull(4), row.Number(5), row.Text(6));
}

/// <summary>The states are in the store.</summary>
internal static class RequestState
{
    public const string Pending = "Pending";
    public const string Granted = "Granted";
    public const string Rejected = "Rejected";
}
