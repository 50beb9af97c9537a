using System.Text;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Worlds;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Tests.Support;

/// <summary>
/// A script on a stage of its own: the test is the outside world. It gives the inputs, keeps the journal, and can have it played again.
/// </summary>
internal sealed class Stage
{
    private DateTimeOffset _now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private int _messages;

    public Stage(string script, PlayRules? rules = null, string? row = null, int seed = 7, bool onboarding = false)
    {
        Script = Scripts.Compile(script);
        Rules = rules ?? new PlayRules { Task = "test" };
        Play = new Play(Script, Rules, (_, _) => { });
        Give(new Began("run", Script.Hash, 0, row, seed, onboarding));
    }

    public LoadedWorld Script { get; }
    public PlayRules Rules { get; }
    public Play Play { get; }
    public List<Turn> Turns { get; } = [];
    public DateTimeOffset Now => _now;

    /// <summary>What the script did in the last turn, one line each.</summary>
    public IEnumerable<string> Did => Turns[^1].Acts.Select(Say);

    public IEnumerable<Act> Acts => Turns.SelectMany(turn => turn.Acts);

    public string? Ending => Acts.LastOrDefault(act => act.Kind == ActKind.End)?.Name;

    public IReadOnlyList<string> Saved => Acts.Where(act => act.Kind == ActKind.Save).Select(act => act.Json!).ToArray();

    public IReadOnlyList<Act> Give(Input input)
    {
        _now += TimeSpan.FromSeconds(1);
        var acts = Play.Handle(input, _now);
        Turns.Add(new Turn(Turns.Count + 1, _now, input, acts));
        return acts;
    }

    /// <summary>Seats workers for the oldest meeting; models take their places by themselves.</summary>
    public Stage Seat(params string[] workers)
    {
        var meeting = Play.Open.OfType<OpenMeet>().First();
        var names = new Queue<string>(workers);
        var next = Play.Workers.Count;
        Give(new Met(meeting.Id, meeting.Roles.Select(role => Play.IsModelRole(role)
            ? new Seating(++next, $"model:{role}", role, IsModel: true)
            : new Seating(++next, names.Dequeue(), role, IsModel: false)).ToArray()));
        return this;
    }

    public Stage SeatForOnboarding(string worker)
    {
        Give(new Met(0, [new Seating(1, worker, "worker", IsModel: false)]));
        return this;
    }

    /// <summary>Answers what a seat is asked.</summary>
    public Stage Say(int seat, string text, string? fields = null)
    {
        var prompt = Play.PromptOf(seat) ?? throw new InvalidOperationException($"Seat {seat} is asked nothing. {string.Join("; ", Did)}");
        Give(new Said(seat, prompt.Id, $"c{++_messages}", text, fields));
        return this;
    }

    public Stage Fill(int seat, string fields) => Say(seat, "", fields);

    public Stage Write(int seat, string text)
    {
        Give(new Said(seat, 0, $"c{++_messages}", text, null));
        return this;
    }

    public Stage Leave(int seat, Departure why)
    {
        Give(new LeftFor(seat, why));
        return this;
    }

    /// <summary>Lets time pass, and whatever is due on the way come due.</summary>
    public Stage Pass(TimeSpan time)
    {
        var end = _now + time;
        while (!Play.IsOver && Play.Open.Where(call => call.Due != 0 && call.Due <= end.ToUnixTimeMilliseconds()).MinBy(call => call.Due) is { } due)
        {
            _now = DateTimeOffset.FromUnixTimeMilliseconds(due.Due) - TimeSpan.FromSeconds(1);
            Give(new Due(due.Id));
        }

        if (end > _now) _now = end;
        return this;
    }

    /// <summary>Does what the script asked to be done outside.</summary>
    public async Task<Stage> DoEffects()
    {
        while (!Play.IsOver && Play.OpenEffects.FirstOrDefault() is { } effect)
        {
            Returned returned;
            try
            {
                returned = new Returned(effect.Id, await effect.Run(CancellationToken.None), null);
            }
            catch (Exception e)
            {
                returned = new Returned(effect.Id, null, e.Message);
            }

            Give(returned);
        }

        return this;
    }

    /// <summary>The journal as it comes back from the disk.</summary>
    public IReadOnlyList<Turn> Journal()
        => Turns.Select(turn => TurnJson.Read(turn.Number, turn.At.ToUnixTimeMilliseconds(), TurnJson.Write(turn.Input, turn.Acts))).ToArray();

    /// <summary>Plays the stored journal again and insists on the same acts, letter for letter, and the same open calls at the end.</summary>
    public Play ReplaysToTheLetter()
    {
        var again = new Play(Script, Rules, (_, _) => { });
        foreach (var turn in Journal())
        {
            var acts = again.Handle(turn.Input, turn.At);
            Assert.Equal(Text(Turns[turn.Number - 1]), Encoding.UTF8.GetString(TurnJson.Write(turn.Input, acts)));
        }

        Assert.Equal(OpenCalls(Play), OpenCalls(again));
        Assert.Equal(Play.IsOver, again.IsOver);
        Assert.Equal(Histories(Play), Histories(again));

        var replayed = Replay.ToTheLetter(Script, Rules, Journal(), (_, _) => { });
        Assert.Null(replayed.Divergence);
        Assert.True(replayed.IsSame);
        return again;
    }

    /// <summary>Plays the stored journal under another version of the script.</summary>
    public Replayed Under(string script, PlayRules? rules = null)
        => Replay.AsFarAsItFits(Scripts.Compile(script), rules ?? Rules, Journal(), Script.Sources, (_, _) => { });

    public static string Say(Act act) => string.Join(' ', new[]
    {
        act.Kind.ToString().ToLowerInvariant(),
        act.Seat == 0 ? null : act.Seat.ToString(),
        act.Name,
        act.From is null ? null : $"from {act.From}",
        act.Text is null || act.Kind is ActKind.Ended ? null : $"'{act.Text}'",
        act.Items is null ? null : $"[{string.Join(", ", act.Items)}]",
        act.Json,
    }.Where(part => !string.IsNullOrEmpty(part)));

    private static string Text(Turn turn) => Encoding.UTF8.GetString(TurnJson.Write(turn.Input, turn.Acts));

    private static IEnumerable<string> OpenCalls(Play play)
        => play.Open.Select(call => $"{call.Id} {call.Kind} {call.Site} due {call.Due} {(call as OpenAsk)?.Text}");

    private static IEnumerable<string> Histories(Play play)
        => play.Workers.Select(worker => $"{worker} {worker.Left}: {string.Join(" | ", worker.History)}");
}
