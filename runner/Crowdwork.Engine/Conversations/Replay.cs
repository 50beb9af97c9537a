using Crowdwork.Scripting;

namespace Crowdwork.Engine.Conversations;

/// <summary>Where a script did something else than its journal says.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Recorded">What the journal says; null when it says nothing more.</param>
/// <param name="Now">What the script did; null when it did nothing.</param>
public sealed record Divergence(int Turn, Act? Recorded, Act? Now)
{
    public override string ToString()
        => $"Diverged at turn {Turn}: recorded [{Describe(Recorded)}], but the script now did [{Describe(Now)}].";

    public static string Describe(Act? act) => act is null
        ? "nothing"
        : string.Join(' ', new[]
        {
            act.Kind.ToString().ToLowerInvariant(),
            act.Seat == 0 ? null : $"seat {act.Seat}",
            act.Name,
            act.Text is null ? null : $"'{Shorten(act.Text)}'",
            act.Items is null ? null : string.Join(", ", act.Items),
            act.Site is null ? null : $"at {act.Site}",
        }.Where(part => !string.IsNullOrEmpty(part)));

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}

/// <summary>What came of a replay.</summary>
/// <param name="Play">The script, at the await where the journal ends (or where it went another way).</param>
/// <param name="Turns">The journal as this script would have written it.</param>
/// <param name="IsSame">Whether that is the recorded journal to the letter.</param>
/// <param name="Divergence">The first difference that mattered; null when everything fitted.</param>
/// <param name="SetAside">The messages that no longer fit.</param>
/// <param name="Notes">What changed, for the author.</param>
internal sealed record Replayed(
    Play Play, IReadOnlyList<Turn> Turns, bool IsSame, Divergence? Divergence, int SetAside, IReadOnlyList<string> Notes)
{
    /// <summary>The new script failed on the way, before it had come to where the conversation is.</summary>
    public bool FailedOnTheWay { get; init; }
}

/// <summary>
/// Plays a journal again: to the letter under the same script (a restart), or as far as it fits under a changed one (a save in the harness).
/// </summary>
/// <remarks>
/// <code>
///   recorded:   began   ask 1 "Q1"   said "A1"   ask 1 "Q2"   said "A2"   ask 1 "Q3"
///   new script: began   ask 1 "Q1!"  said "A1"   ask 1 "Extra"
///                            |                        |
///                     reworded, the answer stays      inserted: the journal ends here, "A2" is set aside,
///                                                     and the conversation goes on from this await
/// </code>
/// What is told, shown or saved follows from the script and is made anew. What was answered is kept for as long as the script asks for it: the same kind of prompt,
/// to the same seat, in the same words or on a line that stands for the old one.
/// </remarks>
internal static class Replay
{
    /// <summary>The same script over its own journal. Any difference is a divergence: the script is not deterministic, or the journal is damaged.</summary>
    public static Replayed ToTheLetter(IWorldProgram program, PlayRules rules, IReadOnlyList<Turn> turns, Action<Play, object?> foreign)
    {
        var play = new Play(program, rules, foreign);
        for (var i = 0; i < turns.Count; i++)
        {
            var acts = play.Handle(turns[i].Input, turns[i].At);
            if (FirstDifference(turns[i], acts) is { } divergence)
                return new Replayed(play, turns.Take(i).ToArray(), IsSame: false, divergence, SetAside: 0, [divergence.ToString()]);
            if (play.IsOver) break;
        }

        return new Replayed(play, turns, IsSame: true, Divergence: null, SetAside: 0, []);
    }

    /// <summary>A changed script over the journal of the old one.</summary>
    public static Replayed AsFarAsItFits(
        IWorldProgram program, PlayRules rules, IReadOnlyList<Turn> turns, IReadOnlyDictionary<string, string>? oldSources, Action<Play, object?> foreign)
    {
        var play = new Play(program, rules, foreign);
        var matcher = new CallMatcher(oldSources, program.Sources);
        var kept = new List<Turn>(turns.Count);
        Divergence? divergence = null;
        var at = 0;

        for (; at < turns.Count && !play.IsOver; at++)
        {
            var turn = turns[at];
            if (turn.Input is Broke or Stopped) continue;
            var input = matcher.Translate(turn, play, program.Hash);
            if (input is null)
            {
                divergence = new Divergence(turn.Number, matcher.RecordedCallOf(turn.Input), CallMatcher.WaitingNow(play, turn.Input));
                break;
            }

            var acts = play.Handle(input, turn.At);
            matcher.Pair(turn.Acts, acts);
            kept.Add(new Turn(kept.Count + 1, turn.At, input, acts));
        }

        // Whoever has left stays away, whatever the script says now.
        foreach (var turn in turns.Skip(at))
        {
            if (play.IsOver || turn.Input is not LeftFor left || play.Workers.Count < left.Seat || play.Workers[left.Seat - 1].Left is not null) continue;
            kept.Add(new Turn(kept.Count + 1, turn.At, left, play.Handle(left, turn.At)));
        }

        var setAside = turns.Skip(at).Count(turn => turn.Input is Said);
        var isSame = kept.Count == turns.Count && kept.Zip(turns).All(pair => AreSame(pair.First, pair.Second));
        return new Replayed(play, kept, isSame, divergence, setAside, Notes(matcher, divergence, setAside, play.IsOver))
        {
            FailedOnTheWay = play.Fault is not null && turns.Skip(at).Any(turn => turn.Input is not (Broke or Stopped or Renewed)),
        };
    }

    private static List<string> Notes(CallMatcher matcher, Divergence? divergence, int setAside, bool isOver)
    {
        var notes = new List<string>(matcher.Reworded);
        if (divergence is not null)
        {
            var place = divergence.Now?.Site ?? divergence.Recorded?.Site;
            notes.Add(setAside == 0
                ? $"goes on from {place ?? "its last await"}; no message is lost."
                : $"goes on from {place ?? "its last await"}; {setAside} {(setAside == 1 ? "message" : "messages")} after it no longer fit and {(setAside == 1 ? "was" : "were")} set aside.");
        }

        else if (setAside > 0 && isOver)
        {
            notes.Add($"ends earlier now; {setAside} {(setAside == 1 ? "message" : "messages")} after its end {(setAside == 1 ? "was" : "were")} set aside.");
        }

        return notes;
    }

    private static Divergence? FirstDifference(Turn turn, IReadOnlyList<Act> acts)
    {
        var count = Math.Max(turn.Acts.Count, acts.Count);
        for (var i = 0; i < count; i++)
        {
            var recorded = i < turn.Acts.Count ? turn.Acts[i] : null;
            var now = i < acts.Count ? acts[i] : null;
            if (recorded is null || now is null || !MeanTheSame(recorded, now)) return new Divergence(turn.Number, recorded, now);
        }

        return null;
    }

    // What workers are told at the end is our wording, not the script's: a newer Crowdwork may say it better.
    private static bool MeanTheSame(Act a, Act b) => a.Kind is ActKind.Ended or ActKind.End
        ? a.Kind == b.Kind && a.Seat == b.Seat && a.Name == b.Name
        : AreSame(a, b);

    private static bool AreSame(Turn a, Turn b)
        => a.Number == b.Number && a.Acts.Count == b.Acts.Count && a.Acts.Zip(b.Acts).All(pair => AreSame(pair.First, pair.Second));

    private static bool AreSame(Act a, Act b)
        => a with { Items = null } == b with { Items = null } && (a.Items ?? []).SequenceEqual(b.Items ?? []);
}
