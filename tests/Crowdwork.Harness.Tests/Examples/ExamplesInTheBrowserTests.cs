using Crowdwork.Engine.Rehearsals;
using Crowdwork.Engine.Store;
using Crowdwork.Engine.Tasks;
using Crowdwork.Harness.Tests.Accessibility;
using Crowdwork.Harness.Tests.Browsers;
using Crowdwork.Harness.Tests.Pages;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>
/// Every example as each of its workers sees it: nothing in the console, nothing that axe finds, and nothing beyond the right edge of a phone. What the pages do is
/// tested beside, task by task.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class ExamplesInTheBrowserTests(Chromium chromium, ExamplesInTheBrowserTests.House house) : IClassFixture<ExamplesInTheBrowserTests.House>
{
    /// <summary>What is to be seen of a task.</summary>
    /// <param name="Task">Its folder.</param>
    /// <param name="Asks">What somebody is asked when all that is said was said.</param>
    /// <param name="Workers">How many it takes.</param>
    /// <param name="Says">What is said before it is looked at, by whoever is asked.</param>
    public sealed record Sight(string Task, string Asks, int Workers = 1, params string[] Says)
    {
        /// <summary>A test that they have passed already.</summary>
        public string? Passed { get; init; }

        public bool HasOperator { get; init; }

        /// <summary>Whether it has a page of its own to be seen before the work is accepted.</summary>
        public bool HasPreview { get; init; }

        /// <summary>Whether its own tests do not look at it on a phone.</summary>
        public bool IsNewOnAPhone { get; init; }

        public override string ToString() => Task;
    }

    private static readonly Sight[] s_sights =
    [
        new("custom-frontend", "Please ask a question that a number answers", 3) { Passed = "knows the three roles of numeric questions" },
        new("custom-frontend-packages", "Your answer?", 2, "How many hours has a year?"),
        new("deal-or-no-deal", "", 2, "I would like the books, and you could have the hat.", "Only if the balls are mine, too."),
        new("describe-and-guess", "", 2, "You hold it over your head.", "hat") { IsNewOnAPhone = true },
        new("model-evaluator", "How good is the reply to this message?"),
        new("multi-agent-dialog", "Your turn.", 2, "What would you build?") { HasOperator = true, IsNewOnAPhone = true },
        new("object-recognition", "Begin") { HasPreview = true, IsNewOnAPhone = true },
        new("qa", "And what is the answer", 1, "How long can it be stored?"),
        new("qualification-flow", "What is 6 + 6?", 1, "2", "5"),
        new("rate-a-summary", "Send my rating") { HasPreview = true, IsNewOnAPhone = true },
        new("reference-game", "", 2, "It is worn on the head"),
        new("static-html", "Your robot") { Passed = "robot: knows what an order is", HasPreview = true },
        new("static-html-pilot", "What the robot can do") { HasPreview = true },
        new("waiting-room", "Your answer:", 2, "How did you come to it?"),
    ];

    public static TheoryData<Sight> Sights() => [.. s_sights];

    [Fact]
    public void Sights_AreOfAllExamples()
        => Assert.Equal(house.Examples, s_sights.Select(sight => sight.Task));

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Sights))]
    public async Task Pages_OfAnExample_AreQuietFitForEverybodyAndFitOnAPhone(Sight sight)
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        var complaints = new List<string>();
        await house.Prepare(sight);
        var pages = new List<IPage>();
        string[] workers = [.. Enumerable.Range(1, sight.Workers).Select(number => $"W{number}"), .. sight.HasOperator ? [Rehearsal.OperatorId] : Array.Empty<string>()];
        foreach (var worker in workers) pages.Add(await Open(house.WorkerPage(sight.Task, worker), complaints));
        await house.Seated(sight.Task, workers.Length);
        foreach (var page in pages) await Expect(page.Locator(".lobby-dots")).ToBeHiddenAsync();

        foreach (var text in sight.Says) await Say(pages, text);
        if (sight.Asks.Length > 0)
            await Guard.Until(async () => await Any(pages, page => IsShown(page, sight.Asks)), () => $"one of the {pages.Count} pages should show: {sight.Asks}");
        if (sight.HasPreview) pages.Add(await Open(house.Preview(sight.Task), complaints));

        for (var number = 0; number < pages.Count; number++)
        {
            var name = $"{sight.Task}-{(number < workers.Length ? workers[number] : "preview")}";
            await FitsOnAPhone(pages[number], name);
            if (sight.IsNewOnAPhone || number >= workers.Length) await Axe.FindsNothing(pages[number], $"{name}, 375 px");
            await pages[number].SetViewportSizeAsync(1280, 800);
            await Axe.FindsNothing(pages[number], $"{name}, 1280 px");
            await Picture(pages[number], name);
        }

        Assert.Empty(complaints);
    }

    private async Task<IPage> Open(string address, List<string> complaints)
    {
        var page = await chromium.Open(1280, 800);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"not caught: {error}");
        await page.GotoAsync(address);
        return page;
    }

    // Whoever is asked first may be any of them.
    private static async Task Say(List<IPage> pages, string text)
    {
        ILocator? box = null;
        await Guard.Until(
            () => Any(pages, async page =>
            {
                var all = page.GetByRole(AriaRole.Textbox).Or(page.GetByRole(AriaRole.Spinbutton));
                if (await all.CountAsync() != 1 || !await all.IsEnabledAsync() || await all.InputValueAsync() != "") return false;
                box = all;
                return true;
            }),
            () => $"one of the {pages.Count} pages should ask for: {text}");
        await box!.FillAsync(text);
        await box.PressAsync("Enter");
        foreach (var page in pages) await Expect(page.GetByText(text).First).ToBeVisibleAsync();
    }

    private static async Task<bool> Any(List<IPage> pages, Func<IPage, Task<bool>> holds)
    {
        foreach (var page in pages)
            if (await holds(page)) return true;
        return false;
    }

    private static async Task<bool> IsShown(IPage page, string text)
    {
        foreach (var frame in page.Frames)
            if (await frame.GetByText(text).CountAsync() > 0) return true;
        return false;
    }

    private static async Task FitsOnAPhone(IPage page, string name)
    {
        await page.SetViewportSizeAsync(375, 740);
        foreach (var frame in page.Frames)
        {
            // What is wider than its frame, and is neither cut off nor scrolled by something around it.
            var wide = await frame.EvaluateAsync<string[]>("""
                () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
                  .filter(element => element.getBoundingClientRect().right > innerWidth + 0.5)
                  .map(element => `${element.tagName.toLowerCase()}.${element.className} to ${Math.round(element.getBoundingClientRect().right)} of ${innerWidth}`).slice(0, 5)
                  .concat(`the page is ${document.documentElement.scrollWidth} wide`)
                """);
            Assert.True(wide.Length == 0, $"{name}, {frame.Url}: scrolls sideways: {string.Join("; ", wide)}");
        }
    }

    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CROWDWORK_PICTURES") is not { Length: > 0 }) return;
        foreach (var (scheme, word) in new[] { (ColorScheme.Light, "light"), (ColorScheme.Dark, "dark") })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            foreach (var (width, height) in new[] { (1280, 800), (375, 740) })
            {
                await page.SetViewportSizeAsync(width, height);
                await PageWindows.Picture(page, $"{name}-{width}-{word}");
            }
        }
    }

    /// <summary>A server with all examples.</summary>
    public sealed class House : IAsyncLifetime
    {
        private readonly ProjectCopy _project = ProjectCopy.WithExamples();
        private HarnessServer? _server;

        public IReadOnlyList<string> Examples
            => [.. Directory.EnumerateDirectories(_project["tasks"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

        public async ValueTask InitializeAsync()
            => _server = await HarnessServer.Start(new HarnessOptions { Settings = new CrowdSettings { Root = _project.Root }, Port = 0 }, TimeProvider.System);

        public async ValueTask DisposeAsync()
        {
            if (_server is not null) await _server.DisposeAsync();
            _project.Dispose();
        }

        public async Task Prepare(Sight sight)
        {
            if (sight.Passed is not { } name) return;
            for (var number = 1; number <= sight.Workers; number++)
                await _server!.Store.Write(new Projection.QualificationSet(new WorkerId($"W{number}"), name, 1, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        }

        public string WorkerPage(string task, string worker)
        {
            var session = new Session(task, new WorkerId(worker), worker == Rehearsal.OperatorId, TimeProvider.System.GetUtcNow().AddDays(1));
            return $"{_server!.Address}/worker?t={Uri.EscapeDataString(_server.Tokens.Sign(session))}";
        }

        public string Preview(string task) => $"{_server!.Address}/worker/preview/{task}";

        public async Task Seated(string task, int workers)
        {
            var rehearsal = await _server!.Rehearsed(task);
            await Guard.Until(
                async () => (await rehearsal.View()).Workers.Count(worker => worker.State == "talking") == workers,
                () => $"{workers} should be in a conversation of {task}");
        }
    }
}
