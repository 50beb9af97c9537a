using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Tests.Support;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Conversations;

/// <summary>Scripts that do several things at a time, with answers that come in every order: each is played again from its journal, letter for letter.</summary>
public sealed class DeterminismTests
{
    public static TheoryData<string> Worlds => new(
        // WhenAll over prompts, and what each did on the way
        """
        var team = await Meet(["a", "b", "c"]);
        var log = new List<string>();
        await Task.WhenAll(team.Select(One));
        Save(log);
        async Task One(Worker w)
        {
            for (var i = 0; i < 3; i++) { var r = await w.TryAsk($"{i}?", within: Seconds(40)); log.Add($"{w.Id}{i}{r?.Text}"); }
            await Everyone.Tell($"{w.Id} is done");
        }
        """,
        // WhenAny, and the rest goes on
        """
        var team = await Meet(["a", "b", "c"]);
        var open = team.Select(w => w.TryAsk("?", within: Seconds(40))).ToList();
        while (open.Count > 0)
        {
            var next = await Task.WhenAny(open);
            open.Remove(next);
            await Everyone.Tell($"{(await next)?.Text ?? "nothing"} with {open.Count} to go, {Random.Next(100)}");
        }
        """,
        // races of free talk against pauses, in local functions
        """
        var team = await Meet(["a", "b", "c"]);
        var turns = 0;
        await All(Clock(), Talk(), Talk());
        Save(turns);
        async Task Clock() { for (var i = 0; i < 4; i++) { await Pause(Seconds(13)); await Everyone.Tell($"bell {i} {NewId()}"); } }
        async Task Talk()
        {
            while (turns < 6)
            {
                var asked = team.Where(w => w.Left is null).ToList()[turns % team.StillHere.Count];
                turns++;
                if (asked.History.Count % 2 == 0) await Pause(Seconds(3));
                await Everyone.Tell($"turn {turns} of {asked.Id}");
            }
        }
        """,
        // FirstOf races, again and again
        """
        var (a, b, c) = await Meet("a", "b", "c");
        for (var i = 0; i < 5; i++)
        {
            try
            {
                var first = await FirstOf(a.TryAsk($"{i}?", within: Seconds(25)), b.TryAsk($"{i}?", within: Seconds(35)), c.TryAsk($"{i}?", within: Seconds(45)));
                await Everyone.Tell($"{i}: {first?.From.Id} {first?.Text}");
            }
            catch (WorkerLeft left) { await left.Others.Tell($"{left.Who.Id} {left.Why}"); }
        }
        """,
        // a semaphore lets two speak at a time
        """
        var team = await Meet(["a", "b", "c"]);
        var gate = new SemaphoreSlim(2);
        await Task.WhenAll(team.Select(One));
        async Task One(Worker w)
        {
            for (var i = 0; i < 3; i++)
            {
                await gate.WaitAsync();
                try { await w.TryAsk($"{i}?", within: Seconds(30)); await Everyone.Tell($"{w.Id} {i} {Random.Next(10)}"); }
                finally { gate.Release(); }
            }
        }
        """,
        // an async iterator
        """
        var team = await Meet(["a", "b", "c"]);
        var all = new List<string>();
        await foreach (var said in Rounds(3)) { all.Add(said); await Everyone.Tell(said); }
        Save(all);
        async IAsyncEnumerable<string> Rounds(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                var open = team.Select(w => w.TryAsk($"{i}?", within: Seconds(30))).ToList();
                while (open.Count > 0) { var next = await Task.WhenAny(open); open.Remove(next); if (await next is { } r) yield return $"{r.From.Id}:{r.Text}"; }
            }
        }
        """,
        // async void and completion sources of the script's own
        """
        var team = await Meet(["a", "b", "c"]);
        var done = new TaskCompletionSource<int>();
        var left = team.Count;
        foreach (var w in team) Start(w);
        Save(await done.Task);
        async void Start(Worker w)
        {
            var r = await w.TryAsk("?", within: Seconds(20 + w.Id.Length));
            await Everyone.Tell($"{w.Id} {r?.Text} {NewId()}");
            if (--left == 0) done.SetResult(Random.Next(1000));
        }
        """,
        // Yield between
        """
        var team = await Meet(["a", "b", "c"]);
        await Task.WhenAll(team.Select(One));
        async Task One(Worker w)
        {
            for (var i = 0; i < 2; i++) { await Task.Yield(); await w.TryAsk($"{i}?", within: Seconds(15)); await Task.Yield(); await Everyone.Tell($"{w.Id} {i}"); }
        }
        """,
        // free conversation for everybody at once
        """
        var team = await Meet(["a", "b", "c"]);
        try
        {
            for (var i = 0; i < 8; i++)
            {
                var said = await FirstOf(team.StillHere.Select(w => w.Next(within: Minutes(1))).ToArray());
                await Everyone.Except(said.From).Tell(said.Text, from: said.From);
                if (said.Text.Length % 3 == 0) await Pause(Seconds(5));
            }
        }
        catch (WorkerLeft left) { Save(left.Others.Select(w => w.Id)); }
        """);

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Replay_RandomOrdersOfArrival_AreTheSameToTheLetter(string world)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var stage = new Stage(world, seed: seed).Seat("W1", "W22", "W333");
            PlayAtRandom(stage, new Random(seed));
            Assert.True(stage.Ending is "finished" or "partnerLeft", $"seed {seed}: {stage.Ending} {stage.Play.Fault}");
            stage.ReplaysToTheLetter();
        }
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Replay_FromEveryTurnOn_GoesOnAsTheOriginalDid(string world)
    {
        var stage = new Stage(world, seed: 3).Seat("W1", "W22", "W333");
        PlayAtRandom(stage, new Random(3));
        var journal = stage.Journal();

        for (var cut = 1; cut < journal.Count; cut++)
        {
            var replayed = Replay.ToTheLetter(stage.Script, stage.Rules, journal.Take(cut).ToArray(), (_, _) => { });
            Assert.Null(replayed.Divergence);
            foreach (var turn in journal.Skip(cut))
                Assert.Equal(turn.Acts.Select(Stage.Say), replayed.Play.Handle(turn.Input, turn.At).Select(Stage.Say));
        }
    }

    private static void PlayAtRandom(Stage stage, Random chance)
    {
        for (var step = 0; step < 200 && !stage.Play.IsOver; step++)
        {
            var seat = chance.Next(3) + 1;
            switch (chance.Next(12))
            {
                case 0:
                    stage.Pass(TimeSpan.FromSeconds(chance.Next(20)));
                    break;
                case 1 when step > 4 && chance.Next(4) == 0 && stage.Play.Workers[seat - 1].Left is null:
                    stage.Leave(seat, (Departure)chance.Next(3));
                    break;
                default:
                    if (stage.Play.PromptOf(seat) is not null) stage.Say(seat, $"t{step}");
                    else if (stage.Play.Awaits(seat, 0)) stage.Write(seat, $"free{step}");
                    else stage.Pass(TimeSpan.FromSeconds(chance.Next(5)));
                    break;
            }
        }

        if (!stage.Play.IsOver) stage.Pass(TimeSpan.FromHours(1));
    }
}
