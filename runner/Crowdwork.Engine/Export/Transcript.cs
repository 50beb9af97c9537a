using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Export;

/// <summary>The kinds of lines in a transcript.</summary>
public static class LineKind
{
    /// <summary>A worker (or a program in a worker's place) said something.</summary>
    public const string Said = "said";

    /// <summary>A worker was told something, by the task or by another role.</summary>
    public const string Told = "told";

    /// <summary>A worker was asked something.</summary>
    public const string Asked = "asked";

    /// <summary>A worker was shown a page or data.</summary>
    public const string Shown = "shown";

    /// <summary>What a worker had said was given back, with this reason.</summary>
    public const string Again = "again";
}

/// <summary>One line of a transcript: something that a worker said, or that appeared on a worker's page.</summary>
internal sealed record Line(int Turn, DateTimeOffset At, string Kind, PartTally Of)
{
    public int Number { get; init; }
    public string? From { get; init; }
    public string? Text { get; init; }
    public string? Json { get; init; }
    public int Prompt { get; init; }
    public string? PromptKind { get; init; }
    public IReadOnlyList<string>? Options { get; init; }
    public bool? Accepted { get; init; }

    /// <summary>When the prompt was asked that this answers.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary>When anything was last said or shown at this seat.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>How it was written, as the page told.</summary>
    public Signals? Signals { get; init; }

    /// <summary>The same as the journal has it.</summary>
    public string? SignalsJson { get; init; }

    public double? SecondsThinking => Asked is { } asked ? Math.Max(0, (At - asked).TotalSeconds) : null;

    public double? SecondsSinceLast => Before is { } before ? Math.Max(0, (At - before).TotalSeconds) : null;
}

/// <summary>Something that the script saved.</summary>
/// <param name="Of">The part of the worker whom it is about; null when it is about all.</param>
internal sealed record SavedThing(int Number, DateTimeOffset At, string Type, string Json, PartTally? Of);

/// <summary>What is counted of a worker's part while the journal goes by.</summary>
internal sealed class PartTally(int seat, string worker, string role, bool isModel, DateTimeOffset joined)
{
    public int Seat => seat;
    public string Worker => worker;
    public string Role => role;
    public bool IsModel => isModel;
    public DateTimeOffset Joined => joined;
    public DateTimeOffset? Left { get; set; }
    public string? Ending { get; set; }
    public string? Pay { get; set; }
    public int Sent { get; set; }
    public int GivenBack { get; set; }
    public double Thinking { get; set; }
    public int Saved { get; set; }
    public int Pasted { get; set; }
    public int Untyped { get; set; }
    public int TimesLeft { get; set; }
    public double Away { get; set; }
    public DateTimeOffset? LastLine { get; set; }
}

/// <summary>
/// Reads a journal as people read it: who said what to whom, and how long they thought.
/// </summary>
/// <remarks>
/// <code>
///   turn --Take--> lines (said, told, asked, shown, again)
///             \--> things saved
///              \-> the parts so far: who sits where, how their part ended, how much they wrote
/// </code>
/// It keeps the seats and the open prompts and nothing else, so that a conversation may be longer than memory.
/// </remarks>
internal sealed class Transcript
{
    private readonly Dictionary<int, (DateTimeOffset At, string? Kind)> _asked = [];
    private readonly SortedDictionary<int, PartTally> _parts = [];
    private readonly List<Line> _lines = [];
    private readonly List<SavedThing> _saved = [];
    private int _number;
    private int _savedNumber;

    public Began? Beginning { get; private set; }
    public string? Ending { get; private set; }
    public string? Detail { get; private set; }
    public DateTimeOffset? First { get; private set; }
    public DateTimeOffset? Last { get; private set; }
    public int Turns { get; private set; }

    /// <summary>How many times somebody, person or program, said something.</summary>
    public int Said { get; private set; }

    /// <summary>How many of these came from workers' pages.</summary>
    public int SaidByWorkers { get; private set; }

    public int Saved => _savedNumber;

    public IEnumerable<PartTally> Parts => _parts.Values;

    /// <summary>What the last turn added. The lists are filled anew by the next one.</summary>
    public IReadOnlyList<Line> Lines => _lines;

    /// <inheritdoc cref="Lines"/>
    public IReadOnlyList<SavedThing> SavedNow => _saved;

    /// <exception cref="InvalidDataException">A newer Crowdwork wrote it.</exception>
    /// <exception cref="JsonException">It is damaged.</exception>
    public void Take(TurnRow row)
    {
        var turn = TurnJson.Read(row.Number, row.AtUnixMs, row.Body);
        _lines.Clear();
        _saved.Clear();
        Turns++;
        First ??= turn.At;
        Last = turn.At;
        TakeInput(turn, row);
        foreach (var act in turn.Acts) TakeAct(turn, act);
    }

    private void TakeInput(Turn turn, TurnRow row)
    {
        switch (turn.Input)
        {
            case Began began:
                Beginning = began;
                break;
            case Met met:
                foreach (var seat in met.Seats) _parts[seat.Seat] = new PartTally(seat.Seat, seat.Worker, seat.Role, seat.IsModel, turn.At);
                break;
            case Said said:
                TakeSaid(turn, said, SignalsOf(row.Body));
                break;
        }
    }

    private void TakeSaid(Turn turn, Said said, string? signals)
    {
        SaidByWorkers++;
        if (!_parts.TryGetValue(said.Seat, out var part)) return;
        var took = turn.Acts.Any(act => act.Kind == ActKind.Took && act.Seat == said.Seat);
        var again = turn.Acts.Any(act => act.Kind == ActKind.Again && act.Seat == said.Seat);
        var asked = said.Prompt != 0 && _asked.TryGetValue(said.Prompt, out var known) ? known : default((DateTimeOffset At, string? Kind)?);
        Add(new Line(turn.Number, turn.At, LineKind.Said, part)
        {
            From = part.Role, Text = said.Text, Json = said.Fields, Prompt = said.Prompt, PromptKind = asked?.Kind, Accepted = took, Asked = asked?.At, Signals = said.Signals, SignalsJson = signals,
        });
        Said++;
        if (again) part.GivenBack++;
        if (!took) return;
        part.Sent++;
        part.Thinking += _lines[^1].SecondsThinking ?? 0;
        TakeSignals(part, said.Signals);
        _asked.Remove(said.Prompt);
    }

    private static void TakeSignals(PartTally part, Signals? signals)
    {
        if (signals is null) return;
        if (signals.Pastes + signals.Drops > 0) part.Pasted++;
        if (signals.IsUntyped) part.Untyped++;
        part.TimesLeft += signals.TimesLeft;
        part.Away += signals.Away.TotalSeconds;
    }

    private void TakeAct(Turn turn, Act act)
    {
        switch (act.Kind)
        {
            case ActKind.Save:
                var of = act.Seat == 0 ? null : PartOf(act.Seat);
                if (of is not null) of.Saved++;
                _saved.Add(new SavedThing(++_savedNumber, turn.At, act.Name ?? "", act.Json ?? "null", of));
                return;
            case ActKind.End:
                (Ending, Detail) = (act.Name, act.Text);
                return;
            case ActKind.Withdraw:
                _asked.Remove(act.Call);
                return;
        }

        if (PartOf(act.Seat) is not { } part) return;
        switch (act.Kind)
        {
            case ActKind.Tell:
                Add(new Line(turn.Number, turn.At, LineKind.Told, part) { From = act.From, Text = act.Text });
                break;
            case ActKind.Show:
                Add(new Line(turn.Number, turn.At, LineKind.Shown, part) { Text = act.Name, Json = act.Json });
                break;
            case ActKind.Ask:
                _asked[act.Call] = (turn.At, act.Name);
                // Waiting for whatever a worker may write shows nothing.
                if (act.Name != Prompts.Next)
                    Add(new Line(turn.Number, turn.At, LineKind.Asked, part) { Text = act.Text, Json = act.Json, Prompt = act.Call, PromptKind = act.Name, Options = act.Items });
                break;
            case ActKind.Again:
                Add(new Line(turn.Number, turn.At, LineKind.Again, part) { Text = act.Text, Json = act.Json, Prompt = act.Call });
                break;
            case ActKind.Replied:
                TakeReply(turn, act, part);
                break;
            case ActKind.Ended:
                (part.Ending, part.Left, part.Pay) = (act.Name, turn.At, act.Pay);
                break;
        }
    }

    private void TakeReply(Turn turn, Act act, PartTally part)
    {
        var asked = _asked.Remove(act.Call, out var known) ? known : default((DateTimeOffset At, string? Kind)?);
        Add(new Line(turn.Number, turn.At, LineKind.Said, part)
        {
            From = part.Role, Text = act.Text, Prompt = act.Call, PromptKind = asked?.Kind, Accepted = true, Asked = asked?.At,
        });
        Said++;
        part.Sent++;
    }

    private PartTally? PartOf(int seat) => _parts.GetValueOrDefault(seat);

    private void Add(Line line)
    {
        _lines.Add(line with { Number = ++_number, Before = line.Of.LastLine });
        line.Of.LastLine = line.At;
    }

    // A newer Crowdwork may have kept more than this one knows. What is in the journal belongs into the export, whoever reads it or not.
    private static string? SignalsOf(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOf("\"signals\""u8) < 0) return null;
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("in"u8).TryGetProperty("signals"u8, out var signals) ? signals.GetRawText() : null;
    }
}
