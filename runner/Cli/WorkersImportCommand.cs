using System.CommandLine;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Export;
using Crowdwork.Engine.Review;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Cli;

/// <summary><c>runner workers import &lt;file></c>: adds the workers of a file to a list. Nobody is ever taken off it, and no value is changed.</summary>
internal static class WorkersImportCommand
{
    private const string DefaultReason = "Imported from a list of the requester.";

    public static Command Make()
    {
        var choice = new CrowdChoice();
        var list = new WorkerListChoice();
        var file = new Argument<string>("file") { Description = "Ids, one a line, or a table (CSV) with a column 'worker' or 'Worker ID', and perhaps 'value' and 'reason'." };
        var value = new Option<int>("--value") { Description = "The value of the qualification, where the file has none.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON." };
        var command = new Command(
            "import", """
            Add the workers of a file to a list of the crowd. Who is on the list already stays as they are, with the value they have; nobody is taken off.
            A file with a mistake in any line changes nothing. Doing it again after an interruption adds what is missing.

            Examples:
              runner workers import blocked.txt --list blocked --sandbox
              runner workers import passed.csv --list qualified --qualification "passed the test"
              runner workers import noise.csv --list soft-blocked --task qa --live
            """) { file, value, json };
        foreach (var option in list.Options.Concat(choice.Options)) command.Add(option);
        command.SetAction((parsed, cancelled) => Run(parsed, choice, list, parsed.GetValue(file)!, parsed.GetValue(value), parsed.GetValue(json), cancelled));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CrowdChoice choice, WorkerListChoice list, string file, int value, bool asJson, CancellationToken cancelled)
    {
        var settings = Project.Open(Environment.CurrentDirectory);
        var qualification = list.QualificationOf(parsed, settings);
        var (workers, problems) = WorkerList.Read(file);
        if (problems.HasErrors) throw new Mistake(string.Join(Environment.NewLine, problems) + $"{Environment.NewLine}Nothing was changed.");

        using var crowd = choice.Open(parsed, settings);
        var done = qualification is null
            ? await Block(crowd, workers, cancelled)
            : await Grant(crowd, qualification, workers, value, cancelled);
        if (qualification is not null) await Mirror(settings, new QualificationNews(qualification, done.Have), cancelled);

        if (asJson) Printed.Json(new { crowd = crowd.Address.Name, added = done.Added, there = done.There, refused = done.Refused.Select(one => new { worker = one.Worker, why = one.Why }) });
        else Print(crowd.Address, done);
        return done.Refused.Count == 0 ? Outcome.Done : Outcome.UserMistake;
    }

    private static async Task<Merged> Block(ICrowd crowd, IReadOnlyList<ListedWorker> workers, CancellationToken cancelled)
    {
        var there = await crowd.Blocks(cancelled).Select(block => block.Worker).ToHashSetAsync(cancellationToken: cancelled);
        return await Merge(workers, there.Contains, worker => crowd.Block(worker.Worker, worker.Reason is { } reason ? FormulaGuard.Undo(reason) : DefaultReason, cancelled));
    }

    private static async Task<Merged> Grant(ICrowd crowd, string name, IReadOnlyList<ListedWorker> workers, int value, CancellationToken cancelled)
    {
        var id = await crowd.EnsureQualification(name, $"Given by the requester: {name}", cancelled);
        var there = await crowd.Qualified(id, cancelled).ToDictionaryAsync(one => one.Worker, one => one.Value, cancellationToken: cancelled);
        var done = await Merge(workers, there.ContainsKey, worker => crowd.Grant(id, worker.Worker, worker.Value ?? value, cancelled));
        foreach (var worker in workers.Where(worker => done.IsAdded(worker.Worker))) done.Have[worker.Worker] = worker.Value ?? value;
        foreach (var (worker, has) in there) done.Have[worker] = has;
        return done;
    }

    // One refusal must not keep the others from being added; in the end all refusals are told.
    private static async Task<Merged> Merge(IReadOnlyList<ListedWorker> workers, Func<string, bool> isThere, Func<ListedWorker, Task> add)
    {
        var done = new Merged();
        foreach (var worker in workers)
        {
            if (isThere(worker.Worker))
            {
                done.There++;
                continue;
            }

            try
            {
                await add(worker);
                done.Note(worker.Worker);
                if (!Console.IsErrorRedirected) Console.Error.Write($"\r{done.Added + done.There} of {workers.Count} \r");
            }
            catch (CrowdFault fault) when (fault.Kind == CrowdFaultKind.Refused)
            {
                done.Refused.Add((worker.Worker, fault.Message));
            }
        }

        return done;
    }

    // So that our own server keeps the same rule while a marketplace's lists lag behind. The crowd's list is the truth.
    private static async Task Mirror(CrowdSettings settings, QualificationNews news, CancellationToken cancelled)
    {
        try
        {
            using var store = CrowdStore.Open(new StoreOptions(settings.RunsFolder), TimeProvider.System);
            await news.Note(store, TimeProvider.System);
        }
        catch (StoreException trouble)
        {
            // A run that is going on holds the store; its process writes it down.
            var why = OperatorFile.Read(settings.RunsFolder) is { } holder ? await Tell(holder, news, cancelled) : trouble.Message;
            if (why is not null) Console.Error.WriteLine($"The crowd has the list; it could not be noted in the store as well: {why}");
        }
    }

    private static async Task<string?> Tell(OperatorFile holder, QualificationNews news, CancellationToken cancelled)
    {
        try
        {
            return (await DecisionLine.Post<QualificationNews, QualificationsNoted>(holder, OperatorFile.QualificationsPath, news, cancelled)).Trouble;
        }
        catch (Mistake nobody)
        {
            return nobody.Message;
        }
    }

    private static void Print(CrowdAddress address, Merged done)
    {
        foreach (var (worker, why) in done.Refused) Console.Error.WriteLine($"{worker}  {why}");
        Console.WriteLine($"{done.Added} added on {address.Name}, {done.There} were there already{(done.Refused.Count > 0 ? $", {done.Refused.Count} refused" : "")}. Nobody was taken off.");
    }

    /// <summary>What became of the workers of a file.</summary>
    private sealed class Merged
    {
        private readonly HashSet<string> _added = [];

        public int Added => _added.Count;

        public int There { get; set; }

        public List<(string Worker, string Why)> Refused { get; } = [];

        /// <summary>All who have the qualification now, with its value.</summary>
        public Dictionary<string, int> Have { get; } = [];

        public bool IsAdded(string worker) => _added.Contains(worker);

        public void Note(string worker) => _added.Add(worker);
    }
}
