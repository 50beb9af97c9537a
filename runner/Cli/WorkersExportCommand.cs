using System.CommandLine;
using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Export;
using CsvHelper;

namespace Crowdwork.Cli;

/// <summary><c>runner workers export</c>: a list of the crowd as a file that <c>import</c> reads, complete or not at all.</summary>
internal static class WorkersExportCommand
{
    public static Command Make()
    {
        var choice = new CrowdChoice();
        var list = new WorkerListChoice();
        var output = new Option<string?>("--output", "-o") { Description = "The file: a table, or with the ending .txt one id a line. Default: a table on the screen.", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Print it as JSON instead." };
        var command = new Command(
            "export", """
            Write a list of the crowd into a file, to its last page. 'runner workers import' reads it, on this crowd or another.

            Examples:
              runner workers export --list blocked --live -o blocked.csv
              runner workers export --list qualified --qualification "passed the test" --json
              runner workers export --list soft-blocked --task qa -o noise.txt
            """) { output, json };
        foreach (var option in list.Options.Concat(choice.Options)) command.Add(option);
        command.SetAction((parsed, cancelled) => Run(parsed, choice, list, parsed.GetValue(output), parsed.GetValue(json), cancelled));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CrowdChoice choice, WorkerListChoice list, string? output, bool asJson, CancellationToken cancelled)
    {
        var settings = Project.Open(Environment.CurrentDirectory);
        var qualification = list.QualificationOf(parsed, settings);
        using var crowd = choice.Open(parsed, settings);
        var rows = qualification is null
            ? await crowd.Blocks(cancelled).Select(block => (block.Worker, More: block.Reason)).ToListAsync(cancelled)
            : await Qualified(crowd, qualification, cancelled);
        rows.Sort((a, b) => string.CompareOrdinal(a.Worker, b.Worker));

        var column = qualification is null ? "reason" : "value";
        if (asJson) Printed.Json(new { crowd = crowd.Address.Name, qualification, workers = rows.Select(row => new Dictionary<string, string> { ["worker"] = row.Worker, [column] = row.More }) });
        else if (output is null) Write(Console.OpenStandardOutput(), column, rows);
        else Save(output, column, rows);
        return Outcome.Done;
    }

    private static async Task<List<(string Worker, string More)>> Qualified(ICrowd crowd, string name, CancellationToken cancelled)
    {
        var id = await crowd.Qualification(name, cancelled)
            ?? throw new Mistake($"{crowd.Address.Name} has no qualification '{name}' of yours.\n  It is made when somebody is given it for the first time. Check the name and the crowd.");
        return await crowd.Qualified(id, cancelled).Select(one => (one.Worker, More: one.Value.ToString())).ToListAsync(cancelled);
    }

    // Beside it first: a list that was there is not lost when the new one does not fit on the disk.
    private static void Save(string output, string column, List<(string Worker, string More)> rows)
    {
        var beside = $"{output}.{Path.GetRandomFileName()}";
        try
        {
            if (Path.GetExtension(output).Equals(".txt", StringComparison.OrdinalIgnoreCase)) File.WriteAllLines(beside, rows.Select(row => row.Worker));
            else Write(File.Create(beside), column, rows);
            File.Move(beside, output, overwrite: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside)) File.Delete(beside);
            throw new Mistake($"{output}: the list cannot be written ({trouble.Message}).\n  Name another file with -o.");
        }

        Console.WriteLine(rows.Count == 1 ? $"1 worker written to {output}." : $"{rows.Count} workers written to {output}.");
    }

    private static void Write(Stream file, string column, List<(string Worker, string More)> rows)
    {
        using var csv = CsvWriter.Create(file, new CsvWriterOptions(), false);
        csv.WriteRecord(["worker", column]);
        foreach (var (worker, more) in rows) csv.WriteRecord([worker, FormulaGuard.Guard(more)]);
    }
}
