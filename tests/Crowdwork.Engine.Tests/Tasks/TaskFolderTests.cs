using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Tests.Tasks;

public sealed class TaskFolderTests : IDisposable
{
    private const string Config = """{ "title": "T", "description": "D", "reward": 0.5""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WholeFolder_FindsEveryPart()
    {
        Write("config.json", Config + "}");
        foreach (var file in (string[])["world.csx", "bots.csx", "instructions.md", "b.html", "a.jsx", ".a.jsx.swp", "notes.txt", "public/logo.svg"])
        {
            Write(file, "x");
        }

        Write("data.csv", "id\n1\n");
        var task = Read();

        Assert.Empty(task.Problems);
        Assert.Equal(("t", "T", false), (task.Name, task.Title, task.IsStatic));
        Assert.Equal(_folder["tasks/t/world.csx"], task.WorldPath);
        Assert.Equal(_folder["tasks/t/bots.csx"], task.BotsPath);
        Assert.Equal(_folder["tasks/t/instructions.md"], task.InstructionsPath);
        Assert.Equal(_folder["tasks/t/public"], task.PublicPath);
        Assert.Equal(["a.jsx", "b.html"], task.Pages);
        Assert.Equal("""{"id":"1"}""", Assert.Single(task.ReadData().Rows).ToString());
    }

    [Fact]
    public void Read_NoScript_IsAStaticTaskOfItsPages()
    {
        Write("config.json", Config + "}");
        Write("task.html", "<form>");

        Assert.True(Read().IsStatic);
        Assert.Empty(Read().Problems);
        Assert.Empty(Read().ReadData().Rows);
    }

    [Fact]
    public void Read_NeitherScriptNorPage_SaysWhatToWrite()
    {
        Write("config.json", Config + "}");

        Assert.Contains("neither a world.csx nor a page", Assert.Single(Read().Problems).Message);
    }

    [Fact]
    public void Read_SettingsBroken_TheRestIsStillThere()
    {
        Write("config.json", "{ \"titel\": 1 }");
        Write("world.csx", "");
        var task = Read();

        Assert.Null(task.Config);
        Assert.Equal("t", task.Title);
        Assert.NotNull(task.WorldPath);
        Assert.All(task.Problems, problem => Assert.Equal("tasks/t/config.json", problem.File));
        Assert.True(task.Problems.HasErrors);
    }

    [Fact]
    public void Read_ConfigSpeltOtherwise_SaysHowToRename()
    {
        Write("Config.JSON", "{}");

        Assert.Contains("Rename Config.JSON to config.json", Read().Problems.Select(problem => problem.Remedy).First());
    }

    [Fact]
    public void Read_FilesThatAreNotThere_AreAllNamedWithTheNearest()
    {
        Write("config.json", Config + """, "data": "rows.csv", "preview": "pages/start.html", "roles": { "a": { "page": "x.md", "instructions": "no.md" } } }""");
        Write("row.csv", "id\n1\n");
        Write("x.md", "x");
        Write("world.csx", "");

        var problems = Read().Problems;

        Assert.Equal(
            ["\"data\" is \"rows.csv\", but there is no such file.",
             "\"preview\" is \"pages/start.html\", but there is no such file.",
             "\"roles.a.page\" is \"x.md\", which is no page.",
             "\"roles.a.instructions\" is \"no.md\", but there is no such file."],
            problems.Select(problem => problem.Message));
        Assert.Equal("Did you mean \"row.csv\"?", problems[0].Remedy);
        Assert.Equal("tasks/t/config.json(1,52)", problems[0].ToString().Split(':')[0]);
    }

    [Fact]
    public void Read_TwoDataFiles_AsksWhich()
    {
        Write("config.json", Config + "}");
        Write("world.csx", "");
        Write("data.csv", "id\n1\n");
        Write("data.jsonl", "{}");

        Assert.Contains("data.jsonl, data.csv", Assert.Single(Read().Problems).Message);
    }

    [Fact]
    public void Read_LinkOutOfTheTask_IsNotFollowed()
    {
        var secret = _folder.Write("secret.txt", "hush");
        Write("config.json", Config + """, "preview": "way/secret.txt" }""");
        File.CreateSymbolicLink(_folder["tasks/t/world.csx"], secret);
        File.CreateSymbolicLink(_folder["tasks/t/page.html"], secret);
        Directory.CreateSymbolicLink(_folder["tasks/t/way"], _folder.Path);
        var task = Read();

        Assert.Null(task.WorldPath);
        Assert.Empty(task.Pages);
        Assert.Null(task.Resolve("way/secret.txt"));
        Assert.Contains(task.Problems, problem => problem.File == "tasks/t/world.csx" && problem.Message.Contains("leads out of"));
        Assert.Contains(task.Problems, problem => problem.Message.StartsWith("\"preview\" is \"way/secret.txt\", which leads out"));
    }

    [Theory]
    [InlineData("../other/config.json")]
    [InlineData("a/../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\..\\b")]
    [InlineData("c:x")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a\n")]
    public void Resolve_PathThatLeavesTheTask_IsNull(string path)
    {
        Write("config.json", Config + "}");

        Assert.Null(Read().Resolve(path));
    }

    [Theory]
    [InlineData("a.html")]
    [InlineData("public/img/a b.png")]
    [InlineData("..a/x")]
    public void Resolve_PathWithinTheTask_IsThere(string path)
    {
        Write("config.json", Config + "}");

        Assert.Equal(_folder[$"tasks/t/{path}"], Read().Resolve(path));
    }

    private void Write(string file, string text) => _folder.Write($"tasks/t/{file}", text);

    private TaskFolder Read() => TaskFolder.Read(_folder["tasks/t"], "tasks/t");
}
