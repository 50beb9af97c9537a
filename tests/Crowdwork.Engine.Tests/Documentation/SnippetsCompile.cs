using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Worlds;

namespace Crowdwork.Engine.Tests.Documentation;

/// <summary>Readers copy examples. So each C# block of the README and of the guides is compiled as the world, or the bots, that it claims to be.</summary>
public sealed class SnippetsCompile : IDisposable
{
    private const string BotsPage = "docs/bots.md";

    private static readonly string[] _pages = ["README.md", "docs/writing-a-world.md", BotsPage, "docs/from-parlai.md", "docs/from-mephisto.md", "docs/from-mturkutils.md"];

    private readonly ScriptFolder _folder = new();

    public static TheoryData<string, int> Worlds()
    {
        var worlds = new TheoryData<string, int>();
        foreach (var page in _pages)
            foreach (var fence in MarkdownPages.FencesOf(page))
                if (fence is { Language: "csharp", FileName: "" }) worlds.Add(page, fence.Line);
        return worlds;
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Example_InThePage_Compiles(string page, int line)
    {
        var fences = MarkdownPages.FencesOf(page);
        foreach (var loaded in fences.Where(fence => fence.FileName.EndsWith(".csx", StringComparison.Ordinal)))
            _folder.Write(loaded.FileName, loaded.Text);

        var text = fences.Single(fence => fence.Line == line).Text;
        var build = page == BotsPage ? _folder.CompileBots(text) : _folder.Compile(text);

        var errors = build.Problems.Where(problem => problem.Severity == Severity.Error);
        Assert.True(build.World is not null, $"{page}({line}): this example does not compile.\n{string.Join('\n', errors)}");
        build.World!.Dispose();
    }

    [Fact]
    public void Pages_HaveExamples()
    {
        foreach (var page in _pages)
            Assert.Contains(MarkdownPages.FencesOf(page), fence => fence.Language == "csharp");
    }

    public void Dispose() => _folder.Dispose();
}
