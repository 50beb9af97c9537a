using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>Who may see what the author of a page wrote.</summary>
public sealed class SourceMapTests
{
    private static readonly (string, string)[] Files =
    [
        ("config.json", """{ "title": "Trial", "reward": 0.10 }"""), ("world.csx", "var w = await Meet();\nawait w.Show(\"Page.jsx\", new { a = 1 });\nawait w.Ask(\"?\");"),
        ("Page.jsx", "// A remark of the author's.\nexport const Context = ({ data }) => <p>a is {data.a}</p>;"),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sources_AreThereInARehearsalAndNowhereElse(bool isRehearsal)
    {
        await using var task = isRehearsal ? await RehearsedTask.Of(Files) : await RehearsedTask.WithoutSources(Files);
        var page = await task.Worker("W1");
        await Expect(page.GetByText("a is 1")).ToBeVisibleAsync();
        var code = await page.EvaluateAsync<string>("performance.getEntriesByType('resource').map(each => each.name).find(name => name.includes('/worker/code/') && name.endsWith('.js'))");

        var map = await page.APIRequest.GetAsync(code + ".map");
        var text = await (await page.APIRequest.GetAsync(code)).TextAsync();

        Assert.Equal(isRehearsal ? 200 : 404, map.Status);
        Assert.Equal(isRehearsal, (await map.TextAsync()).Contains("A remark of the author", StringComparison.Ordinal));
        Assert.Equal(isRehearsal, text.Contains("sourceMappingURL", StringComparison.Ordinal));
        Assert.Contains("a is ", text);
    }
}
