using System.Diagnostics;
using Microsoft.Playwright;

namespace Crowdwork.Bench;

/// <summary>
/// From `dotnet run` to the first page that a worker can write in: the command of the README on the tasks of the repository, build excluded, with a browser that is open already.
/// </summary>
internal static class FirstPage
{
    public static async Task<int> Measure(string[] args)
    {
        var times = args.Length > 0 ? int.Parse(args[0]) : 5;
        var root = RepositoryRoot();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = FourFrames.FindChromium(), Args = ["--no-sandbox"] });

        // The first start compiles the task; those that count find it in the cache, as an author's do.
        var took = new List<(double Listening, double Usable)>();
        for (var i = 0; i <= times; i++)
        {
            var one = await Start(root, browser);
            if (i > 0) took.Add(one);
        }

        Console.WriteLine(
            $"from `dotnet run` to listening: median {Median(took, one => one.Listening):0} ms; to a page that can be written in: median {Median(took, one => one.Usable):0} ms, "
            + $"max {took.Max(one => one.Usable):0} ms (bar 3,000; n = {times})");
        return 0;
    }

    private static async Task<(double Listening, double Usable)> Start(string root, IBrowser browser)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = root, RedirectStandardOutput = true };
        foreach (var argument in "run --no-build -c Release --project runner -- harness --port 0".Split(' ')) start.ArgumentList.Add(argument);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var page = await browser.NewPageAsync();
        try
        {
            var address = await AddressOf(process);
            var listening = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            await page.GotoAsync($"{address}/tasks/qa");
            await page.FrameLocator("iframe >> nth=0").Locator("textarea:enabled").First.WaitForAsync();
            return (listening, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        finally
        {
            await page.CloseAsync();
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task<string> AddressOf(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf("http://localhost:", StringComparison.Ordinal);
            if (at >= 0) return new Uri(line[at..].Split(' ')[0]).GetLeftPart(UriPartial.Authority);
        }

        throw new InvalidOperationException("The runner ended before it listened. Build it first: dotnet build -c Release runner");
    }

    internal static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Crowdwork.sln"))) return folder.FullName;
        throw new InvalidOperationException("The measure needs the repository around it.");
    }

    private static double Median(List<(double Listening, double Usable)> took, Func<(double Listening, double Usable), double> of)
        => took.Select(of).Order().ElementAt(took.Count / 2);
}
