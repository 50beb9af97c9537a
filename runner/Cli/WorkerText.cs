using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;

namespace Crowdwork.Cli;

/// <summary>How a worker's history looks, as text and as JSON.</summary>
internal static class WorkerText
{
    /// <summary>A program that was seated in a worker's place.</summary>
    public static bool IsProgram(WorkerId worker) => worker.Value.StartsWith("model:", StringComparison.Ordinal);

    public static object Short(WorkerHistory worker) => new
    {
        worker = worker.Worker.Value,
        parts = worker.Seats.Count,
        finished = worker.Finished,
        handedIn = worker.Submissions.Count,
        approved = worker.Approved,
        rejected = worker.Rejected,
        paid = worker.PaidCents / 100m,
        firstSeen = Moment(worker.FirstSeen),
        lastSeen = Moment(worker.LastSeen),
        blocked = worker.Block?.Act,
        qualifications = worker.Qualifications.ToDictionary(qualification => qualification.Name, qualification => qualification.Value),
    };

    public static object Full(WorkerHistory worker, Func<SeatRow, ConversationRow?> conversationOf) => new
    {
        worker = Short(worker),
        parts = worker.Seats.Select(seat => (Seat: seat, Of: conversationOf(seat))).Select(part => new
        {
            run = part.Of?.Run.Value, conversation = part.Seat.Conversation.Value, kind = part.Of?.Kind, role = part.Seat.Role, ending = part.Seat.State == SeatRow.Taken ? null : part.Seat.State,
            joined = Moment(part.Seat.TakenAtUnixMs), left = Moment(part.Seat.LeftAtUnixMs),
        }),
        assignments = worker.Attendances.Select(row => new { run = row.Run.Value, assignment = row.Assignment, state = row.State, detail = row.Detail, due = row.DueCents / 100m, came = Moment(row.CameAtUnixMs) }),
        handedIn = worker.Submissions.Select(row => new { run = row.Run.Value, assignment = row.Assignment, verdict = row.Verdict, at = Moment(row.SubmittedAtUnixMs) }),
        decisions = worker.Decisions.Select(row => new { run = row.Run.Value, assignment = row.Assignment, act = row.Act, by = row.By, words = row.Words, name = row.Name, cents = row.Cents, at = Moment(row.AtUnixMs) }),
        payments = worker.Ledger.Select(row => new { run = row.Run.Value, payment = row.Payment, step = row.Step, kind = row.Kind, amount = row.Cents / 100m, at = Moment(row.AtUnixMs) }),
    };

    public static IEnumerable<string> Lines(WorkerHistory worker, Func<SeatRow, ConversationRow?> conversationOf)
    {
        yield return $"Worker     {worker.Worker}{(worker.Block is { } block ? $"  ({block.Act}: {OneLine(block.Words ?? "no reason")})" : "")}";
        if (worker.FirstSeen is not null) yield return $"Seen       {SummaryText.Time(worker.FirstSeen)} to {SummaryText.Time(worker.LastSeen)} UTC";
        yield return $"Work       {worker.Seats.Count} parts, {worker.Finished} finished; {worker.Submissions.Count} handed in, {worker.Approved} approved, {worker.Rejected} rejected; {SummaryText.Dollars(worker.PaidCents)} paid";
        foreach (var qualification in worker.Qualifications) yield return $"Has        {OneLine(qualification.Name)} = {qualification.Value}, since {SummaryText.Time(qualification.AtUnixMs)}";
        foreach (var seat in worker.Seats)
            yield return $"Part       {SummaryText.Time(seat.TakenAtUnixMs)}  {conversationOf(seat)?.Run.Value ?? "?"}  conversation {seat.Conversation}  {seat.Role}  {seat.State}";
        foreach (var row in worker.Attendances)
            yield return $"Came       {SummaryText.Time(row.CameAtUnixMs)}  {row.Run}  {row.Assignment}  {row.State}{(row.Detail is { } detail ? $", {OneLine(detail)}" : "")}";
        foreach (var row in worker.Submissions) yield return $"Handed in  {SummaryText.Time(row.SubmittedAtUnixMs)}  {row.Run}  {row.Assignment}  {row.Verdict}";
        foreach (var row in worker.Decisions) yield return $"Decided    {SummaryText.Time(row.AtUnixMs)}  {row.Run}  {row.Assignment}  {row.Act} by {OneLine(row.By)}{(row.Words is { } words ? $": {OneLine(words)}" : "")}";
        foreach (var row in worker.Ledger.Where(line => line.Step != LedgerStep.Intent)) yield return $"Paid       {SummaryText.Time(row.AtUnixMs)}  {row.Run}  {row.Assignment}  {row.Kind} {SummaryText.Dollars(row.Cents)} {row.Step}";
    }

    private static DateTimeOffset? Moment(long? unixMs) => unixMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
