using System.CommandLine;
using Crowdwork.Engine.Export;

namespace Crowdwork.Cli;

/// <summary><c>runner export &lt;run></c>: all that a run collected, as tables, with an account of it.</summary>
internal static class ExportCommand
{
    private const string Jsonl = "jsonl";
    private const string Csv = "csv";

    public static Command Make()
    {
        var run = new Argument<string>("run") { Description = "The run, as 'runner runs' names it. A rehearsal is a run too." };
        var format = new Option<string>("--format", "-f") { Description = "jsonl (one JSON object a line) or csv.", DefaultValueFactory = _ => Jsonl };
        format.AcceptOnlyFromAmong(Jsonl, Csv);
        var output = new Option<string?>("--output", "-o") { Description = "The folder. Default: exports/<run>. An earlier export there is replaced.", HelpName = "folder" };
        var withIds = new Option<bool>("--with-worker-ids") { Description = "Write the crowd's worker ids. Without it every worker has a pseudonym, the same in all exports of a store." };
        var only = new Option<string[]>("--only")
        {
            Description = "Write some tables and leave the others out.", HelpName = string.Join('|', ExportOrder.Tables), AllowMultipleArgumentsPerToken = true,
        };
        only.AcceptOnlyFromAmong([.. ExportOrder.Tables]);
        var raw = new Option<bool>("--no-formula-guard") { Description = "CSV: write texts that begin with = + - @ as they are, though a spreadsheet would run them." };
        var json = new Option<bool>("--json") { Description = "Print what was written as JSON." };
        var command = new Command(
            "export", """
            Write all that a run collected into a folder of tables: conversations, messages with the seconds of thinking, saved data, parts, assignments,
            payments, decisions and onboarding results; provenance.json says from which script and on what terms, and manifest.json accounts for every unit, HIT,
            assignment and conversation: exported, or missing and why. docs/data.md describes every file and column.

            The run may go on meanwhile; what is exported is the run as of one moment. The folder is there when it is complete and not before. Exit code 1 when the
            counts do not add up.

            Examples:
              runner export qa-20260302090000 --format csv
              runner export qa-20260302090000 -o ~/data/qa --only saved parts
              runner export qa-20260302090000 --with-worker-ids --json
            """) { run, format, output, withIds, only, raw, json };
        command.SetAction((parsed, cancelled) => Task.FromResult(Run(
            parsed.GetValue(run)!,
            (id, named) => new ExportOrder(id, parsed.GetValue(format) == Csv ? ExportFormat.Csv : ExportFormat.Jsonl, parsed.GetValue(output) ?? Path.Combine("exports", FolderOf(named)))
            {
                WithWorkerIds = parsed.GetValue(withIds), Only = parsed.GetValue(only) ?? [], GuardsFormulas = !parsed.GetValue(raw),
            },
            parsed.GetValue(json), cancelled)));
        return command;
    }

    private static int Run(string named, Func<Engine.Store.RunId, string, ExportOrder> orderOf, bool asJson, CancellationToken cancelled)
    {
        using var stores = RunStores.Open(Project.OpenFor(named));
        var (store, run) = stores.Find(named);
        try
        {
            var report = RunExport.Make(store, orderOf(run, run.Value), new Progress(), cancelled);
            if (asJson) PrintJson(report);
            else Print(report);
            return report.AddsUp ? Outcome.Done : Outcome.WorldFailed;
        }
        catch (ExportFault fault)
        {
            throw new Mistake(fault.Message);
        }
        catch (OperationCanceledException)
        {
            throw new Mistake("The export was interrupted. Nothing of it was left behind.");
        }
    }

    private static void Print(ExportReport report)
    {
        foreach (var file in report.Files.Where(file => file.Rows != 1 || !file.Name.EndsWith(".json", StringComparison.Ordinal))) Console.WriteLine($"{file.Rows,9:#,##0}  {file.Name}");
        Console.WriteLine();
        Console.WriteLine($"Written to {report.Folder}");
        foreach (var check in report.Checks.Where(check => !check.Holds))
            Console.WriteLine($"  DOES NOT ADD UP: {check.What}: {check.Found:#,##0} written, {check.Expected:#,##0} in the store");
        Console.WriteLine(
            $"Exported {Share(report.Units)} units, {Share(report.Hits)} HITs, {Share(report.Assignments)} assignments, {Share(report.Conversations)} conversations; " +
            (report.AddsUp ? "all counts add up, and manifest.json says why the rest is not there." : "the counts do not add up, and manifest.json says where."));
    }

    private static string Share(AccountTotal total) => $"{total.Exported:#,##0} of {total.Known:#,##0}" + (total.Partly > 0 ? $" (and {total.Partly:#,##0} in part)" : "");

    private static void PrintJson(ExportReport report) => Printed.Json(new
    {
        folder = report.Folder,
        addsUp = report.AddsUp,
        units = report.Units,
        hits = report.Hits,
        assignments = report.Assignments,
        conversations = report.Conversations,
        checks = report.Checks.Select(check => new { what = check.What, expected = check.Expected, found = check.Found }),
        files = report.Files,
    });

    // A run's name may hold what a folder's should not.
    private static string FolderOf(string run) => string.Concat(run.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).TrimStart('.') is { Length: > 0 } safe ? safe : "run";

    /// <summary>One line that is drawn over itself; nothing where nobody watches.</summary>
    private sealed class Progress : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value)
        {
            if (Console.IsErrorRedirected) return;
            Console.Error.Write($"\r{value.Conversations:#,##0} conversations, {value.Messages:#,##0} messages \r");
        }
    }
}
