using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Tasks;

namespace Crowdwork.Engine.Tests.Pages;

public sealed class DataNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data.title", """{"Title":1}""", "Title")]
    [InlineData("data.passage_id", """{"PassageId":1}""", "PassageId")]
    [InlineData("data.Title.size", """{"title":"x"}""", "title")]
    [InlineData("data.Title", """{"Title":1}""", null)]
    [InlineData("data.picture", """{"Title":1}""", null)]
    [InlineData("data.size", "[1, 2]", null)]
    [InlineData("data.title", null, null)]
    public void Name_ThatThePageWritesDifferently_IsFoundWithTheOneThatIsMeant(string written, string? data, string? meant)
    {
        _folder.Write("t/config.json", """{ "title": "T" }""");
        _folder.Write("t/a.html", $"<p>{{{{ {written} }}}}</p>");
        var page = TaskPages.Read(TaskFolder.Read(_folder["t"])).Find("a.html")!;

        Assert.Equal(meant, DataNames.WrittenDifferently(page, data).Select(found => found.Meant).SingleOrDefault());
    }
}
