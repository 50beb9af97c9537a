using System.CommandLine;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary><c>runner workers show &lt;id></c>: all that is known of one worker.</summary>
internal static class WorkersShowCommand
{
    public static Command Make()
    {
        var id = new Argument<string>("id") { Description = "The worker's id, as the crowd has it." };
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = new Command(
            "show", """
            Show what a worker did in all runs, what was decided about it and paid, and which qualifications they have.

            Examples:
              runner workers show A1ANN7QXWORKER
              runner workers show A1ANN7QXWORKER --json
            """) { id, json };
        command.SetAction(parsed => Run(parsed.GetValue(id)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(string named, bool asJson)
    {
        using var stores = RunStores.Open(Project.Open(Environment.CurrentDirectory));
        var (store, worker) = Find(stores, named.Trim());
        using var moment = store.AtOneMoment();
        var history = WorkerHistory.Of(moment, worker);
        if (asJson) Printed.Json(WorkerText.Full(history, seat => moment.Conversation(seat.Conversation)));
        else foreach (var line in WorkerText.Lines(history, seat => moment.Conversation(seat.Conversation))) Console.WriteLine(line);
        return Outcome.Done;
    }

    // The ids of a crowd come first: a name in a rehearsal is only a name.
    private static (CrowdReader Store, WorkerId Worker) Find(RunStores stores, string named)
    {
        var known = stores.All.Select(store => (Store: store, Workers: store.Workers())).ToList();
        foreach (var (store, workers) in known)
            if (workers.FirstOrDefault(worker => worker.Value == named) is { Value: not null } found) return (store, found);
        var near = NearestWord.To(named, known.SelectMany(all => all.Workers).Select(worker => worker.Value));
        throw new Mistake($"{named}: no run knows this worker.\n  {(near is null ? "" : $"Is it {near}? ")}'runner workers list' lists them all.");
    }
}
