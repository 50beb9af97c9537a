namespace Crowdwork.Templates;

/// <summary>
/// Finds the templates that <c>include</c> names. A loader that reads files is the one that keeps names inside their folder.
/// </summary>
public interface ITemplateLoader
{
    /// <summary>The path of a template, or null where there is none of that name.</summary>
    /// <param name="name">As written in the call.</param>
    /// <param name="from">The path of the template that includes it.</param>
    string? GetPath(string name, string from);

    string Load(string path);
}

/// <summary>Loads templates from one folder and from nowhere else.</summary>
public sealed class FolderTemplateLoader : ITemplateLoader
{
    private readonly string _root;

    public FolderTemplateLoader(string root) => _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) + Path.DirectorySeparatorChar;

    public string? GetPath(string name, string from)
    {
        if (name.Contains('\0') || Path.IsPathRooted(name)) return null;
        var path = Path.GetFullPath(Path.Combine(_root, name));
        if (!path.StartsWith(_root, StringComparison.Ordinal)) return null;
        var file = new FileInfo(path);
        if (!file.Exists) return null;
        // A link may point out of the folder although its name does not.
        var target = file.ResolveLinkTarget(true)?.FullName;
        return target is null || target.StartsWith(_root, StringComparison.Ordinal) ? path : null;
    }

    public string Load(string path) => File.ReadAllText(path);
}
