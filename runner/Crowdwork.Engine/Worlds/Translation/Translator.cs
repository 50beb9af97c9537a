using Crowdwork.Engine.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>What came of a translation: a world, or the reasons why there is none.</summary>
internal sealed record Translated(
    CompiledWorld? World, IReadOnlyList<Problem> Problems, IReadOnlyList<string> Files, bool LooksHalfSaved);

/// <summary>
/// Turns the text of a script into code. From here on inwards the C# compiler is used; nothing outside of this folder names it.
/// </summary>
/// <remarks>
/// The steps, in order: read and parse the script; walk it once for loops, functions and suspect names; put the guards in and parse
/// again; compile, reading what it loads in the same way; judge the suspects; say everything that is wrong, in the author's places.
/// </remarks>
internal static class Translator
{
    private static CSharpCompilationOptions OptionsOf(ScriptKind kind) => new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: CompiledWorld.ScriptClass,
            usings: [.. ScriptReferences.Usings, .. kind.Usings],
            optimizationLevel: OptimizationLevel.Debug,
            nullableContextOptions: NullableContextOptions.Enable,
            // Two cores have better things to do, and it gains nothing for files of this size.
            concurrentBuild: false)
        .WithSpecificDiagnosticOptions(Explanations.Severities);

    public static Translated Translate(
        string path, byte[] content, ScriptKind kind, string fingerprint, WorldCompilerOptions options, CancellationToken cancellation)
    {
        var root = ScriptText.Read(path, content, options.RewriteForSafety, cancellation);
        if (IsEmpty(root)) return Empty(path, kind);

        var files = new ScriptFiles(root, options.RewriteForSafety, cancellation);
        try
        {
            return Translate(root, files, kind, CompiledWorld.AssemblyPrefix + fingerprint[..16], options, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            // It was there when it was looked for: somebody is writing it just now.
            return new Translated(null, [new Problem(path, 0, 0, e.Message, "Save again when the file is complete.")], files.Wanted, false);
        }
    }

    private static Translated Translate(
        ScriptText root, ScriptFiles files, ScriptKind kind, string name, WorldCompilerOptions options, CancellationToken cancellation)
    {
        // 1. The guarded text of the script; what it loads is guarded as the compiler asks for it.
        var tree = root.Guarded == root.Original
            ? root.Root.SyntaxTree
            : CSharpSyntaxTree.ParseText(root.Guarded, ScriptText.Options, root.Path, cancellation);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            name,
            tree,
            ScriptReferences.With(options.ExtraReferences),
            OptionsOf(kind).WithSourceReferenceResolver(files.Loads).WithMetadataReferenceResolver(files.Libraries),
            globalsType: kind.Globals);

        // 2. Syntax first. Beyond it, nothing that the compiler says about a half-written text is of use.
        var syntax = SyntaxErrors(compilation, cancellation);
        if (syntax.Count > 0)
            return new Translated(null, Explanations.Of(syntax, files.Texts), files.Wanted, LooksHalfSaved: true);

        // 3. Code and symbols. The author's own text is embedded, so that an old generation still shows what it was made of.
        using var code = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(
            code, symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            embeddedTexts: files.Texts.Values.Select(text => EmbeddedText.FromSource(text.Path, text.Original)),
            cancellationToken: cancellation);

        // 4. Everything that is wrong, at once.
        var problems = Explanations.Of(emitted.Diagnostics, files.Texts)
            .Concat(ForbiddenCalls.Of(compilation, files.Texts, cancellation))
            .Select(problem => problem with { Remedy = kind.Advise(problem.Remedy) })
            .DistinctBy(problem => (problem.File, problem.Line, problem.Column, problem.Message))
            .OrderBy(problem => problem.File != root.Path).ThenBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)
            .ToArray();
        if (!emitted.Success || problems.Any(problem => problem.Severity == Severity.Error))
            return new Translated(null, problems, files.Wanted, LooksHalfSaved: false);

        var world = new CompiledWorld(
            root.Path, root.Content, files.Ingredients, code.ToArray(), symbols.ToArray(),
            files.Texts.Where(text => text.Value.Columns != ColumnMap.Unchanged).ToDictionary(text => text.Key, text => text.Value.Columns),
            problems);
        return new Translated(world, problems, files.Wanted, LooksHalfSaved: false);
    }

    private static List<Diagnostic> SyntaxErrors(CSharpCompilation compilation, CancellationToken cancellation)
        => compilation.SyntaxTrees
            .SelectMany(tree => tree.GetDiagnostics(cancellation))
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToList();

    // An editor that writes in place empties the file first.
    private static bool IsEmpty(ScriptText root) => root.Original.Length == 0 || string.IsNullOrWhiteSpace(root.Original.ToString());

    private static Translated Empty(string path, ScriptKind kind) => new(
        null, [new Problem(path, 0, 0, "The script is empty.", kind.WhenEmpty)],
        [path], LooksHalfSaved: true);
}
