namespace Crowdwork.Engine.Worlds;

/// <summary>Something that went wrong while a world ran, told in the places of its own text.</summary>
/// <param name="Message">What happened.</param>
/// <param name="File">The script, as a full path.</param>
/// <param name="Line">Counted from 1; 0 when no line of the script took part.</param>
/// <param name="Column">Counted from 1; 0 when unknown.</param>
/// <param name="Frames">The script's own part of the way there, innermost first.</param>
public sealed record WorldFault(string Message, string File, int Line, int Column, IReadOnlyList<WorldFrame> Frames)
{
    public override string ToString()
        => Line == 0 ? $"{File}: {Message}" : $"{File}({Line},{Column}): {Message}";
}

/// <summary>One step of a fault's way through the script.</summary>
/// <param name="Name">As the author would say it: <c>top level</c>, <c>Talk</c>, <c>lambda in Talk</c>.</param>
/// <param name="File">A full path.</param>
/// <param name="Line">Counted from 1; 0 when unknown.</param>
/// <param name="Column">Counted from 1; 0 when unknown.</param>
public sealed record WorldFrame(string Name, string File, int Line, int Column);
