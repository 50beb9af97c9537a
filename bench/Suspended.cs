namespace Crowdwork.Bench;

/// <summary>What an open conversation costs that nobody looks at: script, seats, journal position.</summary>
internal static class Suspended
{
    public static async Task<int> Measure(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0]) : 10_000;
        using var project = new BenchProject(BenchProject.Interview);
        await using var open = await OpenConversations.Open(project);
        await open.Begin(0, 500);
        var before = Settled();
        await open.Begin(500, 500 + count);
        Console.WriteLine($"{count} open conversations of two workers, four messages in: {(Settled() - before) / (double)count:N0} bytes each (bar 4,096)");
        return 0;
    }

    private static long Settled()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
