using System.Text;
using Crowdwork.Templates.Jsx;

namespace Crowdwork.Templates.Tests.Jsx;

/// <summary>Pages, built by the real compiler. The packages have to be there, which the build of harness-web sees to.</summary>
public sealed class JsxBuilderTests : IDisposable
{
    private static readonly JsxToolchain Tools = JsxToolchain.Find(AppContext.BaseDirectory, null);

    private readonly string _folder = Directory.CreateTempSubdirectory("crowdwork-jsx-").FullName;

    private CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Build_PageWithImportsAndStyle_GivesModuleStyleAndExports()
    {
        Write("Part.tsx", """export const Part = ({ name }: { name: string }) => <b className="name">{name}</b>;""");
        Write("page.css", ".name { color: red; }");
        var page = Write("Page.jsx", """
            import { useState } from "react";
            import { Part } from "./Part.tsx";
            import "./page.css";
            export function ChatMessage() { const [name] = useState("x"); return <Part name={name} />; }
            export default ChatMessage;
            """);

        var build = await Build(page);

        Assert.Empty(build.Problems);
        Assert.Equal(["ChatMessage", "default"], build.Output!.Exports.Order());
        Assert.Contains(".name", Encoding.UTF8.GetString(build.Output.Style!));
        Assert.Equal(["Page.jsx", "Part.tsx", "page.css"], build.Inputs.Select(input => Path.GetFileName(input)!).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("useMemoCache", Encoding.UTF8.GetString(build.Output.Code));
    }

    [Fact]
    public async Task Build_SameTextTwice_HasTheSameVersion_AndAnotherTextAnother()
    {
        var page = Write("Page.jsx", "export default () => <p>one</p>;");
        var first = (await Build(page)).Output!.Version;
        Assert.Equal(first, (await Build(page)).Output!.Version);

        Write("Page.jsx", "export default () => <p>two</p>;");
        Assert.NotEqual(first, (await Build(page)).Output!.Version);
    }

    [Fact]
    public async Task Build_SeveralMistakes_ReportsThemAllWithTheirPlaces()
    {
        var page = Write("Page.jsx", """
            import dayjs from "dayjs/plugin/utc";
            import { Part } from "./Part.jsx";
            export default () => <Part day={dayjs()} />;
            """);

        var build = await Build(page);

        Assert.Null(build.Output);
        Assert.Collection(
            build.Problems,
            missing =>
            {
                Assert.Equal((page, 1, 19), (missing.File, missing.Line, missing.Column));
                Assert.Contains("\"dayjs/plugin/utc\"", missing.Message);
                Assert.Contains("`npm install dayjs`", missing.Remedy);
            },
            missing =>
            {
                Assert.Equal((page, 2, 22), (missing.File, missing.Line, missing.Column));
                Assert.Contains("no file \"./Part.jsx\"", missing.Message);
            });
    }

    [Fact]
    public async Task Build_UnclosedElement_IsAnErrorAtItsPlace()
    {
        var page = Write("Page.jsx", "export default () => (\n  <div><b></div>\n);");
        var problem = (await Build(page)).Problems[0];
        Assert.Equal((2, 13), (problem.Line, problem.Column));
        Assert.False(problem.IsWarning);
    }

    [Fact]
    public async Task Build_SuspiciousCode_IsAWarningAndStillBuilt()
    {
        var page = Write("Page.jsx", "export default ({ x }) => <p>{x === NaN ? 1 : 2}</p>;");
        var build = await Build(page);
        Assert.NotNull(build.Output);
        Assert.True(Assert.Single(build.Problems).IsWarning);
    }

    [Fact]
    public async Task Build_PackageThatRequiresReact_GetsTheSharedOne()
    {
        Write("node_modules/old-style/package.json", """{ "name": "old-style", "version": "1.0.0", "main": "index.js" }""");
        Write("node_modules/old-style/index.js", """const React = require("react"); exports.make = () => React.createElement("i");""");
        var page = Write("Page.jsx", """import { make } from "old-style"; export default () => make();""");

        var build = await Build(page);

        Assert.Empty(build.Problems);
        var code = Encoding.UTF8.GetString(build.Output!.Code);
        Assert.Contains("globalThis.__crowdwork", code);
        Assert.DoesNotContain("Dynamic require of \\\"react\\\"", code);
    }

    [Fact]
    public async Task Build_JsPsychWithItsStyle_NeedsNoPackageOfTheTask()
    {
        var page = Write("Page.jsx", """
            import { initJsPsych } from "jspsych";
            import buttons from "@jspsych/plugin-html-button-response";
            import "jspsych/css/jspsych.css";
            export default () => <p>{initJsPsych.name + buttons.info.name}</p>;
            """);

        var build = await Build(page);

        Assert.Empty(build.Problems);
        Assert.Contains("jspsych-display-element", Encoding.UTF8.GetString(build.Output!.Style!));
        Assert.Equal([page], build.Inputs);
    }

    [Fact]
    public async Task Origin_OfAPlaceInTheCode_IsWhereItWasWritten()
    {
        var page = Write("Page.jsx", """
            const greeting = "hello";

            export default function Page() {
              throw new Error(greeting);
            }
            """);
        var output = (await Build(page)).Output!;
        var lines = Encoding.UTF8.GetString(output.Code).Split('\n');
        var line = Array.FindIndex(lines, text => text.Contains("throw new Error", StringComparison.Ordinal));

        Assert.Equal((page, 4, 9), output.Origin(line + 1, lines[line].IndexOf("new Error", StringComparison.Ordinal) + 1));
        Assert.Null(output.Origin(100_000, 1));
    }

    [Fact]
    public async Task Build_Cancelled_Ends()
    {
        var page = Write("Page.jsx", "export default () => null;");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Builder().Build(page, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder, ".work")));
    }

    [Fact]
    public async Task Build_WithoutTheCompiler_SaysWhatToInstall()
    {
        var page = Write("Page.jsx", "export default () => null;");
        var builder = new JsxBuilder(new JsxToolchain(Path.Combine(_folder, "nothing")), Path.Combine(_folder, ".work"), TimeProvider.System);
        var problem = Assert.Single((await builder.Build(page, Cancelled)).Problems);
        Assert.Contains("Node.js", problem.Remedy);
    }

    private JsxBuilder Builder() => new(Tools, Path.Combine(_folder, ".work"), TimeProvider.System);

    private Task<JsxBuild> Build(string page) => Builder().Build(page, Cancelled);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
