using System.Text.Json.Serialization;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Review;

/// <summary>How a part stands with its reviewers.</summary>
[JsonConverter(typeof(ReviewStateNames))]
public enum ReviewState
{
    /// <summary>The worker is at it, or has not handed in.</summary>
    Open,

    /// <summary>It is handed in, and somebody has to decide.</summary>
    Waiting,

    /// <summary>It is handed in, and something is odd about it: nothing happens before a person has looked.</summary>
    Question,

    /// <summary>It is decided, and the crowd has not said yet that it is done.</summary>
    Decided,

    Paid,
    Rejected,

    /// <summary>It was given back, ran out, or was turned away, and nothing was handed in.</summary>
    Gone,
}

/// <summary>The names of the states in JSON and on the command line: <c>waiting</c>, <c>paid</c>.</summary>
public sealed class ReviewStateNames() : JsonStringEnumConverter<ReviewState>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>A bonus of a part.</summary>
/// <param name="IsPaid">Whether the crowd has confirmed it.</param>
public sealed record ReviewBonus(string Key, Money Amount, string? Because, bool IsPaid);

/// <summary>A line of the log, for a reviewer.</summary>
public sealed record ReviewEntry(string Act, string By, string? Because, string? Name, DateTimeOffset At);

/// <summary>A worker's part, as a reviewer sees it.</summary>
/// <param name="EndedAs">How their part ended, or how they went.</param>
/// <param name="Proposal">What the task's rule says; null where there is nothing to say it of.</param>
/// <param name="ApprovesItselfAt">When the crowd approves it if nobody decides.</param>
/// <param name="Decision">What holds about the reward now.</param>
/// <param name="Question">What is odd about it.</param>
/// <param name="Log">Everything that was ever decided about it.</param>
public sealed record ReviewItem(
    string Assignment, WorkerId Worker, string Hit, ConversationId? Conversation, ReviewState State, string? EndedAs, string? Due, Money? DueAmount, Decision? Proposal,
    DateTimeOffset? SubmittedAt, DateTimeOffset? ApprovesItselfAt, ReviewEntry? Decision, IReadOnlyList<ReviewBonus> Bonuses, string? Question, string? Answer, IReadOnlyList<ReviewEntry> Log)
{
    /// <summary>How the answers of what was handed in were written; null where that is not known.</summary>
    public PartWriting? Writing { get; init; }
}

/// <summary>What is known of a worker from all runs of this store.</summary>
/// <param name="Runs">In how many runs they took part.</param>
/// <param name="Paid">Rewards and bonuses, without fees.</param>
public sealed record WorkerHistory(int Runs, int Approved, int Rejected, int Waiting, int Bonuses, Money Paid, IReadOnlyList<string> Qualifications)
{
    public static WorkerHistory Of(IReadOnlyList<SubmissionRow> submissions, IReadOnlyList<LedgerRow> ledger, IReadOnlyList<QualificationRow> qualifications)
    {
        var paid = ledger.Where(row => row is { Step: LedgerStep.Confirmed, Kind: LedgerKind.Reward or LedgerKind.Bonus }).ToList();
        return new WorkerHistory(
            submissions.Select(one => one.Run).Distinct().Count(),
            submissions.Count(one => one.Verdict == SubmissionVerdict.Approved),
            submissions.Count(one => one.Verdict == SubmissionVerdict.Rejected),
            submissions.Count(one => one.Verdict == SubmissionVerdict.None),
            paid.Count(row => row.Kind == LedgerKind.Bonus),
            new Money(paid.Sum(row => row.Cents) / 100m),
            [.. qualifications.Select(row => row.Name)]);
    }
}

/// <summary>A worker of a run with all their parts.</summary>
public sealed record ReviewWorker(WorkerId Worker, WorkerHistory History, IReadOnlyList<ReviewItem> Items)
{
    /// <summary>The first deadline among what waits.</summary>
    public DateTimeOffset? Deadline => DeadlineOf(Items);

    internal static DateTimeOffset? DeadlineOf(IEnumerable<ReviewItem> items) => items.Where(item => item.State is ReviewState.Waiting or ReviewState.Question).Min(item => item.ApprovesItselfAt);
}

/// <summary>A piece of a queue: of a run of many thousands nobody looks at all at once.</summary>
/// <param name="Skip">How many parts come before it.</param>
/// <param name="Take">How many parts it has at most.</param>
public sealed record ReviewPiece(int Skip, int Take)
{
    /// <summary>The largest that is given at once.</summary>
    public const int Largest = 2_000;
}

/// <summary>Which parts of a run are meant. What is null leaves nothing out.</summary>
/// <param name="State">In which state.</param>
/// <param name="Proposal"><c>approve</c>, <c>reject</c> or <c>ask</c>.</param>
/// <param name="Text">Stands in an id, in the answer, or in what was decided.</param>
/// <param name="Writing">One of <see cref="PartWriting.Marks"/>: an answer was <c>pasted</c>, <c>untyped</c>, or the worker <c>left</c> the page.</param>
/// <param name="ToDo">Only what somebody has to decide: what waits, and what is odd.</param>
public sealed record ReviewFilter(ReviewState? State = null, string? Proposal = null, string? Worker = null, string? Text = null, string? Writing = null, bool ToDo = false)
{
    /// <summary>Whether it depends on what stands in the journal: what the rule says of it, how it was written.</summary>
    internal bool AsksForJournal => Proposal is not null || Writing is not null || !string.IsNullOrWhiteSpace(Text);

    /// <summary>What can be said of a part before its journal was read.</summary>
    internal bool TakesWithoutJournal(ReviewItem item)
        => (State is null || item.State == State)
        && (!ToDo || item.State is ReviewState.Waiting or ReviewState.Question)
        && (Worker is null || item.Worker.Value == Worker);

    public bool Takes(ReviewItem item)
        => TakesWithoutJournal(item)
        && (Proposal is null || NameOf(item.Proposal) == Proposal)
        && (Writing is null || item.Writing?.Has(Writing) == true)
        && (string.IsNullOrWhiteSpace(Text) || TextsOf(item).Any(text => text?.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase) == true));

    /// <summary>A proposal's name in filters and JSON.</summary>
    public static string? NameOf(Decision? proposal) => proposal?.Verdict switch
    {
        null => null,
        Scripting.Verdict.Approve => "approve",
        Scripting.Verdict.Reject => "reject",
        _ => "ask",
    };

    // As it is read on the page: "partner left".
    private static string? Spaced(string? name) => name is null ? null : string.Concat(name.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    private static IEnumerable<string?> TextsOf(ReviewItem item)
        => [item.Assignment, item.Worker.Value, item.EndedAs, Spaced(item.EndedAs), item.Answer, item.Proposal?.Because, item.Question, .. item.Log.Select(entry => entry.Because)];
}
