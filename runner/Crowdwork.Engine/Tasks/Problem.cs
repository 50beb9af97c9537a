namespace Crowdwork.Engine.Tasks;

/// <summary>How much a <see cref="Problem"/> matters.</summary>
public enum Severity
{
    /// <summary>The task cannot be used before this is mended.</summary>
    Error,

    /// <summary>The task works, but probably not as its author meant.</summary>
    Warning,
}

/// <summary>Where something stands in a file, both counted from 1. Zero means that it is not known, or that the whole file is meant.</summary>
public readonly record struct Place(int Line, int Column)
{
    /// <summary>The whole file.</summary>
    public static Place Unknown => default;
}

/// <summary>
/// One thing that an author has to mend, in three parts: where it is, what it is, what to do about it.
/// Everything that reads an author's file hands these back instead of throwing, so that all of them are seen at once.
/// </summary>
/// <param name="File">The file, written the way the author knows it (<c>tasks/qa/config.json</c>).</param>
/// <param name="Line">The line, from 1; 0 when it is not known.</param>
/// <param name="Column">The column, from 1; 0 when it is not known.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Remedy">What to do about it, as a sentence; empty when the message says it all.</param>
/// <param name="Severity">Whether the task can be used all the same.</param>
public sealed record Problem(string File, int Line, int Column, string Message, string Remedy = "", Severity Severity = Severity.Error)
{
    /// <summary>Two lines in the form that editors and terminals turn into a link: <c>file(line,col): message</c>, then the remedy.</summary>
    public override string ToString()
    {
        var where = Line == 0 ? File : $"{File}({Line},{Column})";
        var kind = Severity == Severity.Warning ? "warning: " : "";
        return Remedy.Length == 0 ? $"{where}: {kind}{Message}" : $"{where}: {kind}{Message}\n  {Remedy}";
    }
}
