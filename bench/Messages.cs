using System.Diagnostics;

namespace Crowdwork.Bench;

/// <summary>
/// Saturation: workers in pairs, each keeps four messages in flight and sends another for each that arrives. The same load generator drives the bare relay and
/// the real thing, in alternating rounds.
/// </summary>
internal static class Messages
{
    private const int InFlight = 4;
    private const int Rounds = 3;

    public static async Task<int> Measure(string[] args)
    {
        var workers = args.Length > 0 ? int.Parse(args[0]) : 1000;
        var seconds = args.Length > 1 ? int.Parse(args[1]) : 8;
        var relay = new List<double>();
        var ours = new List<double>();
        for (var round = 1; round <= Rounds; round++)
        {
            await using (var server = await ServerProcess.Start("relay")) relay.Add(await Run(server, workers, seconds));
            using var project = new BenchProject(BenchProject.Relay);
            await using (var server = await ServerProcess.Start("serve", project.Folder, BenchProject.Task, workers.ToString())) ours.Add(await Run(server, workers, seconds));
            Console.WriteLine($"round {round}: bare relay {relay[^1]:N0} msg/s, crowdwork {ours[^1]:N0} msg/s, ratio {ours[^1] / relay[^1]:0.00}");
        }

        relay.Sort();
        ours.Sort();
        Console.WriteLine($"{workers} workers, medians: bare relay {relay[Rounds / 2]:N0} msg/s, crowdwork (durable) {ours[Rounds / 2]:N0} msg/s, ratio {ours[Rounds / 2] / relay[Rounds / 2]:0.00} (bar 0.40)");
        return 0;
    }

    private static async Task<double> Run(ServerProcess server, int workers, int seconds)
    {
        long received = 0;
        var ready = new CountdownEvent(workers);
        var lines = new List<LoadWorker>(workers);
        var isRelay = server.Tokens.Count == 0;
        for (var i = 0; i < workers; i++)
        {
            var line = new LoadWorker();
            lines.Add(line);
            var isSeated = isRelay;
            if (isSeated) ready.Signal();
            await line.Connect(server.Address, isRelay ? null : server.Tokens[i], $"t{i}");
            _ = line.Read(async frame =>
            {
                // A message may bring several frames at once.
                for (var told = frame.Span.Count("\"told\""u8); told > 0; told--)
                {
                    Interlocked.Increment(ref received);
                    await line.Say("How long is the river, and where does it meet the sea?");
                }

                if (!isSeated && frame.Span.IndexOf("\"floor\""u8) > 0)
                {
                    isSeated = true;
                    ready.Signal();
                }
            });
        }

        ready.Wait(TimeSpan.FromSeconds(60));
        foreach (var line in lines)
            for (var i = 0; i < InFlight; i++) await line.Say("How long is the river, and where does it meet the sea?");
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);

        var cpuBefore = await server.Cpu();
        var before = Interlocked.Read(ref received);
        var started = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        var rate = (Interlocked.Read(ref received) - before) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var cpu = await server.Cpu() - cpuBefore;
        Console.WriteLine($"  {(isRelay ? "relay" : "crowdwork")}: {rate:N0} msg/s, server cpu {cpu.TotalMilliseconds / (rate * seconds) * 1000:0.0} us/msg");
        foreach (var line in lines) line.Dispose();
        return rate;
    }
}
