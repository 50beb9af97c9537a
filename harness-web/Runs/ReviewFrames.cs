using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Web.Runs;

/// <summary>Queue, parts and log as the review page gets them.</summary>
internal static class ReviewFrames
{
    public static object Of(ReviewQueue queue, RunBooks books, string? trouble) => new
    {
        place = books.PlaceCents / 100m,
        reward = books.Terms.Reward.Dollars,
        trouble,
        parts = queue.PartCount,
        everybody = queue.WorkerCount,
        workers = queue.Workers.Select(worker => new
        {
            worker = worker.Worker.Value,
            history = new
            {
                runs = worker.History.Runs, approved = worker.History.Approved, rejected = worker.History.Rejected, waiting = worker.History.Waiting, bonuses = worker.History.Bonuses,
                paid = worker.History.Paid.Dollars, qualifications = worker.History.Qualifications,
            },
            items = worker.Items.Select(Item),
        }),
    };

    public static object Of(PartTranscript part, string? answerPage) => new
    {
        role = part.Role,
        unit = part.Unit,
        from = Ms(part.From),
        to = Ms(part.To),
        lines = part.Lines.Select(line => new
        {
            at = Ms(line.At), kind = line.Kind, from = line.From, text = line.Text, options = line.Options, data = line.Data, thought = line.Thought is { } thought ? (long?)thought.TotalMilliseconds : null,
            wrote = PartWriting.RemarksOn(line.Signals).Select(remark => new { text = remark.Text, isMark = remark.IsMark }),
        }),
        writing = part.Writing.Text,
        saved = part.Saved.Select(piece => new { type = piece.Type, data = piece.Data, isOwn = piece.IsOwn }),
        answerPage,
    };

    public static object Of(DecisionRow row) => new
    {
        assignment = row.Assignment, worker = row.Worker.Value, act = row.Act, by = row.By, because = row.Words, name = row.Name, cents = row.Cents, at = row.AtUnixMs,
    };

    private static object Item(ReviewItem item) => new
    {
        assignment = item.Assignment,
        worker = item.Worker.Value,
        conversation = item.Conversation?.Value,
        state = item.State,
        ended = item.EndedAs,
        due = item.Due,
        dueAmount = item.DueAmount?.Dollars,
        proposal = item.Proposal is { } proposal ? new { verdict = ReviewFilter.NameOf(proposal), because = proposal.Because, bonus = proposal.Bonus } : null,
        submitted = Ms(item.SubmittedAt),
        approvesItself = Ms(item.ApprovesItselfAt),
        decision = item.Decision is { } decision ? Entry(decision) : null,
        bonuses = item.Bonuses.Select(bonus => new { key = bonus.Key, amount = bonus.Amount.Dollars, because = bonus.Because, isPaid = bonus.IsPaid }),
        question = item.Question,
        writing = item.Writing is { } writing ? new { text = writing.Text, marks = PartWriting.Marks.Where(writing.Has), isMostlyPasted = writing.MostlyPasted > 0 } : null,
        answer = item.Answer,
        log = item.Log.Select(Entry),
    };

    private static object Entry(ReviewEntry entry) => new { act = entry.Act, by = entry.By, because = entry.Because, name = entry.Name, at = Ms(entry.At) };

    private static long? Ms(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
