namespace Crowdwork.Engine.Tasks;

/// <summary>
/// Files that a script loads from elsewhere (<c>#load "../../shared/rules.csx"</c>, <c>#r</c>). There are few of them and they may be anywhere, so they are looked at every
/// second instead of watching folders that are none of ours.
/// </summary>
internal sealed class OutsideFiles
{
    private Dictionary<string, FileStamp> _known = new(StringComparer.Ordinal);

    /// <summary>From now on these files are looked at, and no others. What is known of a file that was looked at before stays known.</summary>
    public void Watch(IEnumerable<string> files)
        => _known = files.Distinct(StringComparer.Ordinal).ToDictionary(file => file, file => _known.TryGetValue(file, out var before) ? before : StampOf(file), StringComparer.Ordinal);

    /// <summary>The files that were made, changed or removed since the last look.</summary>
    public IReadOnlyList<string> Changed()
    {
        var changed = _known.Where(file => StampOf(file.Key) != file.Value).Select(file => file.Key).ToList();
        foreach (var file in changed) _known[file] = StampOf(file);
        return changed;
    }

    private static FileStamp StampOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc, Digest: 0) : default;
    }
}
