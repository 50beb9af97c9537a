namespace Crowdwork.Engine.Tasks;

/// <summary>
/// Tells files that belong to a task from those that editors, packages and builds leave beside them.
/// </summary>
internal static class WatchNoise
{
    private static readonly string[] _folders = ["node_modules", "bin", "obj", "__pycache__"];
    private static readonly string[] _endings = ["~", ".swp", ".swo", ".swx", ".tmp", ".bak", ".orig", ".crdownload"];

    /// <summary>Whether nobody needs to hear of this path, which is relative to the watched folder.</summary>
    public static bool IsNoise(string relative)
    {
        foreach (var segment in relative.Split('/', '\\'))
        {
            // Dotfiles cover Git, vim's swap files, Emacs's locks and the system's own (.DS_Store).
            if (segment.StartsWith('.') || _folders.Contains(segment))
            {
                return true;
            }
        }

        var name = relative[(relative.LastIndexOfAny(['/', '\\']) + 1)..];
        return _endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            || (name.StartsWith('#') && name.EndsWith('#'))
            || name.Contains("___jb_", StringComparison.Ordinal)

            // vim creates a file of this name to see whether it may write here.
            || name is "4913";
    }
}
