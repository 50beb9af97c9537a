using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>Pages that write a name of the data in another way than the script does.</summary>
public sealed class DataNamesTests
{
    [Theory]
    [InlineData("Page.jsx", "export const Context = ({ data }) => <p>shown: {data.title}</p>;", "tasks/trial/Page.jsx:1:")]
    [InlineData("page.html", "<p>shown: {{ data.title }}</p>", "tasks/trial/page.html:1:14")]
    public async Task Page_ThatReadsANameInAnotherSpelling_IsToldInTheHarness(string file, string text, string place)
    {
        await using var task = await RehearsedTask.Of(
            ("config.json", """{ "title": "Trial", "reward": 0.10 }"""), ("world.csx", $$"""
                var worker = await Meet();
                await worker.Show("{{file}}", new { Title = "Rivers" });
                await worker.Ask("Well?");
                """), (file, text));
        var harness = await task.Harness();

        await Expect(harness.GetByText("Did you mean data.Title?").First).ToBeVisibleAsync();
        await Expect(harness.GetByText(place).First).ToBeVisibleAsync();
    }
}
