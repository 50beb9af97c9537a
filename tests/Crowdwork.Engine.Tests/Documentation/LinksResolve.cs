using System.Text.RegularExpressions;
using Crowdwork.Engine.Tests.Tasks;

namespace Crowdwork.Engine.Tests.Documentation;

/// <summary>A link between two files of the project leads somewhere, also after a file was moved or a heading reworded.</summary>
public sealed partial class LinksResolve
{
    public static TheoryData<string> Pages() => [.. MarkdownPages.All()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void LocalLinks_OfThePage_LeadSomewhere(string page)
    {
        var broken = new List<string>();
        var prose = MarkdownPages.ProseOf(page);
        foreach (Match link in Link().Matches(prose))
        {
            var line = prose.AsSpan(0, link.Index).Count('\n') + 1;
            if (ProblemOf(page, link.Groups["target"].Value) is { } problem) broken.Add($"{page}({line}): {problem}");
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Fact]
    public void Pages_OfTheProject_AreFound() => Assert.Contains("README.md", MarkdownPages.All());

    private static string? ProblemOf(string page, string target)
    {
        if (Scheme().IsMatch(target)) return null;

        var parts = target.Split('#', 2);
        var folder = Path.GetDirectoryName(page)!;
        var file = parts[0].Length == 0 ? page : Path.GetRelativePath(ProjectTree.Root, Path.GetFullPath(Path.Combine(ProjectTree.Root, folder, parts[0])));
        var full = ProjectTree.PathOf(file);
        if (!File.Exists(full) && !Directory.Exists(full)) return $"the link leads to '{target}', and there is no such file. Correct it, or add the file.";

        return parts.Length == 2 && file.EndsWith(".md", StringComparison.Ordinal) && !MarkdownPages.AnchorsOf(file).Contains(parts[1])
            ? $"the link leads to '{target}', and the page has no such heading. The headings are: {string.Join(", ", MarkdownPages.AnchorsOf(file))}."
            : null;
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[a-z][a-z+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}
