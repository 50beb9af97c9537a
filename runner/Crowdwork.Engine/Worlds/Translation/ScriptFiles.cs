using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Crowdwork.Engine.Worlds.Translation;

/// <summary>Answers <c>#load</c> and <c>#r</c> during one build, and remembers what was asked for.</summary>
internal sealed class ScriptFiles(ScriptText root, bool guarded, CancellationToken cancellation)
{
    private readonly Dictionary<string, ScriptText> _texts = new() { [root.Path] = root };
    private readonly Dictionary<string, byte[]> _libraries = [];
    private readonly List<string> _wanted = [root.Path];

    /// <summary>The script and all that it loads.</summary>
    public IReadOnlyDictionary<string, ScriptText> Texts => _texts;

    public string Script => root.Path;

    /// <summary>Every path that was asked for, found or not; the script first.</summary>
    public IReadOnlyList<string> Wanted => _wanted;

    public IReadOnlyList<Ingredient> Ingredients =>
    [
        .. _texts.Values.Where(text => text.Path != root.Path).Select(text => new Ingredient(text.Path, text.Content, IsLibrary: false)),
        .. _libraries.Select(library => new Ingredient(library.Key, library.Value, IsLibrary: true)),
    ];

    public SourceReferenceResolver Loads => new LoadResolver(this);

    public MetadataReferenceResolver Libraries => new LibraryResolver(this);

    private string? Want(string path, string? baseFile)
    {
        var folder = Path.GetDirectoryName(baseFile ?? root.Path)!;
        var full = Path.GetFullPath(path, folder);
        if (!_wanted.Contains(full)) _wanted.Add(full);
        return File.Exists(full) ? full : null;
    }

    private ScriptText Open(string path)
    {
        if (!_texts.TryGetValue(path, out var text))
            _texts.Add(path, text = ScriptText.Read(path, File.ReadAllBytes(path), guarded, cancellation));
        return text;
    }

    private sealed class LoadResolver(ScriptFiles files) : SourceReferenceResolver
    {
        public override string? NormalizePath(string path, string? baseFilePath)
            => Path.GetFullPath(path, Path.GetDirectoryName(baseFilePath) ?? Environment.CurrentDirectory);

        public override string? ResolveReference(string path, string? baseFilePath)
        {
            // The compiler would take the script for another file of the same text, and declare everything twice.
            var found = files.Want(path, baseFilePath);
            return found == files.Script ? null : found;
        }

        public override Stream OpenRead(string resolvedPath) => new MemoryStream(files.Open(resolvedPath).Content, writable: false);

        public override SourceText ReadText(string resolvedPath) => files.Open(resolvedPath).Guarded;

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => files.GetHashCode();
    }

    private sealed class LibraryResolver(ScriptFiles files) : MetadataReferenceResolver
    {
        public override ImmutableArray<PortableExecutableReference> ResolveReference(
            string reference, string? baseFilePath, MetadataReferenceProperties properties)
        {
            // A package or a bare assembly name is not a path; Explanations says so at the directive.
            if (!Explanations.IsLibraryPath(reference) || files.Want(reference, baseFilePath) is not { } path) return [];

            if (!files._libraries.TryGetValue(path, out var image))
                files._libraries.Add(path, image = File.ReadAllBytes(path));
            return [MetadataReference.CreateFromImage(image, properties, filePath: path)];
        }

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => files.GetHashCode();
    }
}
