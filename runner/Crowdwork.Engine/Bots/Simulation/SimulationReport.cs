namespace Crowdwork.Engine.Bots.Simulation;

/// <summary>What a simulation came to. For the same seed everything in it is the same, but for the latencies.</summary>
/// <param name="Workers">How many came.</param>
/// <param name="Seed">Where chance began.</param>
/// <param name="IsOver">Whether everything came to an end.</param>
/// <param name="Seconds">How long it took, by the simulation's clock.</param>
/// <param name="Conversations">By how they ended.</param>
/// <param name="Parts">The parts of workers, by how they ended.</param>
/// <param name="ByBot">The same for each bot.</param>
/// <param name="WithoutWork">How many found no work.</param>
/// <param name="ConversationSeconds">How long a conversation took, from its beginning to its end, by the simulation's clock.</param>
/// <param name="Decisions">What was decided about what was handed in.</param>
/// <param name="Money">What was paid, in US dollars, by what it is for; fees are a kind of their own.</param>
/// <param name="Unpaid">How many parts nothing was paid for, by the reason.</param>
/// <param name="Books">The ledger beside the marketplace's books.</param>
/// <param name="Faults">What went wrong in the task or the server.</param>
/// <param name="BotFaults">What went wrong in the bots themselves, once each.</param>
/// <param name="Messages">How many messages were acknowledged.</param>
/// <param name="AcknowledgedMs">How long that took, in milliseconds of real time.</param>
internal sealed record SimulationReport(
    int Workers, int Seed, bool IsOver, double Seconds, IReadOnlyDictionary<string, int> Conversations, IReadOnlyDictionary<string, int> Parts,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> ByBot, int WithoutWork, Quantiles ConversationSeconds, IReadOnlyDictionary<string, int> Decisions,
    IReadOnlyDictionary<string, decimal> Money, IReadOnlyDictionary<string, int> Unpaid, BooksCheck? Books, IReadOnlyList<string> Faults, IReadOnlyList<string> BotFaults, int Messages, Quantiles AcknowledgedMs)
{
    private const string Gone = "gone";

    /// <summary>Whether everything came to its end, nothing failed, and the books are equal.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsGood => IsOver && Faults.Count == 0 && BotFaults.Count == 0 && Books is not { IsEqual: false };

    public static SimulationReport Of(SimulationPlan plan, IReadOnlyList<SimulatedWorker> workers, IReadOnlyList<string> operatorFaults, SimulationBooks books, TimeSpan took, bool isOver)
    {
        var played = workers.Where(worker => worker.Found).ToArray();
        // Whoever has left the page has not read how it ended; the server knows.
        string StateOf(SimulatedWorker worker) => worker.State ?? books.Parts.GetValueOrDefault(worker.Id) ?? Gone;
        return new SimulationReport(
            plan.Workers, plan.Seed, isOver, Math.Round(took.TotalSeconds, 1),
            Count(books.Conversations, conversation => conversation.Ending),
            Count(played, StateOf),
            new SortedDictionary<string, IReadOnlyDictionary<string, int>>(
                played.GroupBy(worker => worker.Bot).ToDictionary(bot => bot.Key, IReadOnlyDictionary<string, int> (bot) => Count(bot, StateOf)), StringComparer.Ordinal),
            workers.Count - played.Length,
            Quantiles.Of(books.Conversations.Where(conversation => conversation.Ending != "open").Select(conversation => conversation.Took.TotalSeconds)),
            books.Decisions, books.Money, books.Unpaid, books.Check, books.Faults,
            played.Select(worker => worker.Fault).OfType<string>().Concat(operatorFaults).Distinct().Order(StringComparer.Ordinal).ToArray(),
            played.Sum(worker => worker.Latencies.Count),
            Quantiles.Of(played.SelectMany(worker => worker.Latencies).Select(latency => latency.TotalMilliseconds)));
    }

    private static SortedDictionary<string, int> Count<T>(IEnumerable<T> items, Func<T, string> by)
        => new(items.CountBy(by).ToDictionary(), StringComparer.Ordinal);
}

/// <summary>Half of the values are at most <paramref name="Median"/>, and so on.</summary>
internal sealed record Quantiles(double Median, double P95, double P99, double Most)
{
    public static Quantiles Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? new Quantiles(0, 0, 0, 0) : new Quantiles(At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99), Math.Round(sorted[^1], 2));
    }

    // The smallest value that so many are not larger than.
    private static double At(double[] sorted, double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)], 2);
}
