using System.Text.Json;
using Microsoft.Playwright;

namespace Crowdwork.Harness.Tests.Accessibility;

/// <summary>axe-core, which looks for what keeps people out of a page: labels that are missing, colours too close to each other, roles that contradict each other.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Source = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));

    // In each frame by itself: a frame without an origin could not answer the one around it. Without fetching style sheets once more, which such a frame may not do.
    private const string Run = """
        async isPiece => {
          // A piece of a page stands in the main part of the page around it, below its heading.
          const answeredAround = { "landmark-one-main": { enabled: false }, "page-has-heading-one": { enabled: false }, region: { enabled: false } };
          const result = await axe.run(document, { iframes: false, preload: false, resultTypes: ["violations"], rules: isPiece ? answeredAround : {} });
          return JSON.stringify(result.violations.map(({ id, help, nodes }) =>
            ({ id, help, nodes: nodes.map(node => `${node.target.join(" ")}: ${node.html.slice(0, 200)} — ${node.any.concat(node.all, node.none).map(check => check.message).join("; ")}`) })));
        }
        """;

    /// <summary>Looks at a page and all its frames, light and dark, and fails with everything that was found.</summary>
    public static async Task FindsNothing(IPage page, string state)
    {
        var found = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            foreach (var frame in page.Frames)
            {
                if (frame.Url is "about:blank" or "") continue;
                await frame.EvaluateAsync(Source.Value);
                using var violations = JsonDocument.Parse(await frame.EvaluateAsync<string>(Run, frame.Url.Contains("/worker/pages/", StringComparison.Ordinal) || frame.Url.Contains("/answers/", StringComparison.Ordinal)));
                found.AddRange(violations.RootElement.EnumerateArray().SelectMany(violation => violation.GetProperty("nodes").EnumerateArray()
                    .Select(node => $"{state}, {scheme}, {new Uri(frame.Url).AbsolutePath}: {violation.GetProperty("id")} ({violation.GetProperty("help")})\n      {node.GetString()}")));
            }
        }

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        Assert.True(found.Count == 0, $"axe found {found.Count}:\n" + string.Join('\n', found.Distinct()));
    }
}
