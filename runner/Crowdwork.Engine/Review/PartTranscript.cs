using System.Text.Json;
using Crowdwork.Engine.Conversations;
using Crowdwork.Engine.Store;
using Crowdwork.Scripting;

namespace Crowdwork.Engine.Review;

/// <summary>One thing that a worker saw or said.</summary>
/// <param name="Kind"><c>seated</c>, <c>told</c>, <c>shown</c>, <c>asked</c>, <c>said</c>, <c>again</c>, <c>withdrawn</c>, <c>departed</c> or <c>ended</c>.</param>
/// <param name="From">Who spoke or left, by role; <c>task</c> for the script.</param>
/// <param name="Text">The words.</param>
/// <param name="Options">What they could choose from.</param>
/// <param name="Data">What was shown, the fields of a form, or the answers in it.</param>
/// <param name="Thought">For what they said: how long after the last thing that they saw.</param>
/// <param name="Signals">For what they said, taken or given back: how it was written, if their page told.</param>
public sealed record TranscriptLine(
    DateTimeOffset At, string Kind, string? From = null, string? Text = null, IReadOnlyList<string>? Options = null, JsonElement? Data = null, TimeSpan? Thought = null,
    Signals? Signals = null);

/// <summary>
/// A worker's part of a conversation as their page showed it, line by line, and what came of it. It is read from the journal, so it is what they saw and not what the
/// script would do today.
/// </summary>
/// <param name="Input">The row of data that the conversation began with.</param>
/// <param name="Shown">What was last shown to them.</param>
/// <param name="Saved">What the script kept of this worker, and of all together.</param>
public sealed record PartTranscript(
    int Seat, string Role, int Unit, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TranscriptLine> Lines, JsonElement? Input, JsonElement? Shown,
    IReadOnlyList<SavedPiece> Saved)
{
    /// <summary>How their answers were written, in all.</summary>
    public required PartWriting Writing { get; init; }

    /// <summary>Reads it from the store; null when the worker has no seat there.</summary>
    public static PartTranscript? Of(CrowdReader store, ConversationId conversation, WorkerId worker)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.Conversation(conversation) is not { } row) return null;
        return Of([.. store.ReadTurns(row.Id, row.Edition).Select(turn => TurnJson.Read(turn.Number, turn.AtUnixMs, turn.Body))], worker.Value);
    }

    /// <summary>Reads it from a journal.</summary>
    public static PartTranscript? Of(IReadOnlyList<Turn> turns, string worker)
    {
        ArgumentNullException.ThrowIfNull(turns);
        // Who left a seat and took another has two; the last is the one that ended as their part did.
        var meeting = turns.LastOrDefault(turn => turn.Input is Met met && met.Seats.Any(seat => seat.Worker == worker));
        if (meeting?.Input is not Met { Seats: var seats }) return null;
        var reader = new Reader(seats.Last(seat => seat.Worker == worker), seats);
        foreach (var turn in turns) reader.Read(turn);
        return reader.Whole(turns);
    }

    private sealed class Reader(Seating seat, IReadOnlyList<Seating> others)
    {
        private readonly List<TranscriptLine> _lines = [];
        private readonly List<SavedPiece> _saved = [];
        private DateTimeOffset? _came;
        private DateTimeOffset? _went;
        private DateTimeOffset? _lastSeen;
        private JsonElement? _shown;

        public void Read(Turn turn)
        {
            if (turn.Input is Met met && met.Seats.Contains(seat))
            {
                _came = _lastSeen = turn.At;
                _lines.Add(new TranscriptLine(turn.At, "seated", Options: [.. others.Where(other => other != seat).Select(other => other.Role)]));
            }

            foreach (var act in turn.Acts)
            {
                if (act.Kind == ActKind.Save && (act.Seat == 0 || act.Seat == seat.Seat)) _saved.Add(new SavedPiece(act.Name ?? "", Json(act.Json), act.Seat != 0));
                if (act.Seat == seat.Seat && LineOf(turn, act) is { } line) Add(line);
            }
        }

        public PartTranscript Whole(IReadOnlyList<Turn> turns)
        {
            var began = turns.Select(turn => turn.Input).OfType<Began>().FirstOrDefault();
            return new PartTranscript(seat.Seat, seat.Role, began?.Unit ?? 0, _came ?? turns[0].At, _went ?? turns[^1].At, _lines, Json(began?.Row), _shown, _saved)
            {
                Writing = PartWriting.Of(turns, seat.Seat),
            };
        }

        private void Add(TranscriptLine line)
        {
            if (line.Kind == "said") line = line with { Thought = line.At - (_lastSeen ?? line.At) };
            if (line.Kind == "shown") _shown = line.Data;
            if (line.Kind == "ended") _went = line.At;
            _lastSeen = line.At;
            _lines.Add(line);
        }

        private static TranscriptLine? LineOf(Turn turn, Act act) => act.Kind switch
        {
            ActKind.Tell => new TranscriptLine(turn.At, "told", act.From ?? "task", act.Text),
            ActKind.Show => new TranscriptLine(turn.At, "shown", "task", act.Name, Data: Json(act.Json)),
            ActKind.Ask when act.Name != Prompts.Next => new TranscriptLine(turn.At, "asked", "task", act.Text, act.Items, Json(act.Json)),
            ActKind.Took when turn.Input is Said said => new TranscriptLine(turn.At, "said", null, said.Text, Data: Json(said.Fields), Signals: said.Signals),
            ActKind.Again when turn.Input is Said said => new TranscriptLine(turn.At, "again", "task", act.Text, [said.Text], Json(act.Json), Signals: said.Signals),
            ActKind.Withdraw => new TranscriptLine(turn.At, "withdrawn", "task", act.Name),
            ActKind.Departed => new TranscriptLine(turn.At, "departed", act.From, act.Name),
            ActKind.Ended => new TranscriptLine(turn.At, "ended", act.Name, string.Join(' ', new[] { act.Text, act.Pay }.Where(text => !string.IsNullOrEmpty(text)))),
            _ => null,
        };

        private static JsonElement? Json(string? raw)
        {
            if (raw is null) return null;
            using var document = JsonDocument.Parse(raw);
            return document.RootElement.Clone();
        }
    }
}

/// <summary>One thing that a script saved.</summary>
/// <param name="IsOwn">Whether it is of this worker alone, and not of the whole conversation.</param>
public sealed record SavedPiece(string Type, JsonElement? Data, bool IsOwn);
