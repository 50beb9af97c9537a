using Crowdwork.Engine.Tasks;
using Crowdwork.Web.Server;
using Microsoft.Playwright;

namespace Crowdwork.Bench;

/// <summary>The harness with four workers in Chromium, and a file that is saved again and again.</summary>
/// <remarks>Each frame notes by itself when it shows the new text, so that the driving of the browser is not measured.</remarks>
internal sealed class FourFrames : IAsyncDisposable
{
    public const int Count = 4;
    public const int Warmups = 5;

    // Tells the page around it what a page of the task shows, since nobody can look into a frame without an origin.
    private const string Tell = """
        (() => {
          addEventListener("DOMContentLoaded", () => {
            const version = document.getElementById("version")?.textContent;
            if (version && parent !== self) parent.postMessage({ version, at: performance.timeOrigin + performance.now() }, "*");
          });
        })();
        """;

    private const string Watch = """
        text => {
          globalThis.shown = new Promise(resolve => {
            const look = () => {
              if (!document.body.textContent.includes(text)) return;
              observer.disconnect();
              resolve(performance.timeOrigin + performance.now());
            };
            const observer = new MutationObserver(look);
            observer.observe(document.body, { subtree: true, childList: true, characterData: true });
            addEventListener("message", event => event.data?.version === text && resolve(event.data.at));
          });
        }
        """;

    private readonly HarnessServer _server;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IFrame[] _frames;

    private FourFrames(HarnessServer server, IPlaywright playwright, IBrowser browser, IFrame[] frames)
    {
        _server = server;
        _playwright = playwright;
        _browser = browser;
        _frames = frames;
    }

    /// <summary>Opens the task <c>trial</c> of a project, and waits until all four workers have got somewhere.</summary>
    public static async Task<FourFrames> Open(string root, Func<IFrameLocator, ILocator> ready)
    {
        var server = await HarnessServer.Start(new HarnessOptions { Settings = new CrowdSettings { Root = root }, Port = 0, Workers = Count }, TimeProvider.System);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = FindChromium(), Args = ["--no-sandbox"] });
        var harness = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1800, Height = 1000 } });
        await harness.AddInitScriptAsync(Tell);
        await harness.GotoAsync($"{server.Address}/tasks/trial");
        for (var i = 0; i < Count; i++) await ready(harness.FrameLocator($"iframe >> nth={i}")).First.WaitForAsync();
        return new FourFrames(server, playwright, browser, harness.MainFrame.ChildFrames.ToArray());
    }

    /// <summary>Saves a file once for each time, with the version in it, and prints how long it took until all frames showed it.</summary>
    public async Task Measure(string what, string path, Func<string, string> textOf, int times)
    {
        var took = new List<double>();
        for (var i = 1; i <= Warmups + times; i++)
        {
            var version = $"version {i}.";
            foreach (var frame in _frames) await frame.EvaluateAsync(Watch, version);
            var saved = TimeProvider.System.GetUtcNow();
            await Save(path, textOf(version));
            var shown = await Task.WhenAll(_frames.Select(frame => frame.EvaluateAsync<double>("() => globalThis.shown")));
            if (i > Warmups) took.Add(shown.Max() - (saved - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        }

        Print(what, took);
    }

    public static void Print(string what, List<double> took)
    {
        took.Sort();
        Console.WriteLine($"{what,-47} median {took[took.Count / 2],6:0.0} ms   p95 {took[(int)(took.Count * 0.95)],6:0.0} ms   max {took[^1],6:0.0} ms   (n = {took.Count})");
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _server.DisposeAsync();
    }

    // As editors do: a new file in the place of the old one.
    private static async Task Save(string path, string text)
    {
        await File.WriteAllTextAsync(path + "~", text);
        File.Move(path + "~", path, overwrite: true);
    }

    internal static string? FindChromium()
        => new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/usr/bin/chromium" }.FirstOrDefault(place => place is not null && File.Exists(place));
}
