using System.Reflection;
using Crowdwork.Engine.Tasks;
using Crowdwork.Engine.Worlds;
using Crowdwork.Engine.Worlds.Translation;

namespace Crowdwork.Engine.Tests.Worlds;

public sealed class WorldCacheTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compile_TheSameScriptAgain_ComesFromTheCacheAndDoesTheSame()
    {
        const string Text = "var worker = await Meet();\nvar hint = await worker.TryAsk(\"?\");\nSave(hint.Text);\nwhile (true) if (1 / (hint.Words - 3) > 0) break;";
        var first = Compile(Text);
        var second = Compile(Text);

        Assert.False(first.FromCache);
        Assert.True(second.FromCache);
        Assert.Equal(first.World!.Hash, second.World!.Hash);
        Assert.Equal(first.Problems, second.Problems);
        Assert.Equal(Severity.Warning, Assert.Single(second.Problems).Severity);
        Assert.Equal(first.Files, second.Files);
        Assert.Equal(first.World.Sources, second.World.Sources);
        Assert.Equal((await Fault(first.World)).ToString(), (await Fault(second.World)).ToString());
        Assert.Equal((4, 14), ((await Fault(second.World)).Line, (await Fault(second.World)).Column));
    }

    [Fact]
    public void Compile_AChangedScript_IsCompiledAndBothAreKept()
    {
        Assert.False(Compile("Save(1);").FromCache);
        Assert.False(Compile("Save(2);").FromCache);
        Assert.True(Compile("Save(1);").FromCache);
        Assert.True(Compile("Save(2);").FromCache);
    }

    [Fact]
    public async Task Compile_AChangedLoad_IsCompiledAgain()
    {
        _folder.Write("a.csx", "int A() => 1;");
        var first = Compile("#load \"a.csx\"\nSave(A());");
        Assert.True(Compile("#load \"a.csx\"\nSave(A());").FromCache);
        _folder.Write("a.csx", "int A() => 2;");

        var second = Compile("#load \"a.csx\"\nSave(A());");

        Assert.False(second.FromCache);
        Assert.NotEqual(first.World!.Hash, second.World!.Hash);
        var host = new ScriptedHost();
        await second.World.Run(host.World);
        Assert.Equal([2], host.Saved);
        Assert.True(Compile("#load \"a.csx\"\nSave(A());").FromCache);
    }

    [Fact]
    public void Compile_ALoadThatIsGone_IsReported()
    {
        _folder.Write("a.csx", "int A() => 1;");
        Compile("#load \"a.csx\"\nSave(A());");
        File.Delete(_folder.PathOf("a.csx"));

        var build = Compile("#load \"a.csx\"\nSave(A());");

        Assert.Null(build.World);
        Assert.Contains("CS1504", build.Problems[0].Message);
    }

    [Fact]
    public void Compile_AScriptWithErrors_IsNotKept()
    {
        Compile("Save(missing);");

        Assert.False(Directory.Exists(_folder.Cache) && Directory.EnumerateFiles(_folder.Cache).Any());
    }

    public static TheoryData<string> Damages => ["empty", "half", "one bit", "garbage", "another world"];

    [Theory]
    [MemberData(nameof(Damages))]
    public void Compile_ADamagedEntry_IsIgnoredAndReplaced(string damage)
    {
        Compile("Save(2);");
        var other = File.ReadAllBytes(Directory.GetFiles(_folder.Cache).Single());
        File.Delete(Directory.GetFiles(_folder.Cache).Single());
        Compile("Save(1);");
        var entry = Directory.GetFiles(_folder.Cache).Single();
        var content = File.ReadAllBytes(entry);
        switch (damage)
        {
            case "empty": content = []; break;
            case "half": content = content[..(content.Length / 2)]; break;
            case "one bit": content[content.Length / 3] ^= 4; break;
            case "garbage": content = "not a world"u8.ToArray(); break;
            default: content = other; break;
        }

        File.WriteAllBytes(entry, content);

        var build = Compile("Save(1);");

        Assert.False(build.FromCache);
        Assert.NotNull(build.World);
        Assert.True(Compile("Save(1);").FromCache);
    }

    [Fact]
    public void Compile_GuardedAndUnguarded_AreKeptApart()
    {
        Compile("for (;;) break;");

        Assert.False(_folder.Compile("for (;;) break;", guarded: false, _folder.Cache).FromCache);
    }

    [Fact]
    public void Compile_AFolderThatCannotBeWritten_CompilesAllTheSame()
    {
        var blocked = _folder.Write("blocked", "a file where the folder should be");

        var build = _folder.Compile("Save(1);", cache: blocked);

        Assert.NotNull(build.World);
        Assert.False(_folder.Compile("Save(1);", cache: blocked).FromCache);
    }

    [Fact]
    public void AHit_NeverTouchesTheCompiler()
    {
        // Running a method loads the assemblies of everything in its signature and its variables. One method may lead to the compiler,
        // and only a miss runs it.
        Type[] used =
        [
            typeof(WorldCompiler), typeof(WorldCompilerOptions), typeof(WorldBuild), typeof(WorldCache), typeof(LoadedWorld), typeof(WorldContext),
            typeof(CompiledWorld), typeof(Fingerprint), typeof(ColumnMap), typeof(ScriptFrames), typeof(ScriptNames), typeof(ForeignAwait), typeof(Translated),
        ];
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        var named = used.SelectMany(type => type.GetNestedTypes(All).Prepend(type)).SelectMany(type =>
            type.GetFields(All).Select(field => field.FieldType)
                .Concat(type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)).SelectMany(method =>
                    method.GetParameters().Select(parameter => parameter.ParameterType)
                        .Concat((method.GetMethodBody()?.LocalVariables ?? []).Select(local => local.LocalType)))));

        Assert.DoesNotContain(named, type => type.FullName?.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true);
        Assert.True(typeof(WorldCompiler).GetMethod("Translate", All)!.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining));
    }

    private WorldBuild Compile(string text) => _folder.Compile(text, cache: _folder.Cache);

    private static async Task<WorldFault> Fault(LoadedWorld world)
        => world.Describe((await Record.ExceptionAsync(() => world.Run(new ScriptedHost().World)))!);
}
