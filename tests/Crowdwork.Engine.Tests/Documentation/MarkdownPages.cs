using System.Text.RegularExpressions;
using Crowdwork.Engine.Tests.Tasks;

namespace Crowdwork.Engine.Tests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Line">The line of the fence, from 1.</param>
/// <param name="Language">The first word behind the fence.</param>
/// <param name="FileName">The second word: the file that other blocks of the page may load; empty for a world.</param>
/// <param name="Text">What stands between the fences.</param>
internal sealed record Fence(int Line, string Language, string FileName, string Text);

/// <summary>The project's own Markdown files, and what tests look at in them.</summary>
internal static partial class MarkdownPages
{
    private static readonly string[] _foreign = ["bin", "obj", "node_modules", "artifacts"];

    /// <summary>All pages of the project, from its root on, with '/'.</summary>
    public static IReadOnlyList<string> All() =>
    [
        .. Below(ProjectTree.Root).Select(path => Path.GetRelativePath(ProjectTree.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public static string Read(string page) => File.ReadAllText(ProjectTree.PathOf(page)).ReplaceLineEndings("\n");

    public static IReadOnlyList<Fence> FencesOf(string page)
    {
        var fences = new List<Fence>();
        var lines = Read(page).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal)) continue;

            var words = lines[i][3..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var begin = i + 1;
            for (i = begin; i < lines.Length && lines[i] != "```"; i++) { }
            Assert.True(i < lines.Length, $"{page}({begin}): this block is never closed. Write ``` in a line of its own.");
            fences.Add(new Fence(begin, words.FirstOrDefault(""), words.Skip(1).FirstOrDefault(""), string.Join('\n', lines[begin..i]) + "\n"));
        }

        return fences;
    }

    /// <summary>The prose of a page: what is code in it is left blank, so that lines keep their numbers.</summary>
    public static string ProseOf(string page)
        => InlineCode().Replace(FencedCode().Replace(Read(page), Blank), Blank);

    /// <summary>The headings of a page by the anchors that GitHub gives them.</summary>
    public static IReadOnlyCollection<string> AnchorsOf(string page)
        => Heading().Matches(FencedCode().Replace(Read(page), Blank))
            .Select(match => NotInAnchors().Replace(match.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'))
            .ToHashSet();

    private static string Blank(Match match) => NotLineEnd().Replace(match.Value, " ");

    private static IEnumerable<string> Below(string folder)
        => Directory.EnumerateFiles(folder, "*.md").Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => Path.GetFileName(inner) is var name && !name.StartsWith('.') && !_foreign.Contains(name))
            .SelectMany(Below));

    [GeneratedRegex(@"^```.*?^```\s*?$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedCode();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex NotLineEnd();

    [GeneratedRegex(@"^#{1,6} (?<text>.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NotInAnchors();
}
