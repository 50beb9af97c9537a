using System.Text.Json;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Runs;
using Crowdwork.Engine.Store;
using Crowdwork.Web.Operator;

namespace Crowdwork.Web.Runs;

/// <summary>A run as its page gets it: what the store knows, and, where this process serves the run, who is here at this moment.</summary>
internal static class RunFrame
{
    private const int MostWorkers = 300;
    private const int LeastForARate = 5;
    private static readonly TimeSpan RateOver = TimeSpan.FromHours(1);

    /// <summary>Null when there is no such run.</summary>
    public static byte[]? Of(CrowdReader store, RunId id, LiveRun? live, DateTimeOffset now)
    {
        if (RunSummary.Of(store, id) is not { } run) return null;
        var progress = live?.Loop?.Progress;
        var terms = run.Launch is { } launch ? LaunchTerms.Of(launch) : null;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            t = "state",
            live = live is not null,
            run = new
            {
                id = id.Value, task = run.Run.Task, crowd = run.Crowd, state = Name(run.State), phase = PhaseOf(run, live), begun = run.Run.OpenedAtUnixMs, ended = run.Run.ClosedAtUnixMs,
                pilot = terms?.Pilot, endsBy = terms is null ? (long?)null : run.Launch!.AtUnixMs + (long)terms.Config.Lifetime.TotalMilliseconds,
            },
            trouble = progress?.Trouble,
            posting = progress?.Posting is { } posting ? new { posted = posting.Posted, places = posting.Places } : null,
            units = UnitsOf(run, live),
            counts = new { workers = run.Workers, endings = run.Endings, hits = run.Hits, submissions = run.Submissions, started = run.Started, finished = run.Finished, going = run.Going },
            money = new { spent = run.Money.Spent - run.Money.Refunded, refunded = run.Money.Refunded, intended = run.Money.Intended, promised = run.Money.Promised, reserved = run.Money.Reserved, cap = run.Money.Cap, left = run.Money.Left },
            rate = RateOf(store, run, now),
            workers = WorkersOf(store, id, live),
            faults = FaultsOf(run, live),
            waiting = new { count = run.Waiting.Count, next = run.Waiting.Count > 0 ? run.Waiting[0].ApprovesItselfAt : null },
            // Changes whenever a reviewer may see something else than before.
            revision = $"{run.Submissions.Values.Sum()} {store.Decisions(id).Count} {store.Ledger(id).Count} {run.Workers.Values.Sum()} {run.Endings.Values.Sum()}",
        }, StateFrame.Json);
    }

    private static string Name(RunState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    private static string PhaseOf(RunSummary run, LiveRun? live)
    {
        if (run.State == RunState.Closed) return "over";
        if (live?.Loop is not { } loop) return live is null ? "notServed" : "starting";
        return JsonNamingPolicy.CamelCase.ConvertName(loop.Progress.Phase.ToString());
    }

    private static object UnitsOf(RunSummary run, LiveRun? live)
    {
        if (live?.Run.Units is { } units) return new { wanted = units.Wanted, open = units.Open, leased = units.Leased, done = units.Done, spent = units.Spent, wave = units.Wave };
        int Of(string state) => run.Units.GetValueOrDefault(state);
        var (done, leased, spent) = (Of(UnitState.Done), Of(UnitState.Leased), Of(UnitState.Spent));
        var wanted = run.Wanted ?? done + leased + spent;
        return new { wanted, open = Math.Max(0, wanted - done - leased - spent), leased, done, spent, wave = wanted };
    }

    private static object? RateOf(CrowdReader store, RunSummary run, DateTimeOffset now)
    {
        var end = run.Run.ClosedAtUnixMs ?? now.ToUnixTimeMilliseconds();
        var from = Math.Max(run.Run.OpenedAtUnixMs, end - (long)RateOver.TotalMilliseconds);
        var minutes = (end - from) / 60_000.0;
        // Three in the first half minute are no rate.
        if (minutes < LeastForARate) return null;
        var done = store.Units(run.Run.Id).Count(unit => unit.State == UnitState.Done && unit.AtUnixMs >= from);
        return new { perHour = Math.Round(done * 60 / minutes, 1), minutes = Math.Round(minutes) };
    }

    private static IEnumerable<object> WorkersOf(CrowdReader store, RunId id, LiveRun? live)
    {
        var here = live?.Run.Present().ToDictionary(one => one.Who) ?? [];
        var rows = store.Attendances(id);
        var roles = store.Seats(id).ToLookup(seat => (seat.Conversation, seat.Worker), seat => seat.Role);
        var seated = here.Values.Where(one => one.IsOperator).Select(Seated);
        var came = rows.OrderByDescending(row => row.State == AttendanceState.Here).ThenByDescending(row => row.LeftAtUnixMs ?? row.CameAtUnixMs).Take(MostWorkers)
            .Select(row => Came(row, here.GetValueOrDefault(new Attendance(row.Worker, row.Assignment)), row.Conversation is { } conversation ? roles[(conversation, row.Worker)].LastOrDefault() : null));
        return seated.Concat(came);
    }

    private static object Seated(PresentWorker one) => new
    {
        worker = one.Who.Worker.Value, assignment = "", place = one.Place, since = one.Since.ToUnixTimeMilliseconds(), role = one.Role, conversation = one.Conversation?.Value, online = (bool?)one.IsOnline,
        detail = (string?)null, due = (string?)null, cents = (long?)null, isOperator = true,
    };

    private static object Came(AttendanceRow row, PresentWorker? one, string? role) => new
    {
        worker = row.Worker.Value,
        assignment = row.Assignment,
        place = row.State == AttendanceState.Here ? one?.Place ?? "away" : row.State,
        since = row.State == AttendanceState.Here ? one?.Since.ToUnixTimeMilliseconds() ?? row.CameAtUnixMs : row.LeftAtUnixMs ?? row.CameAtUnixMs,
        role = one?.Role ?? role,
        conversation = row.Conversation?.Value,
        online = one?.IsOnline,
        detail = row.Detail,
        due = row.Due,
        cents = row.DueCents,
        isOperator = false,
    };

    private static IEnumerable<object> FaultsOf(RunSummary run, LiveRun? live)
    {
        var now = live?.Run.Faults ?? [];
        var known = now.Select(fault => fault.Conversation).ToHashSet();
        var before = run.Faults.Where(fault => !known.Contains(fault.Conversation.Value))
            .Select(fault => new { at = fault.AtUnixMs ?? 0, kind = "world", message = fault.Detail ?? "The script failed.", file = "", line = 0, column = 0, worker = (string?)null, conversation = (long?)fault.Conversation.Value });
        return now.Select(fault => new { at = fault.At.ToUnixTimeMilliseconds(), kind = fault.Kind, message = fault.Message, file = fault.File, line = fault.Line, column = fault.Column, worker = fault.Worker, conversation = fault.Conversation })
            .Concat(before).OrderByDescending(fault => fault.at).Take(RunSummary.MostFaults);
    }
}
