using Crowdwork.Templates.Jsx;

namespace Crowdwork.Templates.Tests.Jsx;

public sealed class TaskPackagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("crowdwork-packages-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Progress_OfFetchedPackages_CountsEachOnce()
    {
        var progress = new NpmProgress(expected: 3);
        Assert.Null(progress.Heard("npm http fetch GET 200 https://registry.example/is-odd 98ms (cache miss)"));
        Assert.Equal("1 of at most 3 fetched, is-odd among them.", progress.Heard("npm http cache is-odd@https://registry.example/is-odd/-/is-odd-3.0.1.tgz 0ms (cache hit)"));
        Assert.Null(progress.Heard("npm http fetch GET 200 https://registry.example/is-odd/-/is-odd-3.0.1.tgz 64ms (cache miss)"));
        Assert.Equal("2 of at most 3 fetched, @scope/kit among them.", progress.Heard("npm http fetch GET 200 https://registry.example/@scope/kit/-/kit-1.0.0.tgz 64ms (cache miss)"));
        Assert.Equal("3 fetched, last among them.", progress.Heard("npm http fetch GET 200 https://registry.example/last/-/last-1.0.0.tgz 64ms"));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("no json", 0)]
    [InlineData("""{ "packages": { "": {}, "node_modules/a": {}, "node_modules/b": {} } }""", 2)]
    public void Expected_IsWhatTheLockFileLists(string? lockFile, int expected) => Assert.Equal(expected, NpmProgress.ExpectedIn(lockFile));

    [Fact]
    public void ReactOfTheTask_IsAWarningWithItsPlace()
    {
        Write("package.json", "{\n  \"dependencies\": {\n    \"react\": \"^18.2.0\",\n    \"react-select\": \"5.0.0\"\n  }\n}");
        var notice = Assert.Single(TaskPackages.Notices(_folder, "19.3.1"));
        Assert.Equal((3, 6, true), (notice.Line, notice.Column, notice.IsWarning));
        Assert.Contains("react ^18.2.0", notice.Message);
        Assert.Contains("19.3.1", notice.Message);
    }

    [Fact]
    public void SameReactAsOurs_NeedsNoNotice()
    {
        Write("package.json", """{ "dependencies": { "react": "19.3.1" } }""");
        Assert.Empty(TaskPackages.Notices(_folder, "19.3.1"));
    }

    [Fact]
    public async Task Install_OfAPackageInTheFolder_IsDoneOnce()
    {
        Write("package.json", """{ "dependencies": { "kit": "file:./kit" } }""");
        Write("kit/package.json", """{ "name": "kit", "version": "1.0.0" }""");
        Assert.True(TaskPackages.AreMissing(_folder));

        var problem = await new TaskPackages(TimeProvider.System).Install(_folder, _ => { }, TestContext.Current.CancellationToken);

        Assert.Null(problem);
        Assert.False(TaskPackages.AreMissing(_folder));
        Assert.True(File.Exists(Path.Combine(_folder, "node_modules", "kit", "package.json")));
    }

    [Fact]
    public async Task Install_OfWhatIsNotThere_TellsWhatNpmSays()
    {
        Write("package.json", "{ not json");
        var problem = await new TaskPackages(TimeProvider.System).Install(_folder, _ => { }, TestContext.Current.CancellationToken);
        Assert.StartsWith("`npm install` failed:", problem!.Message);
        Assert.True(TaskPackages.AreMissing(_folder));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
