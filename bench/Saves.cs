namespace Crowdwork.Bench;

/// <summary>From a saved page or script to the moment when four workers' frames of the harness show what has changed.</summary>
internal static class Saves
{
    private const string Page = """
        <h2 id="version">version 0.</h2>
        <p>{{ data.title }}</p>
        <ul>{{ for word in data.words }}<li>{{ word }}</li>{{ end }}</ul>
        <form><label>What do you think? <textarea name="thought" required></textarea></label><button>Send</button></form>
        """;

    // What comes before the prompt has been played when the save comes, and is played again.
    private const string World = """
        record Answer(string Round, string Text);

        var team = await Meet(["asker", "asker", "asker", "asker"]);
        await team.Tell("Welcome.");
        for (var round = 1; round <= 5; round++) await team.Tell($"This is round {round} of five.");
        foreach (var worker in team) await worker.Show(new { title = "River", words = new[] { "bank", "flow" } });
        var answers = await team.Ask("version 0.");
        foreach (var answer in answers) Save(new Answer("first", answer.Text));
        """;

    public static async Task<int> Measure(string[] args)
    {
        var saves = args.Length > 0 ? int.Parse(args[0]) : 20;
        await OfAPage(saves);
        await OfAScript(saves);
        return 0;
    }

    private static async Task OfAPage(int times)
    {
        using var project = new Project(("config.json", """{ "title": "Trial", "reward": 0.1 }"""), ("task.html", Page), ("data.jsonl", """{ "title": "River", "words": ["bank", "flow"] }"""));
        await using var frames = await FourFrames.Open(project.Root, frame => frame.FrameLocator(".shown-frame").Locator("#version"));
        await frames.Measure("saved page (.html) to all 4 frames", project.PathOf("task.html"), version => Page.Replace("version 0.", version, StringComparison.Ordinal), times);
    }

    private static async Task OfAScript(int times)
    {
        using var project = new Project(("config.json", """{ "title": "Trial", "reward": 0.1 }"""), ("world.csx", World));
        await using var frames = await FourFrames.Open(project.Root, frame => frame.GetByText("version 0."));
        await frames.Measure("saved script to the new prompt in all 4 frames", project.PathOf("world.csx"), version => World.Replace("version 0.", version, StringComparison.Ordinal), times);
    }

    private sealed class Project : IDisposable
    {
        public Project(params (string Name, string Text)[] files)
        {
            Root = Directory.CreateTempSubdirectory("crowdwork-bench-save-").FullName;
            Directory.CreateDirectory(PathOf(""));
            foreach (var (name, text) in files) File.WriteAllText(PathOf(name), text);
        }

        public string Root { get; }

        public string PathOf(string file) => Path.Combine(Root, "tasks", "trial", file);

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }
}
