using Crowdwork.Templates.Jsx;

namespace Crowdwork.Templates.Tests.Jsx;

public sealed class EsbuildMessagesTests
{
    [Theory]
    [InlineData("""/t/a.jsx(1,15): error ES0000: Could not resolve "@scope/kit/part" """, "Run `npm install @scope/kit` in the task's folder, or correct the name.")]
    [InlineData("""/t/a.jsx(1,15): error ES0000: Could not resolve "react-dom/server" """, "Pages may import react, react/jsx-runtime, react-dom and react-dom/client.")]
    [InlineData("""/t/a.jsx(1,9): error ES0000: No matching export in "c.js" for import "part" """, "Export part there, or correct the name here.")]
    public void Read_KnownMistake_HasARemedy(string line, string remedy) => Assert.Equal(remedy, Assert.Single(EsbuildMessages.Read(line, "/t/a.jsx")).Remedy);

    [Fact]
    public void Read_MessageWithoutAPlace_IsAboutTheEntry()
    {
        var problem = Assert.Single(EsbuildMessages.Read("esbuild: error ES0000: Something odd\n1 error\n", "/t/a.jsx"));
        Assert.Equal(new JsxProblem("/t/a.jsx", 0, 0, "Something odd."), problem);
    }

    [Fact]
    public void Read_FolderWithBrackets_FindsThePlaceAtTheEnd()
        => Assert.Equal(("/t(1,2)/a.jsx", 3, 4), Place("/t(1,2)/a.jsx(3,4): warning ES0017: Odd"));

    private static (string, int, int) Place(string line)
    {
        var problem = Assert.Single(EsbuildMessages.Read(line, "/t/a.jsx"));
        return (problem.File, problem.Line, problem.Column);
    }
}
