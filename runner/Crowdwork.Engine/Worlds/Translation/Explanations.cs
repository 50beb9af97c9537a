using System.Globalization;
using System.Text.RegularExpressions;
using Crowdwork.Engine.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>Says what the compiler found in the author's places, and what to do about it.</summary>
internal static partial class Explanations
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

    private static readonly Dictionary<string, string> Remedies = new()
    {
        ["CS0006"] = "Correct the path; it is taken from the folder of this file. Build the library first if it is yours.",
        ["CS0009"] = "The file is no .NET library, or was not written to its end. Build it again.",
        ["CS0120"] = "A record, class or static function cannot see the variables of the script. Hand the value to it as a parameter, or make the variable `const`.",
        ["CS0165"] = "Give the variable a value on every path before it is used.",
        ["CS0227"] = "Unsafe code is not for scripts. Leave `unsafe` out.",
        ["CS0825"] = "`var` cannot stand here; inside a function or in front of a variable with a value it can.",
        ["CS1002"] = "A statement ends with a semicolon.",
        ["CS1009"] = "Write `\\\\` for a backslash, or use a raw string: \"\"\"...\"\"\".",
        ["CS1061"] = "Check the spelling; docs/writing-a-world.md lists what a worker and a reply can do.",
        ["CS1501"] = "Check the parameters; docs/writing-a-world.md has an example of every call.",
        ["CS1504"] = "Correct the path; it is taken from the folder of this file. The build starts again as soon as the file is there.",
        ["CS1513"] = "A `{` has no `}`.",
        ["CS0029"] = "Check the types; an answer's text is `reply.Text`, and `await` is needed to get at the result of a call that waits.",
        ["CS0103"] = "Check the spelling and where it is declared; variables are seen from their line on, functions everywhere.",
        ["CS0246"] = "Check the spelling, or declare it: `record Name(string Text);`.",
        ["CS1529"] = "Move the `using` lines to the top of the file.",
        ["CS4014"] = "Write `await` in front of it. If the script is really not to wait, write `_ = ` in front of it.",
        ["CS4012"] = "A `Span` cannot be kept while the script waits. Use an array or a string.",
        ["CS4032"] = "Make the function `async` and let it return `Task` or `Task<T>`.",
        ["CS4033"] = "Make the function `async` and let it return `Task` or `Task<T>`.",
        ["CS4034"] = "Write `async` in front of the lambda's parameters.",
        ["CS7021"] = "Leave the `namespace` out; the types of a script need none.",
        ["CS7010"] = "A function with a body needs a return type in front of its name: `void`, `Task`, `string` ...",
        ["CS8031"] = "This function must not return a value. Use `return;`, or give the value away before.",
        ["CS8030"] = "This function must not return a value. Use `return;`, or give the value away before.",
        ["CS8345"] = "The variables at the top level of a script outlive waiting, and a `Span` must not. Use an array or a string, or put the code into a function that is not async.",
        ["CS8175"] = "Use an array or a string in place of the `Span`.",
        ["CS8604"] = "Say what happens without a value: `if (x is null) ...`, or `x ?? something`.",
        ["CS8602"] = "Say what happens without a value: `x?.Text`, or `if (x is null) ...`. `TryAsk` gives null when no answer came.",
        ["CS8600"] = "Let the variable be `string?`, or say what it is without a value: `?? \"\"`.",
        ["CS8618"] = "Give it a value, make it `required`, or allow null with `?`.",
    };

    public static bool IsLibraryPath(string reference)
        => !IsPackage(reference) && reference.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<Problem> Of(IEnumerable<Diagnostic> diagnostics, IReadOnlyDictionary<string, ScriptText> texts)
    {
        var problems = new List<Problem>();
        var explained = new HashSet<(string File, int Line)>();
        foreach (var diagnostic in diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning))
        {
            // One sentence about what a script cannot hold, in place of a run of guesses about what was meant.
            if (ByConstruct(diagnostic) is { } construct)
            {
                if (explained.Add((construct.File, construct.Line))) problems.Add(construct);
                continue;
            }

            problems.Add(Of(diagnostic, texts));
        }

        return problems;
    }

    private static Problem Of(Diagnostic diagnostic, IReadOnlyDictionary<string, ScriptText> texts)
    {
        var severity = diagnostic.Severity == DiagnosticSeverity.Error ? Severity.Error : Severity.Warning;
        var script = texts.Keys.First();
        var (message, remedy) = Say(diagnostic, script);
        if (diagnostic.Location.SourceTree is not { } tree) return new Problem(script, 0, 0, message, remedy, severity);

        var place = diagnostic.Location.GetLineSpan().StartLinePosition;
        var column = texts[tree.FilePath].Columns.ToAuthor(place.Line, place.Character) + 1;
        return new Problem(tree.FilePath, place.Line + 1, column, message, remedy, severity);
    }

    private static (string Message, string Remedy) Say(Diagnostic diagnostic, string script)
    {
        var text = diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";
        if (diagnostic.Id == "CS4014") return ($"Nobody waits for `{Shorten(text)}`: the script goes on at once. (CS4014)", Remedies["CS4014"]);
        if (diagnostic.Id == "CS1504" && diagnostic.Location.SourceTree is { } tree
            && Path.GetFullPath(text.Trim('"'), Path.GetDirectoryName(tree.FilePath)!) == script)
            return ($"`#load {text}` leads back to the script itself.", "Put what both need into a third file, and load that.");
        if (diagnostic.Id is "CS0006" or "CS0009" && Directive(diagnostic) is { } reference)
        {
            if (IsPackage(reference))
                return ($"`#r \"{reference}\"` asks for a package, and packages are not fetched yet.", "Put the package's .dll beside the script and write `#r \"name.dll\"`.");
            if (!IsLibraryPath(reference))
                return ($"`#r \"{reference}\"` names no file. Only paths of .dll files can be used.", "Put the .dll beside the script and write `#r \"name.dll\"`.");
        }

        if (diagnostic.Id is "CS0103" or "CS0246" or "CS0234" or "CS1069" or "CS1061" && LastName().Match(text) is { Success: true } name
            && ForbiddenTable.Unseen.TryGetValue(name.Value, out var unseen))
            return ($"`{name.Value}` {unseen.Why}.", unseen.Instead);

        return ($"{diagnostic.GetMessage(CultureInfo.InvariantCulture)} ({diagnostic.Id})", Remedies.GetValueOrDefault(diagnostic.Id, ""));
    }

    // `using var x = ...;` at the top level reads as a using directive that goes astray.
    private static Problem? ByConstruct(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree || diagnostic.Severity != DiagnosticSeverity.Error) return null;

        var line = tree.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start);
        var match = UsingDeclaration().Match(line.ToString());
        if (!match.Success || !IsTopLevel(tree, line.Start + match.Groups["using"].Index)) return null;

        return new Problem(
            tree.FilePath, line.LineNumber + 1, match.Groups["using"].Index + 1,
            "`using` without parentheses cannot stand at the top level of a script, whose variables live as long as the conversation.",
            "Write `using (var x = ...) { ... }`, or put the code into a function.");
    }

    // What the parser skipped hangs on the token before it, which may end a block: only what spans the position counts.
    private static bool IsTopLevel(SyntaxTree tree, int position)
        => tree.GetRoot().FindToken(position).Parent?.AncestorsAndSelf()
            .Where(node => node.Span.Contains(position))
            .All(node => node is not (BlockSyntax or BaseTypeDeclarationSyntax or AnonymousFunctionExpressionSyntax)) == true;

    private static bool IsPackage(string reference) => reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase);

    private static string? Directive(Diagnostic diagnostic)
        => diagnostic.Location.SourceTree is CSharpSyntaxTree tree
            ? tree.GetCompilationUnitRoot().GetReferenceDirectives()
                .FirstOrDefault(directive => directive.FullSpan.IntersectsWith(diagnostic.Location.SourceSpan))?.File.ValueText
            : null;

    private static string Shorten(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var first = end < 0 ? text : text[..end];
        return first.Length <= 60 ? first : first[..57] + "...";
    }

    [GeneratedRegex(@"\w+$")]
    private static partial Regex LastName();

    [GeneratedRegex(@"^\s*(?:await\s+)?(?<using>using)\s+(?!static\b)(?:var|[\w.<>\[\]?,]+)\s+\w+\s*=")]
    private static partial Regex UsingDeclaration();
}
