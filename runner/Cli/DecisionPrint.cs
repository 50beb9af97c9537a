using System.Globalization;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs.Payments;

namespace Crowdwork.Cli;

/// <summary>Prints what came of a decision, and says how the command ends.</summary>
internal static class DecisionPrint
{
    private static readonly string Done = Name(PayOutcome.Done);
    private static readonly string Later = Name(PayOutcome.Later);

    public static int Print(DecideAnswer answer, bool asJson)
    {
        if (asJson) Printed.Json(answer);
        foreach (var problem in answer.Problems) Console.Error.WriteLine(problem);
        if (answer.Problems.Count > 0)
        {
            Console.Error.WriteLine("Nothing was decided.");
            return Outcome.UserMistake;
        }

        if (!asJson) Lines(answer);
        if (answer.Halted is { } halted) Console.Error.WriteLine($"{halted}\n  What was decided stays; `runner pay` goes on with it.");
        return answer.Halted is null && answer.Lines.All(line => line.Outcome == Done || line.Outcome == Later || line.Outcome == "due") ? Outcome.Done : Outcome.WorldFailed;
    }

    public static void Lines(DecideAnswer answer)
    {
        foreach (var line in answer.Lines)
        {
            var what = line.Outcome == Later || line.Outcome == "later" ? "waits" : line.Outcome;
            var why = line.Detail is { } detail ? $"{line.Because} {detail}" : line.Because;
            Console.WriteLine($"{line.Act,-24} {OneLine(line.Worker),-20} {line.Assignment ?? "",-32} {(line.Cost > 0 ? new Money(line.Cost).ToString() : ""),10}  {what,-8}  {OneLine(why)}");
        }

        Console.WriteLine(Summary(answer));
    }

    private static string Summary(DecideAnswer answer)
    {
        var (done, due) = (answer.Lines.Where(line => line.Outcome == Done).ToList(), answer.Lines.Where(line => line.Outcome == "due").ToList());
        var parts = new List<string>();
        if (answer.Decided > 0) parts.Add(Count(answer.Decided, "decision", "decisions"));
        if (due.Count > 0) parts.Add($"{Count(due.Count, "thing", "things")} to do, {new Money(due.Sum(line => line.Cost))} with fees");
        if (done.Count > 0 || due.Count == 0) parts.Add($"{done.Count} done, {new Money(done.Sum(line => line.Cost))} with fees");
        return $"{string.Join("; ", parts)}. {new Money(answer.Left)} left under the cap.";
    }

    // Reasons and ids are other people's texts, and a terminal obeys control characters.
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    public static string Count(int number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");

    private static string Name(PayOutcome outcome) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());
}
