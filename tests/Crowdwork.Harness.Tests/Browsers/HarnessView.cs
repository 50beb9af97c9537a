using System.Text.Json;
using Crowdwork.Harness.Tests.Operators;
using Crowdwork.Harness.Tests.Running;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Browsers;

/// <summary>The harness page in a browser, with the frames of its workers. Everything that a console or a page complains of is collected.</summary>
internal sealed class HarnessView : IAsyncDisposable
{
    private const float Patience = 45_000;

    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    private HarnessView(IBrowserContext context, IPage page, OperatorLine line)
    {
        _context = context;
        Page = page;
        Line = line;
    }

    public IPage Page { get; }

    public OperatorLine Line { get; }

    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors) return _errors.ToArray();
        }
    }

    public static async Task<HarnessView> Open(Chromium chromium, RunningHarness harness, string task)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1500, Height = 950 } });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        var view = new HarnessView(context, page, await harness.Operate(task));
        view.Listen(page);
        await page.GotoAsync(new Uri(harness.Address, $"/tasks/{task}").ToString());
        return view;
    }

    public void Listen(IPage page)
    {
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
    }

    public IFrameLocator Frame(string worker) => Page.FrameLocator($"section[aria-label='Worker {worker}'] iframe >> nth=0");

    public async Task<IPage> NewTab(string url)
    {
        var page = await _context.NewPageAsync();
        Listen(page);
        await page.GotoAsync(url);
        return page;
    }

    /// <summary>Writes an answer in a worker's frame and sends it.</summary>
    public async Task Answer(string worker, string text)
    {
        var frame = Frame(worker);
        await frame.Locator("#answer").FillAsync(text);
        await frame.Locator("#answer").PressAsync("Enter");
    }

    public Task Sees(string worker, string text) => Assertions.Expect(Frame(worker).Locator("body")).ToContainTextAsync(text, new() { Timeout = Patience });

    public Task IsAsked(string worker) => Assertions.Expect(Frame(worker).Locator("#answer")).ToBeVisibleAsync(new() { Timeout = Patience });

    /// <summary>Waits until one of these workers is asked something that they have not answered, and answers with their name.</summary>
    public async Task<string> WhoIsAsked(params IReadOnlyList<string> workers)
    {
        string? found = null;
        await Line.Until(_ => (found = workers.FirstOrDefault(worker => Line.Worker(worker).GetProperty("due").ValueKind == JsonValueKind.Number)) is not null, $"a question to one of {string.Join(", ", workers)}");
        await IsAsked(found!);
        return found!;
    }

    public async Task Shot(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "crowdwork-screenshots")).FullName;
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
    }

    public async ValueTask DisposeAsync()
    {
        await Line.DisposeAsync();
        await _context.DisposeAsync();
    }

    private void Note(string error)
    {
        lock (_errors) _errors.Add(error);
    }
}
