using Crowdwork.Harness.Tests.Operators;
using Crowdwork.Harness.Tests.Running;

namespace Crowdwork.Harness.Tests.Workers;

/// <summary>A conversation whose every await can be told from outside: two people in turn, each answer passed on to the other. It ends after any test.</summary>
internal static class Relay
{
    public const string Task = "relay";

    public const string Script = """
        var (left, right) = await Meet("left", "right");
        for (var turn = 1; turn <= 1_000_000; turn++)
        {
            var (here, there) = turn % 2 == 1 ? (left, right) : (right, left);
            var reply = await here.Ask($"Turn {turn}", within: Hours(5));
            await there.Tell(reply);
        }
        """;

    public static ProjectCopy Project() => ProjectCopy.With(Task, Script);

    /// <summary>Which turn is open according to these two pages, and checks that it is one and the right one.</summary>
    public static int OpenTurn(params IReadOnlyList<ProtocolWorker> pair)
    {
        var stored = pair.Sum(worker => worker.Said.Count);
        var asked = Assert.Single(pair, worker => worker.Asked is not null);
        Assert.Equal($"Turn {stored + 1}", asked.Asked!.Text);
        Assert.Equal(stored % 2 == 0 ? "left" : "right", asked.Role);
        return stored + 1;
    }

    /// <summary>What both of them have said, in the order of the journal, as the store has it.</summary>
    public static async Task<IReadOnlyList<string>> Journal(OperatorLine line, long conversation)
        => (await line.Api($"journal/{conversation}")).EnumerateArray()
            .Select(row => row.GetProperty("input"))
            .Where(input => input.TryGetProperty("cid", out _))
            .Select(input => input.GetProperty("cid").GetString()!)
            .ToArray();
}
