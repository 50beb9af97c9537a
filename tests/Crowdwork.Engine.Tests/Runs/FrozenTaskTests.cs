using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Tests.Tasks;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Tests.Runs;

public sealed class FrozenTaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FrozenTaskTests()
    {
        _folder.Write("tasks/qa/config.json", """{ "title": "Questions", "description": "Ask one.", "reward": 0.50 }""");
        _folder.Write("tasks/qa/world.csx", "#load \"../shared/rules.csx\"\nvar asker = await Meet();\nawait asker.Tell(Greeting());\n");
        _folder.Write("tasks/qa/data.jsonl", "{\"a\":1}\n");
        _folder.Write("tasks/qa/public/picture.txt", "a picture");
        _folder.Write("tasks/shared/rules.csx", "string Greeting() => \"Hello.\";\n");
        _folder.Write("tasks/shared/unused.csx", "string Unused() => \"\";\n");
    }

    public void Dispose() => _folder.Dispose();

    private string Store => _folder["store"];

    private string World => _folder["tasks/qa/world.csx"];

    [Fact]
    public void Freeze_CopiesTheFolderAndWhatScriptsLoad()
    {
        var frozen = Frozen();

        Assert.Equal(
            ["qa/config.json", "qa/data.jsonl", "qa/public/picture.txt", "qa/world.csx", "shared/rules.csx"],
            frozen.Manifest.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.Equal(("qa", "qa"), (frozen.Manifest.Task, frozen.Manifest.Folder));
        Assert.NotEmpty(frozen.Manifest.Runner);
        var task = frozen.Read();
        Assert.Empty(task.Problems);
        Assert.Equal(("qa", "Questions"), (task.Name, task.Title));
        Assert.Single(task.ReadData().Rows);
    }

    [Fact]
    public void Freeze_ThenTheAuthorGoesOnEditing_LeavesTheCopyAsItWas()
    {
        var frozen = Frozen();
        _folder.Write("tasks/qa/world.csx", "this is no script any more");
        _folder.Write("tasks/shared/rules.csx", "nor this");

        var again = Opened(frozen.Hash);
        var build = Compile(again.Read().WorldPath!);

        Assert.Empty(build.Problems);
        Assert.Empty(again.Strays(build.Files));
        build.World!.Dispose();
    }

    [Fact]
    public void Freeze_TheSameTaskTwice_MakesOneCopy()
    {
        Assert.Equal(Frozen().Hash, Frozen().Hash);
        Assert.Single(Directory.GetDirectories(Path.Combine(Store, "snapshots")));
    }

    [Theory]
    [InlineData("tasks/qa/world.csx")]
    [InlineData("tasks/qa/data.jsonl")]
    [InlineData("tasks/qa/public/picture.txt")]
    [InlineData("tasks/shared/rules.csx")]
    public void Freeze_AfterAChangeAnywhere_HasAnotherHash(string file)
    {
        var before = Frozen().Hash;
        File.AppendAllText(_folder[file], " ");

        Assert.NotEqual(before, Frozen().Hash);
    }

    [Theory]
    [InlineData("tasks/qa/node_modules/react/index.js")]
    [InlineData("tasks/qa/.git/config")]
    [InlineData("tasks/qa/world.csx~")]
    [InlineData("tasks/shared/unused.csx")]
    public void Freeze_LeavesOutWhatIsNotTheTask(string file)
    {
        var before = Frozen().Hash;
        _folder.Write(file, "something else");

        Assert.Equal(before, Frozen().Hash);
    }

    [Fact]
    public void Freeze_LinksThatLeadOut_AreAllRefusedAndNothingIsLeft()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Links need rights on Windows that tests do not have.");
        _folder.Write("secrets/key.txt", "secret");
        File.CreateSymbolicLink(_folder["tasks/qa/key.txt"], _folder["secrets/key.txt"]);
        Directory.CreateSymbolicLink(_folder["tasks/qa/secrets"], _folder["secrets"]);
        File.CreateSymbolicLink(_folder["tasks/qa/gone.txt"], _folder["tasks/qa/nowhere.txt"]);

        var (task, problems) = FrozenTask.Freeze(TaskFolder.Read(_folder["tasks/qa"], "tasks/qa"), [World], Store);

        Assert.Null(task);
        Assert.Equal(["tasks/qa/gone.txt", "tasks/qa/key.txt", "tasks/qa/secrets"], problems.Select(problem => problem.File));
        Assert.False(Directory.Exists(Path.Combine(Store, "snapshots")));
    }

    [Fact]
    public void Freeze_LinkToAFileOfTheTask_CopiesTheFile()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Links need rights on Windows that tests do not have.");
        File.CreateSymbolicLink(_folder["tasks/qa/again.txt"], _folder["tasks/qa/public/picture.txt"]);

        var frozen = Frozen();

        var copy = new FileInfo(Path.Combine(frozen.TaskPath, "again.txt"));
        Assert.Null(copy.LinkTarget);
        Assert.Equal("a picture", File.ReadAllText(copy.FullName));
    }

    [Fact]
    public void Freeze_AfterAKillInMidCopy_ClearsAwayWhatWasLeft()
    {
        var left = Directory.CreateDirectory(Path.Combine(Store, "snapshots", ".making-abc"));
        File.WriteAllText(Path.Combine(left.FullName, "half.txt"), "ha");

        var frozen = Frozen();

        Assert.Equal([frozen.Folder], Directory.GetDirectories(Path.Combine(Store, "snapshots")));
    }

    [Theory]
    [InlineData("files/qa/world.csx", "edited", "is not what it was")]
    [InlineData("files/shared/rules.csx", null, "is missing")]
    [InlineData("files/qa/added.html", "new", "was not there")]
    [InlineData("manifest.json", "{}", "is not what it was")]
    public void Open_ACopyThatWasTouched_IsRefusedByFile(string file, string? text, string why)
    {
        var frozen = Frozen();
        var path = Path.Combine(frozen.Folder, file);
        if (text is null) File.Delete(path);
        else File.WriteAllText(path, text);

        var (task, problems) = FrozenTask.Open(Store, frozen.Hash);

        Assert.Null(task);
        var problem = Assert.Single(problems);
        Assert.EndsWith(file, problem.File);
        Assert.Contains(why, problem.Message);
    }

    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("../snapshots")]
    [InlineData("")]
    public void Open_WhatIsNotThere_SaysSo(string hash)
    {
        Frozen();

        Assert.Contains("is not there", Assert.Single(FrozenTask.Open(Store, hash).Problems).Message);
    }

    [Fact]
    public void Strays_OfAScriptThatNamesAFileByItsFullPath_AreTold()
    {
        _folder.Write("tasks/qa/world.csx", $"#load \"{_folder["tasks/shared/rules.csx"]}\"\nvar asker = await Meet();\nawait asker.Tell(Greeting());\n");
        var frozen = Frozen();
        var build = Compile(frozen.Read().WorldPath!);

        Assert.Equal([_folder["tasks/shared/rules.csx"]], frozen.Strays(build.Files));
        build.World!.Dispose();
    }

    private static WorldBuild Compile(string script) => new WorldCompiler(new WorldCompilerOptions()).Compile(script, CancellationToken.None);

    private FrozenTask Frozen()
    {
        var build = Compile(World);
        build.World?.Dispose();
        var (task, problems) = FrozenTask.Freeze(TaskFolder.Read(_folder["tasks/qa"], "tasks/qa"), build.Files, Store);
        Assert.Empty(problems);
        return task!;
    }

    private FrozenTask Opened(string hash)
    {
        var (task, problems) = FrozenTask.Open(Store, hash);
        Assert.Empty(problems);
        return task!;
    }
}
