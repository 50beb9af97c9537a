using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs.Payments;

/// <summary>Something that is to be done now about a worker, or that cannot be done without a person.</summary>
/// <param name="Worker">For whom.</param>
/// <param name="Assignment">For which part; null for what is about the worker altogether.</param>
/// <param name="Why">The reason. It is in the report, and, where the crowd takes one, the worker reads it.</param>
public abstract record Payable(WorkerId Worker, string? Assignment, string Why)
{
    /// <summary>Pay the reward.</summary>
    public sealed record Approve(SubmissionRow Submission, long Cents, long FeeCents, string Why) : Payable(Submission.Worker, Submission.Assignment, Why);

    /// <summary>Take a rejection back, which pays the reward.</summary>
    public sealed record TakeBackRejection(SubmissionRow Submission, long Cents, long FeeCents, string Why) : Payable(Submission.Worker, Submission.Assignment, Why);

    /// <summary>The crowd has paid the reward, and the ledger does not know.</summary>
    public sealed record WritePaid(SubmissionRow Submission, long Cents, long FeeCents, string Why) : Payable(Submission.Worker, Submission.Assignment, Why);

    public sealed record Reject(SubmissionRow Submission, string Why) : Payable(Submission.Worker, Submission.Assignment, Why);

    /// <summary>The crowd has rejected it, and its HIT still counts as a promise.</summary>
    public sealed record WriteRejected(SubmissionRow Submission, string Why) : Payable(Submission.Worker, Submission.Assignment, Why);

    public sealed record Bonus(SubmissionRow Submission, string Key, long Cents, long FeeCents, string Why) : Payable(Submission.Worker, Submission.Assignment, Why);

    /// <summary>Pay somebody without a submission, through a HIT that only they can see.</summary>
    public sealed record Compensate(DecisionRow Decision, string Key, long Cents, long FeeCents, string? Hit, string Why) : Payable(Decision.Worker, Decision.Assignment, Why);

    /// <summary>A compensation is settled, and the qualification by which its HIT was for one worker only is still on the crowd.</summary>
    public sealed record Clear(WorkerId Worker, string Payment, int Attempt) : Payable(Worker, null, "Settled; nobody needs its qualification any more.");

    /// <summary>Money came back, and the ledger does not say so yet.</summary>
    public sealed record WriteRefund(DecisionRow Decision, string Why) : Payable(Decision.Worker, Decision.Assignment, Why);

    /// <summary>Block, unblock, give or take a qualification.</summary>
    /// <param name="Decision">The line of the log.</param>
    /// <param name="Qualification">Which; null for the crowd's own block.</param>
    /// <param name="Value">What it is set to; null takes it away.</param>
    public sealed record AboutWorker(DecisionRow Decision, string? Qualification, int? Value, string Why) : Payable(Decision.Worker, Decision.Assignment, Why);

    /// <summary>Nothing is done by itself: a person has to decide.</summary>
    public sealed record Question(WorkerId Worker, string? Assignment, string Why) : Payable(Worker, Assignment, Why);

    /// <summary>Nothing is done now, and may be later.</summary>
    public sealed record Wait(WorkerId Worker, string? Assignment, string Why) : Payable(Worker, Assignment, Why);

    /// <summary>What it costs, the marketplace's fee included. Nothing, where it was paid before.</summary>
    public Money Cost => this switch
    {
        Approve one => RunBooks.Amount(one.Cents + one.FeeCents),
        TakeBackRejection one => RunBooks.Amount(one.Cents + one.FeeCents),
        Bonus one => RunBooks.Amount(one.Cents + one.FeeCents),
        Compensate one => RunBooks.Amount(one.Cents + one.FeeCents),
        _ => Money.Zero,
    };

    /// <summary>Whether there is something to do, rather than to ask or to wait for.</summary>
    public bool IsDue => this is not (Question or Wait);

    /// <summary>What it is, in a word or two.</summary>
    public string Act => this switch
    {
        Approve => "approve",
        TakeBackRejection => "take back the rejection",
        WritePaid => "note as paid",
        WriteRejected => "note as rejected",
        Reject => "reject",
        Bonus => "bonus",
        Compensate => "compensate",
        Clear => "remove qualification",
        WriteRefund => "note what came back",
        AboutWorker one => one.Decision.Act,
        Question => "ask",
        _ => "wait",
    };
}
