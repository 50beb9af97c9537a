using System.Text.Encodings.Web;
using System.Text.Json;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Export;

/// <summary>A conversation, once all of it has been read.</summary>
internal sealed record ConversationEntry(ConversationRow Row, Transcript Read, string? Mark);

/// <summary>A line with the conversation it is from.</summary>
internal sealed record LineEntry(ConversationRow Conversation, Line Line);

/// <summary>A worker's part, once its conversation has been read.</summary>
internal sealed record PartEntry(ConversationRow Conversation, PartTally Part, WorkEntry? Work)
{
    /// <summary>The acceptance whose money and verdict are told with this part: of a test they are told with the conversation that followed.</summary>
    public WorkEntry? Paid => Conversation.Kind == ConversationKind.Talk || Work?.Came?.Conversation == Conversation.Id ? Work : null;

    /// <summary>The parts of a conversation as far as it was read.</summary>
    public static IEnumerable<PartEntry> Of(ConversationRow row, Transcript read, WorkBook work)
    {
        var seats = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in read.Parts)
        {
            var nth = seats[part.Worker] = seats.GetValueOrDefault(part.Worker, -1) + 1;
            var tested = row.Kind == ConversationKind.Onboarding ? work.Within(part.Worker, part.Joined.ToUnixTimeMilliseconds()) : null;
            yield return new PartEntry(row, part, work.OfPart(row.Id.Value, part.Worker, nth) ?? tested);
        }
    }

    /// <summary>What became of the work that saved something.</summary>
    public static string? MarkOf(ConversationRow row, Transcript read, SavedThing saved, WorkBook work)
        => WorkMark.Gravest(Of(row, read, work).Where(part => saved.Of is null || part.Part == saved.Of).Select(part => part.Paid?.Mark));
}

/// <summary>Something saved with what it belongs to.</summary>
internal sealed record SavedEntry(ConversationRow Conversation, SavedThing Thing, string? Mark);

/// <summary>An acceptance with the crowd's answer.</summary>
internal sealed record AssignmentEntry(WorkEntry Work, string? Answer);

/// <summary>A test of a worker.</summary>
/// <param name="Try">The how-many-th in this run.</param>
internal sealed record OnboardingEntry(ConversationRow Conversation, PartTally Part, int Try);

/// <summary>Every table of an export and its columns.</summary>
internal static class ExportTables
{
    public static ExportTable<ConversationEntry> Conversations { get; } = new("conversations",
    [
        new("conversation", ColumnKind.Number, of => of.Row.Id.Value),
        new("kind", ColumnKind.Code, of => of.Row.Kind),
        new("unit", ColumnKind.Number, of => of.Row.Unit),
        new("ending", ColumnKind.Code, of => of.Row.Ending),
        new("detail", ColumnKind.Text, of => of.Row.Detail),
        new("openedAt", ColumnKind.Time, of => At(of.Row.OpenedAtUnixMs)),
        new("endedAt", ColumnKind.Time, of => At(of.Row.EndedAtUnixMs)),
        new("seconds", ColumnKind.Number, of => Seconds(of.Row.OpenedAtUnixMs, of.Row.EndedAtUnixMs)),
        new("workers", ColumnKind.Number, of => of.Read.Parts.Count(part => !part.IsModel)),
        new("programs", ColumnKind.Number, of => of.Read.Parts.Count(part => part.IsModel)),
        new("said", ColumnKind.Number, of => of.Read.Said),
        new("saved", ColumnKind.Number, of => of.Read.Saved),
        new("mark", ColumnKind.Code, of => of.Mark),
        new("script", ColumnKind.Code, of => of.Row.World),
        new("edition", ColumnKind.Number, of => of.Row.Edition),
        new("seed", ColumnKind.Number, of => of.Read.Beginning?.Seed),
        new("row", ColumnKind.Json, of => of.Read.Beginning?.Row),
    ]);

    public static ExportTable<LineEntry> Messages { get; } = new("messages",
    [
        new("conversation", ColumnKind.Number, of => of.Conversation.Id.Value),
        new("line", ColumnKind.Number, of => of.Line.Number),
        new("turn", ColumnKind.Number, of => of.Line.Turn),
        new("at", ColumnKind.Time, of => of.Line.At),
        new("kind", ColumnKind.Code, of => of.Line.Kind),
        new("seat", ColumnKind.Number, of => of.Line.Of.Seat),
        new("worker", ColumnKind.Worker, of => of.Line.Of.Worker),
        new("role", ColumnKind.Code, of => of.Line.Of.Role),
        new("program", ColumnKind.Flag, of => of.Line.Of.IsModel),
        new("from", ColumnKind.Code, of => of.Line.From),
        new("text", ColumnKind.Text, of => of.Line.Text),
        new("data", ColumnKind.Json, of => of.Line.Json),
        new("prompt", ColumnKind.Number, of => of.Line.Prompt == 0 ? null : of.Line.Prompt),
        new("promptKind", ColumnKind.Code, of => of.Line.PromptKind),
        new("options", ColumnKind.Json, of => of.Line.Options is { } options ? JsonSerializer.Serialize(options, Readable) : null),
        new("accepted", ColumnKind.Flag, of => of.Line.Accepted),
        new("askedAt", ColumnKind.Time, of => of.Line.Asked),
        new("secondsThinking", ColumnKind.Number, of => of.Line.SecondsThinking),
        new("secondsSinceLast", ColumnKind.Number, of => of.Line.SecondsSinceLast),
        new("characters", ColumnKind.Number, of => of.Line.Signals?.Characters),
        new("keys", ColumnKind.Number, of => of.Line.Signals?.Keys),
        new("typed", ColumnKind.Number, of => of.Line.Signals?.Typed),
        new("pasted", ColumnKind.Number, of => of.Line.Signals is { } signals ? signals.Pasted + signals.Dropped : null),
        new("untyped", ColumnKind.Flag, of => of.Line.Signals?.IsUntyped),
        new("secondsWriting", ColumnKind.Number, of => of.Line.Signals?.Writing.TotalSeconds),
        new("timesLeft", ColumnKind.Number, of => of.Line.Signals?.TimesLeft),
        new("secondsAway", ColumnKind.Number, of => of.Line.Signals?.Away.TotalSeconds),
        new("signals", ColumnKind.Json, of => of.Line.SignalsJson),
    ]);

    public static ExportTable<SavedEntry> Saved { get; } = new("saved", [.. SavedColumns(), new("data", ColumnKind.Json, of => of.Thing.Json)]);

    public static ExportTable<PartEntry> Parts { get; } = new("parts",
    [
        new("conversation", ColumnKind.Number, of => of.Conversation.Id.Value),
        new("kind", ColumnKind.Code, of => of.Conversation.Kind),
        new("unit", ColumnKind.Number, of => of.Conversation.Unit),
        new("seat", ColumnKind.Number, of => of.Part.Seat),
        new("worker", ColumnKind.Worker, of => of.Part.Worker),
        new("role", ColumnKind.Code, of => of.Part.Role),
        new("program", ColumnKind.Flag, of => of.Part.IsModel),
        new("joinedAt", ColumnKind.Time, of => of.Part.Joined),
        new("leftAt", ColumnKind.Time, of => of.Part.Left),
        new("seconds", ColumnKind.Number, of => of.Part.Left is { } left ? (left - of.Part.Joined).TotalSeconds : null),
        new("ending", ColumnKind.Code, of => of.Part.Ending),
        new("toldAboutPay", ColumnKind.Text, of => of.Part.Pay),
        new("said", ColumnKind.Number, of => of.Part.Sent),
        new("givenBack", ColumnKind.Number, of => of.Part.GivenBack),
        new("secondsThinking", ColumnKind.Number, of => Math.Round(of.Part.Thinking, 3)),
        new("pasted", ColumnKind.Number, of => of.Part.Pasted),
        new("untyped", ColumnKind.Number, of => of.Part.Untyped),
        new("timesLeft", ColumnKind.Number, of => of.Part.TimesLeft),
        new("secondsAway", ColumnKind.Number, of => Math.Round(of.Part.Away, 3)),
        new("saved", ColumnKind.Number, of => of.Part.Saved),
        new("assignment", ColumnKind.Code, of => of.Work?.Assignment),
        new("hit", ColumnKind.Code, of => of.Work?.Hit),
        new("mark", ColumnKind.Code, of => of.Paid?.Mark),
        new("due", ColumnKind.Code, of => of.Paid?.Came?.Due),
        new("dueAmount", ColumnKind.Dollars, of => of.Paid?.Came?.DueCents),
        new("handedInAt", ColumnKind.Time, of => At(of.Paid?.HandedIn?.SubmittedAtUnixMs)),
        new("verdict", ColumnKind.Code, of => of.Paid?.HandedIn?.Verdict),
        new("decision", ColumnKind.Code, of => of.Paid?.Decision?.Act),
        new("decidedBy", ColumnKind.Text, of => of.Paid?.Decision?.By),
        new("reason", ColumnKind.Text, of => of.Paid?.Decision?.Words ?? of.Paid?.HandedIn?.Words),
        new("reward", ColumnKind.Dollars, of => of.Paid?.RewardCents),
        new("bonus", ColumnKind.Dollars, of => of.Paid?.BonusCents),
    ]);

    public static ExportTable<AssignmentEntry> Assignments { get; } = new("assignments",
    [
        new("assignment", ColumnKind.Code, of => of.Work.Assignment),
        new("worker", ColumnKind.Worker, of => of.Work.Worker),
        new("hit", ColumnKind.Code, of => of.Work.Hit),
        new("state", ColumnKind.Code, of => of.Work.Came?.State),
        new("detail", ColumnKind.Name, of => of.Work.Came?.Detail),
        new("conversation", ColumnKind.Number, of => of.Work.Came?.Conversation?.Value),
        new("cameAt", ColumnKind.Time, of => At(of.Work.Came?.CameAtUnixMs)),
        new("leftAt", ColumnKind.Time, of => At(of.Work.Came?.LeftAtUnixMs)),
        new("due", ColumnKind.Code, of => of.Work.Came?.Due),
        new("dueAmount", ColumnKind.Dollars, of => of.Work.Came?.DueCents),
        new("acceptedAt", ColumnKind.Time, of => At(of.Work.HandedIn?.AcceptedAtUnixMs)),
        new("handedInAt", ColumnKind.Time, of => At(of.Work.HandedIn?.SubmittedAtUnixMs)),
        new("verdict", ColumnKind.Code, of => of.Work.HandedIn?.Verdict),
        new("verdictAt", ColumnKind.Time, of => At(of.Work.HandedIn?.DecidedAtUnixMs)),
        new("approvesItselfAt", ColumnKind.Time, of => At(of.Work.HandedIn?.ApprovesItselfAtUnixMs)),
        new("words", ColumnKind.Text, of => of.Work.HandedIn?.Words),
        new("mark", ColumnKind.Code, of => of.Work.Mark),
        new("decision", ColumnKind.Code, of => of.Work.Decision?.Act),
        new("decidedBy", ColumnKind.Text, of => of.Work.Decision?.By),
        new("reason", ColumnKind.Text, of => of.Work.Decision?.Words),
        new("reward", ColumnKind.Dollars, of => of.Work.RewardCents),
        new("bonus", ColumnKind.Dollars, of => of.Work.BonusCents),
        new("intended", ColumnKind.Dollars, of => of.Work.IntendedCents),
        new("answer", ColumnKind.Text, of => of.Answer),
    ]);

    public static ExportTable<LedgerRow> Payments { get; } = new("payments",
    [
        new("line", ColumnKind.Number, of => of.Line),
        new("at", ColumnKind.Time, of => At(of.AtUnixMs)),
        new("payment", ColumnKind.Name, of => of.Payment),
        new("attempt", ColumnKind.Number, of => of.Attempt),
        new("step", ColumnKind.Code, of => of.Step),
        new("kind", ColumnKind.Code, of => of.Kind),
        new("amount", ColumnKind.Dollars, of => of.Cents),
        new("worker", ColumnKind.Worker, of => of.Worker?.Value),
        new("assignment", ColumnKind.Code, of => of.Assignment),
        new("detail", ColumnKind.Name, of => of.Detail),
    ]);

    public static ExportTable<DecisionRow> Decisions { get; } = new("decisions",
    [
        new("line", ColumnKind.Number, of => of.Line),
        new("at", ColumnKind.Time, of => At(of.AtUnixMs)),
        new("assignment", ColumnKind.Code, of => of.Assignment),
        new("worker", ColumnKind.Worker, of => of.Worker.Value),
        new("act", ColumnKind.Code, of => of.Act),
        new("by", ColumnKind.Text, of => of.By),
        new("words", ColumnKind.Text, of => of.Words),
        new("name", ColumnKind.Name, of => of.Name),
        new("amount", ColumnKind.Dollars, of => of.Act is DecisionAct.Bonus or DecisionAct.Compensate or DecisionAct.Refund ? of.Cents : null),
        new("value", ColumnKind.Number, of => of.Act == DecisionAct.Grant ? of.Cents : null),
    ]);

    public static ExportTable<OnboardingEntry> Onboarding { get; } = new("onboarding",
    [
        new("conversation", ColumnKind.Number, of => of.Conversation.Id.Value),
        new("worker", ColumnKind.Worker, of => of.Part.Worker),
        new("try", ColumnKind.Number, of => of.Try),
        new("result", ColumnKind.Code, of => of.Part.Ending),
        new("beganAt", ColumnKind.Time, of => of.Part.Joined),
        new("endedAt", ColumnKind.Time, of => of.Part.Left),
        new("seconds", ColumnKind.Number, of => of.Part.Left is { } left ? (left - of.Part.Joined).TotalSeconds : null),
        new("said", ColumnKind.Number, of => of.Part.Sent),
        new("givenBack", ColumnKind.Number, of => of.Part.GivenBack),
    ]);

    private static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What stands before the data, in the file with all that was saved and in those by type.</summary>
    public static IReadOnlyList<ExportColumn<SavedEntry>> SavedColumns() =>
    [
        new("conversation", ColumnKind.Number, of => of.Conversation.Id.Value),
        new("unit", ColumnKind.Number, of => of.Conversation.Unit),
        new("number", ColumnKind.Number, of => of.Thing.Number),
        new("at", ColumnKind.Time, of => of.Thing.At),
        new("type", ColumnKind.Code, of => of.Thing.Type),
        new("seat", ColumnKind.Number, of => of.Thing.Of?.Seat),
        new("worker", ColumnKind.Worker, of => of.Thing.Of?.Worker),
        new("role", ColumnKind.Code, of => of.Thing.Of?.Role),
        new("mark", ColumnKind.Code, of => of.Mark),
    ];

    private static DateTimeOffset? At(long? unixMs) => unixMs is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment) : null;

    private static double? Seconds(long from, long? to) => to is { } end ? (end - from) / 1000.0 : null;
}
