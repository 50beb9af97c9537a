using Crowdwork.Templates.Parsing;

namespace Crowdwork.Templates;

/// <summary>Something is wrong with a template: where, what, and what to do about it.</summary>
/// <param name="File">The file that has the fault, which may be an included one.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What the author can do, or nothing where the message says it already.</param>
/// <param name="IncludedFrom">The places of the <c>include</c> calls that led here, the nearest first.</param>
public sealed record TemplateDiagnostic(
    string File, int Line, int Column, string Message, string? Remedy, IReadOnlyList<string> IncludedFrom)
{
    internal static TemplateDiagnostic At(SourceSpan span, string message, string? remedy = null, IReadOnlyList<string>? chain = null) =>
        new(span.File, span.Line, span.Column, message, remedy, chain ?? []);

    public override string ToString()
    {
        var text = $"{File}({Line},{Column}): {Message}";
        if (Remedy is not null) text += "\n  " + Remedy;
        foreach (var place in IncludedFrom) text += $"\n  included from {place}";
        return text;
    }
}

/// <summary>A template could not be compiled or rendered. All that is known to be wrong is in <see cref="Diagnostics"/>.</summary>
public class TemplateException : Exception
{
    public TemplateException(IReadOnlyList<TemplateDiagnostic> diagnostics, Exception? inner = null)
        : base(string.Join("\n", diagnostics), inner) => Diagnostics = diagnostics;

    public IReadOnlyList<TemplateDiagnostic> Diagnostics { get; }
}

/// <summary>A template failed while it was rendered.</summary>
public sealed class ScriptRuntimeException : TemplateException
{
    public ScriptRuntimeException(SourceSpan span, string message, string? remedy = null, Exception? inner = null)
        : base([TemplateDiagnostic.At(span, message, remedy)], inner) => Span = span;

    internal ScriptRuntimeException(ScriptRuntimeException first, IReadOnlyList<string> chain)
        : base([first.Diagnostics[0] with { IncludedFrom = chain }], first.InnerException) => Span = first.Span;

    public SourceSpan Span { get; }

    public string OriginalMessage => Diagnostics[0].Message;
}

/// <summary>The one who asked for the page no longer wants it.</summary>
public sealed class ScriptAbortException(SourceSpan span, CancellationToken token)
    : OperationCanceledException($"{span}: rendering was cancelled.", token)
{
    public SourceSpan Span { get; } = span;
}
