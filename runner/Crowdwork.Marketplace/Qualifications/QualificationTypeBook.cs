using Crowdwork.Marketplace.Clock;
using Crowdwork.Marketplace.Store;
using Crowdwork.Marketplace.Wire;

namespace Crowdwork.Marketplace.Qualifications;

/// <summary>The table of qualification types: the marketplace's own and what requesters have made.</summary>
internal sealed class QualificationTypeBook(Market market)
{
    /// <summary>How long a deleted type keeps its name (MTurk's documentation says up to 48 hours, and not before its HITs are gone).</summary>
    private const long DisposalTakes = 48L * 60 * 60 * 1000;

    private const string Columns =
        """
        seq, id, requester, name, keywords, description, status, test, answer_key, test_duration, retry_delay, requestable, auto_granted,
        auto_granted_value, created_at
        """;

    private static readonly (string Id, string Name, string Description)[] s_system =
    [
        (SystemQualifications.NumberHitsApproved, "Worker_NumberHITsApproved", "How many of the worker's assignments were approved."),
        (SystemQualifications.Adult, "Worker_Adult", "The worker agreed to see work that may be offensive."),
        (SystemQualifications.Locale, "Worker_Locale", "Where the worker lives."),
        (SystemQualifications.PercentAssignmentsApproved, "Worker_PercentAssignmentsApproved", "How many per cent of the worker's assignments were approved; 100 until a hundred were submitted."),
        (SystemQualifications.Masters, "Masters", "The worker has shown excellence over a long time."),
        (SystemQualifications.SandboxMasters, "Masters (sandbox)", "The same as Masters, under the id that it has in MTurk's sandbox."),
    ];

    public void EnsureSystemTypes()
    {
        foreach (var (id, name, description) in s_system)
        {
            market.Database.Run(
                "INSERT OR IGNORE INTO qualification_type (id, name, description, status, requestable, created_at) VALUES (?1, ?2, ?3, 'Active', 0, ?4)",
                id, name, description, market.Now);
        }
    }

    public QualificationType? Find(string id) => market.Database.First($"SELECT {Columns} FROM qualification_type WHERE id = ?1", Read, id);

    public QualificationType Existing(string id) => Find(id) ?? throw DoesNotExist(id);

    /// <summary>Only who made a type may change it or give it to workers.</summary>
    public QualificationType Owned(long requester, string id) => Find(id) is { } type && type.Requester == requester ? type : throw DoesNotExist(id);

    public QualificationType OwnedAndAlive(long requester, string id)
    {
        var type = Owned(requester, id);
        if (type.Status is QualificationTypeStatus.Disposing)
            throw Refusal.Request("InvalidQualificationTypeState", "This operation can be called with a status of: Active,Inactive");
        return type;
    }

    public void CheckRequired(Requirement requirement)
    {
        if (Find(requirement.QualificationTypeId) is not { } type)
            throw DoesNotExist(requirement.QualificationTypeId);
        if (type.Status is QualificationTypeStatus.Disposing)
            throw Refusal.Request("InvalidQualificationTypeState", "This operation can be called with a status of: Active,Inactive");
    }

    public QualificationType Create(QualificationType type)
    {
        if (market.Database.Any("SELECT 1 FROM qualification_type WHERE requester = ?1 AND name = ?2", type.Requester, type.Name))
            // The text is MTurk's (observed), because programs look for it.
            throw Refusal.Request("QualificationTypeAlreadyExists",
                "You have already created a QualificationType with this name. "
                + "A QualificationType's name must be unique among all of the QualificationTypes created by the same user.");
        market.Database.Run(
            """
            INSERT INTO qualification_type (id, requester, name, keywords, description, status, test, answer_key, test_duration, retry_delay, requestable,
              auto_granted, auto_granted_value, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            """,
            type.Id, type.Requester, type.Name, type.Keywords, type.Description, type.Status.ToString(), type.Test, type.AnswerKey, type.TestDuration,
            type.RetryDelay, type.IsRequestable, type.AutoGranted, (long?)type.AutoGrantedValue, type.CreatedAt);
        return Existing(type.Id);
    }

    public void Update(QualificationType type) => market.Database.Run(
        """
        UPDATE qualification_type SET description = ?2, status = ?3, test = ?4, answer_key = ?5, test_duration = ?6, retry_delay = ?7, auto_granted = ?8,
          auto_granted_value = ?9 WHERE id = ?1
        """,
        type.Id, type.Description, type.Status.ToString(), type.Test, type.AnswerKey, type.TestDuration, type.RetryDelay, type.AutoGranted,
        (long?)type.AutoGrantedValue);

    public void Delete(QualificationType type)
    {
        market.Qualifications.RejectPending(type.Id, "The qualification type was deleted.");
        market.Database.Run("UPDATE qualification_type SET status = ?2 WHERE id = ?1", type.Id, nameof(QualificationTypeStatus.Disposing));
        market.Due.Add(market.Now + DisposalTakes, DueKind.QualificationTypeDisposal, type.Id);
    }

    public void FinishDisposal(string id)
    {
        var isUsed = market.Database.Any(
            """
            SELECT 1 FROM requirement JOIN hit ON hit.hit_type = requirement.hit_type AND hit.status <> 'Disposed' WHERE requirement.qualification_type = ?1
            """,
            id);
        if (isUsed)
            market.Due.Add(market.Now + DisposalTakes, DueKind.QualificationTypeDisposal, id);
        else
            market.Database.Run("DELETE FROM qualification_type WHERE id = ?1", id);
    }

    public List<QualificationType> Listed(long caller, string? query, bool mustBeRequestable, bool mustBeOwned, long before, int count) => market.Database.All(
        $"""
        SELECT {Columns} FROM qualification_type WHERE status <> 'Disposing' AND seq < ?1 AND (?2 = 0 OR requestable = 1) AND (?3 = 0 OR requester = ?4)
        AND (?5 IS NULL OR instr(lower(name || ' ' || description || ' ' || ifnull(keywords, '')), lower(?5)) > 0) ORDER BY seq DESC LIMIT ?6
        """,
        Read, before, mustBeRequestable, mustBeOwned, caller, query, count);

    /// <summary>What workers can ask for.</summary>
    public List<QualificationType> Requestable(int count) => market.Database.All(
        $"SELECT {Columns} FROM qualification_type WHERE status = 'Active' AND requestable = 1 ORDER BY seq DESC LIMIT ?1", Read, count);

    // The sentence, brackets and all, is observed (for a requirement of a HIT).
    private static Refusal DoesNotExist(string id) => Refusal.Request("QualificationTypeDoesNotExist", $"QualificationType [{id}] does not exist.");

    private static QualificationType Read(Row row) => new(
        row.Number(0), row.Text(1), row.NumberOrNull(2), row.Text(3), row.TextOrNull(4), row.Text(5), Enum.Parse<QualificationTypeStatus>(row.Text(6)),
        row.TextOrNull(7), row.TextOrNull(8), row.NumberOrNull(9), row.NumberOrNull(10), row.Flag(11), row.Flag(12), (int?)row.NumberOrNull(13), row.Number(14));
}
