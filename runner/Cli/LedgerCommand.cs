using System.CommandLine;
using Crowdwork.Cli.Simulations;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Runs.Payments;
using Crowdwork.Engine.Store;

namespace Crowdwork.Cli;

/// <summary><c>runner ledger</c>: what a run paid, line by line, and whether the marketplace says the same.</summary>
internal static class LedgerCommand
{
    public static Command Make()
    {
        var run = new Argument<string>("run") { Description = "The run." };
        var reconcile = new Option<bool>("--reconcile") { Description = "Compare with the marketplace's books, payment by payment. Exit code 1 when there is a difference." };
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = new Command(
            "ledger", """
            Print the ledger of a run: every payment that was begun, made or refused, with its fee. Nothing is changed.

            Examples:
              runner ledger qa-0412
              runner ledger qa-0412 --reconcile
              runner ledger qa-0412 --json
            """) { run, reconcile, json };
        command.SetAction((parsed, cancelled) => parsed.GetValue(reconcile)
            ? Reconcile(parsed.GetValue(run)!, parsed.GetValue(json), cancelled)
            : Task.FromResult(Print(parsed.GetValue(run)!, parsed.GetValue(json))));
        return command;
    }

    private static int Print(string named, bool asJson)
    {
        var (store, run) = StoredRun.OpenToRead(Project.OpenFor(named), named);
        using (store)
        {
            var (rows, sums, cap) = (store.Ledger(run), store.LedgerSums(run), store.Launch(run)!.CapCents);
            if (asJson) PrintJson(run, rows, sums, cap);
            else Print(run, rows, sums, cap);
        }

        return Outcome.Done;
    }

    private static void Print(RunId run, IReadOnlyList<LedgerRow> rows, LedgerSums sums, long cap)
    {
        if (rows.Count == 0) Console.WriteLine($"The ledger of {run} is empty.");
        else Console.WriteLine($"{"when (UTC)",-19}  {"step",-9}  {"kind",-6}  {"amount",10}  {"worker",-20}  payment");
        foreach (var row in rows)
        {
            Console.WriteLine($"{DateTimeOffset.FromUnixTimeMilliseconds(row.AtUnixMs).UtcDateTime:yyyy-MM-dd HH:mm:ss}  {row.Step,-9}  {row.Kind,-6}  {Dollars(row.Cents),10}  "
                + $"{DecisionPrint.OneLine(row.Worker?.Value ?? ""),-20}  {DecisionPrint.OneLine(row.Payment)}{(row.Detail is { Length: > 0 } detail ? $"  ({DecisionPrint.OneLine(detail)})" : "")}");
        }

        Console.WriteLine($"Spent {Dollars(sums.SpentCents)}, came back {Dollars(sums.RefundedCents)}, begun {Dollars(sums.IntendedCents)}; the cap is {Dollars(cap)}.");
    }

    private static void PrintJson(RunId run, IReadOnlyList<LedgerRow> rows, LedgerSums sums, long cap) => Printed.Json(new
    {
        run = run.Value,
        cap = cap / 100m,
        spent = sums.SpentCents / 100m,
        refunded = sums.RefundedCents / 100m,
        intended = sums.IntendedCents / 100m,
        lines = rows.Select(row => new
        {
            line = row.Line, at = DateTimeOffset.FromUnixTimeMilliseconds(row.AtUnixMs), payment = row.Payment, attempt = row.Attempt, step = row.Step, kind = row.Kind,
            amount = row.Cents / 100m, worker = row.Worker?.Value, assignment = row.Assignment, detail = row.Detail,
        }),
    });

    private static async Task<int> Reconcile(string named, bool asJson, CancellationToken cancelled)
    {
        var settings = Project.OpenFor(named);
        var (store, run) = StoredRun.OpenToRead(settings, named);
        using (store)
        {
            await using var market = await SimulatedMarket.For(settings);
            using var crowd = RunDesk.CrowdOf(store, market.Settings, run, Environment.GetEnvironmentVariable);
            var found = await new Reconciliation(store, crowd, new CrowdGate(TimeProvider.System), TimeProvider.System).Compare(run, cancelled);
            if (asJson) Printed.Json(new { run = run.Value, crowd = crowd.Address.Name, same = found.Compared, differences = found.Differences.Select(JsonOf), known = found.Known.Select(JsonOf) });
            else PrintDifferences(crowd.Address, found);
            return found.Differences.Count == 0 ? Outcome.Done : Outcome.WorldFailed;
        }
    }

    private static void PrintDifferences(CrowdAddress crowd, Reconciled found)
    {
        foreach (var one in found.Known.Concat(found.Differences)) Console.WriteLine($"{DecisionPrint.OneLine(one.Payment)}: {Words(one.Kind)}\n  here: {DecisionPrint.OneLine(one.Here)}; there: {DecisionPrint.OneLine(one.There)}");
        var same = DecisionPrint.Count(found.Compared, "payment is the same", "payments are the same");
        Console.WriteLine($"{same} here and on {crowd.Name}; {DecisionPrint.Count(found.Differences.Count, "difference", "differences")}"
            + (found.Known.Count > 0 ? $" beside {DecisionPrint.Count(found.Known.Count, "payment", "payments")} of which money came back." : "."));
    }

    private static object JsonOf(Difference one) => new
    {
        kind = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(one.Kind.ToString()), payment = one.Payment, assignment = one.Assignment, here = one.Here, there = one.There,
    };

    private static string Words(DifferenceKind kind) => kind switch
    {
        DifferenceKind.PaidThereOnly => "the marketplace paid it, and the ledger does not say so",
        DifferenceKind.PaidHereOnly => "the ledger says that it is paid, and the marketplace does not",
        DifferenceKind.OtherAmount => "another amount",
        DifferenceKind.OtherWorker => "another worker",
        DifferenceKind.CameBack => "money of it came back, as the ledger says; no difference",
        DifferenceKind.InDoubt => "begun and not finished; `runner pay` settles it",
        _ => "cannot be compared",
    };

    private static string Dollars(long cents) => new Money(cents / 100m).ToString();
}
