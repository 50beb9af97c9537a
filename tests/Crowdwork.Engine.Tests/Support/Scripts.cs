using Crowdwork.Engine.Worlds;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>Compiles the scripts of tests, really, with one compiler for all.</summary>
internal static class Scripts
{
    public static WorldCompiler Compiler { get; } = new(new WorldCompilerOptions());

    public static LoadedWorld Compile(string text)
    {
        var folder = Directory.CreateTempSubdirectory("script-").FullName;
        try
        {
            var path = Path.Combine(folder, "world.csx");
            File.WriteAllText(path, text);
            var build = Compiler.Compile(path, CancellationToken.None);
            Assert.True(build.World is not null, string.Join('\n', build.Problems));
            return build.World!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
