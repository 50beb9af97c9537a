using System.Diagnostics;
using System.Text;

namespace Crowdwork.Bench;

/// <summary>Many workers who chat as people do: one message a second per ten workers. From sending to the partner's page having it.</summary>
/// <remarks>
/// What the slowest hundredth waits for is the garbage collector: it has to look at every conversation that was touched since it last ran, some 60 ms every five
/// seconds. With a larger youngest generation it runs once in half a minute, which is the setting that docs/performance.md recommends for crowds of this size.
/// The third argument is that size in MiB; 0 leaves it to .NET.
/// </remarks>
internal static class Steady
{
    public static async Task<int> Measure(string[] args)
    {
        var workers = args.Length > 0 ? int.Parse(args[0]) : 10_000;
        var seconds = args.Length > 1 ? int.Parse(args[1]) : 20;
        using var project = new BenchProject(BenchProject.Relay);
        var youngest = args.Length > 2 ? int.Parse(args[2]) : 128;
        await using var server = await ServerProcess.Start(Collector(youngest), ["serve", project.Folder, BenchProject.Task, workers.ToString()]);

        var latencies = new List<double>();
        var ready = new CountdownEvent(workers);
        var lines = new LoadWorker[workers];
        for (var i = 0; i < workers; i++)
        {
            var line = lines[i] = new LoadWorker();
            var isSeated = false;
            await line.Connect(server.Address, server.Tokens[i], $"t{i}");
            _ = line.Read(frame =>
            {
                // A message may bring several frames at once; what was told is what another worker sent.
                var rest = frame.Span;
                for (var told = rest.IndexOf("\"told\""u8); told >= 0; told = rest.IndexOf("\"told\""u8))
                {
                    rest = rest[(told + 6)..];
                    if (rest.IndexOf("sent="u8) is not (> 0 and var at)) break;
                    var digits = rest[(at + 5)..];
                    var sent = long.Parse(Encoding.ASCII.GetString(digits[..digits.IndexOf((byte)'.')]));
                    lock (latencies) latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                }

                if (!isSeated && frame.Span.IndexOf("\"floor\""u8) > 0)
                {
                    isSeated = true;
                    ready.Signal();
                }

                return ValueTask.CompletedTask;
            });
        }

        if (!ready.Wait(TimeSpan.FromSeconds(120))) throw new InvalidOperationException($"{ready.CurrentCount} workers were never seated.");
        var random = new Random(7);
        var perSecond = workers / 10;
        var started = Stopwatch.GetTimestamp();
        for (var n = 0; n < perSecond * seconds; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / perSecond);
            while (Stopwatch.GetElapsedTime(started) < due) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            if (n == perSecond * 3) lock (latencies) latencies.Clear(); // the first three seconds warm the machine up
            _ = lines[random.Next(workers)].Say($"sent={Stopwatch.GetTimestamp()}. How long is the river?");
        }

        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        double[] sorted;
        lock (latencies) sorted = [.. latencies.Order()];
        Console.WriteLine(
            $"{workers} workers, {perSecond} msg/s, {sorted.Length} measured: p50 {sorted[sorted.Length / 2]:0.00} ms, p99 {sorted[(int)(sorted.Length * 0.99)]:0.00} ms, "
            + $"max {sorted[^1]:0.0} ms (bars: p50 2, p99 10; youngest generation "
            + (youngest == 0 ? "as .NET has it)" : $"{youngest} MiB)"));
        foreach (var line in lines) line.Dispose();
        return 0;
    }

    // .NET reads this one from the environment only, as a hexadecimal number.
    private static Dictionary<string, string> Collector(int mebibytes)
        => mebibytes == 0 ? [] : new() { ["DOTNET_GCgen0size"] = ((long)mebibytes << 20).ToString("x") };
}
