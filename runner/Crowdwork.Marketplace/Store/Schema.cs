namespace Crowdwork.Marketplace.Store;

/// <summary>
/// The tables, as the steps that made them: step n takes a file from version n-1 to version n. A step that has been released is never
/// edited; what changes gets a new one. The version is SQLite's <c>user_version</c>. Times are milliseconds since 1970, money is cents.
/// </summary>
internal static class Schema
{
    /// <summary>SQLite's application_id ("CRWM"), by which a file says that it is ours.</summary>
    public const int ApplicationId = 0x4352574D;

    public static IReadOnlyList<string> Steps { get; } = [Requesters + Hits + Assignments + Qualifications + Workers + Notifications + Time];

    private const string Requesters =
        """
        CREATE TABLE requester (
          id INTEGER PRIMARY KEY,
          access_key TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          customer_id TEXT NOT NULL,
          account_number TEXT NOT NULL,
          balance INTEGER NOT NULL,
          held INTEGER NOT NULL DEFAULT 0);

        CREATE TABLE used_token (
          requester INTEGER NOT NULL,
          operation TEXT NOT NULL,
          token TEXT NOT NULL,
          result TEXT,
          at INTEGER NOT NULL,
          PRIMARY KEY (requester, operation, token)) WITHOUT ROWID;

        CREATE TABLE block (
          seq INTEGER PRIMARY KEY,
          requester INTEGER NOT NULL,
          worker TEXT NOT NULL,
          reason TEXT NOT NULL,
          at INTEGER NOT NULL,
          UNIQUE (requester, worker));

        CREATE TABLE bonus (
          seq INTEGER PRIMARY KEY,
          requester INTEGER NOT NULL,
          worker TEXT NOT NULL,
          assignment TEXT NOT NULL,
          hit TEXT NOT NULL,
          amount INTEGER NOT NULL,
          fee INTEGER NOT NULL,
          reason TEXT NOT NULL,
          at INTEGER NOT NULL);
        CREATE INDEX bonus_of_assignment ON bonus (assignment, seq);
        CREATE INDEX bonus_of_hit ON bonus (hit, seq);
        CREATE INDEX bonus_of_worker ON bonus (worker, seq);

        """;

    // A question is large and never changes, the row of its HIT changes with every worker: apart, a change costs one page.
    private const string Hits =
        """
        CREATE TABLE hit_type (
          id TEXT NOT NULL PRIMARY KEY,
          requester INTEGER NOT NULL,
          identity TEXT NOT NULL,
          group_id TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          description TEXT NOT NULL,
          keywords TEXT,
          reward INTEGER NOT NULL,
          duration INTEGER NOT NULL,
          auto_approval_delay INTEGER NOT NULL,
          requirements TEXT NOT NULL,
          masters INTEGER NOT NULL,
          created_at INTEGER NOT NULL,
          open_hits INTEGER NOT NULL DEFAULT 0,
          latest_hit_at INTEGER NOT NULL DEFAULT 0,
          UNIQUE (requester, identity)) WITHOUT ROWID;
        CREATE INDEX hit_type_open ON hit_type (latest_hit_at) WHERE open_hits > 0;

        CREATE TABLE requirement (
          qualification_type TEXT NOT NULL,
          hit_type TEXT NOT NULL,
          PRIMARY KEY (qualification_type, hit_type)) WITHOUT ROWID;

        CREATE TABLE hit (
          seq INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          requester INTEGER NOT NULL,
          hit_type TEXT NOT NULL,
          status TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          expires_at INTEGER NOT NULL,
          expired INTEGER NOT NULL DEFAULT 0,
          reviewing INTEGER NOT NULL DEFAULT 0,
          max_assignments INTEGER NOT NULL,
          pending INTEGER NOT NULL DEFAULT 0,
          submitted INTEGER NOT NULL DEFAULT 0,
          completed INTEGER NOT NULL DEFAULT 0,
          unit_cost INTEGER NOT NULL,
          held INTEGER NOT NULL DEFAULT 0,
          last_used_at INTEGER NOT NULL,
          layout_id TEXT,
          annotation TEXT);
        CREATE INDEX hit_listed ON hit (requester, seq) WHERE status <> 'Disposed';
        CREATE INDEX hit_reviewable ON hit (requester, status, seq) WHERE status IN ('Reviewable', 'Reviewing');
        CREATE INDEX hit_reviewable_of_type ON hit (hit_type, status, seq) WHERE status IN ('Reviewable', 'Reviewing');
        CREATE INDEX hit_of_type ON hit (hit_type, seq) WHERE status <> 'Disposed';
        CREATE INDEX hit_open ON hit (hit_type, seq) WHERE status = 'Assignable';

        CREATE TABLE question (
          hit INTEGER PRIMARY KEY,
          xml TEXT NOT NULL);

        """;

    private const string Assignments =
        """
        CREATE TABLE assignment (
          seq INTEGER PRIMARY KEY,
          id TEXT NOT NULL,
          hit TEXT NOT NULL,
          requester INTEGER NOT NULL,
          worker TEXT NOT NULL,
          status TEXT NOT NULL,
          accepted_at INTEGER NOT NULL,
          deadline INTEGER NOT NULL,
          submitted_at INTEGER,
          auto_approve_at INTEGER,
          approved_at INTEGER,
          rejected_at INTEGER,
          visible_at INTEGER NOT NULL DEFAULT 0,
          reward INTEGER NOT NULL,
          feedback TEXT,
          answer TEXT);
        CREATE UNIQUE INDEX assignment_id ON assignment (id);
        CREATE UNIQUE INDEX assignment_of_worker ON assignment (hit, worker);
        CREATE INDEX assignment_listed ON assignment (hit, submitted_at, seq) WHERE submitted_at IS NOT NULL;
        CREATE INDEX assignment_queue ON assignment (worker, deadline) WHERE status = 'Accepted';
        CREATE INDEX assignment_history ON assignment (worker, submitted_at) WHERE submitted_at IS NOT NULL;

        CREATE TABLE left_assignment (
          seq INTEGER PRIMARY KEY,
          id TEXT NOT NULL,
          hit TEXT NOT NULL,
          worker TEXT NOT NULL,
          how TEXT NOT NULL,
          accepted_at INTEGER NOT NULL,
          at INTEGER NOT NULL,
          given_again INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX left_assignment_of_hit ON left_assignment (hit, seq);
        CREATE INDEX left_assignment_id ON left_assignment (id);
        CREATE INDEX left_assignment_of_worker ON left_assignment (worker, at);

        """;

    private const string Qualifications =
        """
        CREATE TABLE qualification_type (
          seq INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          requester INTEGER,
          name TEXT NOT NULL,
          keywords TEXT,
          description TEXT NOT NULL,
          status TEXT NOT NULL,
          test TEXT,
          answer_key TEXT,
          test_duration INTEGER,
          retry_delay INTEGER,
          requestable INTEGER NOT NULL DEFAULT 1,
          auto_granted INTEGER NOT NULL DEFAULT 0,
          auto_granted_value INTEGER,
          created_at INTEGER NOT NULL,
          UNIQUE (requester, name));

        CREATE TABLE qualification (
          seq INTEGER PRIMARY KEY,
          type TEXT NOT NULL,
          worker TEXT NOT NULL,
          value INTEGER NOT NULL,
          status TEXT NOT NULL,
          granted_at INTEGER NOT NULL,
          reason TEXT,
          UNIQUE (type, worker));
        CREATE INDEX qualification_listed ON qualification (type, status, seq);
        CREATE INDEX qualification_of_worker ON qualification (worker);

        CREATE TABLE qualification_request (
          seq INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          type TEXT NOT NULL,
          requester INTEGER NOT NULL,
          worker TEXT NOT NULL,
          state TEXT NOT NULL,
          answer TEXT,
          at INTEGER NOT NULL,
          decided_at INTEGER,
          reason TEXT);
        CREATE INDEX qualification_request_pending ON qualification_request (requester, type, seq) WHERE state = 'Pending';
        CREATE INDEX qualification_request_of_worker ON qualification_request (worker, type, seq);

        CREATE TABLE qualification_test (
          type TEXT NOT NULL,
          worker TEXT NOT NULL,
          started_at INTEGER NOT NULL,
          PRIMARY KEY (type, worker)) WITHOUT ROWID;

        """;

    private const string Workers =
        """
        CREATE TABLE worker (
          id TEXT NOT NULL PRIMARY KEY,
          registered_at INTEGER NOT NULL,
          country TEXT,
          subdivision TEXT,
          adult INTEGER NOT NULL DEFAULT 0,
          masters INTEGER NOT NULL DEFAULT 0,
          submitted INTEGER NOT NULL DEFAULT 0,
          approved INTEGER NOT NULL DEFAULT 0,
          rejected INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;

        CREATE TABLE worked_for (
          requester INTEGER NOT NULL,
          worker TEXT NOT NULL,
          PRIMARY KEY (requester, worker)) WITHOUT ROWID;

        CREATE TABLE notice (
          seq INTEGER PRIMARY KEY,
          requester INTEGER NOT NULL,
          worker TEXT NOT NULL,
          subject TEXT NOT NULL,
          text TEXT NOT NULL,
          at INTEGER NOT NULL);
        CREATE INDEX notice_of_worker ON notice (worker, seq);

        """;

    private const string Notifications =
        """
        CREATE TABLE notification_setting (
          hit_type TEXT NOT NULL PRIMARY KEY,
          destination TEXT,
          transport TEXT,
          version TEXT,
          event_types TEXT NOT NULL,
          active INTEGER NOT NULL) WITHOUT ROWID;

        CREATE TABLE event (
          seq INTEGER PRIMARY KEY AUTOINCREMENT,
          requester INTEGER NOT NULL,
          at INTEGER NOT NULL,
          destination TEXT NOT NULL,
          transport TEXT NOT NULL,
          held_back INTEGER NOT NULL DEFAULT 0,
          body TEXT NOT NULL);
        CREATE INDEX event_held_back ON event (seq) WHERE held_back = 1;

        """;

    private const string Time =
        """
        CREATE TABLE due (
          at INTEGER NOT NULL,
          kind TEXT NOT NULL,
          subject TEXT NOT NULL,
          PRIMARY KEY (at, kind, subject)) WITHOUT ROWID;

        CREATE TABLE setting (
          name TEXT NOT NULL PRIMARY KEY,
          value TEXT NOT NULL) WITHOUT ROWID;
        """;
}
