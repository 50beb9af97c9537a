using System.CommandLine;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;

namespace Crowdwork.Cli;

/// <summary><c>runner pay</c>: shows what a run has to pay, then pays it.</summary>
internal static class PayCommand
{
    public static Command Make()
    {
        var run = new Argument<string>("run") { Description = "The run." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would be paid." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Pay without asking." };
        var json = new Option<bool>("--json") { Description = "Print what came of it as JSON. Needs --dry-run or --yes." };
        var command = new Command(
            "pay", """
            Pay what a run has to pay: all that the task's rule proposes to approve, what is owed, what was decided, bonuses and compensations. It shows what that is, asks,
            and pays. Nothing is ever paid twice, and nothing beyond the run's cap. What the rule would reject waits for a person.

            Examples:
              runner pay qa-0412 --dry-run
              runner pay qa-0412
              runner pay qa-0412 --yes --json
            """) { run, dryRun, yes, json };
        command.SetAction((parsed, cancelled) => Run(parsed.GetValue(run)!, parsed.GetValue(dryRun), parsed.GetValue(yes), parsed.GetValue(json), cancelled));
        return command;
    }

    private static async Task<int> Run(string run, bool isDryRun, bool isAgreed, bool asJson, CancellationToken cancelled)
    {
        if (asJson && !isDryRun && !isAgreed) throw new Mistake("--json cannot ask.\n  Add --dry-run to see what would be paid, or --yes to pay it.");
        var settings = Project.Open(Environment.CurrentDirectory);
        var request = new DecideRequest { Run = run, Act = DecideRequest.PayAct, By = Environment.UserName };
        if (isAgreed && !isDryRun) return DecisionPrint.Print(await DecisionLine.Decide(settings, request, cancelled), asJson);

        var plan = await DecisionLine.Decide(settings, request with { DryRun = true }, cancelled);
        if (isDryRun || plan.Problems.Count > 0) return DecisionPrint.Print(plan, asJson);
        DecisionPrint.Lines(plan);
        var due = plan.Lines.Where(line => line.Outcome == "due").ToList();
        if (due.Count == 0) return Outcome.Done;
        if (!IsAgreed(due.Sum(line => line.Cost))) return Outcome.UserMistake;
        return DecisionPrint.Print(await DecisionLine.Decide(settings, request, cancelled), asJson);
    }

    private static bool IsAgreed(decimal total)
    {
        if (Console.IsInputRedirected) throw new Mistake("Nobody is here to agree.\n  Add --yes to pay, or --dry-run to only look.");
        Console.Write($"Pay {new Money(total)}? Type yes: ");
        if (Console.ReadLine()?.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase) == true) return true;
        Console.WriteLine("Nothing was paid.");
        return false;
    }
}
