using static Microsoft.Playwright.Assertions;

namespace Crowdwork.Harness.Tests.Jsx;

/// <summary>A task with a package.json of its own.</summary>
public sealed class PackagesTests
{
    [Fact]
    public async Task PackagesOfTheTask_AreInstalledAndReactStaysOurs()
    {
        await using var task = await RehearsedTask.Of(
            ("config.json", """{ "title": "Trial", "reward": 0.10 }"""), ("world.csx", "var w = await Meet();\nawait w.Show(\"Page.jsx\", new { a = 1 });\nawait w.Ask(\"?\");"),
            ("package.json", """{ "dependencies": { "kit": "file:./kit" }, "devDependencies": {}, "crowdwork": { "react": "17.0.0" } }"""),
            ("package-lock.json", """
                { "name": "trial", "lockfileVersion": 3, "requires": true, "packages": {
                  "": { "dependencies": { "kit": "file:./kit" } }, "kit": { "version": "1.0.0" }, "node_modules/kit": { "resolved": "kit", "link": true } } }
                """),
            ("kit/package.json", """{ "name": "kit", "version": "1.0.0", "main": "index.js" }"""),
            ("kit/index.js", "exports.word = require('react').version;"),
            ("Page.jsx", "import { word } from \"kit\";\nexport const Context = ({ data }) => <p>React {word}, a is {data.a}</p>;"));
        var harness = await task.Harness();

        await Expect(harness.FrameLocator("iframe >> nth=0").GetByText("React 19.")).ToBeVisibleAsync();
        await Expect(harness.GetByText("package.json asks for react 17.0.0, but pages always use the React that comes along").First).ToBeVisibleAsync();
    }
}
