using Crowdwork.Harness.Tests.Operators;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;

namespace Crowdwork.Harness.Tests;

/// <summary>Nothing that was acknowledged is ever lost or doubled, whatever happens to lines and servers.</summary>
public sealed class LostLinesTests
{
    private const int Pairs = 3;

    // The full number, 30 and more, is for the benchmarks' command; here it is bounded.
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("CROWDWORK_KILLS"), out var kills) ? kills : 8;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("CROWDWORK_SEED"), out var seed) ? seed : 20261121;

    [Fact]
    public async Task Server_KilledAtRandomMoments_LosesAndDoublesNothing()
    {
        var random = new Random(Seed);
        await using var harness = await RunningHarness.Start(Relay.Project(), workers: 2 * Pairs);
        var workers = new List<ProtocolWorker>();
        await using (var line = await harness.Operate(Relay.Task))
            for (var number = 1; number <= 2 * Pairs; number++) workers.Add(await harness.Page(line, $"W{number}").Join());
        foreach (var worker in workers) await worker.Until(w => w.Role is not null, "a seat");

        using var over = new CancellationTokenSource();
        var talk = new Talk(over.Token);
        var talking = workers.Select(talk.Lead).ToArray();
        for (var kill = 1; kill <= Kills; kill++)
        {
            var before = Acknowledged(workers);
            var enough = before.Count + random.Next(1, 60);
            await Guard.Until(() => Task.FromResult(Acknowledged(workers).Count >= enough), () => $"kill {kill}: the conversations should go on. {string.Join('\n', workers)}");
            await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 20), TimeProvider.System);
            talk.Hold();
            await harness.Kill();
            var known = Acknowledged(workers);
            await harness.StartAgain();
            await AssertNothingLost(harness, workers, known, $"seed {Seed}, kill {kill}");
            talk.GoOn();
        }

        await over.CancelAsync();
        await Task.WhenAll(talking);
        foreach (var worker in workers)
        {
            await worker.Until(w => w.Answers.Count(answer => answer.Value == "said") == w.Said.Count && w.Complaints.Count == 0, "all its answers, each once");
            await worker.DisposeAsync();
        }
    }

    [Fact]
    public async Task Lines_DroppedTenTimesDuringFortyMessages_CarryEachOnceAndInOneOrder()
    {
        const string script = """
            var (a, b, c, d) = await Meet("a", "b", "c", "d");
            for (var i = 0; i < 40; i++)
            {
                var next = await FirstOf(a.Next(), b.Next(), c.Next(), d.Next());
                await Everyone.Tell($"{i + 1}. {next.Text}");
            }
            """;
        var random = new Random(Seed);
        await using var harness = await RunningHarness.Start(ProjectCopy.With("room", script), workers: 4);
        await using var line = await harness.Operate("room");
        var workers = new List<ProtocolWorker>();
        for (var number = 1; number <= 4; number++) workers.Add(await harness.Page(line, $"W{number}").Join());
        foreach (var worker in workers) await worker.Until(w => w.Events.Any(e => e.Kind == "floor"), "the floor");

        var sent = new List<string>();
        for (var message = 1; message <= 40; message++)
        {
            var worker = workers[random.Next(4)];
            worker.Say($"from {worker.Name}: {message}", prompt: 0);
            sent.Add($"from {worker.Name}: {message}");
            if (message % 4 == 0) foreach (var each in workers) each.Drop();
            if (message % 3 == 0) await worker.Until(w => w.Told.Count >= message / 2, "half of the messages");
        }

        foreach (var worker in workers)
        {
            await worker.Until(w => w.Ending is not null, "the end");
            Assert.Empty(worker.Complaints);
            Assert.Equal(40, worker.Told.Count);
            Assert.Equal(workers[0].Told, worker.Told);
        }

        Assert.Equal(sent.Order(), workers[0].Told.Select(text => text![(text!.IndexOf(". ", StringComparison.Ordinal) + 2)..]).Order());
        Assert.True(workers.Sum(worker => worker.Welcomes) >= 4 + 10, "The lines were not dropped.");
        foreach (var worker in workers) await worker.DisposeAsync();
    }

    [Fact]
    public async Task Message_SentTwice_IsOneMessageAlsoAfterARestart()
    {
        await using var harness = await RunningHarness.Start(Relay.Project());
        ProtocolWorker first, second;
        await using (var line = await harness.Operate(Relay.Task))
        {
            first = await harness.Page(line, "W1").Join();
            second = await harness.Page(line, "W2").Join();
            await first.Until(w => w.Role is not null, "a seat");
        }

        var (asked, other) = first.Role == "left" ? (first, second) : (second, first);
        await asked.Until(w => w.Asked is not null, "the first question");
        var prompt = asked.Asked!.Prompt;
        var id = await asked.Answer("once");
        var twice = $$"""{"t":"say","cid":"{{id}}","prompt":{{prompt}},"text":"once"}""";
        await asked.SendRaw(twice);
        await other.Answer("two");
        var welcomes = asked.Welcomes;
        await harness.Kill();
        await harness.StartAgain();
        await asked.Until(w => w.Welcomes > welcomes, "the welcome of the new server");
        await asked.SendRaw(twice);
        await asked.Answer("three");

        Assert.Equal(["once", "three"], asked.Said);
        await other.Until(w => w.Told.Count == 2, "both messages");
        Assert.Equal(["once", "three"], other.Told);
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Page_LoadedAnew_SeesTheWholeConversationAgain()
    {
        await using var harness = await RunningHarness.Start(Relay.Project());
        await using var line = await harness.Operate(Relay.Task);
        await using var first = await harness.Page(line, "W1").Join();
        await using var second = await harness.Page(line, "W2").Join();
        for (var turn = 0; turn < 3; turn++)
        {
            await ProtocolWorker.UntilAny([first, second], () => first.Asked is not null || second.Asked is not null, "a question");
            await (first.Asked is not null ? first : second).Answer($"answer {turn}");
        }

        var before = first.Events.Select(e => e.ToString()).ToArray();
        await using var again = await harness.Page(line, "W1").Join();
        await again.Until(w => w.Events.Count >= before.Length, "all events");
        Assert.Equal(before, again.Events.Take(before.Length).Select(e => e.ToString()));
        await first.Until(w => w.CloseCodes.Contains(4001), "the close code of the older tab");
    }

    [Fact]
    public async Task OlderTab_TakesTheSeatBack_AndTheNewerOneIsClosed()
    {
        await using var harness = await RunningHarness.Start(Relay.Project());
        await using var line = await harness.Operate(Relay.Task);
        await using var older = await harness.Page(line, "W1").Join();
        await using var newer = await harness.Page(line, "W1").Join();
        await older.Until(w => w.CloseCodes.SequenceEqual([4001]), "superseded");
        var welcomes = older.Welcomes;
        older.Start();
        await newer.Until(w => w.CloseCodes.SequenceEqual([4001]), "superseded in its turn");
        await older.Until(w => w.Welcomes > welcomes, "the seat again");
    }

    private static List<string> Acknowledged(IEnumerable<ProtocolWorker> workers)
        => workers.SelectMany(worker => worker.Answers.Where(answer => answer.Value == "said").Select(answer => answer.Key)).ToList();

    private static async Task AssertNothingLost(RunningHarness harness, List<ProtocolWorker> workers, List<string> acknowledged, string when)
    {
        await using var line = await harness.Operate(Relay.Task);
        var stored = new List<string>();
        foreach (var conversation in line.State.GetProperty("conversations").EnumerateArray())
            stored.AddRange(await Relay.Journal(line, conversation.GetProperty("id").GetInt64()));

        Assert.True(stored.Count == stored.Distinct().Count(), $"{when}: a message is in the journal twice.");
        var lost = acknowledged.Except(stored).ToArray();
        Assert.True(lost.Length == 0, $"{when}: acknowledged and lost: {string.Join(", ", lost)}");
        foreach (var worker in workers)
        {
            await worker.Until(w => w.HasNothingUnanswered && w.IsWelcome, $"an answer to everything ({when})");
            Assert.True(worker.Complaints.Count == 0, $"{when}: {string.Join('\n', worker.Complaints)}");
        }

        // Whoever is asked now may have been asked a moment after the last answer.
        foreach (var pair in Pairing(line, workers))
        {
            var stands = pair.Sum(worker => worker.Said.Count) + 1;
            await ProtocolWorker.UntilAny(pair, () => pair.Any(worker => worker.Asked?.Text == $"Turn {stands}"), $"turn {stands} ({when})");
            Assert.Equal(stands, Relay.OpenTurn(pair));
        }
    }

    private static List<List<ProtocolWorker>> Pairing(OperatorLine line, List<ProtocolWorker> workers)
        => workers.GroupBy(worker => line.Worker(worker.Name).GetProperty("conversation").GetInt64()).Select(pair => pair.ToList()).ToList();

    /// <summary>Workers who answer whatever they are asked, at once. They can be told to hold their tongues.</summary>
    private sealed class Talk(CancellationToken over)
    {
        private TaskCompletionSource _goesOn = Going();

        public void Hold() => Volatile.Write(ref _goesOn, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        public void GoOn() => Volatile.Read(ref _goesOn).TrySetResult();

        public async Task Lead(ProtocolWorker worker)
        {
            for (var number = 1; !over.IsCancellationRequested; number++)
            {
                try
                {
                    await worker.Until(w => w.Asked is not null, "its turn").WaitAsync(over);
                    await Volatile.Read(ref _goesOn).Task.WaitAsync(over);
                }
                catch (OperationCanceledException)
                {
                    return;
                }

                if (worker.Asked is not null) worker.Say($"{worker.Name} says {number}");
            }
        }

        private static TaskCompletionSource Going()
        {
            var going = new TaskCompletionSource();
            going.SetResult();
            return going;
        }
    }
}
