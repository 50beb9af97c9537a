using System.Text.Json;

namespace Crowdwork.Engine.Tasks;

/// <summary>A value in a JSON file that still knows where it stood.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">Where it begins.</param>
/// <param name="Text">A string's characters, a number as it was written.</param>
/// <param name="Members">An object's keys, in order, each once.</param>
/// <param name="Items">An array's values.</param>
internal sealed record SourceNode(
    JsonValueKind Kind,
    Place Place,
    string Text,
    IReadOnlyList<SourceMember> Members,
    IReadOnlyList<SourceNode> Items)
{
    /// <summary>What a sentence calls it.</summary>
    public string Noun => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}

/// <summary>A key of an object and what it holds.</summary>
internal sealed record SourceMember(string Name, Place Place, SourceNode Value);

/// <summary>
/// Reads JSON with comments and trailing commas into <see cref="SourceNode"/>s. System.Text.Json's own documents forget
/// lines and columns, which are the first thing an author asks for.
/// </summary>
internal static class SourceTree
{
    private static readonly JsonReaderOptions _lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The tree of a file, or null when it is no JSON; then the problem says where it stops being so.</summary>
    public static SourceNode? Read(SourceText source, Problems problems)
    {
        var reader = new Utf8JsonReader(source.Bytes.Span, _lenient);
        try
        {
            reader.Read();
            var root = Value(ref reader, source, problems);

            // Anything after the end of the root is a mistake too; the reader finds it when asked for more.
            while (reader.Read())
            {
            }

            return root;
        }
        catch (JsonException trouble)
        {
            problems.Add(JsonFault.Explain(source, trouble));
            return null;
        }
    }

    private static SourceNode Value(ref Utf8JsonReader reader, SourceText source, Problems problems)
    {
        var place = source.PlaceOf(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new(JsonValueKind.Object, place, "", Members(ref reader, source, problems), []),
            JsonTokenType.StartArray => new(JsonValueKind.Array, place, "", [], Items(ref reader, source, problems)),
            JsonTokenType.String => new(JsonValueKind.String, place, JsonFault.TextOf(ref reader), [], []),
            JsonTokenType.Number => new(JsonValueKind.Number, place, System.Text.Encoding.UTF8.GetString(reader.ValueSpan), [], []),
            JsonTokenType.True => new(JsonValueKind.True, place, "", [], []),
            JsonTokenType.False => new(JsonValueKind.False, place, "", [], []),
            _ => new(JsonValueKind.Null, place, "", [], []),
        };
    }

    private static List<SourceMember> Members(ref Utf8JsonReader reader, SourceText source, Problems problems)
    {
        var members = new List<SourceMember>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var place = source.PlaceOf(reader.TokenStartIndex);
            var name = JsonFault.TextOf(ref reader);
            reader.Read();
            var value = Value(ref reader, source, problems);

            var first = members.Find(member => member.Name == name);
            if (first is null)
            {
                members.Add(new SourceMember(name, place, value));
                continue;
            }

            problems.Error(
                source.ShownAs,
                place,
                $"The key \"{name}\" is here a second time; the first is in line {first.Place.Line}.",
                "Remove one of the two.");
        }

        return members;
    }

    private static List<SourceNode> Items(ref Utf8JsonReader reader, SourceText source, Problems problems)
    {
        var items = new List<SourceNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(ref reader, source, problems));
        }

        return items;
    }
}
