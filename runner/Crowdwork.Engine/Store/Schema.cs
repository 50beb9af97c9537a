namespace Crowdwork.Engine.Store;

/// <summary>
/// The tables, as the steps that made them: step n takes a file from version n-1 to version n. A step that has been released is never
/// edited; what changes gets a new one. The version is SQLite's <c>user_version</c>.
/// </summary>
internal static class Schema
{
    /// <summary>SQLite's application_id ("CRWD"), by which a file says that it is ours.</summary>
    public const int ApplicationId = 0x43525744;

    public static IReadOnlyList<string> Steps { get; } = [Journal + Projections, Runs, Work];

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

    // What a run on a crowd did, and what it paid. None of it is in the journal: these are facts, and a rebuild leaves them alone.
    // The ledger's rules are here and not only in code, since money that was paid twice cannot be asked back: no program that opens this file can change a line
    // of it, confirm a payment twice, or record an outcome of what nobody intended.
    private const string Runs =
        """
        CREATE TABLE launch (
          run TEXT NOT NULL PRIMARY KEY,
          crowd TEXT NOT NULL,
          snapshot TEXT NOT NULL,
          hit_type TEXT NOT NULL,
          cap_cents INTEGER NOT NULL,
          at INTEGER NOT NULL) WITHOUT ROWID;

        CREATE TABLE run_unit (
          run TEXT NOT NULL,
          unit INTEGER NOT NULL,
          state TEXT NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY (run, unit)) WITHOUT ROWID;

        CREATE TABLE hit (
          run TEXT NOT NULL,
          place INTEGER NOT NULL,
          generation INTEGER NOT NULL,
          token TEXT NOT NULL UNIQUE,
          state TEXT NOT NULL,
          hit TEXT UNIQUE,
          detail TEXT,
          intended_at INTEGER NOT NULL,
          settled_at INTEGER,
          PRIMARY KEY (run, place, generation)) WITHOUT ROWID;

        CREATE TABLE ledger (
          line INTEGER PRIMARY KEY AUTOINCREMENT,
          run TEXT NOT NULL,
          payment TEXT NOT NULL,
          attempt INTEGER NOT NULL,
          step TEXT NOT NULL CHECK (step IN ('intent', 'confirmed', 'refused')),
          kind TEXT NOT NULL CHECK (kind IN ('reward', 'bonus', 'fee', 'refund')),
          cents INTEGER NOT NULL CHECK (cents >= 0),
          worker TEXT,
          assignment TEXT,
          detail TEXT,
          at INTEGER NOT NULL);
        CREATE UNIQUE INDEX ledger_intent ON ledger (run, payment, attempt) WHERE step = 'intent';
        CREATE UNIQUE INDEX ledger_outcome ON ledger (run, payment, attempt) WHERE step <> 'intent';
        CREATE UNIQUE INDEX ledger_paid_once ON ledger (run, payment) WHERE step = 'confirmed';
        CREATE INDEX ledger_of_worker ON ledger (worker);

        CREATE TRIGGER ledger_is_not_changed BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'a line of the ledger is never changed'); END;
        CREATE TRIGGER ledger_is_not_shortened BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'a line of the ledger is never removed'); END;
        CREATE TRIGGER ledger_intent_in_turn BEFORE INSERT ON ledger WHEN NEW.step = 'intent' AND NEW.attempt <>
          1 + (SELECT count(*) FROM ledger WHERE run = NEW.run AND payment = NEW.payment AND step = 'refused')
          BEGIN SELECT RAISE(ABORT, 'a payment is intended again only after it was refused'); END;
        CREATE TRIGGER ledger_paid_is_paid BEFORE INSERT ON ledger WHEN NEW.step = 'intent' AND EXISTS
          (SELECT 1 FROM ledger WHERE run = NEW.run AND payment = NEW.payment AND step = 'confirmed')
          BEGIN SELECT RAISE(ABORT, 'this was paid before'); END;
        CREATE TRIGGER ledger_outcome_of_intent BEFORE INSERT ON ledger WHEN NEW.step <> 'intent' AND NOT EXISTS
          (SELECT 1 FROM ledger WHERE run = NEW.run AND payment = NEW.payment AND attempt = NEW.attempt AND step = 'intent' AND kind = NEW.kind AND cents = NEW.cents)
          BEGIN SELECT RAISE(ABORT, 'an outcome needs the intent of the same payment, kind and amount before it'); END;

        """;

    // Who came for a run, what the crowd says they handed in, and what the requester decided about it. Three sources, three tables: what our server saw, what the
    // marketplace says, and what a person (or a rule) wants. None of them is made from another; where they differ, the ledger follows the marketplace.
    private const string Work =
        """
        ALTER TABLE launch ADD COLUMN terms TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE launch ADD COLUMN stopped_at INTEGER;

        CREATE TABLE attendance (
          run TEXT NOT NULL,
          assignment TEXT NOT NULL,
          worker TEXT NOT NULL,
          hit TEXT NOT NULL,
          state TEXT NOT NULL,
          detail TEXT,
          conversation INTEGER,
          due TEXT,
          due_cents INTEGER,
          came_at INTEGER NOT NULL,
          left_at INTEGER,
          PRIMARY KEY (run, assignment, worker)) WITHOUT ROWID;
        CREATE INDEX attendance_of_worker ON attendance (worker);

        CREATE TABLE submission (
          run TEXT NOT NULL,
          assignment TEXT NOT NULL,
          worker TEXT NOT NULL,
          hit TEXT NOT NULL,
          verdict TEXT NOT NULL,
          words TEXT,
          answer TEXT NOT NULL,
          accepted_at INTEGER NOT NULL,
          submitted_at INTEGER NOT NULL,
          approves_itself_at INTEGER,
          decided_at INTEGER,
          PRIMARY KEY (run, assignment)) WITHOUT ROWID;
        CREATE INDEX submission_of_worker ON submission (worker);

        CREATE TABLE decision (
          line INTEGER PRIMARY KEY AUTOINCREMENT,
          run TEXT NOT NULL,
          assignment TEXT,
          worker TEXT NOT NULL,
          act TEXT NOT NULL,
          by TEXT NOT NULL,
          words TEXT,
          name TEXT,
          cents INTEGER,
          at INTEGER NOT NULL);
        CREATE INDEX decision_of_run ON decision (run, assignment);
        CREATE INDEX decision_of_worker ON decision (worker);
        CREATE TRIGGER decision_is_not_changed BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never changed; decide again'); END;
        CREATE TRIGGER decision_is_not_removed BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'a decision is never removed; decide again'); END;

        """;
}
