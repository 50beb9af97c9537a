namespace Crowdwork.Engine.Worlds;

/// <summary>One change within a line: characters taken out and characters put in.</summary>
/// <param name="Line">Counted from 0.</param>
/// <param name="Column">Where, in the author's text; counted from 0.</param>
/// <param name="Removed">How many of the author's characters went.</param>
/// <param name="Inserted">How many came.</param>
internal readonly record struct ColumnEdit(int Line, int Column, int Removed, int Inserted);

/// <summary>
/// Finds the author's column for a column of the guarded text. Guards never move a line, so lines need no map.
/// </summary>
/// <remarks>
/// <code>
///   author    while (true) Talk();
///   guarded   while (true) { Fuel.Tick(); Talk(); }
///                          ^ all of this is the place of Talk
/// </code>
/// </remarks>
internal sealed class ColumnMap
{
    public static readonly ColumnMap Unchanged = new([]);

    private readonly ColumnEdit[] _edits;

    /// <param name="edits">In the order of the text.</param>
    public ColumnMap(IEnumerable<ColumnEdit> edits) => _edits = [.. edits];

    public IReadOnlyList<ColumnEdit> Edits => _edits;

    /// <summary>The author's column; both counted from 0.</summary>
    public int ToAuthor(int line, int column)
    {
        var shift = 0;
        foreach (var edit in _edits)
        {
            if (edit.Line < line) continue;
            if (edit.Line > line) break;

            var start = edit.Column + shift;
            if (column < start) break;
            if (column < start + edit.Inserted) return edit.Column + edit.Removed;
            shift += edit.Inserted - edit.Removed;
        }

        return column - shift;
    }
}
