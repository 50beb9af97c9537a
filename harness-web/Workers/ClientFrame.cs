using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Scripting;

namespace Crowdwork.Web.Workers;

/// <summary>A frame from a worker's page, as docs/protocol.md has it. Everything in it is a claim of a stranger.</summary>
internal readonly record struct ClientFrame(
    string Type, string? Token, string? Tab, string? ClientId, long Conversation, int Edition, int Seq, int Prompt, string? Text, string? Fields,
    string? Message, string? Source, int Line, int Column, string? Damage, string? Page,
    Signals? Signals)
{
    private const int LongestClientId = 64;
    private const string HalfACharacter = "The text holds half a character. Please write it again.";
    private const string TooDeep = "The answer is nested too deeply.";

    // The journal puts the fields of a form two levels deeper, and is read with the usual limit of 64.
    private const int DeepestFields = 48;

    // Deeper than any frame can be: what is nested is passed over or refused, and never costs a worker the message that it came with.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

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
        var json = new Utf8JsonReader(utf8, AnyDepth);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;

        string? type = null, token = null, tab = null, clientId = null, text = null, fields = null, message = null, source = null, page = null;
        long conversation = 0;
        Signals? signals = null;
        bool isDamaged = false, isTooDeep = false;
        int edition = 0, seq = 0, prompt = 0, line = 0, column = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("t"u8)) type = ReadText(ref json);
            else if (json.ValueTextEquals("cid"u8)) clientId = ReadText(ref json);
            else if (json.ValueTextEquals("conversation"u8)) conversation = LongNumber(ref json);
            else if (json.ValueTextEquals("prompt"u8)) prompt = Number(ref json);
            else if (json.ValueTextEquals("text"u8)) text = ReadWords(ref json, out isDamaged);
            else if (json.ValueTextEquals("e"u8) || json.ValueTextEquals("edition"u8)) edition = Number(ref json);
            else if (json.ValueTextEquals("seq"u8)) seq = Number(ref json);
            else if (json.ValueTextEquals("token"u8)) token = ReadText(ref json);
            else if (json.ValueTextEquals("tab"u8)) tab = ReadText(ref json);
            else if (json.ValueTextEquals("fields"u8)) fields = Raw(ref json, utf8, out isTooDeep);
            else if (json.ValueTextEquals("signals"u8)) signals = SignalsJson.Read(ref json);
            else if (json.ValueTextEquals("message"u8)) message = ReadText(ref json);
            else if (json.ValueTextEquals("source"u8)) source = ReadText(ref json);
            else if (json.ValueTextEquals("line"u8)) line = Number(ref json);
            else if (json.ValueTextEquals("column"u8)) column = Number(ref json);
            else if (json.ValueTextEquals("page"u8)) page = ReadText(ref json);
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return json.TokenType == JsonTokenType.EndObject && !string.IsNullOrEmpty(type)
            ? new ClientFrame(type, token, tab, clientId, conversation, edition, seq, prompt, text, fields, message, source, line, column, isDamaged ? HalfACharacter : isTooDeep ? TooDeep : null, page, signals)
            : null;
    }

    // Half a character (a lone surrogate) is well-formed JSON, and no text. The message is damaged, but it has an id, so it can be answered.
    private static string? ReadWords(ref Utf8JsonReader json, out bool isDamaged)
    {
        isDamaged = false;
        json.Read();
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) throw new JsonException();
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            isDamaged = true;
            return null;
        }
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

    private static long LongNumber(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? 0 : json.GetInt64();
    }

    private static string Raw(ref Utf8JsonReader json, ReadOnlySpan<byte> utf8, out bool isTooDeep)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        isTooDeep = false;
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            var depth = json.CurrentDepth;
            while (json.Read() && json.CurrentDepth > depth) isTooDeep |= json.CurrentDepth > depth + DeepestFields;
        }

        return System.Text.Encoding.UTF8.GetString(utf8[start..(int)json.BytesConsumed]);
    }
}
