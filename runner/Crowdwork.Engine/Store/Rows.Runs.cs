namespace Crowdwork.Engine.Store;

/// <summary>The terms under which a run went to a crowd.</summary>
/// <param name="CapCents">What it may spend, as it is now.</param>
/// <param name="Terms">What it was launched with, as JSON.</param>
/// <param name="StoppedAtUnixMs">When the requester ended it before it had all that it wanted.</param>
public sealed record LaunchRow(RunId Run, string Crowd, string Snapshot, string HitType, long CapCents, long AtUnixMs, string Terms, long? StoppedAtUnixMs);

/// <summary>A worker with an assignment, as our server saw them; see <see cref="Projection.AttendanceSet"/>.</summary>
public sealed record AttendanceRow(
    RunId Run, string Assignment, WorkerId Worker, string Hit, string State, string? Detail, ConversationId? Conversation, string? Due, long? DueCents,
    long CameAtUnixMs, long? LeftAtUnixMs);

/// <summary>Something that was handed in, as the crowd has it; see <see cref="Projection.SubmissionSeen"/>.</summary>
public sealed record SubmissionRow(
    RunId Run, string Assignment, WorkerId Worker, string Hit, string Verdict, string? Words, string Answer, long AcceptedAtUnixMs, long SubmittedAtUnixMs,
    long? ApprovesItselfAtUnixMs, long? DecidedAtUnixMs);

/// <summary>A line of the log of decisions; see <see cref="Projection.Decided"/>.</summary>
public sealed record DecisionRow(
    long Line, RunId Run, string? Assignment, WorkerId Worker, string Act, string By, string? Words, string? Name, long? Cents, long AtUnixMs);

/// <summary>How a unit of a run stands.</summary>
public sealed record UnitRow(RunId Run, int Unit, string State, long AtUnixMs);

/// <summary>A HIT of a run; <see cref="State"/> is one of <see cref="HitState"/>, and <see cref="Hit"/> the crowd's id once it is known.</summary>
public sealed record HitRow(
    RunId Run, int Place, int Generation, string Token, string State, string? Hit, string? Detail, long IntendedAtUnixMs, long? SettledAtUnixMs);

/// <summary>A line of the ledger, in the order in which they were written.</summary>
public sealed record LedgerRow(
    long Line, RunId Run, string Payment, int Attempt, string Step, string Kind, long Cents, WorkerId? Worker, string? Assignment, string? Detail, long AtUnixMs);

/// <summary>The ledger of a run in three numbers.</summary>
/// <param name="SpentCents">Confirmed rewards, bonuses and fees.</param>
/// <param name="RefundedCents">What came back.</param>
/// <param name="IntendedCents">Intended, and the crowd has not said yet what became of it. It may have been paid.</param>
public sealed record LedgerSums(long SpentCents, long RefundedCents, long IntendedCents)
{
    /// <summary>What has to be held against the cap.</summary>
    public long CommittedCents => SpentCents - RefundedCents + IntendedCents;
}
