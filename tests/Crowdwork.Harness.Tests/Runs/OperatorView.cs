using Crowdwork.Harness.Tests.Browsers;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Runs;

/// <summary>A page of a run in a browser, opened by the address that the command printed. Everything that a console or a page complains of is collected.</summary>
internal sealed class OperatorView : IAsyncDisposable
{
    // Decisions are held for some seconds, and a loaded machine is no fault.
    private const float Patience = 45_000;

    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    private OperatorView(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors) return _errors.ToArray();
        }
    }

    public static async Task<OperatorView> Open(Chromium chromium, RealRun run, string path = "")
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 } });
        context.SetDefaultTimeout(Patience);
        var view = new OperatorView(context, await context.NewPageAsync());
        view.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") view.Note($"console: {message.Text} ({message.Location})");
        };
        view.Page.PageError += (_, error) => view.Note($"page: {error}");
        view.Page.Dialog += (_, dialog) =>
        {
            view.Note($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        await view.Page.GotoAsync(run.Link.ToString());
        if (path.Length > 0) await view.Page.GotoAsync(new Uri(run.Operators, path).ToString());
        return view;
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Note(string error)
    {
        lock (_errors) _errors.Add(error);
    }
}
