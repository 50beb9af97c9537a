using Crowdwork.Engine.Bots.Simulation;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli.Simulations;

/// <summary>The report of a simulation, for people.</summary>
internal static class SimulationText
{
    public static void Print(TaskFolder task, SimulationReport report, RunId run, string folder, bool wasStopped)
    {
        Console.WriteLine($"{task.ShownAs}: {report.Workers} workers, seed {report.Seed}, {Said(report.Seconds)} of the world's time");
        Row("conversations", report.Conversations);
        Row("workers", report.Parts);
        foreach (var (bot, states) in report.ByBot) Row($"  {bot}", states);
        if (report.WithoutWork > 0) Line("without work", $"{report.WithoutWork}");
        var time = report.ConversationSeconds;
        Line("a conversation", $"median {Said(time.Median)}, 95 % within {Said(time.P95)}, longest {Said(time.Most)}");
        Row("handed in", report.Decisions.ToDictionary(count => count.Key == "none" ? "undecided" : count.Key, count => count.Value));
        PrintMoney(report);
        var acknowledged = report.AcknowledgedMs;
        Line("acknowledged", $"{report.Messages} messages: median {acknowledged.Median} ms, 95 % within {acknowledged.P95} ms, 99 % within {acknowledged.P99} ms");
        foreach (var fault in report.Faults) Line("fault", fault);
        foreach (var fault in report.BotFaults) Line("fault of a bot", fault);
        if (!report.IsOver) Console.WriteLine(wasStopped ? "You stopped it; this is how far it came." : "It never ended: somebody waits for something that does not come.");
        Line("run", $"{run}: runner status {run}, runner review {run}, runner export {run}");
        Line("kept in", $"{folder}; delete the folder to throw it away");
    }

    private static void PrintMoney(SimulationReport report)
    {
        var money = report.Money.Where(kind => kind.Value != 0).Select(kind => $"{kind.Key} ${kind.Value:0.00}").ToArray();
        Line("money", money.Length == 0 ? "nothing was paid" : string.Join(", ", money));
        var name = "not paid";
        foreach (var (why, count) in report.Unpaid)
        {
            Line(name, $"{count} {why}");
            name = "";
        }

        if (report.Books is not { } books) return;
        Line("books", books.IsEqual
            ? $"{Payments(books.Payments)} the same here and at the marketplace, ${books.Ledger:0.00} with fees"
            : $"NOT EQUAL: ${books.Ledger:0.00} here, ${books.Marketplace:0.00} at the marketplace, fees included");
        foreach (var difference in books.Differences) Line("", difference);
    }

    private static void Row(string name, IReadOnlyDictionary<string, int> counts)
    {
        if (counts.Count > 0) Line(name, string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")));
    }

    private static void Line(string name, string text) => Console.WriteLine($"{name,-16} {text}");

    private static string Payments(int count) => count == 1 ? "1 payment is" : $"{count} payments are";

    private static string Said(double seconds) => seconds < 120 ? $"{seconds:0.#} s" : $"{seconds / 60:0.#} min";
}
