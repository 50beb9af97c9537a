namespace Crowdwork.Engine.Tasks;

public enum Severity
{
    Warning,
    Error,
}

/// <summary>Something that the author of a task has to mend: where it is, what it is, and what to do about it.</summary>
/// <param name="File">The file, as a path that the author would recognise.</param>
/// <param name="Line">Counted from 1; 0 when the problem is about the file as a whole.</param>
/// <param name="Column">Counted from 1; 0 when unknown.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Remedy">What to do; empty when the message says it all.</param>
public sealed record Problem(
    string File, int Line, int Column, string Message, string Remedy = "", Severity Severity = Severity.Error)
{
    public override string ToString()
    {
        var place = Line == 0 ? File : Column == 0 ? $"{File}({Line})" : $"{File}({Line},{Column})";
        var grade = Severity == Severity.Warning ? "warning: " : "";
        return Remedy.Length == 0 ? $"{place}: {grade}{Message}" : $"{place}: {grade}{Message}\n  {Remedy}";
    }
}
