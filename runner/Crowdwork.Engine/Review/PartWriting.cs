using System.Globalization;
using Crowdwork.Engine.Conversations;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Review;

/// <summary>How an answer was written, in the words in which a reviewer reads it.</summary>
/// <param name="IsMark">Whether it should catch the eye.</param>
public sealed record WritingRemark(string Text, bool IsMark = false);

/// <summary>How the answers of a part were written, in all: those that the script accepted. It comes from the worker's own page, so it is evidence and no proof.</summary>
/// <param name="Answers">How many there are.</param>
/// <param name="Told">How many came with signals. Programs that are no page of ours send none, and neither did pages before they knew how.</param>
/// <param name="Pasted">Answers into which something was pasted or dragged.</param>
/// <param name="MostlyPasted">Answers of which at least half was.</param>
/// <param name="Untyped">Answers most of which nobody wrote.</param>
/// <param name="PastedCharacters">Characters that were pasted or dragged in.</param>
/// <param name="TypedCharacters">Characters that were typed.</param>
/// <param name="Characters">Characters that were sent.</param>
/// <param name="Writing">From first to last input, summed.</param>
/// <param name="TimesLeft">How often the worker left the page while something was asked.</param>
/// <param name="Away">How long.</param>
public sealed record PartWriting(
    int Answers, int Told, int Pasted, int MostlyPasted, int Untyped, long PastedCharacters, long TypedCharacters, long Characters, TimeSpan Writing, int TimesLeft, TimeSpan Away)
{
    /// <summary>The names by which a queue is filtered.</summary>
    public static IReadOnlyList<string> Marks { get; } = ["pasted", "untyped", "left"];

    /// <summary>Whether a mark fits: <c>pasted</c>, <c>untyped</c> or <c>left</c>.</summary>
    public bool Has(string mark) => mark switch
    {
        "pasted" => Pasted > 0,
        "untyped" => Untyped > 0,
        "left" => TimesLeft > 0,
        _ => false,
    };

    /// <summary>One line for the whole part; null where nobody wrote anything.</summary>
    public string? Text
    {
        get
        {
            if (Answers == 0) return null;
            if (Told == 0) return "the page told nothing about it";
            var parts = new List<string>();
            if (Untyped > 0) parts.Add($"{Of(Untyped)} without typing");
            if (Pasted > 0) parts.Add($"{Of(Pasted)} with pasted text ({Number(Math.Min(PastedCharacters, Characters))} of {Count(Characters, "character")})");
            if (TypedCharacters > 0) parts.Add($"{Count(TypedCharacters, "character")} typed in {Time(Writing)}");
            if (parts.Count == 0) parts.Add("clicked");
            if (TimesLeft > 0) parts.Add($"left the page {Times(TimesLeft)}, {Time(Away)}");
            if (Told < Answers) parts.Add($"nothing is known of {Count(Answers - Told, "answer")}");
            return string.Join(" · ", parts);
        }
    }

    public static PartWriting Of(IReadOnlyList<Turn> turns, int seat)
    {
        ArgumentNullException.ThrowIfNull(turns);
        var answers = turns.Where(turn => turn.Input is Said said && said.Seat == seat && turn.Acts.Any(act => act.Kind == ActKind.Took)).Select(turn => ((Said)turn.Input).Signals).ToArray();
        var told = answers.OfType<Signals>().ToArray();
        return new PartWriting(
            answers.Length, told.Length, told.Count(one => one.Pastes + one.Drops > 0), told.Count(one => one.IsMostlyPasted), told.Count(one => one.IsUntyped),
            told.Sum(one => (long)one.Pasted + one.Dropped), told.Sum(one => (long)one.Typed), told.Sum(one => (long)one.Characters),
            Sum(told, one => one.Writing), told.Sum(one => one.TimesLeft), Sum(told, one => one.Away));
    }

    /// <summary>What there is to say of one answer; nothing of one that was clicked, or of which the page told nothing.</summary>
    public static IReadOnlyList<WritingRemark> RemarksOn(Signals? signals)
    {
        var remarks = new List<WritingRemark>();
        if (signals is null) return remarks;
        if (signals.IsUntyped) remarks.Add(new WritingRemark(signals.Typed + signals.Pasted + signals.Dropped == 0 ? "written without typing" : "mostly written without typing", IsMark: true));
        if (signals.Pastes > 0) remarks.Add(BroughtIn("pasted", signals.Pasted, signals));
        if (signals.Drops > 0) remarks.Add(BroughtIn("dragged in", signals.Dropped, signals));
        if (signals.Typed > 0) remarks.Add(new WritingRemark($"typed {Count(signals.Typed, "character")} with {Count(signals.Keys, "key")} in {Time(signals.Writing)}{(signals.Deleted > 0 ? $", {Number(signals.Deleted)} taken away" : "")}"));
        if (signals.Kept > 0) remarks.Add(new WritingRemark($"{Number(Math.Min(signals.Kept, Math.Max(signals.Characters, 1)))} stood there before"));
        if (signals.TimesLeft > 0) remarks.Add(new WritingRemark($"left the page {Times(signals.TimesLeft)}, {Time(signals.Away)}"));
        return remarks;
    }

    private static WritingRemark BroughtIn(string how, int characters, Signals signals) => new(
        characters > signals.Characters
            ? $"{how} {Count(characters, "character")}, {Number(signals.Characters)} sent"
            : $"{how} {Number(characters)} of {Count(signals.Characters, "character")}",
        signals.IsMostlyPasted);

    private static TimeSpan Sum(Signals[] told, Func<Signals, TimeSpan> time) => TimeSpan.FromTicks(told.Sum(one => time(one).Ticks));

    private string Of(int some) => $"{some} of {Count(Answers, "answer")}";

    private static string Times(int times) => times == 1 ? "once" : $"{Number(times)} times";

    private static string Count(long number, string name) => $"{Number(number)} {name}{(number == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time) => time.TotalSeconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
        : time.TotalSeconds < 59.5 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : time.TotalMinutes < 60 ? $"{(int)time.TotalMinutes} min {time.Seconds} s" : $"{(int)time.TotalHours} h {time.Minutes} min";
}
