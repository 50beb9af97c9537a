using System.Text.Json;

namespace Crowdwork.Web.Workers;

/// <summary>A frame from a worker's page, as docs/protocol.md has it. Everything in it is a claim of a stranger.</summary>
internal readonly record struct ClientFrame(
    string Type, string? Token, string? Tab, string? ClientId, int Edition, int Seq, int Prompt, string? Text, string? Fields,
    string? Message, string? Source, int Line, int Column, string? Page)
{
    private const int LongestClientId = 64;

    /// <summary>Null when it is not a frame: no JSON object, no type, or a value of the wrong kind.</summary>
    public static ClientFrame? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return ReadObject(utf8);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A message id that can be stored and indexed.</summary>
    public bool HasClientId => ClientId is { Length: > 0 and <= LongestClientId } id && !id.Any(char.IsControl);

    private static ClientFrame? ReadObject(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;

        var frame = new ClientFrame();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("t"u8)) frame = frame with { Type = ReadText(ref json) ?? "" };
            else if (json.ValueTextEquals("cid"u8)) frame = frame with { ClientId = ReadText(ref json) };
            else if (json.ValueTextEquals("prompt"u8)) frame = frame with { Prompt = Number(ref json) };
            else if (json.ValueTextEquals("text"u8)) frame = frame with { Text = ReadText(ref json) };
            else if (json.ValueTextEquals("e"u8) || json.ValueTextEquals("edition"u8)) frame = frame with { Edition = Number(ref json) };
            else if (json.ValueTextEquals("seq"u8)) frame = frame with { Seq = Number(ref json) };
            else if (json.ValueTextEquals("token"u8)) frame = frame with { Token = ReadText(ref json) };
            else if (json.ValueTextEquals("tab"u8)) frame = frame with { Tab = ReadText(ref json) };
            else if (json.ValueTextEquals("fields"u8)) frame = frame with { Fields = Raw(ref json, utf8) };
            else if (json.ValueTextEquals("message"u8)) frame = frame with { Message = ReadText(ref json) };
            else if (json.ValueTextEquals("source"u8)) frame = frame with { Source = ReadText(ref json) };
            else if (json.ValueTextEquals("line"u8)) frame = frame with { Line = Number(ref json) };
            else if (json.ValueTextEquals("column"u8)) frame = frame with { Column = Number(ref json) };
            else if (json.ValueTextEquals("page"u8)) frame = frame with { Page = ReadText(ref json) };
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return json.TokenType == JsonTokenType.EndObject && !string.IsNullOrEmpty(frame.Type) ? frame : null;
    }

    private static string? ReadText(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }

    private static int Number(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? 0 : json.GetInt32();
    }

    private static string Raw(ref Utf8JsonReader json, ReadOnlySpan<byte> utf8)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return System.Text.Encoding.UTF8.GetString(utf8[start..(int)json.BytesConsumed]);
    }
}
