using System.CommandLine;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Cli;

/// <summary><c>runner workers list</c>: everybody who took part, with what they did and got.</summary>
internal static class WorkersListCommand
{
    public static Command Make()
    {
        var run = new Option<string?>("--run") { Description = "Only those of one run. What is told of them is of all runs.", HelpName = "run" };
        var rehearsals = new Option<bool>("--rehearsals") { Description = "Those of rehearsals instead." };
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = new Command(
            "list", """
            List the workers of all runs: how many parts they had and finished, what was approved, rejected and paid, and whether they are blocked.

            Examples:
              runner workers list
              runner workers list --run qa-20260302090000 --json
            """) { run, rehearsals, json };
        command.SetAction(parsed => Run(parsed.GetValue(run), parsed.GetValue(rehearsals), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string? named, bool rehearsals, bool asJson)
    {
        var settings = named is null ? Project.Open(Environment.CurrentDirectory) : Project.OpenFor(named);
        using var stores = RunStores.Open(settings);
        var workers = Histories(stores, named, rehearsals ? settings.StoreFolder : settings.RunsFolder);
        if (asJson) Printed.Json(new { workers = workers.Select(WorkerText.Short) });
        else Print(workers);
        return Outcome.Done;
    }

    private static List<WorkerHistory> Histories(RunStores stores, string? named, string folder)
    {
        if (named is not null)
        {
            var (store, run) = stores.Find(named);
            return Of(store, store.Workers(run));
        }

        return stores.All.FirstOrDefault(store => store.Folder == folder) is { } all ? Of(all, all.Workers()) : [];
    }

    private static List<WorkerHistory> Of(CrowdReader store, IEnumerable<WorkerId> workers)
    {
        using var moment = store.AtOneMoment();
        return [.. workers.Where(worker => !WorkerText.IsProgram(worker)).Select(worker => WorkerHistory.Of(moment, worker))];
    }

    private static void Print(List<WorkerHistory> workers)
    {
        if (workers.Count == 0)
        {
            Console.WriteLine("There are no workers here.");
            return;
        }

        var widest = Math.Max(6, workers.Max(worker => worker.Worker.Value.Length));
        Console.WriteLine($"{"worker".PadRight(widest)}  {"parts",5} {"finished",8} {"handed in",9} {"approved",8} {"rejected",8} {"paid",9}  {"last seen (UTC)",-16}  blocked");
        foreach (var worker in workers)
        {
            Console.WriteLine(
                $"{worker.Worker.Value.PadRight(widest)}  {worker.Seats.Count,5} {worker.Finished,8} {worker.Submissions.Count,9} {worker.Approved,8} {worker.Rejected,8} " +
                $"{SummaryText.Dollars(worker.PaidCents),9}  {SummaryText.Time(worker.LastSeen),-16}  {worker.Block?.Act}");
        }

        Console.WriteLine(workers.Count == 1 ? "1 worker." : $"{workers.Count} workers.");
    }
}
