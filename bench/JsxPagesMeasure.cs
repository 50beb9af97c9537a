using Crowdwork.Templates.Jsx;

namespace Crowdwork.Bench;

/// <summary>
/// From a saved .jsx to the moment when four workers' frames of the harness show it, and how much of that is the compiler.
/// </summary>
internal static class JsxPagesMeasure
{
    private const string Page = """
        import { useState } from "react";
        import { Part } from "./Part.jsx";
        import "./look.css";
        export default function Asker({ data, messages, prompt, send }) {
          const [text, setText] = useState("");
          return (
            <section className="look">
              <h2 id="version">version 0.</h2>
              <Part data={data} />
              <ul>{messages.map(message => <li key={message.id}>{message.text}</li>)}</ul>
              <form onSubmit={event => { event.preventDefault(); send(text); setText(""); }}>
                <input aria-label="Words" value={text} onChange={event => setText(event.target.value)} disabled={!prompt} />
              </form>
            </section>
          );
        }
        """;

    public static async Task<int> Measure(string[] args)
    {
        var saves = args.Length > 0 ? int.Parse(args[0]) : 20;
        var folder = Directory.CreateTempSubdirectory("crowdwork-bench-jsx-");
        try
        {
            var task = Path.Combine(folder.FullName, "tasks", "trial");
            Directory.CreateDirectory(task);
            File.WriteAllText(Path.Combine(task, "config.json"), """{ "title": "Trial", "reward": 0.1, "roles": { "asker": { "page": "Asker.jsx" } } }""");
            File.WriteAllText(Path.Combine(task, "world.csx"), """
                var team = await Meet(["asker", "asker", "asker", "asker"]);
                foreach (var worker in team) await worker.Show(new { word = "river" });
                await team.Tell("Welcome.");
                await team[0].Ask("Ask something.");
                """);
            File.WriteAllText(Path.Combine(task, "Part.jsx"), "export const Part = ({ data }) => <p className=\"look\">{data?.word}</p>;");
            File.WriteAllText(Path.Combine(task, "look.css"), ".look { padding: 1em; }");
            var page = Path.Combine(task, "Asker.jsx");
            File.WriteAllText(page, Page);

            await Compile(folder.FullName, page, saves);
            await Swap(folder.FullName, page, saves);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Compile(string root, string page, int times)
    {
        var builder = new JsxBuilder(JsxToolchain.Find(AppContext.BaseDirectory, null), Path.Combine(root, "work"), TimeProvider.System);
        var took = new List<double>();
        for (var i = 0; i < FourFrames.Warmups + times; i++)
        {
            var build = await builder.Build(page, null, CancellationToken.None);
            if (build.Output is null) throw new InvalidOperationException(string.Join('\n', build.Problems));
            if (i >= FourFrames.Warmups) took.Add(build.Took.TotalMilliseconds);
        }

        FourFrames.Print("one build, process and all", took);
    }

    private static async Task Swap(string root, string page, int times)
    {
        await using var frames = await FourFrames.Open(root, frame => frame.Locator("#version"));
        await frames.Measure("saved page (.jsx) to all 4 frames", page, version => Page.Replace("version 0.", version, StringComparison.Ordinal), times);
    }
}
