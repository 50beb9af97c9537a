using System.Collections;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// The problems found so far, always in the order in which an author reads: by file, then line, then column.
/// Whoever looks at a file adds to it; nobody stops at the first.
/// </summary>
public sealed class Problems : IReadOnlyList<Problem>
{
    private readonly List<Problem> _list = [];

    /// <inheritdoc/>
    public int Count => _list.Count;

    /// <summary>Whether anything here keeps the task from being used.</summary>
    public bool HasErrors => _list.Exists(problem => problem.Severity == Severity.Error);

    /// <inheritdoc/>
    public Problem this[int index] => _list[index];

    /// <summary>Adds a problem after those that stand before it or at the same place.</summary>
    public void Add(Problem problem)
    {
        var at = _list.FindLastIndex(other => Order(other, problem) <= 0) + 1;
        _list.Insert(at, problem);
    }

    /// <summary>Adds what somebody else has found.</summary>
    public void AddRange(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            Add(problem);
        }
    }

    /// <summary>Adds an error.</summary>
    public void Error(string file, Place place, string message, string remedy) =>
        Add(new Problem(file, place.Line, place.Column, message, remedy));

    /// <summary>Adds a warning.</summary>
    public void Warn(string file, Place place, string message, string remedy) =>
        Add(new Problem(file, place.Line, place.Column, message, remedy, Severity.Warning));

    /// <inheritdoc/>
    public IEnumerator<Problem> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int Order(Problem left, Problem right)
    {
        var byFile = string.CompareOrdinal(left.File, right.File);
        if (byFile != 0)
        {
            return byFile;
        }

        return (left.Line, left.Column).CompareTo((right.Line, right.Column));
    }
}
