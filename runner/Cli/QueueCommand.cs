using System.CommandLine;
using Crowdwork.Engine.Review;

namespace Crowdwork.Cli;

/// <summary><c>runner queue</c>: the parts of a run, worker by worker, with what the task's rule proposes.</summary>
internal static class QueueCommand
{
    private static readonly string[] States = [.. Enum.GetNames<ReviewState>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)];

    public static Command Make()
    {
        var run = new Argument<string>("run") { Description = "The run." };
        var state = new Option<string?>("--state") { Description = $"Only parts in this state: {string.Join(", ", States)}." }.AcceptOnlyFromAmong(States);
        var proposal = new Option<string?>("--proposal") { Description = "Only parts for which the rule proposes this: approve, reject, ask." }.AcceptOnlyFromAmong("approve", "reject", "ask");
        var worker = new Option<string?>("--worker") { Description = "Only this worker's.", HelpName = "id" };
        var writing = new Option<string?>("--writing") { Description = "Only parts with an answer that was pasted, or written without typing (untyped), or during which the worker left the page (left)." }.AcceptOnlyFromAmong([.. PartWriting.Marks]);
        var text = new Option<string?>("--text") { Description = "Only parts with this text in an id, the answer, or what was decided.", HelpName = "text" };
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = new Command(
            "queue", """
            List what workers did in a run: whose work approves itself soonest first, with the rule's proposal and what was decided. Nothing is changed; `runner approve`,
            `reject`, `bonus` and their like decide, and so does the page that `runner review` opens. It works while the run is live.

            Examples:
              runner queue qa-0412 --state waiting
              runner queue qa-0412 --proposal ask --json
              runner queue qa-0412 --worker A1WORKER
              runner queue qa-0412 --writing pasted
            """) { run, state, proposal, worker, writing, text, json };
        command.SetAction((parsed, cancelled) => List(
            parsed.GetValue(run)!,
            new ReviewFilter(parsed.GetValue(state) is { } name ? Enum.Parse<ReviewState>(name, ignoreCase: true) : null, parsed.GetValue(proposal), parsed.GetValue(worker), parsed.GetValue(text),
                parsed.GetValue(writing)),
            parsed.GetValue(json), cancelled));
        return command;
    }

    private static async Task<int> List(string named, ReviewFilter filter, bool asJson, CancellationToken cancelled)
    {
        var settings = Project.OpenFor(named);
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
                if (item.Writing?.Text is { } writing) Console.WriteLine($"    written: {writing}");
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
            decision = item.Decision?.Act, writing = item.Writing, question = item.Question, bonuses = item.Bonuses.Select(bonus => new { key = bonus.Key, amount = bonus.Amount.Dollars, paid = bonus.IsPaid }),
            log = item.Log,
        }),
    };

    private static string Name(ReviewState state) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
