namespace Crowdwork.Engine.Conversations;

/// <summary>
/// Which line of a new version of a script stands for which line of the old one: unchanged lines by the longest common subsequence, and lines within a changed
/// stretch by likeness. So a reworded prompt is known to be the same prompt, and an inserted one is known to be new.
/// </summary>
public sealed class LineMap
{
    private const double LikeEnough = 0.4;

    private readonly Dictionary<int, int> _newByOld = [];

    public LineMap(string before, string after)
    {
        var old = Lines(before);
        var now = Lines(after);
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start]) _newByOld[start] = start++;

        var oldEnd = old.Length;
        var newEnd = now.Length;
        while (oldEnd > start && newEnd > start && old[oldEnd - 1] == now[newEnd - 1]) _newByOld[--oldEnd] = --newEnd;

        MapMiddle(old, now, start, oldEnd, newEnd);
    }

    /// <summary>The new line of an old one, both counted from 1; null when it is gone.</summary>
    public int? Find(int oldLine) => _newByOld.TryGetValue(oldLine - 1, out var line) ? line + 1 : null;

    private static string[] Lines(string text) => text.Split('\n').Select(line => line.Trim()).ToArray();

    // Scripts are short and edits are small, so the quadratic table is a few thousand cells.
    private void MapMiddle(string[] old, string[] now, int start, int oldEnd, int newEnd)
    {
        var rows = oldEnd - start;
        var columns = newEnd - start;
        if (rows == 0 || columns == 0) return;

        var length = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
            for (var j = columns - 1; j >= 0; j--)
                length[i, j] = old[start + i] == now[start + j]
                    ? length[i + 1, j + 1] + 1
                    : Math.Max(length[i + 1, j], length[i, j + 1]);

        int row = 0, column = 0, gapRow = 0, gapColumn = 0;
        while (row < rows && column < columns)
        {
            if (old[start + row] == now[start + column])
            {
                MapGap(old, now, start + gapRow, start + row, start + gapColumn, start + column);
                _newByOld[start + row] = start + column;
                (gapRow, gapColumn) = (++row, ++column);
            }
            else if (length[row + 1, column] >= length[row, column + 1]) row++;
            else column++;
        }

        MapGap(old, now, start + gapRow, oldEnd, start + gapColumn, newEnd);
    }

    private void MapGap(string[] old, string[] now, int oldFrom, int oldTo, int newFrom, int newTo)
    {
        var next = newFrom;
        for (var i = oldFrom; i < oldTo && next < newTo; i++)
        {
            var best = Enumerable.Range(next, newTo - next)
                .Select(j => (Line: j, Likeness: Likeness(old[i], now[j])))
                .MaxBy(candidate => candidate.Likeness);
            if (best.Likeness < LikeEnough) continue;
            _newByOld[i] = best.Line;
            next = best.Line + 1;
        }
    }

    private static double Likeness(string a, string b)
    {
        var left = Tokens(a);
        var right = Tokens(b);
        if (left.Count == 0 || right.Count == 0) return left.Count == right.Count ? 1 : 0;
        return 2.0 * left.Intersect(right).Count() / (left.Count + right.Count);
    }

    private static HashSet<string> Tokens(string line)
        => [.. line.Split([' ', '(', ')', '"', ',', '.', ';', '{', '}', '$', '[', ']', ':', '?', '!'], StringSplitOptions.RemoveEmptyEntries)];
}
