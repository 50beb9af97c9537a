using System.Text.Json;

namespace Crowdwork.Engine.Tasks;

/// <summary>Turns the JSON reader's complaint into a sentence for somebody who has never read the JSON specification.</summary>
internal static class JsonFault
{
    /// <summary>The problem behind an exception that was thrown while <paramref name="source"/> was read from its beginning.</summary>
    public static Problem Explain(SourceText source, JsonException trouble) =>
        Explain(source, source.OffsetOf(trouble.LineNumber ?? 0, trouble.BytePositionInLine ?? 0), trouble);

    /// <summary>The same when the offset is already known.</summary>
    public static Problem Explain(SourceText source, int offset, JsonException trouble)
    {
        var place = source.PlaceOf(offset);
        var bytes = source.Bytes.Span;

        // After a comma or colon with nothing behind it the reader points at that, not at the end.
        var ended = offset >= bytes.Length || (bytes[offset] is (byte)',' or (byte)':' && bytes[(offset + 1)..].Trim(" \t\r\n"u8).IsEmpty);
        var (message, remedy) = Wording(ended ? null : (char)bytes[offset], trouble.Message);
        return new Problem(source.ShownAs, place.Line, place.Column, message, remedy);
    }

    /// <summary>
    /// The string at the reader. A lone half of an escaped pair (<c>\ud800</c>) is legal JSON but no text, and the reader
    /// throws another kind of exception for it.
    /// </summary>
    public static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException trouble)
        {
            throw new JsonException("A \\u escape in this text is only half of a character.", trouble);
        }
    }

    private static (string Message, string Remedy) Wording(char? found, string detail)
    {
        if (found is null)
        {
            return ("The file ends in the middle.", "Close what is still open: a quote, a bracket or a brace.");
        }

        if (found is '\'')
        {
            return ("A single quote does not begin a text here.", "Use double quotes around keys and texts.");
        }

        if (found is '/')
        {
            return ("A comment begins here that is never closed, or is no comment.", "Close it with */, or begin it with //.");
        }

        // The words of System.Text.Json: they are part of its tests and have not changed since its first version.
        if (detail.Contains("invalid after a value", StringComparison.Ordinal))
        {
            return ($"'{found}' is not expected here, after a value.", "Put a comma between the two, or close the brace or bracket first.");
        }

        if (detail.Contains("property name", StringComparison.Ordinal))
        {
            return ($"'{found}' does not begin a key.", "Keys stand in double quotes: \"title\": ...");
        }

        if (detail.Contains("invalid start of a value", StringComparison.Ordinal))
        {
            return ($"'{found}' does not begin a value.", "Texts stand in double quotes; other values are numbers, true, false, null, [lists] and {objects}.");
        }

        if (detail.Contains("0x0A", StringComparison.OrdinalIgnoreCase) || found is '\n' or '\r')
        {
            return ("A text ends with its line, without the closing quote.", "Close the quote; write a line break within a text as \\n.");
        }

        var cut = detail.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = cut < 0 ? detail : detail[..cut];
        return ($"This is not JSON: {sentence}", "Correct the text at this place.");
    }
}
