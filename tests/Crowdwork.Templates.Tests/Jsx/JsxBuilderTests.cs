using System.Text;
using Crowdwork.Templates.Jsx;

namespace Crowdwork.Templates.Tests.Jsx;

/// <summary>Pages, built by the real compiler. The packages have to be there, which the build of harness-web sees to.</summary>
public sealed class JsxBuilderTests : IDisposable
{
    private static readonly JsxToolchain Tools = JsxToolchain.Find(AppContext.BaseDirectory, null);

    private readonly string _root = Directory.CreateTempSubdirectory("crowdwork-jsx-").FullName;
    private readonly string _folder;

    public JsxBuilderTests() => _folder = Directory.CreateDirectory(Path.Combine(_root, "trial")).FullName;

    private CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

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
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Builder().Build(page, null, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder, ".work")));
    }

    [Fact]
    public async Task Build_WithoutTheCompiler_SaysWhatToInstall()
    {
        var page = Write("Page.jsx", "export default () => null;");
        var builder = new JsxBuilder(new JsxToolchain(Path.Combine(_folder, "nothing")), Path.Combine(_folder, ".work"), TimeProvider.System);
        var problem = Assert.Single((await builder.Build(page, null, Cancelled)).Problems);
        Assert.Contains("Node.js", problem.Remedy);
    }

    [Fact]
    public async Task Value_OfATemplate_BecomesALiteralAndAnObjectOfJsxStays()
    {
        var page = Write("Page.jsx", """
            import { Part } from "./parts/Part.jsx";
            const task = {{ task }};
            export default () => <p style={{ color: "red" }} title={{ task.title }}><Part /> {task.reward}</p>;
            """);
        Write("parts/Part.jsx", "export const Part = () => <i>part</i>;");

        var build = await Build(page);

        Assert.Empty(build.Problems);
        var code = Encoding.UTF8.GetString(build.Output!.Code);
        Assert.Contains("title: 'Grüße \"an\" alle", code);
        Assert.Contains("color: \"red\"", code);
        Assert.Equal(["Page.jsx", "Part.jsx"], build.Inputs.Select(input => Path.GetFileName(input)!).Order(StringComparer.Ordinal));
        Assert.True(build.UsesValues);
    }

    [Fact]
    public async Task Mistake_BehindALoopOfATemplate_IsToldWhereItWasWritten()
    {
        var page = Write("Page.jsx", """
            {{~ for word in task.keywords ~}}
            console.log({{ word }});
            {{~ end ~}}
            export default () => <p>grün {nothing(}</p>;
            """);
        var problem = (await Build(page)).Problems[0];
        Assert.Equal((page, 4, 39), (problem.File, problem.Line, problem.Column));
    }

    [Fact]
    public async Task Mistake_BehindUmlauts_IsToldByCharactersAndNotByBytes()
        => Assert.Equal((1, 37), Place((await Build(Write("Page.jsx", "export default () => <p>äöü{nothing(}</p>;"))).Problems[0]));

    [Theory]
    [InlineData("data.title", "the prop data")]
    [InlineData("worker.id", "the prop worker")]
    [InlineData("role", "the prop role")]
    [InlineData("colour", "It knows: task.")]
    [InlineData("task.titel", "task.title")]
    public async Task Name_ThatIsNotKnownWhenThePageIsBuilt_IsAnErrorWithARemedy(string name, string remedy)
    {
        var page = Write("Page.jsx", $"const a = 1;\nexport default () => <p title={{{{ {name} }}}}>{{a}}</p>;");
        var build = await Build(page);
        Assert.Null(build.Output);
        var problem = Assert.Single(build.Problems);
        Assert.Equal((page, 2, 34), (problem.File, problem.Line, problem.Column));
        Assert.Contains(remedy, problem.Remedy);
    }

    [Fact]
    public async Task ImportedFile_WithValues_GetsThemToo()
    {
        Write("parts/Title.jsx", """
            import { mark } from "../mark.js";
            import { shared } from "../../shared-code/shared.js";
            export const Title = () => <b>{mark + shared}{{ task.title }}</b>;
            export const Broken = () => { throw new Error("here"); };
            """);
        Write("mark.js", "export const mark = \"the mark\";");
        Write("node_modules/kit/index.js", "export const kit = \"the kit\";");
        Write("node_modules/kit/package.json", """{ "name": "kit", "version": "1.0.0", "type": "module", "main": "index.js" }""");
        Write("../shared-code/shared.js", "export const shared = \"shared\";");
        var page = Write("Page.jsx", """import { Title, Broken } from "./parts/Title"; import { kit } from "kit"; export default () => <Title kit={kit}><Broken /></Title>;""");

        var build = await Build(page);

        Assert.Empty(build.Problems);
        var code = Encoding.UTF8.GetString(build.Output!.Code);
        Assert.Contains("'Grüße \"an\" alle", code);
        Assert.Contains("the kit", code);
        Assert.Contains(Path.Combine(_folder, "mark.js"), build.Inputs);
        Assert.Contains(Path.Combine(_folder, "parts", "Title.jsx"), build.Inputs);
        Assert.Contains(Path.Combine(_root, "shared-code", "shared.js"), build.Inputs);
        var lines = code.Split('\n');
        var line = Array.FindIndex(lines, text => text.Contains("new Error(\"here\")", StringComparison.Ordinal));
        Assert.Equal(
            (Path.Combine(_folder, "parts", "Title.jsx"), 4, 37),
            build.Output.Origin(line + 1, lines[line].IndexOf("new Error", StringComparison.Ordinal) + 1));
    }

    [Fact]
    public async Task ImportedFile_WithAMistakeInItsTemplate_IsToldOnlyToWhoImportsIt()
    {
        var part = Write("Part.jsx", "export const Part = () => <b>{{ data.title }}</b>;");
        var one = Write("One.jsx", """import { Part } from "./Part.jsx"; export default Part;""");
        var other = Write("Other.jsx", "export default () => <p>other</p>;");

        Assert.Equal(part, Assert.Single((await Build(one)).Problems).File);
        Assert.Empty((await Build(other)).Problems);
    }

    [Fact]
    public async Task Origin_BehindValuesOfATemplate_IsWhereItWasWritten()
    {
        var page = Write("Page.jsx", """
            const task = {{ task }};
            {{ for word in task.keywords }}
            // {%{{{ kept }}}%}
            {{ end }}
            export default function Page() {
              const long = {{ task.title }}; throw new Error(task.title + long);
            }
            """);
        var output = (await Build(page)).Output!;
        var lines = Encoding.UTF8.GetString(output.Code).Split('\n');
        var line = Array.FindIndex(lines, text => text.Contains("throw new Error", StringComparison.Ordinal));
        Assert.Equal((page, 6, 40), output.Origin(line + 1, lines[line].IndexOf("new Error", StringComparison.Ordinal) + 1));

        // The map that browsers get says the same, under names that tell nothing of this machine.
        var json = output.Map(path => $"/trial/{Path.GetFileName(path)}");
        Assert.Equal(("/trial/Page.jsx", 6, 40), SourceMap.Parse(json).Origin(line + 1, lines[line].IndexOf("new Error", StringComparison.Ordinal) + 1));
        Assert.Contains("{{ task.title }}", Encoding.UTF8.GetString(json));
        Assert.DoesNotContain(_folder, Encoding.UTF8.GetString(json));
    }

    [Fact]
    public async Task Build_WithValues_TwiceIsTheSameVersion()
    {
        var page = Write("Page.jsx", "export default () => <p>{{ math.random 1 1000000 }} {{ task.title }}</p>;");
        Assert.Equal((await Build(page)).Output!.Version, (await Build(page)).Output!.Version);
    }

    private static (int Line, int Column) Place(JsxProblem problem) => (problem.Line, problem.Column);

    private JsxValues Values => new(_folder, new Dictionary<string, object?>
    {
        ["task"] = new Dictionary<string, object?> { ["title"] = "Grüße \"an\" alle </script>", ["reward"] = 0.5m, ["keywords"] = new[] { "one", "two" } },
    });

    private JsxBuilder Builder() => new(Tools, Path.Combine(_folder, ".work"), TimeProvider.System);

    private Task<JsxBuild> Build(string page) => Builder().Build(page, Values, Cancelled);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
