using Crowdwork.Harness.Tests.Browsers;
using Microsoft.Playwright;

namespace Crowdwork.Marketplace.Tests.WorkerSite;

/// <summary>A browser window on the worker site. Everything that its console or its pages complain of is collected.</summary>
internal sealed class WorkerWindow : IAsyncDisposable
{
    private const float Patience = 30_000;

    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    private WorkerWindow(IBrowserContext context, string site)
    {
        _context = context;
        Site = site;
    }

    public string Site { get; }

    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors) return _errors.ToArray();
        }
    }

    public static async Task<WorkerWindow> Open(Chromium chromium, string site, bool dark = false, int width = 1200, int height = 860, bool scripts = true)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, JavaScriptEnabled = scripts,
        });
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return new WorkerWindow(context, site);
    }

    public async Task<IPage> Tab(string path)
    {
        var page = await _context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Note($"console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Note($"page: {error}");
        page.Dialog += (_, dialog) =>
        {
            Note($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync(Site + path);
        return page;
    }

    public static Task Sees(IPage page, string text) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(text, new() { Timeout = Patience });

    public static async Task Shot(IPage page, string name, bool whole = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "crowdwork-screenshots")).FullName;
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"market-{name}.png"), FullPage = whole });
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Note(string error)
    {
        lock (_errors) _errors.Add(error);
    }
}
