namespace Crowdwork.Engine.Store;

/// <summary>
/// The tables, as the steps that made them: step n takes a file from version n-1 to version n. A step that has been released is never
/// edited; what changes gets a new one. The version is SQLite's <c>user_version</c>.
/// </summary>
internal static class Schema
{
    /// <summary>SQLite's application_id ("CRWD"), by which a file says that it is ours.</summary>
    public const int ApplicationId = 0x43525744;

    public static IReadOnlyList<string> Steps { get; } = [Journal + Projections];

    // The journal is a plain table with an index rather than WITHOUT ROWID: turns of a thousand conversations then go to one page after
    // another, where a clustered table would touch (and log) a page for each of them. docs/store.md has the measurement.
    // And it has one index only, for each costs a page per busy conversation and batch. It finds the turns of a conversation, and it is what makes a client's
    // message id unique; a turn without one takes its place in the edition instead, a number, which no text can equal. That numbers have no gaps is TurnOrder's care.
    private const string Journal =
        """
        CREATE TABLE turn (
          conversation INTEGER NOT NULL,
          edition INTEGER NOT NULL,
          number INTEGER NOT NULL,
          at INTEGER NOT NULL,
          seat INTEGER NOT NULL,
          client_message_id TEXT,
          body TEXT NOT NULL);
        CREATE UNIQUE INDEX turn_of_conversation ON turn (conversation, seat, ifnull(client_message_id, edition * 4294967296 + number));

        """;

    private const string Projections =
        """
        CREATE TABLE run (
          id TEXT NOT NULL PRIMARY KEY,
          task TEXT NOT NULL,
          kind TEXT NOT NULL,
          seed INTEGER NOT NULL,
          opened_at INTEGER NOT NULL,
          closed_at INTEGER);
        CREATE INDEX run_of_task ON run (task, kind, opened_at);

        CREATE TABLE conversation (
          id INTEGER PRIMARY KEY,
          run TEXT NOT NULL,
          kind TEXT NOT NULL,
          unit INTEGER NOT NULL,
          world TEXT NOT NULL,
          edition INTEGER NOT NULL,
          opened_at INTEGER NOT NULL,
          ending TEXT,
          detail TEXT,
          ended_at INTEGER);
        CREATE INDEX conversation_of_run ON conversation (run, kind);
        CREATE INDEX conversation_open ON conversation (run) WHERE ended_at IS NULL;

        CREATE TABLE seat (
          conversation INTEGER NOT NULL,
          seat INTEGER NOT NULL,
          worker TEXT NOT NULL,
          role TEXT NOT NULL,
          state TEXT NOT NULL,
          taken_at INTEGER NOT NULL,
          left_at INTEGER,
          PRIMARY KEY (conversation, seat)) WITHOUT ROWID;
        CREATE INDEX seat_of_worker ON seat (worker);

        CREATE TABLE saved (
          conversation INTEGER NOT NULL,
          edition INTEGER NOT NULL,
          number INTEGER NOT NULL,
          ordinal INTEGER NOT NULL,
          seat INTEGER NOT NULL,
          type TEXT NOT NULL,
          json TEXT NOT NULL,
          PRIMARY KEY (conversation, edition, number, ordinal));

        CREATE TABLE qualification (
          worker TEXT NOT NULL,
          name TEXT NOT NULL,
          value INTEGER NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY (worker, name)) WITHOUT ROWID;

        """;
}
