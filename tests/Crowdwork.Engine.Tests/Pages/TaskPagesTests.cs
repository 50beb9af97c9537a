using Crowdwork.Engine.Pages;
using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Templates;

namespace Crowdwork.Engine.Tests.Pages;

public sealed class TaskPagesTests : IDisposable
{
    private const string Form = "<form><input name=a></form>";

    private readonly TemporaryFolder _folder = new();

    public TaskPagesTests() => _folder.Write("rate/config.json", """{ "title": "Rate", "description": "Rate it.", "reward": 0.1 }""");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_WithErrors_IsAProblemForEachWithItsPlace()
    {
        Write("task.html", "<p>\n{{ if }}x{{ end }}\n<p title={{ data.x }}>\n");
        Write("other.html", "{{ for }}");

        var problems = Read().Problems;

        Assert.Contains(problems, problem => problem is { File: "tasks/rate/task.html", Line: 2, Severity: Severity.Error });
        Assert.Contains(problems, problem => problem is { File: "tasks/rate/other.html", Line: 1 });
    }

    [Theory]
    [InlineData("{{ if }}", "part")]
    [InlineData("{{ include 'none.html' }}", "part")]
    [InlineData("{{ include 'parts/a.html' }}", "{{ if }}")]
    public void Page_ThatGotAnError_StaysAsItWasWhileOthersGoOn(string broken, string part)
    {
        Write("task.html", "one {{ include 'parts/a.html' }}");
        Write("other.html", "one");
        Write("parts/a.html", "part");
        var before = Read();
        Write("task.html", broken);
        Write("other.html", "two");
        Write("parts/a.html", part);

        var after = TaskPages.Read(Folder(), before);

        Assert.True(after.Problems.HasErrors);
        Assert.Equal("one part", after.Render(after.Find("task.html")!, new PageModel()));
        Assert.Equal("two", after.Render(after.Find("other.html")!, new PageModel()));
        Assert.Equal(before.Find("task.html")!.Revision, after.Find("task.html")!.Revision);
    }

    [Fact]
    public void Page_ThatIncludesAFileWithAnError_NamesThatFile()
    {
        Write("task.html", "{{ include 'parts/a.html' }}\n{{ include 'none.html' }}");
        Write("parts/a.html", "\n{{ if }}");

        var problems = Read().Problems;

        Assert.Contains(problems, problem => problem is { File: "tasks/rate/parts/a.html", Line: 2 });
        Assert.Contains(problems, problem => problem is { File: "tasks/rate/task.html", Line: 2, Message: "There is no file 'none.html' to include." });
    }

    [Theory]
    [InlineData("../../config.json")]
    [InlineData("/etc/passwd")]
    [InlineData("link.html")]
    public void Include_OfAFileOutsideOfTheTask_IsNotThere(string name)
    {
        File.WriteAllText(_folder["secret.html"], "secret");
        Write("task.html", $"{{{{ include '{name}' }}}}");
        File.CreateSymbolicLink(_folder["rate/link.html"], _folder["secret.html"]);
        var pages = Read();

        Assert.Contains(pages.Problems, problem => problem.Message.StartsWith("There is no file", StringComparison.Ordinal));
        Assert.Throws<ScriptRuntimeException>(() => pages.Render(pages.Find("task.html")!, new PageModel()));
    }

    [Fact]
    public void Raw_InAPage_IsAWarningWithItsPlace()
    {
        Write("task.html", Form + "\n{{ data.a | html.raw }}");

        var warning = Assert.Single(Read().Problems);

        Assert.Equal((Severity.Warning, 2), (warning.Severity, warning.Line));
    }

    [Fact]
    public void Model_OfAPage_HasDataRoleTaskAndPreview()
    {
        Write("task.html", "{{ data.a }} {{ role }} {{ worker.role }} {{ task.name }} {{ task.title }} {{ preview }}");

        Assert.Equal("1 judge judge rate Rate false", Render(new PageModel { Data = """{"a":1}""", Role = "judge" }));
    }

    [Theory]
    [InlineData("{{ worker | object.to_json }}", "{&quot;role&quot;:&quot;worker&quot;}")]
    [InlineData("{{ for x in worker }}{{ x.value }}{{ end }}", "worker")]
    [InlineData("{{ worker.id }}", "W1")]
    public void WorkerId_OfAPage_IsThereOnlyWhereItIsAskedForByName(string page, string expected)
    {
        Write("task.html", page);

        Assert.Equal(expected, Render(new PageModel { WorkerId = "W1" }));
    }

    [Fact]
    public void Page_RenderedAgain_HasTheSameChanceAndTime()
    {
        Write("task.html", "{{ for i in 1..20 }}{{ math.random 1 1000 }} {{ end }}{{ date.now | date.to_string '%F %T' }}");
        var model = new PageModel { Seed = 4, Now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero) };

        var first = Render(model);

        Assert.EndsWith("2026-03-04 05:06:07", first);
        Assert.Equal(first, Render(model));
        Assert.NotEqual(first, Render(model with { Seed = 5 }));
    }

    [Fact]
    public void Revision_OfAPage_ChangesWithItsTextAndWithWhatItIncludes()
    {
        Write("task.html", "{{ include 'part.html' }}");
        Write("part.html", "1");
        Write("other.html", "1");
        var before = Read();
        Write("part.html", "2");
        var after = Read();

        Assert.NotEqual(before.Find("task.html")!.Revision, after.Find("task.html")!.Revision);
        Assert.Equal(before.Find("other.html")!.Revision, after.Find("other.html")!.Revision);
    }

    [Theory]
    [InlineData("<p>{{ role }}</p>", false)]
    [InlineData("<p>{{ data.a }}</p>", true)]
    [InlineData("{{ for x in data }}{{ end }}", true)]
    [InlineData("{{ include 'part.html' }}", true)]
    [InlineData("{{ name = 'part' + '.html'; include name }}", true)]
    public void Page_ThatUsesTheData_IsKnownTo(string text, bool takes)
    {
        Write("task.html", text);
        Write("part.html", "{{ data.b }}");

        Assert.Equal(takes, Read().Find("task.html")!.TakesData);
    }

    [Fact]
    public void Columns_ThatTheDataDoesNotHave_AreNamedWithTheNearest()
    {
        Write("data.csv", "title,summary\nA,B\n");
        Write("task.html", "{{ data.title }}\n{{ data.sumary }} {{ data.colour }}" + Form);

        var problems = Check();

        Assert.Contains(problems, problem => problem is { File: "tasks/rate/task.html", Line: 2, Column: 4, Message: "The data has no column 'sumary'.", Remedy: "Did you mean data.summary?" });
        Assert.Contains(problems, problem => problem is { Line: 2, Message: "The data has no column 'colour'.", Remedy: "It has: summary, title." });
        Assert.Equal(2, problems.Count);
    }

    [Theory]
    [InlineData("<p>Hello</p>", "The page has no form.")]
    [InlineData("<form><input></form>", "The form has no field with a name, so there is nothing to answer.")]
    [InlineData("<form><input name=a></form><form><input name=b></form>", "The page has 2 forms; only the first one is the answer.")]
    [InlineData("<form><input name=a><input name=b type=file></form>", "The field 'b' takes a file, and files are not kept.")]
    [InlineData("<form><input name=a pattern='[[a--b]]{'></form>", "The pattern of 'a' cannot be checked on the server: [[a--b]]{")]
    [InlineData("<form><input name=a type=radio value=1></form>", "The choice 'a' has one option only.")]
    public void Form_ThatCannotBeAnswered_IsNamed(string page, string problem)
    {
        Write("task.html", page);

        Assert.Equal(problem, Assert.Single(Check()).Message);
    }

    [Fact]
    public void Row_WithWhichThePageFails_IsNamedWithItsLine()
    {
        Write("data.jsonl", "{\"a\":{\"b\":1}}\n{\"a\":null}\n");
        Write("task.html", "{{ data.a.b }}" + Form);

        var problem = Assert.Single(Check());

        Assert.EndsWith("(data line 2)", problem.Message);
        Assert.Equal(("tasks/rate/task.html", 1), (problem.File, problem.Line));
    }

    [Fact]
    public void Preview_ThatReadsData_IsToldThatThereIsNone()
    {
        Write("task.html", Form);
        Write("preview.html", "{{ data.title }}");

        Assert.Equal("A preview gets no data, so data.title is nothing here.", Assert.Single(Check()).Message);
    }

    private Problems Check()
    {
        using var check = new TaskCheck(new WorldCompiler(new WorldCompilerOptions()));
        return check.Check(Folder());
    }

    private string Render(PageModel model)
    {
        var pages = Read();
        return pages.Render(pages.Find("task.html")!, model);
    }

    private TaskPages Read() => TaskPages.Read(Folder());

    private TaskFolder Folder() => TaskFolder.Read(_folder["rate"], "tasks/rate");

    private void Write(string file, string text) => _folder.Write($"rate/{file}", text);
}
