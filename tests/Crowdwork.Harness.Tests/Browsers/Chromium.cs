using System.Reflection;
using Crowdwork.Harness.Tests.Browsers;
using Microsoft.Playwright;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: ClosesItsPages]

namespace Crowdwork.Harness.Tests.Browsers;

/// <summary>The one browser of all browser tests. Where there is none they are skipped, and one loud line says so.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Missing = "No Chromium was found: install it, or name it in CHROMIUM_PATH.";

    private static readonly string[] s_places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ];

    private static readonly string[] s_flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // A frame without an origin would get a process of its own, and the driver sometimes loses sight of it on the way there.
        "--disable-features=IsolateSandboxedIframes",
    ];

    // The fixture of the assembly, for the attribute below, which gets none.
    private static IBrowser? s_browser;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static bool IsThere => Path is not null;

    private static string? Path { get; } = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named && File.Exists(named) ? named : s_places.FirstOrDefault(File.Exists);

    public IBrowser Browser => _browser ?? throw new InvalidOperationException(Missing);

    public async ValueTask InitializeAsync()
    {
        if (Path is null)
        {
            await Console.Error.WriteLineAsync($"!!! BROWSER TESTS ARE SKIPPED. {Missing} !!!");
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = s_browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = s_flags });
    }

    /// <summary>Closes all pages. A page whose server is gone looks for it for ever, and a hundred of them leave no machine for the tests that follow.</summary>
    internal static async Task CloseAllPages()
    {
        if (s_browser is not { IsConnected: true } browser) return;
        foreach (var context in browser.Contexts.ToArray()) await context.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>After each test in the browser its pages are closed. No two of these tests run at the same time.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClosesItsPagesAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (test.TestCase.TestCollection.TestCollectionDisplayName == BrowserTests.Name) Chromium.CloseAllPages().GetAwaiter().GetResult();
    }
}

/// <summary>Tests in the browser run one after the other: each has several pages, and the machine may have two cores.</summary>
[CollectionDefinition(Name, DisableParallelization = false)]
public sealed class BrowserTests
{
    public const string Name = "browser";
}
