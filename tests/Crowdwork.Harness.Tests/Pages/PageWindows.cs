using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Pages;

/// <summary>Windows of the one browser, each with a storage of its own.</summary>
internal static class PageWindows
{
    public static async Task<IPage> Open(this Chromium chromium, int width = 1000, int height = 800, bool dark = false)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        // Not what a page may take, but when a test gives up; a loaded machine is no fault.
        context.SetDefaultTimeout((float)Guard.Patience.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)Guard.Patience.TotalMilliseconds);
        return await context.NewPageAsync();
    }

    /// <summary>Keeps a picture for people to look at, where CROWDWORK_PICTURES names a folder.</summary>
    public static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CROWDWORK_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
    }
}
