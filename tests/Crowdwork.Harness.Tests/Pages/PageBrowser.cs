using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Pages;

/// <summary>One Chromium for the tests of a class; each test gets windows of its own.</summary>
public sealed class PageBrowser : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Find(), Args = ["--no-sandbox"] });
    }

    /// <summary>A window with its own storage.</summary>
    public async Task<IPage> Open(int width = 1000, int height = 800, bool dark = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <summary>Keeps a picture for people to look at, where CROWDWORK_PICTURES names a folder.</summary>
    public static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CROWDWORK_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    // Playwright's own browser where there is none of the system's.
    private static string? Find()
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
