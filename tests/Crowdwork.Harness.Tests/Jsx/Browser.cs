using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>A browser for one test, without a window.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>What pages wrote as an error into the browser's console.</summary>
    public List<string> ConsoleErrors { get; } = [];

    public static async Task<Browser> Start()
    {
        var playwright = await Playwright.CreateAsync();
        string?[] places = [Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            // Null takes the browser that Playwright has installed itself.
            ExecutablePath = places.FirstOrDefault(place => place is not null && File.Exists(place)), Args = ["--no-sandbox"],
        });
        return new Browser(playwright, browser);
    }

    public async Task<IPage> Open(string address, int width = 1400, int height = 900)
    {
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce });
        page.SetDefaultTimeout(60_000);
        // A loaded machine is no fault.
        Assertions.SetDefaultExpectTimeout(30_000);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") ConsoleErrors.Add(message.Text);
        };
        await page.GotoAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
