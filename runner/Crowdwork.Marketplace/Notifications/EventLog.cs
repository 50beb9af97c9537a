using System.Buffers;
using System.Text;
using System.Text.Json;
using Crowdwork.Marketplace.Clock;
using Crowdwork.Marketplace.Hits;
using Crowdwork.Marketplace.Store;

namespace Crowdwork.Marketplace.Notifications;

/// <summary>The names are MTurk's and appear on the wire.</summary>
internal enum EventType
{
    AssignmentAccepted,
    AssignmentAbandoned,
    AssignmentReturned,
    AssignmentSubmitted,
    AssignmentRejected,
    AssignmentApproved,
    HITCreated,
    HITExpired,
    HITReviewable,
    HITExtended,
    HITDisposed,
    Ping,
}

/// <summary>One notification as it would have reached its queue or topic.</summary>
internal sealed record LoggedEvent(long Seq, long Requester, DateTimeOffset At, string Destination, string Transport, string Body);

/// <summary>
/// What MTurk would have told SQS queues and SNS topics. The marketplace sends nothing anywhere: it keeps the messages, in MTurk's own
/// JSON, to be read at <c>/events</c>. MTurk promises neither order nor that a message comes only once, so both can be rehearsed.
/// </summary>
internal sealed class EventLog(Market market)
{
    private const string DocumentVersion = "2014-08-15";

    // Long enough that something else may overtake it, short enough to wait for.
    private const long HeldBackFor = 5_000;

    public void Add(EventType type, Hit hit, string? assignmentId = null)
    {
        var setting = market.Database.First(
            "SELECT destination, transport, event_types FROM notification_setting WHERE hit_type = ?1 AND active = 1",
            static row => (Destination: row.TextOrNull(0), Transport: row.TextOrNull(1), Types: row.Text(2)), hit.Type.Id);
        if (setting.Destination is null || !setting.Types.Split(' ').Contains(type.ToString()))
            return;
        if (market.Faults.LosesNotification())
            return;
        var body = Body(type, hit.Requester, hit.Id, hit.Type.Id, assignmentId);
        var copies = market.Faults.DuplicatesNotification() ? 2 : 1;
        var heldBack = market.Faults.ReordersNotification();
        for (var copy = 0; copy < copies; copy++)
            Store(hit.Requester, setting.Destination, setting.Transport!, body, heldBack);
        if (heldBack)
            market.Due.Add(market.Now + HeldBackFor, DueKind.HeldBackEvents, "all");
        else
            ReleaseHeldBack();
    }

    public void Subscribe(string hitTypeId, string destination, string transport, string version, IReadOnlyList<string> types, bool active) => market.Database.Run(
        """
        INSERT OR REPLACE INTO notification_setting (hit_type, destination, transport, version, event_types, active) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """,
        hitTypeId, destination, transport, version, string.Join(' ', types), active);

    /// <summary>False when there is nothing to switch on or off.</summary>
    public bool SetActive(string hitTypeId, bool active) =>
        market.Database.Run("UPDATE notification_setting SET active = ?2 WHERE hit_type = ?1", hitTypeId, active) > 0;

    /// <summary>A test message goes out at once, whatever the settings are (MTurk's documentation of SendTestEventNotification).</summary>
    public void AddTest(EventType type, long requester, string destination, string transport) =>
        Store(requester, destination, transport, Body(type, requester, market.Identities.Entity(), market.Identities.Entity(),
            type.ToString().StartsWith("Assignment", StringComparison.Ordinal) ? market.Identities.Entity() : null), heldBack: false);

    public void ReleaseHeldBack()
    {
        var held = market.Database.All(
            "SELECT seq, requester, at, destination, transport, body FROM event WHERE held_back = 1 ORDER BY seq", Read);
        foreach (var one in held)
        {
            market.Database.Run("DELETE FROM event WHERE seq = ?1", one.Seq);
            Store(one.Requester, one.Destination, one.Transport, one.Body, heldBack: false);
        }
    }

    public List<LoggedEvent> After(long seq, int count) => market.Database.All(
        "SELECT seq, requester, at, destination, transport, body FROM event WHERE seq > ?1 AND held_back = 0 ORDER BY seq LIMIT ?2", Read, seq, count);

    // The numbers only grow (AUTOINCREMENT), or a reader that remembers the last one would miss what was held back.
    private void Store(long requester, string destination, string transport, string body, bool heldBack) => market.Database.Run(
        "INSERT INTO event (requester, at, destination, transport, held_back, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        requester, market.Now, destination, transport, heldBack, body);

    private string Body(EventType type, long requester, string hitId, string hitTypeId, string? assignmentId)
    {
        var account = market.Database.First(
            "SELECT customer_id, account_number FROM requester WHERE id = ?1", static row => (Customer: row.Text(0), Number: row.Text(1)), requester);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("Events");
            json.WriteStartObject();
            json.WriteString("EventType", type.ToString());
            json.WriteString("EventTimestamp", DateTimeOffset.FromUnixTimeMilliseconds(market.Now).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
            json.WriteString("HITId", hitId);
            if (assignmentId is not null)
                json.WriteString("AssignmentId", assignmentId);
            json.WriteString("HITTypeId", hitTypeId);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("EventDocId", market.Identities.Document());
            json.WriteString("SourceAccount", account.Number);
            json.WriteString("CustomerId", account.Customer);
            json.WriteString("EventDocVersion", DocumentVersion);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static LoggedEvent Read(Row row) => new(
        row.Number(0), row.Number(1), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(2)), row.Text(3), row.Text(4), row.Text(5));
}
