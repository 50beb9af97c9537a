using System.Text.Json;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>Three people in turn, one of them the operator, who ends it.</summary>
public sealed class MultiAgentDialogTests
{
    private const string Task = "multi-agent-dialog";

    [Fact]
    public async Task Dialogue_TheHostEndsIt_IsOverAtOnceAndSavedWithoutTheWord()
    {
        await using var task = await PlayedTask.Start(Task, workers: 2, withOperator: true);
        await task.Begin();
        Assert.Equal("host", task.Seats.Values.Single(page => page.Name == PlayedTask.OperatorName).Role);
        await task.Answer(7, (role, number) => number == 6 ? "Thank you both! [DONE]" : $"{role} says {number}");
        await task.UntilFinished();

        var dialogue = Assert.Single(await task.Saved("Dialogue"));
        Assert.True(dialogue.GetProperty("EndedByTheHost").GetBoolean());
        Assert.Equal(
            ["host: host says 0", "anna: anna says 1", "ben: ben says 2", "host: host says 3", "anna: anna says 4", "ben: ben says 5", "host: Thank you both!"],
            LinesOf(dialogue));
        foreach (var role in new[] { "anna", "ben" })
        {
            Assert.Equal(("approve", "Took part to the end", 0m), await task.Proposed(role));
            Assert.Contains("Thank you both!", task.Seats[role].Told);
            Assert.DoesNotContain(task.Seats[role].Told, text => text!.Contains("[DONE]"));
        }

        Assert.Contains("anna says 4", task.Seats["ben"].Told);
    }

    [Fact]
    public async Task Word_OfAWorker_EndsNothing()
    {
        await using var task = await PlayedTask.Start(Task, workers: 2, withOperator: true);
        await task.Begin();
        await task.Answer(1, (_, _) => "Hello, you two.");
        await task.IsRefused("I am bored. [DONE]", "Only the host can end the conversation");
        await task.Answer(3, (_, number) => number == 2 ? "[done]" : "Hello.");
        await task.UntilFinished();
        Assert.Equal(["host: Hello, you two.", "anna: Hello.", "ben: Hello."], LinesOf(Assert.Single(await task.Saved("Dialogue"))));
    }

    [Fact]
    public async Task Dialogue_TheHostForgetsToEndIt_EndsAfterTwentyRounds()
    {
        await using var task = await PlayedTask.Start(Task, workers: 2, withOperator: true);
        await task.Begin();
        await task.Answer(60, (_, number) => $"Message {number}");
        await task.UntilFinished();
        var dialogue = Assert.Single(await task.Saved("Dialogue"));
        Assert.False(dialogue.GetProperty("EndedByTheHost").GetBoolean());
        Assert.Equal(60, dialogue.GetProperty("Lines").GetArrayLength());
    }

    [Theory]
    [InlineData(LeaversTests.Way.GivesBack)]
    [InlineData(LeaversTests.Way.LetsTheTimePass)]
    public async Task Dialogue_SomebodyLeavesAtAnyAwait_KeepsWhatWasSaid(LeaversTests.Way way)
    {
        await using var task = await PlayedTask.Start(Task, workers: 2, withOperator: true);
        for (var answers = 0; answers < 4; answers++)
        {
            await task.LeaveAfter(answers, (role, number) => $"{role} says {number}", way);
            var dialogue = Assert.Single(await task.Saved("Dialogue"));
            Assert.False(dialogue.GetProperty("EndedByTheHost").GetBoolean());
            Assert.Equal(answers, dialogue.GetProperty("Lines").GetArrayLength());
        }
    }

    private static string[] LinesOf(JsonElement dialogue)
        => dialogue.GetProperty("Lines").EnumerateArray().Select(line => $"{line.GetProperty("Speaker").GetString()}: {line.GetProperty("Text").GetString()}").ToArray();
}
