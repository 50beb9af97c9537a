using System.Text.Json;
using System.Text.RegularExpressions;

namespace Crowdwork.Templates.Jsx;

/// <summary>Makes of what npm writes while it works (<c>--loglevel=http</c>) a sentence on how far it has come.</summary>
/// <param name="expected">How many packages there will be; 0 where nobody knows.</param>
internal sealed partial class NpmProgress(int expected)
{
    private readonly HashSet<string> _fetched = new(StringComparer.Ordinal);

    /// <summary>The packages that a lock file lists, or 0 without one.</summary>
    public static int ExpectedIn(string? lockFile)
    {
        if (lockFile is null) return 0;
        try
        {
            using var json = JsonDocument.Parse(lockFile);
            // The first one is the task itself.
            return json.RootElement.TryGetProperty("packages", out var packages) && packages.ValueKind == JsonValueKind.Object ? Math.Max(0, packages.EnumerateObject().Count() - 1) : 0;
        }
        catch (JsonException)
        {
            // npm says what is wrong with it.
            return 0;
        }
    }

    /// <summary>Takes note of a line. The answer is a new sentence, or null when nothing has changed.</summary>
    public string? Heard(string line)
    {
        if (Tarball().Match(line) is not { Success: true } tarball || !_fetched.Add(tarball.Groups["file"].Value)) return null;
        // The lock file lists the packages for other systems, too.
        var of = expected > _fetched.Count ? $" of at most {expected}" : "";
        return $"{_fetched.Count}{of} fetched, {tarball.Groups["name"].Value} among them.";
    }

    [GeneratedRegex(@"https?://\S*?/(?<name>(?:@[^/\s]+/)?[^/\s@]+)/-/(?<file>[^/\s]+\.tgz)")]
    private static partial Regex Tarball();
}
