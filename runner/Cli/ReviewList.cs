using Crowdwork.Engine.Review;

namespace Crowdwork.Cli;

/// <summary>Lists the parts of a run, worker by worker, with what the task's rule proposes: the review page in a terminal.</summary>
internal static class ReviewList
{
    public static async Task<int> List(string named, ReviewFilter filter, bool asJson, CancellationToken cancelled)
    {
        var settings = Project.Open(Environment.CurrentDirectory);
        var (store, run) = StoredRun.OpenToRead(settings, named);
        using (store)
        {
            using var rule = await DecisionLine.Rule(store, settings, run, cancelled);
            var queue = ReviewDesk.QueueOf(store, run, new ReviewProposals(store, rule.Rule), filter);
            if (asJson) Printed.Json(new { run = run.Value, workers = queue.Workers.Select(JsonOf) });
            else Print(queue);
        }

        return Outcome.Done;
    }

    private static void Print(ReviewQueue queue)
    {
        foreach (var worker in queue.Workers)
        {
            var history = worker.History;
            Console.WriteLine($"{DecisionPrint.OneLine(worker.Worker.Value)}: {history.Approved} approved, {history.Rejected} rejected, {history.Waiting} waiting, {history.Paid} paid, in {DecisionPrint.Count(history.Runs, "run", "runs")}");
            foreach (var item in worker.Items)
            {
                var proposal = item.Proposal is { } decision ? $"rule: {ReviewFilter.NameOf(decision)} ({decision.Because})" : item.EndedAs ?? "";
                var deadline = item.ApprovesItselfAt is { } at ? $"approves itself {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "";
                Console.WriteLine($"  {item.Assignment,-32} {Name(item.State),-9} {DecisionPrint.OneLine(proposal)}  {deadline}".TrimEnd());
                if (item.Question is { } question) Console.WriteLine($"    ? {DecisionPrint.OneLine(question)}");
                foreach (var entry in item.Log) Console.WriteLine($"    {entry.At.UtcDateTime:yyyy-MM-dd HH:mm} {entry.Act} by {DecisionPrint.OneLine(entry.By)}: {DecisionPrint.OneLine(entry.Because ?? "")}");
            }
        }

        var parts = queue.Items.Count();
        Console.WriteLine($"{DecisionPrint.Count(parts, "part", "parts")} of {DecisionPrint.Count(queue.Workers.Count, "worker", "workers")}.");
    }

    private static object JsonOf(ReviewWorker worker) => new
    {
        worker = worker.Worker.Value,
        history = new { runs = worker.History.Runs, approved = worker.History.Approved, rejected = worker.History.Rejected, waiting = worker.History.Waiting, bonuses = worker.History.Bonuses, paid = worker.History.Paid.Dollars, qualifications = worker.History.Qualifications },
        parts = worker.Items.Select(item => new
        {
            assignment = item.Assignment, hit = item.Hit, conversation = item.Conversation?.Value, state = Name(item.State), endedAs = item.EndedAs, due = item.Due, dueAmount = item.DueAmount?.Dollars,
            proposal = ReviewFilter.NameOf(item.Proposal), because = item.Proposal?.Because, bonus = item.Proposal?.Bonus, submitted = item.SubmittedAt, approvesItself = item.ApprovesItselfAt,
            decision = item.Decision?.Act, question = item.Question, bonuses = item.Bonuses.Select(bonus => new { key = bonus.Key, amount = bonus.Amount.Dollars, paid = bonus.IsPaid }),
            log = item.Log,
        }),
    };

    private static string Name(ReviewState state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
