using System.Diagnostics;
using Crowdwork.Engine.Worlds;

namespace Crowdwork.Bench;

/// <summary>Scripts: from a saved file to a loaded world, from the disk cache, and 500 times over.</summary>
internal static class Worlds
{
    public static async Task<int> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("crowdwork-bench-").FullName;
        var path = Path.Combine(folder, "world.csx");
        var text = await File.ReadAllTextAsync(SampleWorld());
        var uncached = new WorldCompiler(new WorldCompilerOptions());
        for (var i = 0; i < 60; i++) Load(uncached, path, $"{text}\n// {i}").Dispose();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        self.Refresh();
        var residentBefore = self.WorkingSet64;

        var times = new List<double>();
        for (var i = 0; i < 500; i++)
        {
            File.WriteAllText(path, $"{text}\n// reload {i}");
            var started = Stopwatch.GetTimestamp();
            var world = Load(uncached, path, null);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            world.Dispose();
        }

        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        self.Refresh();
        times.Sort();
        Console.WriteLine($"warm save to loaded, {text.Split('\n').Length} lines: median {times[250]:0.0} ms, p95 {times[475]:0.0} ms (bar 60)");
        Console.WriteLine(
            $"after 500 reloads: {uncached.LiveContexts()} load contexts alive (bar 2), resident {residentBefore / 1048576.0:0} MB before, {self.WorkingSet64 / 1048576.0:0} MB after "
            + $"({(self.WorkingSet64 - residentBefore) * 100.0 / residentBefore:+0.0;-0.0} %, bar 10)");

        var cached = new WorldCompiler(new WorldCompilerOptions { CacheFolder = Path.Combine(folder, "cache") });
        Load(cached, path, text).Dispose();
        var hits = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var world = Load(cached, path, null);
            hits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            world.Dispose();
        }

        hits.Sort();
        Console.WriteLine($"disk cache hit, warm: median {hits[100]:0.00} ms (bar 5)");
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static LoadedWorld Load(WorldCompiler compiler, string path, string? text)
    {
        if (text is not null) File.WriteAllText(path, text);
        var build = compiler.Compile(path, CancellationToken.None);
        return build.World ?? throw new InvalidOperationException(string.Join('\n', build.Problems));
    }

    private static string SampleWorld()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tasks", "describe-and-guess", "world.csx");
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException("Run the benchmarks from within the project.");
    }
}
