using System.Text.Json;

namespace Crowdwork.Templates.Jsx;

/// <summary>
/// The way back from compiled code to what was written (ECMA-426, version 3 of the format). Only lookups are needed: a worker's
/// browser names a line and column of the code, and the author wants those of the file.
/// </summary>
internal sealed class SourceMap
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly string[] _sources;
    private readonly Segment[][] _lines;

    private SourceMap(string[] sources, Segment[][] lines)
    {
        _sources = sources;
        _lines = lines;
    }

    public static SourceMap Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        var sources = document.RootElement.GetProperty("sources").EnumerateArray().Select(source => source.GetString() ?? "").ToArray();
        return new SourceMap(sources, ReadMappings(document.RootElement.GetProperty("mappings").GetString() ?? "", sources.Length));
    }

    /// <summary>Lines and columns are counted from 1. The segment that begins last before the place is the one it belongs to.</summary>
    public (string File, int Line, int Column)? Origin(int line, int column)
    {
        if (line < 1 || line > _lines.Length) return null;
        var segments = _lines[line - 1];
        var (low, high) = (0, segments.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (segments[middle].Column <= column - 1) low = middle + 1;
            else high = middle;
        }

        if (low == 0 || segments[low - 1] is not { Source: >= 0 } found) return null;
        return (_sources[found.Source], found.SourceLine + 1, found.SourceColumn + 1);
    }

    private static Segment[][] ReadMappings(string mappings, int sources)
    {
        var lines = new List<Segment[]>();
        var (source, sourceLine, sourceColumn) = (0, 0, 0);
        foreach (var line in mappings.Split(';'))
        {
            var segments = new List<Segment>();
            var column = 0;
            var at = 0;
            while (at < line.Length)
            {
                if (line[at] == ',')
                {
                    at++;
                    continue;
                }

                column += ReadNumber(line, ref at);
                if (at >= line.Length || line[at] == ',')
                {
                    segments.Add(new Segment(column, -1, 0, 0));
                    continue;
                }

                source += ReadNumber(line, ref at);
                sourceLine += ReadNumber(line, ref at);
                sourceColumn += ReadNumber(line, ref at);
                if (at < line.Length && line[at] != ',') ReadNumber(line, ref at);
                if (source < 0 || source >= sources) throw new FormatException("A source map names a source that it does not list.");
                segments.Add(new Segment(column, source, sourceLine, sourceColumn));
            }

            lines.Add([.. segments]);
        }

        return [.. lines];
    }

    // Base64 digits of five bits each, the lowest first; the sixth bit says that more follow, the very lowest is the sign.
    private static int ReadNumber(string text, ref int at)
    {
        var (value, shift) = (0, 0);
        while (true)
        {
            var digit = at < text.Length ? Digits.IndexOf(text[at++], StringComparison.Ordinal) : -1;
            if (digit < 0 || shift > 30) throw new FormatException("A source map holds a number that is none.");
            value |= (digit & 31) << shift;
            shift += 5;
            if ((digit & 32) == 0) return (value & 1) == 0 ? value >> 1 : -(value >> 1);
        }
    }

    private readonly record struct Segment(int Column, int Source, int SourceLine, int SourceColumn);
}
