namespace Crowdwork.Engine.Tasks;

/// <summary>One row of data: a JSON object in UTF-8, and the line it begins in.</summary>
public sealed record DataRow(ReadOnlyMemory<byte> Json, int Line)
{
    /// <summary>The row as text.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Json.Span);
}

/// <summary>
/// A task's data: one row for each unit of work, whatever the format of the file.
/// </summary>
/// <remarks>
/// <code>
///   data.csv     header row, then one row a line       --CsvRows-->    \
///   data.jsonl   one object a line                     --JsonRows-->    } one JSON object for each row
///   data.json    a list of objects                     --JsonRows-->   /
///                or a SQuAD 1.1 file                   --SquadRows--> { id, title, text } for each paragraph
/// </code>
/// Rows that are wrong are left out and reported with their line; the others are here.
/// </remarks>
public sealed class DataFile
{
    private DataFile(IReadOnlyList<DataRow> rows, Problems problems)
    {
        Rows = rows;
        Problems = problems;
    }

    /// <summary>The data of a task that has none.</summary>
    public static DataFile None { get; } = new([], new Problems());

    /// <summary>The rows that can be used, in the order of the file.</summary>
    public IReadOnlyList<DataRow> Rows { get; }

    /// <summary>What is wrong with the others.</summary>
    public Problems Problems { get; }

    /// <summary>Reads a file by its ending.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="shownAs">How problems name it. The default is <paramref name="path"/>.</param>
    public static DataFile Read(string path, string? shownAs = null)
    {
        var problems = new Problems();
        var source = SourceText.Read(path, shownAs ?? path, problems);
        return new DataFile(source is null ? [] : RowsOf(path, source, problems), problems);
    }

    private static List<DataRow> RowsOf(string path, SourceText source, Problems problems)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv":
                return CsvRows.Read(source, problems);
            case ".jsonl":
                return JsonRows.ReadLines(source, problems);
            case ".json":
                return JsonRows.ReadFile(source, problems);
            default:
                problems.Error(source.ShownAs, Place.Unknown, "The ending does not tell what kind of data this is.", "Use a .csv, .jsonl or .json file.");
                return [];
        }
    }
}
