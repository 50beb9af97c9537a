using System.Text;
using System.Text.RegularExpressions;
using Crowdwork.Engine.Tasks;
using CsvHelper;

namespace Crowdwork.Engine.Runs;

/// <summary>A worker of a list.</summary>
/// <param name="Value">The value of the qualification, where the list has one.</param>
/// <param name="Reason">Why, where the list says it.</param>
public sealed record ListedWorker(string Worker, int? Value, string? Reason);

/// <summary>
/// A list of workers in a file: one id a line, or a table with a column of ids, as a marketplace's own download has it. It is read as a whole or not at all, so that a
/// file that is damaged in the middle never changes half of a list.
/// </summary>
public static partial class WorkerList
{
    private static readonly string[] _idColumns = ["worker", "workerid", "id"];

    /// <summary>Reads it. A worker who is named twice is there once, as named first. With problems the list is empty.</summary>
    public static (IReadOnlyList<ListedWorker> Workers, Problems Problems) Read(string path)
    {
        var problems = new Problems();
        var found = new List<ListedWorker>();
        try
        {
            var bytes = File.ReadAllBytes(path);
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            if (text.Contains('\0')) throw new DecoderFallbackException();
            if (IsTable(text)) ReadTable(path, text, found, problems);
            else ReadLines(path, text, found, problems);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            problems.Error(path, Place.Unknown, $"The list cannot be read: {trouble.Message}", "Name a file that is there and that this user may read.");
        }
        catch (DecoderFallbackException)
        {
            problems.Error(path, Place.Unknown, "This is not a text file in UTF-8.", "Save the list as CSV or plain text, in UTF-8.");
        }

        if (!problems.HasErrors && found.Count == 0)
            problems.Error(path, Place.Unknown, "There are no worker ids in this file.", "Write one id a line, or a table with a column called worker.");
        return problems.HasErrors ? ([], problems) : (found.DistinctBy(worker => worker.Worker).ToList(), problems);
    }

    private static bool IsTable(string text)
    {
        var first = text.Split('\n', 2)[0];
        return first.Contains(',') || _idColumns.Contains(Plain(first));
    }

    private static void ReadLines(string path, string text, List<ListedWorker> found, Problems problems)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var id = line.Split('#')[0].Trim();
            if (id.Length > 0) Add(path, number, id, null, null, found, problems);
        }
    }

    private static void ReadTable(string path, string text, List<ListedWorker> found, Problems problems)
    {
        using var csv = CsvReader.Create(Encoding.UTF8.GetBytes(text), new CsvReaderOptions
        {
            HasHeader = false, TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Skip, FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = bad => problems.Error(path, new Place((int)bad.LineNumber, 1), "This line is not part of the table.", "Every line has as many cells as the header; quotes are closed."),
        });
        if (!csv.Read()) return;
        var header = Enumerable.Range(0, csv.FieldCount).Select(column => Plain(csv.GetString(column))).ToList();
        var (worker, value, reason) = (header.FindIndex(_idColumns.Contains), header.IndexOf("value"), header.IndexOf("reason"));
        if (worker < 0)
        {
            problems.Error(path, new Place(1, 1), "No column holds worker ids.", "Call one 'worker' or 'Worker ID'.");
            return;
        }

        while (csv.Read())
        {
            int? given = null;
            if (value >= 0 && csv.GetString(value).Trim() is { Length: > 0 } written)
            {
                if (int.TryParse(written, out var number) && number >= 0) given = number;
                else problems.Error(path, new Place((int)csv.LineNumber, 1), $"'{written}' is no value of a qualification.", "Write a whole number from 0 on, or nothing.");
            }

            Add(path, (int)csv.LineNumber, csv.GetString(worker).Trim(), given, reason >= 0 && csv.GetString(reason) is { Length: > 0 } why ? why : null, found, problems);
        }
    }

    private static void Add(string path, int line, string id, int? value, string? reason, List<ListedWorker> found, Problems problems)
    {
        if (Pseudonym().IsMatch(id))
            problems.Error(path, new Place(line, 1), $"'{id}' is a pseudonym of an export, and no crowd knows it.", "Export with --with-worker-ids, and take the ids from there.");
        else if (!Id().IsMatch(id))
            problems.Error(path, new Place(line, 1), $"'{Shown(id)}' is no worker id.", "An id has 1 to 64 letters, digits and . _ - @, and no spaces.");
        else
            found.Add(new ListedWorker(id, value, reason));
    }

    private static string Plain(string header) => header.Trim().Trim('"').Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string Shown(string id) => string.Concat(id.Take(40).Select(c => char.IsControl(c) ? '?' : c)) + (id.Length > 40 ? "..." : "");

    [GeneratedRegex("^[A-Za-z0-9._@-]{1,64}$")]
    private static partial Regex Id();

    [GeneratedRegex("^w_[0-9a-f]{16}$")]
    private static partial Regex Pseudonym();
}
