using System.CommandLine;
using Crowdwork.Engine.Runs;

namespace Crowdwork.Cli;

/// <summary><c>runner runs</c>: what there is to resume, watch, review and export.</summary>
internal static class RunsCommand
{
    public static Command Make()
    {
        var open = new Option<bool>("--open") { Description = "Only those that are not over." };
        var rehearsals = new Option<bool>("--rehearsals") { Description = "Rehearsals too." };
        var simulations = new Option<bool>("--simulations") { Description = "Those of 'runner simulate' instead." };
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = new Command(
            "runs", """
            List the runs of this project, newest first: how far they are and what they have cost.

            Examples:
              runner runs
              runner runs --open
              runner runs --rehearsals --json
              runner runs --simulations
            """) { open, rehearsals, simulations, json };
        command.SetAction(parsed => Run(parsed.GetValue(open), parsed.GetValue(rehearsals), parsed.GetValue(simulations), parsed.GetValue(json)));
        return command;
    }

    private static int Run(bool onlyOpen, bool withRehearsals, bool ofSimulations, bool asJson)
    {
        var settings = Project.Open(Environment.CurrentDirectory);
        using var stores = ofSimulations ? RunStores.OpenSimulations(settings) : RunStores.Open(settings);
        var runs = stores.All.SelectMany(RunSummary.All)
            .Where(run => (withRehearsals || run.Launch is not null || run.Run.Kind != "rehearsal") && !(onlyOpen && run.State == RunState.Closed))
            .OrderByDescending(run => run.Run.OpenedAtUnixMs)
            .ToList();
        if (asJson) Printed.Json(new { runs = runs.Select(SummaryText.Short) });
        else Print(runs, withRehearsals);
        return Outcome.Done;
    }

    private static void Print(List<RunSummary> runs, bool withRehearsals)
    {
        if (runs.Count == 0)
        {
            Console.WriteLine(withRehearsals ? "There are no runs here." : "There are no runs here. 'runner launch' makes one; --rehearsals lists rehearsals too.");
            return;
        }

        var widest = Math.Max(3, runs.Max(run => run.Run.Id.Value.Length));
        Console.WriteLine($"{"run".PadRight(widest)}  {"task",-20} {"crowd",-10} {"state",-8} {"wanted",6} {"started",7} {"finished",8} {"spent",10} {"cap",10}  opened (UTC)");
        foreach (var run in runs)
        {
            Console.WriteLine(
                $"{run.Run.Id.Value.PadRight(widest)}  {run.Run.Task,-20} {run.Crowd,-10} {SummaryText.StateOf(run),-8} {run.Wanted?.ToString() ?? "",6} {run.Started,7} {run.Finished,8} " +
                $"{SummaryText.Dollars(run.Money.Spent - run.Money.Refunded),10} {(run.Money.Cap is { } cap ? SummaryText.Dollars(cap) : ""),10}  {SummaryText.Time(run.Run.OpenedAtUnixMs)}");
        }

        Console.WriteLine(runs.Count == 1 ? "1 run." : $"{runs.Count} runs.");
    }
}
