using Crowdwork.Templates.Parsing;

namespace Crowdwork.Templates;

/// <summary>
/// What a template gave, with the way back: a compiler that complains about a line of it can be answered with the line the
/// author wrote.
/// </summary>
public sealed class MappedText
{
    private readonly SourceText _output;
    private readonly IReadOnlyList<(int Output, SourceSpan Source)> _origins;

    internal MappedText(string text, IReadOnlyList<(int Output, SourceSpan Source)> origins)
    {
        _output = new SourceText("", text);
        _origins = origins;
    }

    public string Text => _output.Text;

    /// <summary>Where a place of the text comes from: the same character of the template's text, or the expression that printed it.</summary>
    /// <param name="line">Counted from 1.</param>
    /// <param name="column">Counted from 1.</param>
    /// <returns>Null where the template wrote nothing at all.</returns>
    public SourceSpan? Origin(int line, int column)
    {
        var offset = Math.Min(_output.OffsetOf(line, column), Text.Length);
        var (low, high) = (0, _origins.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_origins[middle].Output <= offset) low = middle + 1;
            else high = middle;
        }
        if (low == 0) return null;
        var (output, source) = _origins[low - 1];
        // Text is copied as it stands; the value of an expression has no places of its own.
        var isCopy = string.CompareOrdinal(Text, output, source.Source.Text, source.Start, Math.Min(offset - output, source.End - source.Start)) == 0;
        var start = isCopy ? Math.Min(source.Start + offset - output, source.End) : source.Start;
        return source with { Start = start };
    }
}
