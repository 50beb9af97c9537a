namespace Crowdwork.Templates.Parsing;

/// <summary>The text of one file, and where its lines begin. Lines are found only when somebody asks, which is when something is wrong.</summary>
public sealed class SourceText(string path, string text)
{
    private int[]? _lineStarts;

    public string Path { get; } = path;

    public string Text { get; } = text;

    /// <summary>Line and column of an offset, both counted from 1.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        var starts = _lineStarts ??= FindLineStarts();
        var index = Array.BinarySearch(starts, offset);
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - starts[line] + 1);
    }

    /// <summary>The offset of a line and column, or of the nearest place there is.</summary>
    public int OffsetOf(int line, int column)
    {
        var starts = _lineStarts ??= FindLineStarts();
        if (line > starts.Length) return Text.Length;
        return Math.Clamp(starts[Math.Max(line, 1) - 1] + Math.Max(column, 1) - 1, 0, Text.Length);
    }

    public string Line(int line)
    {
        var starts = _lineStarts ??= FindLineStarts();
        if (line < 1 || line > starts.Length) return "";
        var start = starts[line - 1];
        var end = line < starts.Length ? starts[line] : Text.Length;
        return Text[start..end].TrimEnd('\r', '\n');
    }

    private int[] FindLineStarts()
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '\n') starts.Add(i + 1);
        }
        return starts.ToArray();
    }
}

/// <summary>A piece of a file. It stays two numbers until it has to be shown to a person.</summary>
public readonly record struct SourceSpan(SourceText Source, int Start, int End)
{
    public string File => Source.Path;

    public int Line => Source.Locate(Math.Min(Start, Source.Text.Length)).Line;

    public int Column => Source.Locate(Math.Min(Start, Source.Text.Length)).Column;

    public string Text => Source.Text[Start..Math.Min(End, Source.Text.Length)];

    public SourceSpan To(SourceSpan end) => this with { End = Math.Max(End, end.End) };

    public override string ToString() => $"{File}({Line},{Column})";
}
