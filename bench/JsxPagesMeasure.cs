using Crowdwork.Engine.Tasks;
using Crowdwork.Templates.Jsx;
using Crowdwork.Web.Server;
using Microsoft.Playwright;

namespace Crowdwork.Bench;

/// <summary>
/// From a saved .jsx to the moment when four workers' frames of the harness show it, and how much of that is the compiler.
/// </summary>
/// <remarks>Each frame notes by itself when it shows the new text, so that the driving of the browser is not measured.</remarks>
internal static class JsxPagesMeasure
{
    private const int Frames = 4;
    private const int Warmups = 5;

    private const string Page = """
        import { useState } from "react";
        import { Part } from "./Part.jsx";
        import "./look.css";
        export default function Asker({ data, messages, prompt, send }) {
          const [text, setText] = useState("");
          return (
            <section className="look">
              <h2 id="version">version 0</h2>
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
        for (var i = 0; i < Warmups + times; i++)
        {
            var build = await builder.Build(page, null, CancellationToken.None);
            if (build.Output is null) throw new InvalidOperationException(string.Join('\n', build.Problems));
            if (i >= Warmups) took.Add(build.Took.TotalMilliseconds);
        }

        Print("one build, process and all", took);
    }

    private static async Task Swap(string root, string page, int times)
    {
        await using var server = await HarnessServer.Start(
            new HarnessOptions { Settings = new CrowdSettings { Root = root }, Port = 0, Workers = Frames }, TimeProvider.System);
        using var playwright = await Playwright.CreateAsync();
        var chromium = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium" }.FirstOrDefault(place => place is not null && File.Exists(place));
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        var harness = await browser.NewPageAsync();
        await harness.GotoAsync($"{server.Address}/tasks/trial");
        for (var i = 0; i < Frames; i++) await harness.FrameLocator($"iframe >> nth={i}").Locator("#version").WaitForAsync();

        var took = new List<double>();
        var frames = harness.Frames.Where(frame => frame != harness.MainFrame).ToArray();
        for (var i = 1; i <= Warmups + times; i++)
        {
            var text = $"version {i}";
            foreach (var frame in frames) await frame.EvaluateAsync(Watch, text);
            var saved = TimeProvider.System.GetUtcNow();
            await Save(page, Page.Replace("version 0", text, StringComparison.Ordinal));
            var shown = await Task.WhenAll(frames.Select(frame => frame.EvaluateAsync<double>("() => globalThis.shown")));
            if (i > Warmups) took.Add(shown.Max() - (saved - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        }

        Print("save to all 4 frames", took);
    }

    // As editors do: a new file in the place of the old one.
    private static async Task Save(string page, string text)
    {
        await File.WriteAllTextAsync(page + "~", text);
        File.Move(page + "~", page, overwrite: true);
    }

    private const string Watch = """
        text => {
          globalThis.shown = new Promise(resolve => {
            const look = () => {
              if (document.getElementById("version")?.textContent !== text) return;
              observer.disconnect();
              resolve(performance.timeOrigin + performance.now());
            };
            const observer = new MutationObserver(look);
            observer.observe(document.body, { subtree: true, childList: true, characterData: true });
          });
        }
        """;

    private static void Print(string what, List<double> took)
    {
        took.Sort();
        Console.WriteLine($"{what,-28} median {took[took.Count / 2],6:0.0} ms   p95 {took[(int)(took.Count * 0.95)],6:0.0} ms   max {took[^1],6:0.0} ms   (n = {took.Count})");
    }
}
