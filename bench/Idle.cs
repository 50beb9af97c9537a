namespace Crowdwork.Bench;

/// <summary>What a connected worker costs who has been seated and does nothing: socket, seat, and half a conversation.</summary>
internal static class Idle
{
    public static async Task<int> Measure(string[] args)
    {
        var workers = args.Length > 0 ? int.Parse(args[0]) : 10_000;
        using var project = new BenchProject(BenchProject.Interview);
        await using var server = await ServerProcess.Start("serve", project.Folder, BenchProject.Task, workers.ToString());
        var warm = workers / 10;
        var lines = new List<LoadWorker>();
        await Connect(server, lines, 0, warm);
        var (heapBefore, residentBefore) = await server.Memory();
        await Connect(server, lines, warm, workers);
        var (heap, resident) = await server.Memory();
        var more = workers - warm;
        Console.WriteLine(
            $"{workers} connected workers: {(resident - residentBefore) / 1024.0 / more:0.0} KB resident each, {(heap - heapBefore) / 1024.0 / more:0.0} KB on the heap (bar 32)");
        foreach (var line in lines) line.Dispose();
        return 0;
    }

    private static async Task Connect(ServerProcess server, List<LoadWorker> lines, int from, int to)
    {
        var ready = new CountdownEvent(to - from);
        for (var i = from; i < to; i++)
        {
            var line = new LoadWorker();
            lines.Add(line);
            await line.Connect(server.Address, server.Tokens[i], $"t{i}");
            var isSeated = false;
            _ = line.Read(frame =>
            {
                if (!isSeated && frame.Span.IndexOf("\"seated\""u8) > 0)
                {
                    isSeated = true;
                    ready.Signal();
                }

                return ValueTask.CompletedTask;
            });
        }

        if (!ready.Wait(TimeSpan.FromSeconds(120))) throw new InvalidOperationException($"{ready.CurrentCount} workers were never seated.");
    }
}
