using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Tests.Worlds;

/// <summary>A folder with scripts in it that goes when the test ends.</summary>
internal sealed class ScriptFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("worlds-").FullName;

    public string Cache => Path.Combine(_folder, "cache");

    public string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Writes the text as world.csx and compiles it.</summary>
    public WorldBuild Compile(string text, bool guarded = true, string? cache = null)
        => new WorldCompiler(new WorldCompilerOptions { RewriteForSafety = guarded, CacheFolder = cache })
            .Compile(Write("world.csx", text), CancellationToken.None);

    /// <summary>Writes the text as bots.csx and compiles it.</summary>
    public WorldBuild CompileBots(string text)
        => new WorldCompiler(new WorldCompilerOptions()).Compile(Write("bots.csx", text), ScriptKind.Bots, CancellationToken.None);

    /// <summary>As <see cref="Compile"/>, and insists on a world.</summary>
    public LoadedWorld Load(string text, bool guarded = true)
    {
        var build = Compile(text, guarded);
        Assert.True(build.World is not null, string.Join('\n', build.Problems));
        return build.World!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
