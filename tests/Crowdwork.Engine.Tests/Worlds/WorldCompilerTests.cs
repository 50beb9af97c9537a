using System.Reflection.Metadata;
using System.Security.Cryptography;
using Crowdwork.Engine.Worlds;
using Crowdwork.Engine.Worlds.Translation;

namespace Crowdwork.Engine.Tests.Worlds;

public sealed class WorldCompilerTests : IDisposable
{
    // "Embedded source" in the specification of portable symbols.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compile_AWholeWorld_RunsToItsEnd()
    {
        var host = new ScriptedHost();
        using var world = _folder.Load("""
            record Pair(string Question, string Answer);

            Review(part => part.Finished ? Decision.Approve("Complete") : Decision.AskAHuman("Stopped early"));

            var (asker, answerer) = await Meet("asker", "answerer", within: Minutes(5));
            var question = await asker.Ask("Question?", check: reply => reply.Words < 3 ? "Longer." : null);
            await answerer.Tell(question);
            var answer = await answerer.Ask("Answer?");
            Save(new Pair(question.Text, answer.Text));
            """);

        await world.Run(host.World);

        Assert.Equal("Pair { Question = a plain answer, Answer = a plain answer }", Assert.Single(host.Saved).ToString());
        Assert.NotNull(host.Rule);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Compile_Symbols_NameTheAuthorsOwnBytesAndCarryThem(bool guarded)
    {
        var path = _folder.Write("world.csx", "// häuser\nfor (var i = 0; i < 3; i++) Save(i);");
        var content = File.ReadAllBytes(path);

        var world = Translator.Translate(path, content, ScriptKind.World, new string('0', 64), new WorldCompilerOptions { RewriteForSafety = guarded }, CancellationToken.None).World!;

        using var provider = MetadataReaderProvider.FromPortablePdbImage([.. world.Symbols]);
        var reader = provider.GetMetadataReader();
        var document = reader.GetDocument(reader.Documents.Single());
        Assert.Equal(path, reader.GetString(document.Name));
        Assert.Equal(SHA256.HashData(content), reader.GetBlobBytes(document.Hash));
        Assert.Contains(
            reader.GetCustomDebugInformation(reader.Documents.Single()),
            handle => reader.GetGuid(reader.GetCustomDebugInformation(handle).Kind) == EmbeddedSource);
    }

    [Fact]
    public async Task Run_TwiceAtATime_GivesEachConversationItsOwnVariables()
    {
        using var world = _folder.Load("var n = 0;\nfor (var i = 0; i < 3; i++) { n++; await (await Meet()).Ask(\"?\"); }\nSave(n);");
        var first = new ScriptedHost();
        var second = new ScriptedHost();

        await Task.WhenAll(world.Run(first.World), world.Run(second.World));

        Assert.Equal([3], first.Saved);
        Assert.Equal([3], second.Saved);
    }

    [Fact]
    public async Task Run_ATopLevelReturn_EndsTheConversation()
    {
        using var world = _folder.Load("Save(1);\nif (Now > DateTimeOffset.MinValue) return;\nSave(2);");
        var host = new ScriptedHost();

        await world.Run(host.World);

        Assert.Equal([1], host.Saved);
    }

    [Fact]
    public async Task Run_AfterDisposal_IsRefused()
    {
        var world = _folder.Load("Save(1);");
        world.Dispose();
        world.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => world.Run(new ScriptedHost().World));
    }

    [Fact]
    public async Task Warmup_TheBuiltInWorld_Compiles()
    {
        var warm = Translator.Translate(
            WarmupWorld.Path, WarmupWorld.Text, ScriptKind.World, new string('0', 64), new WorldCompilerOptions(), CancellationToken.None);
        Assert.Empty(warm.Problems);

        await new WorldCompiler(new WorldCompilerOptions()).Warmup();
    }

    [Fact]
    public async Task CompileAsync_SeveralAtATime_AllSucceed()
    {
        var compiler = new WorldCompiler(new WorldCompilerOptions { CacheFolder = _folder.Cache });
        var paths = Enumerable.Range(0, 8).Select(n => _folder.Write($"{n % 4}/world.csx", $"Save({n % 4});")).ToArray();

        var builds = await Task.WhenAll(paths.Select(path => compiler.CompileAsync(path, CancellationToken.None)));

        Assert.All(builds, build => Assert.NotNull(build.World));
        Assert.All(builds, build => Assert.True(build.Took > TimeSpan.Zero));
        Assert.Equal(8, compiler.LiveContexts());
        foreach (var build in builds) build.World!.Dispose();
    }
}
