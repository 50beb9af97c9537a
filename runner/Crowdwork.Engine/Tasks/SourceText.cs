using System.Text;
using System.Text.Unicode;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// The bytes of an author's file together with the way back from a byte to the line and column that an editor shows.
/// </summary>
internal sealed class SourceText
{
    // Offset of the first byte of every line.
    private readonly List<int> _lines = [0];

    private SourceText(string shownAs, ReadOnlyMemory<byte> bytes)
    {
        ShownAs = shownAs;
        Bytes = bytes;

        var span = bytes.Span;
        for (var i = 0; i < span.Length; i++)
        {
            if (span[i] == '\n')
            {
                _lines.Add(i + 1);
            }
        }
    }

    /// <summary>The file's name as problems give it.</summary>
    public string ShownAs { get; }

    /// <summary>UTF-8 without the byte order mark.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads a file; what keeps it from being read becomes a problem and null.</summary>
    public static SourceText? Read(string path, string shownAs, Problems problems)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception trouble) when (trouble is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Error(shownAs, Place.Unknown, "This file does not exist.", $"Create it, or correct the name ('{Path.GetFileName(path)}').");
            return null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            problems.Error(shownAs, Place.Unknown, $"This file cannot be read: {trouble.Message}", "Check that it is a file and that you may read it.");
            return null;
        }

        return From(bytes, shownAs, problems);
    }

    /// <summary>The same for bytes that are already here.</summary>
    public static SourceText? From(ReadOnlyMemory<byte> bytes, string shownAs, Problems problems)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        var text = new SourceText(shownAs, bytes);
        if (Utf8.IsValid(bytes.Span))
        {
            return text;
        }

        problems.Error(
            shownAs,
            text.PlaceOf(FirstInvalidByte(bytes.Span)),
            "This file is not UTF-8 text from here on.",
            "Save it again with the encoding UTF-8.");
        return null;
    }

    /// <summary>Line and column of a byte. Columns count UTF-16 units, as editors and the C# compiler do.</summary>
    public Place PlaceOf(long offset)
    {
        var at = (int)Math.Clamp(offset, 0, Bytes.Length);
        var line = LineOf(at);
        var start = _lines[line];
        return new Place(line + 1, Encoding.UTF8.GetCharCount(Bytes.Span[start..at]) + 1);
    }

    /// <summary>
    /// The line of a byte alone. Much cheaper than its column where a whole corpus stands in one line, as in the SQuAD files.
    /// </summary>
    public int LineAt(long offset) => LineOf((int)Math.Clamp(offset, 0, Bytes.Length)) + 1;

    /// <summary>The byte that the JSON reader means by a line and a position in it, both from 0.</summary>
    public int OffsetOf(long line, long byteInLine) =>
        (int)Math.Min(_lines[(int)Math.Min(line, _lines.Count - 1)] + byteInLine, Bytes.Length);

    private int LineOf(int offset)
    {
        var found = _lines.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }

    private static int FirstInvalidByte(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
