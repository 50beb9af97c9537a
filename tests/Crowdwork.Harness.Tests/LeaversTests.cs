using System.Text.Json;
using Crowdwork.Harness.Tests.Operators;
using Crowdwork.Harness.Tests.Running;
using Crowdwork.Harness.Tests.Workers;

namespace Crowdwork.Harness.Tests;

/// <summary>Whoever leaves, wherever in the script: the one who leaves and the one who stays both end in a named state and are told the truth.</summary>
public sealed class LeaversTests
{
    public enum Way
    {
        GivesBack,
        LosesTheLine,
        LetsTheTimePass,
    }

    // Which of them leaves when so many answers have been given: at each await of the game, the one who is asked and the one who waits.
    public static TheoryData<int, bool, Way> MomentsOfTheGame()
    {
        var moments = new TheoryData<int, bool, Way>();
        for (var answers = 0; answers < 4; answers++)
        {
            moments.Add(answers, true, Way.GivesBack);
            moments.Add(answers, false, Way.GivesBack);
            moments.Add(answers, true, Way.LetsTheTimePass);
            moments.Add(answers, answers % 2 == 0, Way.LosesTheLine);
        }

        return moments;
    }

    [Fact]
    public async Task Game_WorkerLeavesAtAnyAwait_TellsThePartnerTheTruth()
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using var line = await harness.Operate("describe-and-guess");
        foreach (var (answers, isAsked, way) in MomentsOfTheGame().Select(row => row.Data))
            await LeaveTheGame(harness, line, answers, isAsked, way);
    }

    [Theory]
    [InlineData(Way.GivesBack)]
    [InlineData(Way.LosesTheLine)]
    [InlineData(Way.LetsTheTimePass)]
    public async Task Questions_WorkerLeavesAtAnyAwait_EndsInANamedState(Way way)
    {
        await using var harness = await RunningHarness.Start(ProjectCopy.WithExamples());
        await using var line = await harness.Operate("qa");
        for (var answers = 0; answers < 2; answers++)
        {
            await line.MustDo("restart");
            var worker = await harness.Page(line, "W1").Join();
            if (answers == 1) await worker.Answer("What is this about, in short?");
            await worker.Until(w => w.Asked is not null, "a question");
            worker = await Leave(harness, line, worker, way);
            var ending = worker.Ending!;
            Assert.Equal(StateOf(way), ending.TextOf("state"));
            Assert.Equal(TextOf(way), ending.Text);
            Assert.Equal("Work that was not finished is not paid.", ending.TextOf("pay"));
            await worker.DisposeAsync();
        }
    }

    [Fact]
    public async Task WaitingRoom_WorkerGivesBack_IsTakenOutAndSeatedNowhere()
    {
        await using var harness = await RunningHarness.Start(Relay.Project(), workers: 3);
        await using var line = await harness.Operate(Relay.Task);
        await using var leaver = await harness.Page(line, "W1").Join();
        await leaver.Until(w => w.InLobby, "the waiting room");
        leaver.GiveBack();
        await leaver.Until(w => w.Ending?.TextOf("state") == "returned", "the end");

        await using var second = await harness.Page(line, "W2").Join();
        await using var third = await harness.Page(line, "W3").Join();
        await second.Until(w => w.Role is not null, "a seat");
        await third.Until(w => w.Role is not null, "a seat");
        Assert.Null(leaver.Role);
        await leaver.SendRaw("""{"t":"again","cid":"again-1"}""");
        await leaver.Until(w => w.InLobby, "the waiting room again");
    }

    [Fact]
    public async Task Line_LostForLessThanTheGrace_IsNoDeparture()
    {
        await using var harness = await RunningHarness.Start(Relay.Project());
        await using var line = await harness.Operate(Relay.Task);
        await using var first = await harness.Page(line, "W1").Join();
        await using var second = await harness.Page(line, "W2").Join();
        await first.Until(w => w.Role is not null, "a seat");
        await second.Until(w => w.Role is not null, "a seat");

        await second.Leave();
        await first.Until(w => w.Passing.Any(frame => frame.GetProperty("t").GetString() == "presence" && !frame.GetProperty("online").GetBoolean()), "the news that the line broke");
        await line.MustDo("clock", new { action = "skip", seconds = 50 });
        await using var back = await harness.Page(line, "W2").Join();
        await first.Until(w => w.Passing.Any(frame => frame.GetProperty("t").GetString() == "presence" && frame.GetProperty("online").GetBoolean()), "the news that the line is back");
        await line.MustDo("clock", new { action = "skip", seconds = 50 });
        await back.Until(w => w.Role is not null, "the seat");

        var asked = first.Role == "left" ? first : back;
        await asked.Answer("still here");
        Assert.Null(first.Ending);
    }

    private static async Task LeaveTheGame(RunningHarness harness, OperatorLine line, int answers, bool isAsked, Way way)
    {
        var when = $"after {answers} answers, {(isAsked ? "the one who is asked" : "the one who waits")} {way}";
        await line.MustDo("restart");
        var first = await harness.Page(line, "W1").Join();
        var second = await harness.Page(line, "W2").Join();
        await first.Until(w => w.Role is not null, $"a seat ({when})");
        await second.Until(w => w.Role is not null, $"a seat ({when})");
        var (describer, guesser) = first.Role == "describer" ? (first, second) : (second, first);
        for (var turn = 0; turn < answers; turn++) await (turn % 2 == 0 ? describer : guesser).Answer(turn % 2 == 0 ? "Well, qqq" : "zzz");

        var (asked, waiting) = answers % 2 == 0 ? (describer, guesser) : (guesser, describer);
        await asked.Until(w => w.Asked is not null, $"a question ({when})");
        var (leaver, partner) = isAsked ? (asked, waiting) : (waiting, asked);
        leaver = await Leave(harness, line, leaver, way);

        await partner.Until(w => w.Events.Any(e => e.Kind == "departed"), $"the news that the other has left ({when})");
        // The script learns of it when it next asks the one who has left; until then the other may finish the answer.
        if (!isAsked) await partner.Answer("zzz");
        await partner.Until(w => w.Ending is not null, $"the end ({when})");
        Assert.Equal(StateOf(way), leaver.Ending!.TextOf("state"));
        Assert.Equal(TextOf(way), leaver.Ending.Text);
        Assert.Equal("partnerLeft", partner.Ending!.TextOf("state"));
        Assert.Contains(SaidOf(way), partner.Told[^1]);
        Assert.Contains("not your fault", partner.Told[^1]);
        Assert.StartsWith("You will be paid $", partner.Ending.TextOf("pay"));
        Assert.Contains(partner.Events, e => e.Kind == "departed" && e.TextOf("why") == StateOf(way) && e.TextOf("role") == leaver.Role);
        Assert.Null(partner.Asked);
        await first.DisposeAsync();
        await second.DisposeAsync();
        await leaver.DisposeAsync();
    }

    /// <summary>Leaves, and answers with the page on which the worker reads how it ended.</summary>
    internal static async Task<ProtocolWorker> Leave(RunningHarness harness, OperatorLine line, ProtocolWorker worker, Way way)
    {
        switch (way)
        {
            case Way.GivesBack:
                worker.GiveBack();
                break;
            case Way.LetsTheTimePass:
                await line.MustDo("timeout", new { worker = worker.Name });
                break;
            default:
                await worker.Leave();
                await line.Until(_ => line.Worker(worker.Name).GetProperty("connection").GetString() == "offline", $"{worker.Name} offline");
                // The seat may hear of the lost line a moment after the operator: then the grace is the next thing that is due, and not the question.
                await line.Until(
                    state => state.GetProperty("clock") is var clock && clock.GetProperty("next").ValueKind == JsonValueKind.Number && clock.GetProperty("next").GetInt64() - clock.GetProperty("now").GetInt64() < 61_000,
                    "the grace period");
                await line.MustDo("skipToNext");
                await line.Until(_ => line.Worker(worker.Name).GetProperty("state").GetString() == "ended", $"the end of {worker.Name}'s part");
                worker = await harness.Page(line, worker.Name).Join();
                break;
        }

        await worker.Until(w => w.Ending is not null, $"the end ({way})");
        return worker;
    }

    internal static string StateOf(Way way) => way switch
    {
        Way.GivesBack => "returned",
        Way.LosesTheLine => "disconnected",
        _ => "timedOut",
    };

    private static string TextOf(Way way) => way switch
    {
        Way.GivesBack => "You have given this work back.",
        Way.LosesTheLine => "Your connection was lost for too long, so your part has ended.",
        _ => "Your answer did not come in time, so your part has ended.",
    };

    private static string SaidOf(Way way) => way switch
    {
        Way.GivesBack => "gave the task back",
        Way.LosesTheLine => "lost the connection and did not come back",
        _ => "did not answer in time",
    };
}
