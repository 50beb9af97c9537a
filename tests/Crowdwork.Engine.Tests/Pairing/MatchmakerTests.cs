using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Pairing;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Tests.Pairing;

public sealed class MatchmakerTests
{
    [Fact]
    public void Find_MoreThanEnough_TakesWhoeverHasWaitedLongest()
    {
        var match = Assert.Single(Find([Meeting("a", "b")], [Worker("W3", 3), Worker("W1", 1), Worker("W2", 2)]));

        Assert.Equal(["W1", "W2"], match.Takers.Select(taker => taker!.Who.Worker.Value));
    }

    [Fact]
    public void Find_TooFew_LeavesThemToTheMeetingsBehind()
    {
        var small = Meeting("c");
        var match = Assert.Single(Find([Meeting("a", "b"), small], [Worker("W1", 1)]));

        Assert.Same(small, match.Meeting);
    }

    [Fact]
    public void Find_AModelsPlace_NeedsNobody()
    {
        var meeting = new Meeting(null!, 1, [new Place("bot", IsForModel: true), new Place("a", IsForModel: false)], 0);
        var match = Assert.Single(Find([meeting], [Worker("W1", 1)]));

        Assert.Null(match.Takers[0]);
        Assert.Equal("W1", match.Takers[1]!.Who.Worker.Value);
    }

    [Fact]
    public void Find_TheOperator_TakesTheirRolesAndNoOthers()
    {
        var waiting = new[] { Worker("W1", 2), new Waiting(new WorkerId("operator"), 1, IsOperator: true) };

        Assert.Equal(["W1", "operator"], Assert.Single(Find([Meeting("a", "boss")], waiting)).Takers.Select(taker => taker!.Who.Worker.Value));
        Assert.Empty(Find([Meeting("a", "b")], waiting));
        Assert.Empty(Find([Meeting("boss")], [Worker("W1", 1)]));
    }

    [Fact]
    public void Find_OneWorkerWithTwoAssignments_IsNotPairedWithThemselves()
    {
        var twice = new[] { new Waiting(new Attendance(new WorkerId("W1"), "A1"), 1, IsOperator: false), new Waiting(new Attendance(new WorkerId("W1"), "A2"), 2, IsOperator: false) };

        Assert.Empty(Find([Meeting("a", "b")], twice));
        Assert.Equal(["A1", ""], Assert.Single(Find([Meeting("a", "b")], [.. twice, Worker("W2", 3)])).Takers.Select(taker => taker!.Who.Assignment));
    }

    [Fact]
    public void Find_SomebodyWhoMayNotTakeAPlace_LeavesItToTheNext()
    {
        var match = Assert.Single(Matchmaker.Find([Meeting("a")], [Worker("W1", 1), Worker("W2", 2)], _ => false, (_, worker) => worker.Who.Worker.Value != "W1"));

        Assert.Equal("W2", match.Takers[0]!.Who.Worker.Value);
    }

    [Fact]
    public void Find_AnyRoom_SeatsNobodyTwiceFillsWholeMeetingsAndIsFairWithinEachKind()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var chance = new Random(seed);
            var meetings = Enumerable.Range(0, chance.Next(6)).Select(n => new Meeting(null!, n + 1,
                Enumerable.Range(0, 1 + chance.Next(4)).Select(_ => chance.Next(6) switch
                {
                    0 => new Place("bot", IsForModel: true),
                    1 => new Place("boss", IsForModel: false),
                    _ => new Place("a", IsForModel: false),
                }).ToArray(), 0)).ToArray();
            var waiting = Enumerable.Range(0, chance.Next(12)).Select(n => new Waiting(new WorkerId($"W{n}"), chance.Next(1000) * 100 + n, chance.Next(5) == 0)).ToArray();
            var matches = Find(meetings, waiting);

            var taken = matches.SelectMany(match => match.Takers).OfType<Waiting>().ToArray();
            Assert.Equal(taken.Length, taken.Distinct().Count());
            Assert.All(matches, match => Assert.All(match.Meeting.Places.Zip(match.Takers), pair =>
            {
                Assert.Equal(pair.First.IsForModel, pair.Second is null);
                if (pair.Second is { } taker) Assert.Equal(pair.First.Role == "boss", taker.IsOperator);
            }));
            foreach (var isOperator in new[] { false, true })
            {
                var served = taken.Where(worker => worker.IsOperator == isOperator).Select(worker => worker.Ticket).DefaultIfEmpty(long.MinValue).Max();
                Assert.All(waiting.Where(worker => worker.IsOperator == isOperator && !taken.Contains(worker)), worker => Assert.True(worker.Ticket > served));
            }

            // Nothing that could still be filled is left.
            var rest = waiting.Except(taken).ToArray();
            Assert.Empty(Find(meetings.Except(matches.Select(match => match.Meeting)), rest));
        }
    }

    private static IReadOnlyList<Match> Find(IEnumerable<Meeting> meetings, IEnumerable<Waiting> waiting) => Matchmaker.Find(meetings, waiting, role => role == "boss", (_, _) => true);

    private static Meeting Meeting(params string[] roles) => new(null!, 1, roles.Select(role => new Place(role, IsForModel: false)).ToArray(), 0);

    private static Waiting Worker(string id, long ticket) => new(new WorkerId(id), ticket, IsOperator: false);
}
