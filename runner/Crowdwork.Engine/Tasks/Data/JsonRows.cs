using System.Text.Json;

namespace Crowdwork.Engine.Tasks;

/// <summary>Reads rows from JSON: one object a line, or a list of objects.</summary>
internal static class JsonRows
{
    /// <summary>One object a line; empty lines do not count. A broken line does not spoil the others.</summary>
    public static List<DataRow> ReadLines(SourceText source, Problems problems)
    {
        var rows = new List<DataRow>();
        var offset = 0;
        foreach (var range in source.Bytes.Span.Split((byte)'\n'))
        {
            var line = source.Bytes[range];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty && Row(source, offset, line, problems) is { } row)
            {
                rows.Add(row);
            }

            offset += line.Length + 1;
        }

        return WarnIfEmpty(source, rows, problems);
    }

    /// <summary>A list of objects, or a SQuAD file.</summary>
    public static List<DataRow> ReadFile(SourceText source, Problems problems)
    {
        try
        {
            var reader = new Utf8JsonReader(source.Bytes.Span);
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    return WarnIfEmpty(source, List(ref reader, source, problems), problems);
                case JsonTokenType.StartObject when SquadRows.Looks(reader):
                    return WarnIfEmpty(source, SquadRows.Read(ref reader, source, problems), problems);
                default:
                    problems.Error(
                        source.ShownAs,
                        source.PlaceOf(reader.TokenStartIndex),
                        "The file holds neither a list of rows nor SQuAD paragraphs (\"data\": [{ \"paragraphs\": ... }]).",
                        "Write the rows as a list of objects: [ { \"id\": \"1\", ... }, ... ].");
                    return [];
            }
        }
        catch (JsonException trouble)
        {
            problems.Add(JsonFault.Explain(source, trouble));
            return [];
        }
    }

    private static List<DataRow> List(ref Utf8JsonReader reader, SourceText source, Problems problems)
    {
        var rows = new List<DataRow>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                if (Keys(ref reader, source, problems))
                {
                    rows.Add(new DataRow(source.Bytes[start..(int)reader.BytesConsumed], source.LineAt(start)));
                }

                continue;
            }

            NotAnObject(source, start, problems);
            reader.Skip();
        }

        while (reader.Read())
        {
        }

        return rows;
    }

    private static DataRow? Row(SourceText source, int offset, ReadOnlyMemory<byte> line, Problems problems)
    {
        var reader = new Utf8JsonReader(line.Span);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                NotAnObject(source, offset + (int)reader.TokenStartIndex, problems);
                return null;
            }

            var start = (int)reader.TokenStartIndex;
            var usable = Keys(ref reader, source, problems, offset);
            var end = (int)reader.BytesConsumed;
            reader.Read();
            return usable ? new DataRow(line[start..end], source.LineAt(offset)) : null;
        }
        catch (JsonException trouble)
        {
            // A line that ends in the middle ends at its last character, not at the beginning of the next line.
            var at = Math.Min((int)(trouble.BytePositionInLine ?? 0), line.Length);
            var cut = at >= line.Span.TrimEnd(" \t\r"u8).Length;
            problems.Add(cut ? CutShort(source, offset + at) : JsonFault.Explain(source, offset + at, trouble));
            return null;
        }
    }

    // Goes to the end of the object at the reader. Rows become script records without regard to case, so that two keys
    // that differ in case only would be one.
    private static bool Keys(ref Utf8JsonReader reader, SourceText source, Problems problems, int offset = 0)
    {
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var usable = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var start = offset + reader.TokenStartIndex;
            var name = JsonFault.TextOf(ref reader);
            if (!keys.Add(name))
            {
                usable = false;
                problems.Error(source.ShownAs, source.PlaceOf(start), $"This row has the key \"{name}\" twice (letter case does not count).", "Remove or rename one of the two.");
            }

            reader.Read();
            reader.Skip();
        }

        return usable;
    }

    private static Problem CutShort(SourceText source, int offset)
    {
        var place = source.PlaceOf(offset);
        return new Problem(source.ShownAs, place.Line, place.Column, "The line ends before its object does.", "Close the quotes and braces, and keep each row on one line.");
    }

    private static void NotAnObject(SourceText source, int offset, Problems problems) =>
        problems.Error(source.ShownAs, source.PlaceOf(offset), "This row is no object.", "Write the row with its keys in braces: { \"id\": \"1\", ... }.");

    private static List<DataRow> WarnIfEmpty(SourceText source, List<DataRow> rows, Problems problems)
    {
        if (rows.Count == 0 && problems.Count == 0)
        {
            problems.Warn(source.ShownAs, Place.Unknown, "The file has no rows.", "Add at least one, or remove the file.");
        }

        return rows;
    }
}
