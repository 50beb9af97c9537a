using System.Text.Json;
using System.Text.Json.Nodes;
using Crowdwork.Harness.Tests.Operators;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>What somebody answers: a text, or the fields of a form.</summary>
internal sealed record Line(string Text, JsonObject? Fields = null)
{
    public static implicit operator Line(string text) => new(text);

    public static implicit operator Line(JsonObject fields) => new("", fields);
}

/// <summary>
/// A task in a running harness, played by workers without a browser as often as a test likes.
/// </summary>
/// <remarks>
/// <code>
///   Begin --restart--> everybody seated --Answer, Answer, ...--> the end --> Saved, Proposed
/// </code>
/// Whoever is asked is told by the answer to give: <c>(role, number)</c> is the number-th answer of the play, from 0.
/// </remarks>
internal sealed class PlayedTask : IAsyncDisposable
{
    public const string OperatorName = "operator";

    private readonly RunningHarness _harness;
    private readonly string[] _players;
    private readonly List<ProtocolWorker> _pages = [];

    private PlayedTask(RunningHarness harness, OperatorLine line, string[] players)
    {
        _harness = harness;
        Line = line;
        _players = players;
    }

    public OperatorLine Line { get; }

    public ProjectCopy Project => _harness.Project;

    /// <summary>The pages of the play that goes on, by role.</summary>
    public Dictionary<string, ProtocolWorker> Seats { get; } = [];

    private long Conversation => Seats.Values.First().Conversation;

    public static async Task<PlayedTask> Start(string task, int workers, bool withOperator = false, ProjectCopy? project = null, params IReadOnlyList<Line> onboarding)
    {
        var harness = await RunningHarness.Start(project ?? ProjectCopy.WithExamples(), workers);
        string[] players = [.. Enumerable.Range(1, workers).Select(number => $"W{number}"), .. withOperator ? [OperatorName] : Array.Empty<string>()];
        return new PlayedTask(harness, await harness.Operate(task), players) { Onboarding = onboarding };
    }

    /// <summary>A page of a worker that plays by itself.</summary>
    public ProtocolWorker Page(string worker) => _harness.Page(Line, worker);

    /// <summary>What everybody answers in the test before their first conversation, if the task has one.</summary>
    public IReadOnlyList<Line> Onboarding { get; init; } = [];

    /// <summary>Begins anew and waits until everybody has a role.</summary>
    public async Task Begin()
    {
        await CloseAll();
        await Line.MustDo("restart");
        foreach (var player in _players) _pages.Add(await _harness.Page(Line, player).Join());
        foreach (var page in _pages) await TakeTheTest(page);
        foreach (var page in _pages)
        {
            await page.Until(worker => worker.Role is not null, "a seat");
            Seats[page.Role!] = page;
        }
    }

    /// <summary>Waits until somebody is asked, and says who.</summary>
    public async Task<ProtocolWorker> Asked()
    {
        ProtocolWorker? asked = null;
        await Guard.Until(
            () => Task.FromResult((asked = Seats.Values.FirstOrDefault(page => page.Asked is not null)) is not null),
            () => $"somebody should be asked.\n{string.Join('\n', Seats.Values)}");
        return asked!;
    }

    /// <summary>Gives so many answers, one after the other.</summary>
    public async Task Answer(int answers, Func<string, int, Line> say)
    {
        for (var number = 0; number < answers; number++)
        {
            var asked = await Asked();
            var line = say(asked.Role!, number);
            var answer = await Send(asked, line);
            Assert.True(answer == "said", $"{line}: {answer}\n{asked}");
        }
    }

    /// <summary>Whoever is asked answers something that will not do, and is asked again and told why.</summary>
    public async Task IsRefused(Line line, string because)
    {
        var asked = await Asked();
        Assert.Equal("again", await Send(asked, line));
        Assert.Contains(because, asked.Events.Last(item => item.Kind == "again").ToString());
    }

    public async Task UntilFinished()
    {
        foreach (var page in Seats.Values)
        {
            await page.Until(worker => worker.Ending is not null, "the end");
            Assert.Equal("finished", page.Ending!.TextOf("state"));
        }

        NothingWentWrong();
    }

    /// <summary>Whoever is asked after so many answers leaves. All the others are told so, are asked nothing more, and are paid.</summary>
    public async Task LeaveAfter(int answers, Func<string, int, Line> say, LeaversTests.Way way)
    {
        await Begin();
        await Answer(answers, say);
        var leaver = await Asked();
        var others = Seats.Values.Where(page => page != leaver).ToArray();
        var role = leaver.Role!;
        var gone = await LeaversTests.Leave(_harness, Line, leaver, way);
        if (!_pages.Contains(gone)) _pages.Add(gone);
        Assert.Equal(LeaversTests.StateOf(way), gone.Ending!.TextOf("state"));
        foreach (var other in others)
        {
            await other.Until(page => page.Ending is not null, $"the end after {answers} answers, when {role} {way}");
            Assert.Equal("partnerLeft", other.Ending!.TextOf("state"));
            Assert.StartsWith("You will be paid $", other.Ending.TextOf("pay"));
            Assert.Contains("not your fault", other.Told[^1]);
            Assert.Null(other.Asked);
        }

        NothingWentWrong();
    }

    /// <summary>What this play has saved, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> Saved(string type)
        => (await Line.Api("saved")).EnumerateArray()
            .Where(row => row.GetProperty("conversation").GetInt64() == Conversation && row.GetProperty("type").GetString() == type)
            .Select(row => row.GetProperty("data")).ToArray();

    /// <summary>What the review rule proposes for a role of this play: the verdict, the reason, the bonus.</summary>
    public async Task<(string Verdict, string Because, decimal Bonus)> Proposed(string role)
    {
        var row = (await Line.Api("review")).EnumerateArray()
            .Single(row => row.GetProperty("conversation").GetInt64() == Conversation && row.GetProperty("role").GetString() == role);
        return (row.GetProperty("verdict").GetString()!, row.GetProperty("because").GetString()!, row.GetProperty("bonus").GetDecimal());
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAll();
        await Line.DisposeAsync();
        await _harness.DisposeAsync();
    }

    // Once passed, the test does not come again, however often the play begins anew.
    private async Task TakeTheTest(ProtocolWorker page)
    {
        if (Onboarding.Count == 0) return;
        await page.Until(worker => worker.Role is not null || worker.InLobby, "the test, or the waiting room");
        if (page.Role is not "worker") return;
        foreach (var line in Onboarding)
        {
            await page.Until(worker => worker.Asked is not null, "a question of the test");
            Assert.Equal("said", await Send(page, line));
        }

        await page.Until(worker => worker.Role is not "worker", "the end of the test");
    }

    private static async Task<string> Send(ProtocolWorker asked, Line line)
    {
        var id = asked.Say(line.Text, fields: (JsonObject?)line.Fields?.DeepClone());
        await asked.Until(page => page.Answers.ContainsKey(id), $"the acknowledgement of {line}");
        return asked.Answers[id];
    }

    private void NothingWentWrong()
    {
        Assert.Empty(Line.State.GetProperty("faults").EnumerateArray());
        Assert.All(Seats.Values, page => Assert.Empty(page.Complaints));
    }

    private async Task CloseAll()
    {
        foreach (var page in _pages) await page.DisposeAsync();
        _pages.Clear();
        Seats.Clear();
    }
}
