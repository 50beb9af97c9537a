namespace Crowdwork.Templates.Jsx;

/// <summary>
/// A second task folder in which rendered files stand in the place of their originals, for a page that imports a file with values. All else in it are links.
/// </summary>
/// <remarks>
/// <code>
///   mirror/tasks/qa/Part.jsx        rendered
///                   figures.js  --> tasks/qa/figures.js
///                   node_modules--> tasks/qa/node_modules
///          tasks/shared         --> tasks/shared            so that "../shared/..." leads where it led
/// </code>
/// The compiler takes one text by its input and everything else from files, so files it is. They are not written into the author's folder, where
/// they would be seen, watched and committed.
/// </remarks>
internal sealed class JsxMirror
{
    // As far up as imports and node_modules of a project are looked for.
    private const int FoldersAbove = 2;

    private readonly string _folder;

    private JsxMirror(string folder, string mirrored)
    {
        _folder = folder;
        Folder = mirrored;
    }

    /// <summary>The mirror of the task's folder.</summary>
    public string Folder { get; }

    /// <exception cref="IOException">The system does not let us make links.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor does it like to say why.</exception>
    public static JsxMirror Make(string folder, string place, IReadOnlyDictionary<string, MappedText> rendered)
    {
        var above = new List<string>();
        var top = folder;
        while (above.Count < FoldersAbove && Path.GetDirectoryName(top) is { } parent)
        {
            above.Insert(0, top);
            top = parent;
        }

        var mirrored = place;
        foreach (var next in above)
        {
            Directory.CreateDirectory(mirrored);
            Link(top, mirrored, except: next);
            mirrored = Path.Combine(mirrored, Path.GetFileName(next));
            top = next;
        }

        Fill(folder, mirrored, rendered);
        return new JsxMirror(folder, mirrored);
    }

    public string ToMirror(string path) => Exchange(path, _folder, Folder);

    public string FromMirror(string path)
    {
        if (Exchange(path, Folder, _folder) is var inside && inside != path) return inside;
        // One or two folders above.
        var (mirrored, original) = (Path.GetDirectoryName(Folder)!, Path.GetDirectoryName(_folder));
        for (var i = 0; i < FoldersAbove && original is not null; i++)
        {
            if (Exchange(path, mirrored, original) is var outside && outside != path) return outside;
            (mirrored, original) = (Path.GetDirectoryName(mirrored)!, Path.GetDirectoryName(original));
        }

        return path;
    }

    private static void Fill(string folder, string mirrored, IReadOnlyDictionary<string, MappedText> rendered)
    {
        Directory.CreateDirectory(mirrored);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            var place = Path.Combine(mirrored, Path.GetFileName(path));
            if (rendered.TryGetValue(path, out var text)) File.WriteAllText(place, text.Text);
            else if (rendered.Keys.Any(file => file.StartsWith(path + Path.DirectorySeparatorChar, StringComparison.Ordinal))) Fill(path, place, rendered);
            else LinkTo(path, place);
        }
    }

    private static void Link(string folder, string mirrored, string except)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
            if (path != except) LinkTo(path, Path.Combine(mirrored, Path.GetFileName(path)));
    }

    private static void LinkTo(string path, string place)
    {
        if (Directory.Exists(path)) Directory.CreateSymbolicLink(place, path);
        else File.CreateSymbolicLink(place, path);
    }

    private static string Exchange(string path, string before, string after)
        => path.StartsWith(before + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? after + path[before.Length..] : path;
}
