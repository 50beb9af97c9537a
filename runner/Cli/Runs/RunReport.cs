using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Cli;

/// <summary>What a run came to, said once at its end.</summary>
internal static class RunReport
{
    public static void Print(CrowdStore store, CrowdRun run)
    {
        var units = run.Units;
        var submissions = store.Submissions(run.Id);
        var ledger = store.LedgerSums(run.Id);
        var waiting = submissions.Count(row => row.Verdict == SubmissionVerdict.None);
        Console.WriteLine($"All work is in: {units.Done} of {units.Wanted} conversations finished{(units.Spent > 0 ? $", {units.Spent} broken off" : "")}{(units.Open > 0 ? $", {units.Open} not begun" : "")}.");
        Console.WriteLine($"  handed in   {submissions.Count}, of which {submissions.Count(row => row.Verdict == SubmissionVerdict.Approved)} approved, {submissions.Count(row => row.Verdict == SubmissionVerdict.Rejected)} rejected");
        Console.WriteLine($"  spent       {Dollars(ledger.SpentCents - ledger.RefundedCents)} of at most {Dollars(store.Launch(run.Id)!.CapCents)}, fees included");
        if (waiting > 0) Console.WriteLine($"  {waiting} wait for a decision: runner review {run.Id}, or runner pay {run.Id} --dry-run");
        Console.WriteLine($"  data        runner export {run.Id}");
    }

    private static Money Dollars(long cents) => new(cents / 100m);
}
