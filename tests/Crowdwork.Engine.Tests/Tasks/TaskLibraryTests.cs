using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Tasks;

public sealed class TaskLibraryTests : IDisposable
{
    private const string Config = """{ "title": "T", "description": "D", "reward": 0.5 }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void List_AllKindsOfFolders_ShowsEveryTaskAndNothingElse()
    {
        Write("good/config.json", Config);
        Write("good/world.csx", "");
        Write("broken/config.json", "{");
        Write("unfinished/world.csx", "");
        Write("a name/config.json", Config);
        Write("shared/words.txt", "");
        Write(".git/config.json", "");
        Write("node_modules/config.json", "");
        _folder.Write("elsewhere/config.json", Config);
        Directory.CreateSymbolicLink(_folder["tasks/linked"], _folder["elsewhere"]);

        var tasks = Library().List();

        Assert.Equal(["a name", "broken", "good", "linked", "unfinished"], tasks.Select(task => task.Name));
        Assert.Equal(["good"], tasks.Where(task => !task.Problems.HasErrors).Select(task => task.Name));
        Assert.Equal("tasks/broken/config.json", tasks[1].Problems[0].File);
        Assert.Contains("leads out of the tasks folder", Assert.Single(tasks[3].Problems).Message);
        Assert.Contains("no config.json", Assert.Single(tasks[4].Problems).Message);
    }

    [Fact]
    public void List_NoTasksFolder_IsEmpty() =>
        Assert.Empty(new TaskLibrary(_folder["nowhere"]).List());

    [Theory]
    [InlineData("good", true)]
    [InlineData("bad", false)]
    [InlineData("..", false)]
    [InlineData("../good", false)]
    [InlineData("good/", false)]
    [InlineData("", false)]
    [InlineData(".hidden", false)]
    [InlineData("good\n", false)]
    public void Find_NameFromAUrl_IsOneSegmentOrNothing(string name, bool found)
    {
        Write("good/config.json", Config);
        Write(".hidden/config.json", Config);

        Assert.Equal(found, Library().Find(name) is not null);
    }

    [Fact]
    public void Find_SharedFileWithinTheTasksFolder_MayBeLinked()
    {
        Write("shared/rows.csv", "id\n1\n");
        Write("good/config.json", Config);
        Write("good/world.csx", "");
        File.CreateSymbolicLink(_folder["tasks/good/data.csv"], _folder["tasks/shared/rows.csv"]);

        var task = Library().Find("good")!;

        Assert.Empty(task.Problems);
        Assert.Single(task.ReadData().Rows);
    }

    [Fact]
    public void TaskOf_PathBelowATask_IsItsName()
    {
        Assert.Equal("qa", Library().TaskOf(_folder["tasks/qa/public/a.png"]));
        Assert.Null(Library().TaskOf(_folder["crowd.json"]));
    }

    [Theory]
    [InlineData("qa")]
    [InlineData("describe-and-guess")]
    public void TasksOfThisProject_HaveNoProblems(string name)
    {
        var task = new TaskLibrary(ProjectTree.PathOf("tasks")).Find(name)!;
        var data = task.ReadData();

        Assert.Empty(task.Problems);
        Assert.Empty(data.Problems);
        Assert.NotNull(task.WorldPath);
        Assert.NotNull(task.InstructionsPath);
        Assert.True(data.Rows.Count >= 24);
    }

    private void Write(string file, string text) => _folder.Write($"tasks/{file}", text);

    private TaskLibrary Library() => new(_folder["tasks"]);
}
