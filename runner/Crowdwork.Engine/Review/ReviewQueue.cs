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
    private ReviewQueue(IReadOnlyList<ReviewWorker> workers, int parts, int everybody) => (Workers, PartCount, WorkerCount) = (workers, parts, everybody);

    /// <summary>The workers that are shown, each with the parts that are shown.</summary>
    public IReadOnlyList<ReviewWorker> Workers { get; }

    /// <summary>How many parts match, shown or not.</summary>
    public int PartCount { get; }

    /// <summary>How many workers they are of.</summary>
    public int WorkerCount { get; }

    public IEnumerable<ReviewItem> Items => Workers.SelectMany(worker => worker.Items);

    /// <param name="books">The run's books.</param>
    /// <param name="proposals">What the task's rule says; null shows none.</param>
    /// <param name="historyOf">What is known of a worker; asked only for those who are shown.</param>
    /// <param name="filter">Which parts.</param>
    /// <param name="piece">Which of them are shown; null shows all.</param>
    public static ReviewQueue Of(RunBooks books, IReviewProposals? proposals, Func<WorkerId, WorkerHistory> historyOf, ReviewFilter filter, ReviewPiece? piece = null)
    {
        var workers = Taken(books, proposals, filter)
            .GroupBy(item => item.Worker)
            .Select(items => (Worker: items.Key, Deadline: ReviewWorker.DeadlineOf(items) ?? DateTimeOffset.MaxValue, Items: items))
            .OrderBy(worker => worker.Deadline)
            .ThenBy(worker => worker.Worker.Value, StringComparer.Ordinal)
            .ToList();
        var items = workers.SelectMany(worker => worker.Items.OrderBy(item => item.ApprovesItselfAt ?? DateTimeOffset.MaxValue).ThenBy(item => item.Assignment, StringComparer.Ordinal));
        var shown = piece is null ? items : items.Skip(piece.Skip).Take(piece.Take);
        // Neighbours stay together: the parts of a worker follow each other.
        var shownWorkers = shown.GroupBy(item => item.Worker).Select(some => new ReviewWorker(some.Key, historyOf(some.Key), [.. some.Select(item => WithJournal(item, proposals))]));
        return new ReviewQueue([.. shownWorkers], workers.Sum(worker => worker.Items.Count()), workers.Count);
    }

    /// <summary>The parts that a filter takes, each with what the rule says and how it was written, in no order.</summary>
    public static IEnumerable<ReviewItem> Matching(RunBooks books, IReviewProposals? proposals, ReviewFilter filter) => Taken(books, proposals, filter).Select(item => WithJournal(item, proposals));

    // Reading the journal of each part takes time; where the filter does not ask for it, only those that are shown are read.
    private static IEnumerable<ReviewItem> Taken(RunBooks books, IReviewProposals? proposals, ReviewFilter filter)
    {
        var items = ItemsOf(books).Where(filter.TakesWithoutJournal);
        return filter.AsksForJournal ? items.Select(item => WithJournal(item, proposals)).Where(filter.Takes) : items;
    }

    private static ReviewItem WithJournal(ReviewItem item, IReviewProposals? proposals)
    {
        if (proposals is null || item is not { Proposal: null, Writing: null, SubmittedAt: not null, Conversation: { } conversation }) return item;
        return item with { Proposal = item.Due == DueKind.Review ? proposals.For(conversation, item.Worker) : null, Writing = proposals.WritingOf(conversation, item.Worker) };
    }

    /// <summary>All parts of a run, in no order, without what stands in their journals.</summary>
    private static IEnumerable<ReviewItem> ItemsOf(RunBooks books)
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
                part?.DueCents is { } cents ? RunBooks.Amount(cents) : null, null, At(submission?.SubmittedAtUnixMs),
                submission is { Verdict: SubmissionVerdict.None } ? At(submission.ApprovesItselfAtUnixMs) : null, verdict is null ? null : EntryOf(verdict),
                [.. log.Bonuses(key.Assignment, key.Worker).Select(row => BonusOf(book, row))], question, submission?.Answer, [.. entries[key].Select(EntryOf)]);
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

    private static ReviewBonus BonusOf(PaymentBook book, DecisionRow row)
        => new(row.Name!, RunBooks.Amount(row.Cents ?? 0), row.Words, book.Find(PaymentName.Bonus(row.Assignment!, row.Name!)).State == PaymentState.Paid);

    private static ReviewEntry EntryOf(DecisionRow row) => new(row.Act, row.By, row.Words, row.Name, DateTimeOffset.FromUnixTimeMilliseconds(row.AtUnixMs));

    private static DateTimeOffset? At(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
