namespace Crowdwork.Engine.Store;

public abstract partial record Projection
{
    /// <summary>A run goes to a crowd. Said again it changes nothing: a run keeps the terms it began with.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Crowd">The name of the crowd, as crowd.json has it.</param>
    /// <param name="Snapshot">The content hash of the frozen task.</param>
    /// <param name="HitType">The crowd's id for the kind of work that all HITs of the run share.</param>
    /// <param name="CapCents">What the run may spend, fees included.</param>
    /// <param name="AtUnixMs">When.</param>
    /// <param name="Terms">What the run was launched with (<see cref="Runs.LaunchTerms"/>), as JSON.</param>
    public sealed record LaunchBegun(RunId Run, string Crowd, string Snapshot, string HitType, long CapCents, long AtUnixMs, string Terms = "{}") : Projection;

    /// <summary>The requester allows the run to spend this much from now on.</summary>
    public sealed record CapSet(RunId Run, long CapCents) : Projection;

    /// <summary>The requester ended the run before it had all that it wanted. Said again it changes nothing.</summary>
    public sealed record LaunchStopped(RunId Run, long AtUnixMs) : Projection;

    /// <summary>A worker with an assignment came to our server, or went on in another state there. What is null stays as it was.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Assignment">The crowd's id for the acceptance. Crowds may give the same one to another worker after the first has returned it.</param>
    /// <param name="Worker">Who says that it is theirs. Only a <see cref="SubmissionSeen"/> with the same two proves it.</param>
    /// <param name="Hit">The HIT.</param>
    /// <param name="State"><see cref="AttendanceState"/>.</param>
    /// <param name="Detail">How their part ended, why they were turned away, how they went.</param>
    /// <param name="Conversation">The last conversation they were in.</param>
    /// <param name="Due">What they were told about pay: <see cref="DueKind"/>.</param>
    /// <param name="DueCents">How much, where it is owed.</param>
    /// <param name="AtUnixMs">When.</param>
    public sealed record AttendanceSet(
        RunId Run, string Assignment, WorkerId Worker, string Hit, string State, string? Detail, ConversationId? Conversation, string? Due, long? DueCents, long AtUnixMs) : Projection;

    /// <summary>The crowd says that a worker handed in an assignment, and how that stands.</summary>
    /// <param name="Verdict"><see cref="SubmissionVerdict"/>, as the crowd has it.</param>
    /// <param name="Answer">The answer as it came, in the crowd's own format.</param>
    public sealed record SubmissionSeen(
        RunId Run, string Assignment, WorkerId Worker, string Hit, string Verdict, string? Words, string Answer, long AcceptedAtUnixMs, long SubmittedAtUnixMs,
        long? ApprovesItselfAtUnixMs, long? DecidedAtUnixMs) : Projection;

    /// <summary>Somebody, or a rule, decided something about a worker's part. The log is never changed; the last decision of a kind counts.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Assignment">Which part; null for what is about the worker altogether.</param>
    /// <param name="Worker">Whose.</param>
    /// <param name="Act"><see cref="DecisionAct"/>.</param>
    /// <param name="By"><c>rule</c>, <c>policy</c> or the operator's name.</param>
    /// <param name="Words">The reason or the note. A rejected worker reads it.</param>
    /// <param name="Name">Of a bonus its key, which makes it the same bonus when it is said again; of a grant the qualification.</param>
    /// <param name="Cents">Of a bonus the amount; of a grant the value.</param>
    /// <param name="AtUnixMs">When.</param>
    public sealed record Decided(
        RunId Run, string? Assignment, WorkerId Worker, string Act, string By, string? Words, string? Name, long? Cents, long AtUnixMs) : Projection;

    /// <summary>How a unit of a run stands now.</summary>
    public sealed record UnitSet(RunId Run, int Unit, string State, long AtUnixMs) : Projection;

    /// <summary>A HIT will be posted. Said again it changes nothing.</summary>
    /// <param name="Run">The run.</param>
    /// <param name="Place">Which of the run's places it offers, from 0.</param>
    /// <param name="Generation">How often a HIT for this place was refused and begun anew, from 0.</param>
    /// <param name="Token">By which the crowd recognises the call.</param>
    /// <param name="AtUnixMs">When.</param>
    public sealed record HitIntended(RunId Run, int Place, int Generation, string Token, long AtUnixMs) : Projection;

    /// <summary>The crowd has a HIT and calls it so.</summary>
    public sealed record HitPosted(RunId Run, int Place, int Generation, string Hit, long AtUnixMs) : Projection;

    /// <summary>The crowd will not have a HIT, for a reason that trying again does not mend.</summary>
    public sealed record HitRefused(RunId Run, int Place, int Generation, string Why, long AtUnixMs) : Projection;

    /// <summary>A HIT that was posted is off the market for good.</summary>
    public sealed record HitClosed(RunId Run, int Place, int Generation, string Why, long AtUnixMs) : Projection;

    /// <summary>A line of the ledger. The file refuses one that contradicts an earlier line; the whole commit then fails.</summary>
    /// <param name="Run">The run that pays.</param>
    /// <param name="Payment">Names the payment; the same name is the same payment, and is paid once.</param>
    /// <param name="Attempt">From 1; the next one only after the last was refused.</param>
    /// <param name="Step"><see cref="LedgerStep"/>.</param>
    /// <param name="Kind"><see cref="LedgerKind"/>.</param>
    /// <param name="Cents">How much, always positive; a refund is what came back.</param>
    /// <param name="Worker">To whom, where it is to somebody.</param>
    /// <param name="Assignment">For what, where it is for something.</param>
    /// <param name="Detail">The reason, or why it was refused.</param>
    /// <param name="AtUnixMs">When.</param>
    public sealed record LedgerWritten(
        RunId Run, string Payment, int Attempt, string Step, string Kind, long Cents, WorkerId? Worker, string? Assignment, string? Detail, long AtUnixMs) : Projection;
}

/// <summary>How a HIT of a run stands.</summary>
public static class HitState
{
    /// <summary>It is about to be posted. Whether the crowd has it is not known.</summary>
    public const string Intended = "intended";

    public const string Posted = "posted";

    /// <summary>The crowd will not have it.</summary>
    public const string Refused = "refused";

    /// <summary>It was posted and is off the market.</summary>
    public const string Closed = "closed";
}

/// <summary>What a line of the ledger says of its payment.</summary>
public static class LedgerStep
{
    /// <summary>It will be made: written before the crowd is asked.</summary>
    public const string Intent = "intent";

    /// <summary>The crowd says that it is made.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>The crowd says that it is not made, and will not be by this attempt.</summary>
    public const string Refused = "refused";
}

/// <summary>What is paid, or comes back.</summary>
public static class LedgerKind
{
    public const string Reward = "reward";
    public const string Bonus = "bonus";
    public const string Fee = "fee";

    /// <summary>Money of an earlier payment that came back, as the requester has seen it.</summary>
    public const string Refund = "refund";
}

/// <summary>How a worker with an assignment stands with our server.</summary>
public static class AttendanceState
{
    /// <summary>They wait, are tested, or are in a conversation.</summary>
    public const string Here = "here";

    /// <summary>Their part has ended; the detail is the name of a <c>PartState</c>. They may hand in, if there is something due.</summary>
    public const string Over = "over";

    /// <summary>They were turned away before they took part; the detail is the name of the refusal.</summary>
    public const string Refused = "refused";

    /// <summary>They gave it back, or let its time run out: the detail is <c>returned</c> or <c>abandoned</c>.</summary>
    public const string Gone = "gone";
}

/// <summary>What a worker was told about pay when their part ended.</summary>
public static class DueKind
{
    /// <summary>The reward, if the review approves.</summary>
    public const string Review = "review";

    /// <summary>An amount, by the rules of config.json, whatever they did.</summary>
    public const string Owed = "owed";

    public const string Nothing = "nothing";
}

/// <summary>What the crowd says has become of a submission.</summary>
public static class SubmissionVerdict
{
    public const string None = "none";
    public const string Approved = "approved";
    public const string Rejected = "rejected";
}

/// <summary>What can be decided. What a decision sets in motion is carried out and confirmed elsewhere; this is the wish.</summary>
public static class DecisionAct
{
    public const string Approve = "approve";

    /// <summary>Approve and pay, and keep the data out of the export's good part: the work was no use, and the worker is not to suffer for it.</summary>
    public const string SoftReject = "softReject";

    public const string Reject = "reject";

    /// <summary>Take the decision back: the part waits for one again. A rejection that was carried out is overridden, which pays.</summary>
    public const string Undo = "undo";

    public const string Bonus = "bonus";

    /// <summary>Keep them from this requester's work for good, with the crowd's own block.</summary>
    public const string Block = "block";

    public const string Unblock = "unblock";

    /// <summary>Keep them from this task by a qualification, which does not count against them.</summary>
    public const string SoftBlock = "softBlock";

    public const string SoftUnblock = "softUnblock";
    public const string Grant = "grant";
    public const string Revoke = "revoke";
    public const string Note = "note";

    /// <summary>Pay an amount without a submission.</summary>
    public const string Compensate = "compensate";

    /// <summary>Say that money of a payment came back. Nobody is asked for it: crowds have no call that takes a payment back.</summary>
    public const string Refund = "refund";
}
