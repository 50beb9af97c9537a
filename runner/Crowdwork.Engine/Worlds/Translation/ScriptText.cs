using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>One file of a world: as its author wrote it, and as it is compiled.</summary>
internal sealed class ScriptText
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly IReadOnlyList<Guard> _guards;

    private ScriptText(string path, byte[] content, SourceText original, CompilationUnitSyntax root, ScriptWalk? walk, bool guarded)
    {
        Path = path;
        Content = content;
        Original = original;
        Root = root;
        Suspects = walk?.Suspects ?? [];
        _guards = walk is null ? [] : walk.InOrder(guarded);
        Guarded = _guards.Count == 0 ? original : SourceText.From(Apply(original.ToString(), _guards), Encoding, SourceHashAlgorithm.Sha256);
        Columns = _guards.Count == 0 ? ColumnMap.Unchanged : new ColumnMap(_guards.Select(ToEdit));
    }

    public static CSharpParseOptions Options { get; } = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    public string Path { get; }
    public byte[] Content { get; }

    /// <summary>The author's text.</summary>
    public SourceText Original { get; }

    public CompilationUnitSyntax Root { get; }

    /// <summary>What is compiled: the author's text with guards, line for line.</summary>
    public SourceText Guarded { get; }

    public ColumnMap Columns { get; }

    /// <summary>What only the compiler can judge, as positions in <see cref="Original"/>.</summary>
    public IReadOnlyList<Suspect> Suspects { get; }

    public static ScriptText Read(string path, byte[] content, bool guarded, CancellationToken cancellation)
    {
        // The checksum in the symbols has to be that of the file's own bytes, or debuggers refuse it.
        var text = SourceText.From(
            new MemoryStream(content, writable: false), Encoding, SourceHashAlgorithm.Sha256, throwIfBinaryDetected: false, canBeEmbedded: true);
        var tree = CSharpSyntaxTree.ParseText(text, Options, path, cancellation);
        var root = tree.GetCompilationUnitRoot(cancellation);
        if (root.ContainsDiagnostics && tree.GetDiagnostics(cancellation).Any(d => d.Severity == DiagnosticSeverity.Error))
            return new ScriptText(path, content, text, root, walk: null, guarded: false);

        var walk = new ScriptWalk();
        walk.Visit(root);
        return new ScriptText(path, content, text, root, walk, guarded);
    }

    /// <summary>Where a position of the author's text stands in the guarded text.</summary>
    public int ToGuarded(int position)
    {
        var shift = 0;
        foreach (var guard in _guards)
        {
            if (guard.Start > position) break;
            shift += guard.Text.Length - guard.Removed;
        }

        return position + shift;
    }

    private ColumnEdit ToEdit(Guard guard)
    {
        var place = Original.Lines.GetLinePosition(guard.Start);
        return new ColumnEdit(place.Line, place.Character, guard.Removed, guard.Text.Length);
    }

    private static string Apply(string text, IReadOnlyList<Guard> guards)
    {
        var result = new StringBuilder(text.Length + guards.Count * 48);
        var copied = 0;
        foreach (var guard in guards)
        {
            result.Append(text, copied, guard.Start - copied).Append(guard.Text);
            copied = guard.Start + guard.Removed;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }
}
