using System.Globalization;
using Crowdwork.Engine.Tasks;
using Microsoft.CodeAnalysis;

namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>Says what the compiler found in the author's places, and what to do about it.</summary>
internal static class Explanations
{
    /// <summary>What is graded otherwise than in ordinary C#.</summary>
    public static readonly Dictionary<string, ReportDiagnostic> Severities = new()
    {
        // A call that nobody waits for lets the script run on before the worker has answered.
        ["CS4014"] = ReportDiagnostic.Error,

        // An async function without an await is a matter of taste; versions of system assemblies are no matter of the author's.
        ["CS1998"] = ReportDiagnostic.Suppress,
        ["CS1701"] = ReportDiagnostic.Suppress,
        ["CS1702"] = ReportDiagnostic.Suppress,
        ["CS8981"] = ReportDiagnostic.Suppress,
    };

    public static bool IsLibraryPath(string reference)
        => !IsPackage(reference) && reference.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static bool IsPackage(string reference) => reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<Problem> Of(IEnumerable<Diagnostic> diagnostics, IReadOnlyDictionary<string, ScriptText> texts)
        => diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => Of(diagnostic, texts)).ToArray();

    private static Problem Of(Diagnostic diagnostic, IReadOnlyDictionary<string, ScriptText> texts)
    {
        var severity = diagnostic.Severity == DiagnosticSeverity.Error ? Severity.Error : Severity.Warning;
        var message = $"{diagnostic.GetMessage(CultureInfo.InvariantCulture)} ({diagnostic.Id})";
        if (diagnostic.Location.SourceTree is not { } tree)
            return new Problem(texts.Keys.First(), 0, 0, message, "", severity);

        var place = diagnostic.Location.GetLineSpan().StartLinePosition;
        var column = texts[tree.FilePath].Columns.ToAuthor(place.Line, place.Character) + 1;
        return new Problem(tree.FilePath, place.Line + 1, column, message, "", severity);
    }
}
