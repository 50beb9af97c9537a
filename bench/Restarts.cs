namespace Crowdwork.Bench;

/// <summary>A server with many open conversations is killed; how long until a new one has them all back at their awaits.</summary>
internal static class Restarts
{
    public static async Task<int> Measure(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0]) : 10_000;
        using var project = new BenchProject(BenchProject.Interview);
        await using (var open = await OpenConversations.Open(project)) await open.Begin(0, count);
        await using var server = await ServerProcess.Start("serve", project.Folder, BenchProject.Task, "1");
        Console.WriteLine($"{count} open conversations: ready {server.ReadyAfter.TotalSeconds:0.00} s after the start of the process (bar 10)");
        return 0;
    }
}
