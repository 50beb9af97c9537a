using System.Diagnostics;

namespace Crowdwork.Bench;

/// <summary>
/// The long form of a test: scripted conversations over real sockets while the server is killed at random moments, and everything that was acknowledged has to be there
/// afterwards, once. The test in the suite does eight kills.
/// </summary>
internal static class Kills
{
    public static async Task<int> Run(string[] args)
    {
        var kills = args.Length > 0 ? int.Parse(args[0]) : 100;
        var seed = args.Length > 1 ? args[1] : System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue).ToString();
        Console.WriteLine($"{kills} kills, seed {seed}");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = FirstPage.RepositoryRoot() };
        foreach (var argument in (string[])["test", "tests/Crowdwork.Harness.Tests", "--filter", "FullyQualifiedName~Server_KilledAtRandomMoments"]) start.ArgumentList.Add(argument);
        start.Environment["CROWDWORK_KILLS"] = kills.ToString();
        start.Environment["CROWDWORK_SEED"] = seed;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
