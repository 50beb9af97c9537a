using System.Text.Json;
using CsvHelper;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// Reads rows from a table with a header. Every cell stays the text it is: what looks like a number may be a code
/// (<c>007</c>), and a script's record says what it takes as a number.
/// </summary>
internal static class CsvRows
{
    /// <summary>One row for each record below the header. Records that do not fit it are reported and left out.</summary>
    public static List<DataRow> Read(SourceText source, Problems problems)
    {
        using var csv = CsvReader.Create(source.Bytes, new CsvReaderOptions
        {
            Separator = SeparatorOf(source.Bytes.Span),

            // The header is read like any other record, so that its own mistakes have a place too.
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = bad => problems.Add(Explain(source, bad)),
        });

        var begun = csv.Read();

        // Had the header been left out as malformed, the first row would now pass for it.
        if (problems.HasErrors)
        {
            return [];
        }

        if (!begun)
        {
            problems.Error(source.ShownAs, Place.Unknown, "There is no header.", "Write the names of the columns into the first line.");
            return [];
        }

        var header = Enumerable.Range(0, csv.FieldCount).Select(column => csv.GetString(column).Trim()).ToArray();
        if (!HeaderIsUsable(source, (int)csv.LineNumber, header, problems))
        {
            return [];
        }

        var rows = new List<DataRow>();
        while (csv.Read())
        {
            rows.Add(new DataRow(Json(header, csv), (int)csv.LineNumber));
        }

        if (rows.Count == 0 && problems.Count == 0)
        {
            problems.Warn(source.ShownAs, Place.Unknown, "The file has no rows below its header.", "Add at least one, or remove the file.");
        }

        return rows;
    }

    // Spreadsheets in many countries save with semicolons, because the comma is their decimal point. Only the header is
    // asked: a text in a cell may have any of them.
    private static char SeparatorOf(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var header = end < 0 ? bytes : bytes[..end];
        if (header.Contains((byte)','))
        {
            return ',';
        }

        return header.Contains((byte)';') ? ';' : header.Contains((byte)'\t') ? '\t' : ',';
    }

    private static bool HeaderIsUsable(SourceText source, int line, string[] header, Problems problems)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var usable = true;
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i] == "")
            {
                usable = false;
                problems.Error(source.ShownAs, new Place(line, 1), $"Column {i + 1} has no name.", "The first line names the columns; give this one a name, or remove it.");
            }
            else if (!seen.Add(header[i]))
            {
                usable = false;
                problems.Error(source.ShownAs, new Place(line, 1), $"Two columns are called \"{header[i]}\" (letter case does not count).", "Rename one of the two.");
            }
        }

        return usable;
    }

    private static Problem Explain(SourceText source, CsvMalformedRecord bad)
    {
        if (bad.Reason == CsvMalformedReason.FieldCountMismatch)
        {
            return new Problem(
                source.ShownAs,
                (int)bad.LineNumber,
                1,
                "This row has more or fewer cells than the header.",
                "Put cells with a separator, a quote or a line break into double quotes, or mend the row.");
        }

        // Known at the end of the file only, which is not where the author has to look.
        if (bad.Reason == CsvMalformedReason.UnterminatedQuote)
        {
            return new Problem(
                source.ShownAs,
                (int)bad.LineNumber,
                1,
                "A quote in this row is never closed; the rest of the file would be one cell.",
                "Close it at the end of the cell.");
        }

        var place = source.PlaceOf(bad.ByteOffset);
        return new Problem(
            source.ShownAs,
            place.Line,
            place.Column,
            "A quote stands within a cell.",
            "Put the whole cell into double quotes, and double those within it: \"say \"\"yes\"\"\".");
    }

    private static ReadOnlyMemory<byte> Json(string[] header, CsvReader csv)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            for (var i = 0; i < header.Length; i++)
            {
                writer.WriteString(header[i], csv.GetSpan(i));
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
