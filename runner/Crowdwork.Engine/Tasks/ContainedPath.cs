using System.Text.RegularExpressions;

namespace Crowdwork.Engine.Tasks;

/// <summary>
/// Decides whether a path stays within a folder: by its text, and, since a link can point anywhere, by where it really
/// leads. Names of tasks and files come from URLs and from other people's folders.
/// </summary>
internal static partial class ContainedPath
{
    /// <summary>The form of <see cref="IsPlain"/> as a regular expression, for the JSON Schema.</summary>
    public const string PlainPattern = @"^(?!.*(^|/)\.{1,2}(/|$))[^/\\:][^\\:]*$";

    /// <summary>A single folder name that means the same in a URL, on a command line and on every file system.</summary>
    public static bool IsName(string name) => NameForm().IsMatch(name) && !name.EndsWith('.');

    /// <summary>A relative path with forward slashes that names something below its start: no '..', no drive, no backslash.</summary>
    public static bool IsPlain(string path) =>
        PlainForm().IsMatch(path) && !path.EndsWith('/') && !path.Any(char.IsControl);

    /// <summary>
    /// The full path of <paramref name="relative"/> below <paramref name="folder"/>, or null when it would be outside of
    /// <paramref name="boundary"/> after all links are followed. What does not exist yet has no links and is judged by its text.
    /// </summary>
    public static string? Within(string folder, string relative, string boundary)
    {
        if (!IsPlain(relative))
        {
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(folder, relative));
        return IsBelow(RealPath(boundary), RealPath(path)) ? path : null;
    }

    /// <summary>Whether a path leads to somewhere below a folder.</summary>
    public static bool LeadsBelow(string boundary, string path) => IsBelow(RealPath(boundary), RealPath(path));

    // The framework follows a link at the end of a path, not those in its middle; so every segment is followed in turn.
    private static string? RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        var root = Path.GetPathRoot(full)!;
        var real = root;
        foreach (var segment in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, segment);
            try
            {
                FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
                if (info.LinkTarget is null)
                {
                    real = next;
                    continue;
                }

                // The target may itself lie behind links in its middle.
                var target = info.ResolveLinkTarget(returnFinalTarget: true);
                real = target is null ? next : RealPath(target.FullName) ?? next;
            }
            catch (IOException)
            {
                // A link that leads back to itself leads nowhere.
                return null;
            }
        }

        return real;
    }

    private static bool IsBelow(string? boundary, string? path)
    {
        if (boundary is null || path is null)
        {
            return false;
        }

        var edge = Path.EndsInDirectorySeparator(boundary) ? boundary : boundary + Path.DirectorySeparatorChar;
        return path.StartsWith(edge, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(PlainPattern)]
    private static partial Regex PlainForm();
}
