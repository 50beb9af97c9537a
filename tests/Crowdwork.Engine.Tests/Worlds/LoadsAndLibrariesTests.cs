using Crowdwork.Engine.Worlds;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Crowdwork.Engine.Tests.Worlds;

public sealed class LoadsAndLibrariesTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compile_AScriptThatLoadsOthers_RunsThemAndListsThem()
    {
        _folder.Write("lib/a.csx", "#load \"b.csx\"\nint A(int n) => B(n) + 1;");
        _folder.Write("lib/b.csx", "int B(int n) => n * 2;");
        var host = new ScriptedHost();

        var build = _folder.Compile("#load \"lib/a.csx\"\nSave(A(4));");

        Assert.NotNull(build.World);
        Assert.Equal(Paths("world.csx", "lib/a.csx", "lib/b.csx"), build.Files);
        Assert.Equal(Paths("world.csx", "lib/a.csx", "lib/b.csx"), build.World.Sources.Keys);
        Assert.Equal("int B(int n) => n * 2;", build.World.Sources[_folder.PathOf("lib/b.csx")]);
        await build.World.Run(host.World);
        Assert.Equal([9], host.Saved);
        build.World.Dispose();
    }

    [Fact]
    public void Compile_AMissingLoad_IsReportedAtTheDirectiveAndWatched()
    {
        var build = _folder.Compile("// talk\n#load \"later.csx\"\nSave(1);");

        var problem = build.Problems[0];
        Assert.Equal((2, 7), (problem.Line, problem.Column));
        Assert.Contains("(CS1504)", problem.Message);
        Assert.NotEqual("", problem.Remedy);
        Assert.Equal(Paths("world.csx", "later.csx"), build.Files);
    }

    [Fact]
    public void Compile_LoadsThatLeadBackToTheScript_AreRefused()
    {
        _folder.Write("a.csx", "#load \"b.csx\"\nint A() => 1;");
        _folder.Write("b.csx", "#load \"world.csx\"\nint B() => 1;");

        var build = _folder.Compile("#load \"a.csx\"\nSave(A() + B());");

        var problem = Assert.Single(build.Problems);
        Assert.Equal((_folder.PathOf("b.csx"), 1), (problem.File, problem.Line));
        Assert.Contains("leads back", problem.Message);
    }

    [Fact]
    public void Compile_ASyntaxErrorInALoadedFile_LooksHalfSavedToo()
    {
        _folder.Write("a.csx", "int A(int n) => ");

        var build = _folder.Compile("#load \"a.csx\"\nSave(A(4));");

        Assert.True(build.LooksHalfSaved);
        Assert.Equal(_folder.PathOf("a.csx"), build.Problems[0].File);
        Assert.Equal(Paths("world.csx", "a.csx"), build.Files);
    }

    [Fact]
    public async Task Compile_ALibrary_IsUsedFromMemoryAndWatched()
    {
        _folder.Write("lib/placeholder.txt", "");
        BuildLibrary(_folder.PathOf("lib/Scores.dll"), "namespace Scores; public static class Score { public static int Of(string text) => text.Length; }");
        var host = new ScriptedHost();

        var build = _folder.Compile("#r \"lib/Scores.dll\"\nSave(Scores.Score.Of(\"abc\"));");

        Assert.True(build.World is not null, string.Join('\n', build.Problems));
        Assert.Equal(Paths("world.csx", "lib/Scores.dll"), build.Files);
        BuildLibrary(_folder.PathOf("lib/Scores.dll"), "namespace Scores; public static class Score { public static int Of(string text) => 77; }");
        await build.World.Run(host.World);
        Assert.Equal([3], host.Saved);
        build.World.Dispose();
    }

    [Fact]
    public void Compile_AMissingLibrary_IsReportedAndWatched()
    {
        var build = _folder.Compile("#r \"Scores.dll\"\nSave(1);");

        Assert.Equal((1, 1), (build.Problems[0].Line, build.Problems[0].Column));
        Assert.NotEqual("", build.Problems[0].Remedy);
        Assert.Equal(Paths("world.csx", "Scores.dll"), build.Files);
    }

    [Theory]
    [InlineData("nuget: Newtonsoft.Json, 13.0.3", "package")]
    [InlineData("System.Console", "names no file")]
    public void Compile_APackageOrABareName_IsRefusedWithWhatToDo(string reference, string said)
    {
        var build = _folder.Compile($"#r \"{reference}\"\nSave(1);");

        var problem = Assert.Single(build.Problems);
        Assert.Equal(1, problem.Line);
        Assert.Contains(said, problem.Message);
        Assert.Contains(".dll", problem.Remedy);
        Assert.Equal(Paths("world.csx"), build.Files);
    }

    [Fact]
    public void Compile_ALibraryThatIsNone_IsOneProblem()
    {
        _folder.Write("Scores.dll", "no library at all");

        var build = _folder.Compile("#r \"Scores.dll\"\nSave(1);");

        Assert.Null(build.World);
        Assert.NotEqual("", Assert.Single(build.Problems).Remedy);
    }

    [Fact]
    public async Task Compile_AnExtraReference_IsThereForEveryWorld()
    {
        BuildLibrary(_folder.PathOf("Extra.dll"), "namespace Extra; public static class Sum { public static int Of(int a, int b) => a + b; }");
        var compiler = new WorldCompiler(new WorldCompilerOptions { ExtraReferences = [_folder.PathOf("Extra.dll")] });
        var host = new ScriptedHost();

        using var world = compiler.Compile(_folder.Write("world.csx", "Save(Extra.Sum.Of(1, 2));"), CancellationToken.None).World!;

        await world.Run(host.World);
        Assert.Equal([3], host.Saved);
    }

    [Fact]
    public async Task Compile_ALibraryThatNeedsAnother_FindsItBesideItself()
    {
        BuildLibrary(_folder.PathOf("Inner.dll"), "public static class Inner { public static int N() => 5; }");
        BuildLibrary(_folder.PathOf("Outer.dll"), "public static class Outer { public static int N() => Inner.N() + 1; }", _folder.PathOf("Inner.dll"));
        var host = new ScriptedHost();

        using var world = _folder.Load("#r \"Outer.dll\"\nSave(Outer.N());");

        await world.Run(host.World);
        Assert.Equal([6], host.Saved);
    }

    private IEnumerable<string> Paths(params string[] names) => names.Select(_folder.PathOf);

    private static void BuildLibrary(string path, string text, params string[] references)
    {
        var result = CSharpCompilation.Create(
                Path.GetFileNameWithoutExtension(path), [CSharpSyntaxTree.ParseText(text)],
                references.Append(typeof(object).Assembly.Location).Select(reference => MetadataReference.CreateFromFile(reference)),
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .Emit(path);
        Assert.True(result.Success);
    }
}
