namespace Crowdwork.Bench;

/// <summary>A project folder with one task, for the time of a measure.</summary>
internal sealed class BenchProject : IDisposable
{
    public const string Task = "relay";

    /// <summary>Whatever one says, the other is told: the smallest two-worker world that does real work.</summary>
    public const string Relay = """
        var (a, b) = await Meet("a", "b");
        await All(Pass(a, b), Pass(b, a));

        async Task Pass(Worker from, Worker to)
        {
            while (true) await to.Tell(await from.Next(within: Hours(10)));
        }
        """;

    /// <summary>A few prompts in turn, then a long wait: what most open conversations look like.</summary>
    public const string Interview = """
        record Answer(string Question, string Text);

        var (asker, answerer) = await Meet("asker", "answerer");
        await Everyone.Tell("Welcome. Take your time.");
        for (var round = 1; round <= 20; round++)
        {
            var question = await asker.Ask($"Question {round}?", within: Hours(10), check: reply => reply.Words < 1 ? "Please write more." : null);
            var answer = await answerer.Ask(question.Text, within: Hours(10));
            await asker.Tell(answer);
            Save(new Answer(question.Text, answer.Text));
        }
        """;

    public BenchProject(string world)
    {
        Folder = Directory.CreateTempSubdirectory("crowdwork-bench-").FullName;
        var task = Directory.CreateDirectory(Path.Combine(Folder, "tasks", Task)).FullName;
        File.WriteAllText(Path.Combine(task, "config.json"), """{ "title": "Relay", "assignmentDuration": "30d", "lifetime": "60d", "waiting": { "within": "1d" }, "disconnects": { "grace": "1d" } }""");
        File.WriteAllText(Path.Combine(task, "world.csx"), world);
    }

    public string Folder { get; }

    public string World => Path.Combine(Folder, "tasks", Task, "world.csx");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
