using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Runs;

namespace Crowdwork.Cli;

/// <summary>How a summary of a run looks, as text and as JSON.</summary>
internal static class SummaryText
{
    private const int MostNamed = 5;

    public static string StateOf(RunSummary run) => run.State switch { RunState.Closed => "closed", RunState.Stopping => "stopping", _ => "open" };

    public static string Dollars(long cents) => new Money(cents / 100m).ToString();

    public static string Time(long? unixMs) => unixMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime.ToString("yyyy-MM-dd HH:mm") : "";

    /// <summary>The whole of it, a line for each matter.</summary>
    public static IEnumerable<string> Lines(RunSummary run)
    {
        var of = run.Wanted is { } wanted ? $" of {wanted} wanted" : "";
        yield return $"Run            {run.Run.Id} ({run.Run.Task} on {run.Crowd}), {StateOf(run)}, opened {Time(run.Run.OpenedAtUnixMs)} UTC";
        yield return $"Conversations  {run.Finished} finished{of}, {run.Started} started, {run.Going} going on";
        if (run.Units.Count > 0) yield return $"Units          {Listed(run.Units)}";
        if (run.Workers.Count > 0) yield return $"Workers        {Listed(run.Workers)}";
        if (run.Endings.Count > 0) yield return $"Endings        {Listed(run.Endings)}";
        if (run.Hits.Count > 0) yield return $"HITs           {Listed(run.Hits)}";
        if (run.Submissions.Count > 0) yield return $"Handed in      {Listed(run.Submissions)}";
        if (run.Launch is not null)
            yield return $"Money          {Dollars(run.Money.Spent - run.Money.Refunded)} spent{(run.Money.Refunded > 0 ? $" ({Dollars(run.Money.Refunded)} came back)" : "")}, {Dollars(run.Money.Intended)} asked for, {Dollars(run.Money.Reserved)} reserved for HITs that are out, {Dollars(run.Money.Cap ?? 0)} cap ({Dollars(run.Money.Left ?? 0)} left)";
        if (run.Waiting.Count > 0)
            yield return $"To decide      {run.Waiting.Count}{(run.Waiting[0].ApprovesItselfAt is { } next ? $", the next approves itself at {Time(next)} UTC" : "")}: runner review {run.Run.Id}";
        if (run.FaultCount > 0)
            yield return $"Faults         {run.FaultCount}: " + string.Join("; ", run.Faults.Take(MostNamed).Select(fault => $"conversation {fault.Conversation} at {Time(fault.AtUnixMs)}: {OneLine(fault.Detail ?? "no detail")}"));
    }

    /// <summary>One line for those who read a log.</summary>
    public static string Line(RunSummary run) =>
        $"{run.Run.Id} {StateOf(run)}: {run.Finished}/{run.Wanted?.ToString() ?? "-"} finished, {run.Going} going on, {Dollars(run.Money.Spent - run.Money.Refunded)} spent, {run.Waiting.Count} to decide, {run.FaultCount} faults";

    public static object Short(RunSummary run) => new
    {
        run = run.Run.Id.Value,
        task = run.Run.Task,
        crowd = run.Crowd,
        kind = run.Run.Kind,
        state = StateOf(run),
        wanted = run.Wanted,
        started = run.Started,
        finished = run.Finished,
        spent = (run.Money.Spent - run.Money.Refunded) / 100m,
        cap = run.Money.Cap / 100m,
        opened = Moment(run.Run.OpenedAtUnixMs),
        closed = Moment(run.Run.ClosedAtUnixMs),
    };

    public static object Full(RunSummary run) => new
    {
        run = run.Run.Id.Value,
        task = run.Run.Task,
        crowd = run.Crowd,
        kind = run.Run.Kind,
        state = StateOf(run),
        opened = Moment(run.Run.OpenedAtUnixMs),
        stopped = Moment(run.Launch?.StoppedAtUnixMs),
        closed = Moment(run.Run.ClosedAtUnixMs),
        conversations = new { wanted = run.Wanted, started = run.Started, finished = run.Finished, going = run.Going },
        units = run.Units,
        workers = run.Workers,
        endings = run.Endings,
        hits = run.Hits,
        submissions = run.Submissions,
        money = new
        {
            spent = run.Money.Spent / 100m, refunded = run.Money.Refunded / 100m, intended = run.Money.Intended / 100m, promised = run.Money.Promised / 100m, reserved = run.Money.Reserved / 100m,
            cap = run.Money.Cap / 100m, left = run.Money.Left / 100m,
        },
        waiting = new
        {
            count = run.Waiting.Count,
            next = run.Waiting.Count == 0 ? null : Moment(run.Waiting[0].ApprovesItselfAt),
            work = run.Waiting.Select(work => new { assignment = work.Assignment, worker = work.Worker.Value, approvesItself = Moment(work.ApprovesItselfAt) }),
        },
        faults = new { count = run.FaultCount, newest = run.Faults.Select(fault => new { conversation = fault.Conversation.Value, detail = fault.Detail, at = Moment(fault.AtUnixMs) }) },
    };

    private static DateTimeOffset? Moment(long? unixMs) => unixMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private static string Listed(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(count => $"{count.Value} {OneLine(count.Key)}"));

    // A script's words may hold line breaks, and a terminal obeys control characters.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
