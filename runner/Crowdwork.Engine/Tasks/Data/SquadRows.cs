using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// Reads the paragraphs of a SQuAD 1.1 file, so that the corpus can be put into a task's folder as it is. A row has an
/// id, the article's title and the paragraph's text; the file's own questions are left out.
/// </summary>
internal static class SquadRows
{
    /// <summary>Whether the object at the reader has the shape: <c>data[].paragraphs</c>. The reader is a copy and may be moved.</summary>
    public static bool Looks(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (isData)
            {
                return reader.TokenType == JsonTokenType.StartArray && FirstArticleLooks(ref reader);
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>All paragraphs. Articles or paragraphs that are not what they should be are reported and left out.</summary>
    public static List<DataRow> Read(ref Utf8JsonReader reader, SourceText source, Problems problems)
    {
        var rows = new List<DataRow>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (!isData || reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Article(ref reader, source, problems, rows, ids);
            }
        }

        while (reader.Read())
        {
        }

        return rows;
    }

    private static bool FirstArticleLooks(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isParagraphs = reader.ValueTextEquals("paragraphs"u8);
            reader.Read();
            if (isParagraphs)
            {
                return reader.TokenType == JsonTokenType.StartArray;
            }

            reader.Skip();
        }

        return false;
    }

    private static void Article(ref Utf8JsonReader reader, SourceText source, Problems problems, List<DataRow> rows, HashSet<string> ids)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Error(source.ShownAs, source.PlaceOf(reader.TokenStartIndex), "This article is no object.", "Write it as { \"title\": \"...\", \"paragraphs\": [ ... ] }.");
            reader.Skip();
            return;
        }

        // The title may come after the paragraphs.
        var title = "";
        var paragraphs = new List<(string Text, int Line)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTitle = reader.ValueTextEquals("title"u8);
            var isParagraphs = reader.ValueTextEquals("paragraphs"u8);
            reader.Read();
            if (isTitle && reader.TokenType == JsonTokenType.String)
            {
                title = JsonFault.TextOf(ref reader).Replace('_', ' ');
            }
            else if (isParagraphs && reader.TokenType == JsonTokenType.StartArray)
            {
                Paragraphs(ref reader, source, problems, paragraphs);
            }
            else
            {
                reader.Skip();
            }
        }

        foreach (var (text, line) in paragraphs)
        {
            rows.Add(new DataRow(Json(IdOf(title, text, ids), title, text), line));
        }
    }

    private static void Paragraphs(ref Utf8JsonReader reader, SourceText source, Problems problems, List<(string Text, int Line)> paragraphs)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader.TokenStartIndex;
            var text = reader.TokenType == JsonTokenType.StartObject ? Context(ref reader) : null;
            if (text is not null)
            {
                paragraphs.Add((text, source.LineAt(start)));
                continue;
            }

            problems.Error(source.ShownAs, source.PlaceOf(start), "This paragraph has no \"context\".", "Add its text as \"context\", or remove the paragraph.");
            reader.Skip();
        }
    }

    private static string? Context(ref Utf8JsonReader reader)
    {
        string? text = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContext = reader.ValueTextEquals("context"u8);
            reader.Read();
            if (isContext && reader.TokenType == JsonTokenType.String)
            {
                text = JsonFault.TextOf(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return text;
    }

    // Made of the text and not of its position, so that a paragraph keeps its id, and with it its collected answers,
    // when others are added or removed.
    private static string IdOf(string title, string text, HashSet<string> ids)
    {
        var name = new string(title.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').ToArray()).Trim('-');
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
        var id = name == "" ? digest : $"{name}-{digest}";
        for (var copy = 2; !ids.Add(id); copy++)
        {
            id = name == "" ? $"{digest}-{copy}" : $"{name}-{digest}-{copy}";
        }

        return id;
    }

    private static ReadOnlyMemory<byte> Json(string id, string title, string text)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("title", title);
            writer.WriteString("text", text);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
