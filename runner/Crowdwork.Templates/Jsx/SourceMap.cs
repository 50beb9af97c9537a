using System.Text;
using System.Text.Json;

namespace Crowdwork.Templates.Jsx;

/// <summary>
/// The way back from compiled code to what was written (ECMA-426, version 3 of the format). Only lookups are needed: a worker's
/// browser names a line and column of the code, and the author wants those of the file.
/// </summary>
/// <remarks>
/// <code>
///   code --(the compiler's map)--> rendered file --(MappedText)--> the file as written
///        \______________________ Through ______________________/
/// </code>
/// </remarks>
internal sealed class SourceMap
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly string[] _sources;
    private readonly string?[] _texts;
    private readonly Segment[][] _lines;

    private SourceMap(string[] sources, string?[] texts, Segment[][] lines)
    {
        _sources = sources;
        _texts = texts;
        _lines = lines;
    }

    public static SourceMap Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        var sources = document.RootElement.GetProperty("sources").EnumerateArray().Select(source => source.GetString() ?? "").ToArray();
        var texts = document.RootElement.TryGetProperty("sourcesContent", out var contents) ? contents.EnumerateArray().Select(content => content.GetString()).ToArray() : [];
        if (texts.Length != sources.Length) texts = new string?[sources.Length];
        return new SourceMap(sources, texts, ReadMappings(document.RootElement.GetProperty("mappings").GetString() ?? "", sources.Length));
    }

    /// <summary>The same map with other names for its files.</summary>
    public SourceMap Placed(Func<string, string> place) => new([.. _sources.Select(place)], _texts, _lines);

    /// <summary>The way on, from files that were rendered to what their author wrote.</summary>
    /// <param name="rendered">By the names that the files have in this map.</param>
    public SourceMap Through(IReadOnlyDictionary<string, MappedText> rendered)
    {
        if (rendered.Count == 0) return this;
        var files = new Dictionary<string, int>(StringComparer.Ordinal);
        var texts = new List<string?>();
        var ways = _sources.Select(rendered.GetValueOrDefault).ToArray();
        // First the lines: following them is what finds the files.
        Segment[][] lines = [.. _lines.Select(line => line.Select(Follow).ToArray())];
        return new SourceMap([.. files.OrderBy(file => file.Value).Select(file => file.Key)], [.. texts], lines);

        Segment Follow(Segment segment)
        {
            if (segment.Source < 0) return segment;
            if (ways[segment.Source] is not { } way) return segment with { Source = NumberOf(_sources[segment.Source], _texts[segment.Source]) };
            return way.Origin(segment.SourceLine + 1, segment.SourceColumn + 1) is { } origin
                ? new Segment(segment.Column, NumberOf(origin.File, origin.Source.Text), origin.Line - 1, origin.Column - 1)
                : new Segment(segment.Column, -1, 0, 0);
        }

        int NumberOf(string file, string? text)
        {
            if (files.TryGetValue(file, out var known)) return known;
            texts.Add(text);
            return files[file] = texts.Count - 1;
        }
    }

    /// <summary>The map in its format.</summary>
    public byte[] ToJson(Func<string, string> name) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        version = 3, sources = _sources.Select(name), sourcesContent = _texts, names = Array.Empty<string>(), mappings = WriteMappings(),
    });

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

    private string WriteMappings()
    {
        var text = new StringBuilder();
        var (source, sourceLine, sourceColumn) = (0, 0, 0);
        for (var line = 0; line < _lines.Length; line++)
        {
            if (line > 0) text.Append(';');
            var column = 0;
            for (var i = 0; i < _lines[line].Length; i++)
            {
                var segment = _lines[line][i];
                if (i > 0) text.Append(',');
                WriteNumber(text, segment.Column - column);
                column = segment.Column;
                if (segment.Source < 0) continue;
                WriteNumber(text, segment.Source - source);
                WriteNumber(text, segment.SourceLine - sourceLine);
                WriteNumber(text, segment.SourceColumn - sourceColumn);
                (source, sourceLine, sourceColumn) = (segment.Source, segment.SourceLine, segment.SourceColumn);
            }
        }

        return text.ToString();
    }

    private static void WriteNumber(StringBuilder text, int value)
    {
        var rest = value < 0 ? (-value << 1) | 1 : value << 1;
        do
        {
            var digit = rest & 31;
            rest >>= 5;
            text.Append(Digits[rest > 0 ? digit | 32 : digit]);
        }
        while (rest > 0);
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
