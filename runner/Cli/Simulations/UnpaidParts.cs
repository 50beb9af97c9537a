using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Cli.Simulations;

/// <summary>Which parts of a run were not paid, and why.</summary>
internal static class UnpaidParts
{
    /// <summary>How many, by the reason.</summary>
    public static IReadOnlyDictionary<string, int> Of(CrowdRun run, RunLoop loop)
    {
        var books = RunBooks.Read(run.Store, run.Id);
        var open = loop.Payer.Plan(null).Where(one => one.Assignment is not null).ToLookup(one => (one.Worker, one.Assignment!));
        var paid = books.Ledger.Where(row => row is { Step: LedgerStep.Confirmed, Kind: LedgerKind.Reward }).Select(row => (row.Worker, row.Payment)).ToHashSet();
        var reasons = books.Attendances.Where(part => !IsPaid(paid, part)).Select(part => WhyNot(part, [.. open[(part.Worker, part.Assignment)]], loop));
        return new SortedDictionary<string, int>(reasons.CountBy(why => why).ToDictionary(), StringComparer.Ordinal);
    }

    private static bool IsPaid(HashSet<(WorkerId?, string)> paid, AttendanceRow part)
        => paid.Contains((part.Worker, PaymentName.Reward(part.Assignment))) || paid.Contains((part.Worker, PaymentName.Compensation(part.Worker, part.Assignment)));

    private static string WhyNot(AttendanceRow part, IReadOnlyList<Payable> open, RunLoop loop)
    {
        if (part.State == AttendanceState.Here) return "at work";
        var ended = part.Detail ?? part.State;
        if (open.Count == 0) return part.Due is null or DueKind.Nothing ? $"{ended}: nothing is due" : $"{ended}: not handed in";
        var because = part is { Due: DueKind.Review, Conversation: { } conversation } ? loop.Proposals.For(conversation, part.Worker)?.Because : null;
        return because is { Length: > 0 } ? $"{ended}: waits for a decision ({because})" : $"{ended}: {open[0].Why}";
    }
}
