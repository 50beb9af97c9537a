using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Review;

/// <summary>
/// What a reviewer has before them: the parts of a run worker by worker, those first whose work the crowd would approve by itself soonest.
/// </summary>
/// <remarks>
/// It is made anew from the run's books whenever somebody looks, knows nothing of the disk, and changes nothing. What a reviewer then wants goes to the <see cref="ReviewDesk"/>.
/// </remarks>
public sealed class ReviewQueue
{
    private ReviewQueue(IReadOnlyList<ReviewWorker> workers) => Workers = workers;

    public IReadOnlyList<ReviewWorker> Workers { get; }

    public IEnumerable<ReviewItem> Items => Workers.SelectMany(worker => worker.Items);

    /// <param name="books">The run's books.</param>
    /// <param name="proposals">What the task's rule says; null shows none.</param>
    /// <param name="historyOf">What is known of a worker; asked only for those who are shown.</param>
    /// <param name="filter">Which parts.</param>
    public static ReviewQueue Of(RunBooks books, IReviewProposals? proposals, Func<WorkerId, WorkerHistory> historyOf, ReviewFilter filter)
    {
        var workers = ItemsOf(books, proposals)
            .Where(filter.Takes)
            .GroupBy(item => item.Worker)
            .Select(items => new ReviewWorker(items.Key, historyOf(items.Key), [.. items.OrderBy(item => item.ApprovesItselfAt ?? DateTimeOffset.MaxValue).ThenBy(item => item.Assignment, StringComparer.Ordinal)]))
            .OrderBy(worker => worker.Deadline ?? DateTimeOffset.MaxValue)
            .ThenBy(worker => worker.Worker.Value, StringComparer.Ordinal);
        return new ReviewQueue([.. workers]);
    }

    /// <summary>All parts of a run, in no order.</summary>
    public static IEnumerable<ReviewItem> ItemsOf(RunBooks books, IReviewProposals? proposals)
    {
        var log = new DecisionLog(books.Decisions);
        var book = new PaymentBook(books.Ledger);
        var questions = Payables.Of(books).OfType<Payable.Question>().Where(one => one.Assignment is not null).ToLookup(one => (one.Assignment!, one.Worker));
        var entries = books.Decisions.Where(row => !DecisionLog.IsNoteOfOurs(row)).ToLookup(row => (row.Assignment, row.Worker));
        var submissions = books.Submissions.ToDictionary(one => (one.Assignment, one.Worker));
        var parts = books.Attendances.ToDictionary(part => (part.Assignment, part.Worker));
        foreach (var key in parts.Keys.Union(submissions.Keys))
        {
            var (part, submission) = (parts.GetValueOrDefault(key), submissions.GetValueOrDefault(key));
            var question = questions[key].FirstOrDefault()?.Why;
            var verdict = log.Verdict(key.Assignment, key.Worker);
            yield return new ReviewItem(
                key.Assignment, key.Worker, submission?.Hit ?? part!.Hit, part?.Conversation, StateOf(book, part, submission, verdict, question), part?.Detail, part?.Due,
                part?.DueCents is { } cents ? RunBooks.Amount(cents) : null, ProposalOf(part, submission, proposals), At(submission?.SubmittedAtUnixMs),
                submission is { Verdict: SubmissionVerdict.None } ? At(submission.ApprovesItselfAtUnixMs) : null, verdict is null ? null : EntryOf(verdict),
                [.. log.Bonuses(key.Assignment, key.Worker).Select(row => BonusOf(book, row))], question, submission?.Answer, [.. entries[key].Select(EntryOf)])
            {
                Writing = submission is not null && part?.Conversation is { } conversation ? proposals?.WritingOf(conversation, key.Worker) : null,
            };
        }
    }

    private static ReviewState StateOf(PaymentBook book, AttendanceRow? part, SubmissionRow? submission, DecisionRow? verdict, string? question)
    {
        if (book.Find(PaymentName.Reward(submission?.Assignment ?? "")).State == PaymentState.Paid) return ReviewState.Paid;
        if (question is not null) return ReviewState.Question;
        return submission switch
        {
            null => part is { State: AttendanceState.Here or AttendanceState.Over } ? ReviewState.Open : ReviewState.Gone,
            { Verdict: SubmissionVerdict.Rejected } => verdict is { Act: not DecisionAct.Reject } ? ReviewState.Decided : ReviewState.Rejected,
            { Verdict: SubmissionVerdict.Approved } => ReviewState.Paid,
            _ when verdict is not null => ReviewState.Decided,
            _ => part is { State: AttendanceState.Here } ? ReviewState.Open : ReviewState.Waiting,
        };
    }

    private static Scripting.Decision? ProposalOf(AttendanceRow? part, SubmissionRow? submission, IReviewProposals? proposals)
        => submission is not null && part is { Due: DueKind.Review, Conversation: { } conversation } ? proposals?.For(conversation, part.Worker) : null;

    private static ReviewBonus BonusOf(PaymentBook book, DecisionRow row)
        => new(row.Name!, RunBooks.Amount(row.Cents ?? 0), row.Words, book.Find(PaymentName.Bonus(row.Assignment!, row.Name!)).State == PaymentState.Paid);

    private static ReviewEntry EntryOf(DecisionRow row) => new(row.Act, row.By, row.Words, row.Name, DateTimeOffset.FromUnixTimeMilliseconds(row.AtUnixMs));

    private static DateTimeOffset? At(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
