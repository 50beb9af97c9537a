using System.Text.Json;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs;

/// <summary>Whether a run goes on.</summary>
public enum RunState
{
    /// <summary>It takes work.</summary>
    Open,

    /// <summary>The requester ended it; those at work may finish.</summary>
    Stopping,

    /// <summary>It is over.</summary>
    Closed,
}

/// <summary>The money of a run in cents.</summary>
/// <param name="Spent">Confirmed rewards, bonuses and fees.</param>
/// <param name="Refunded">What came back.</param>
/// <param name="Intended">Asked for, and the crowd has not said yet what became of it.</param>
/// <param name="Promised">What workers were told they get, or may get by the review, and nobody has asked for yet. Before fees.</param>
/// <param name="Reserved">What the HITs that are out may still cost, fees included: most of what is promised is part of it.</param>
/// <param name="Cap">What may be spent; null for a rehearsal.</param>
public sealed record RunMoney(long Spent, long Refunded, long Intended, long Promised, long Reserved, long? Cap)
{
    /// <summary>What may still be committed under the cap, as <see cref="Payments.Spending"/> counts it.</summary>
    public long? Left => Cap - (Spent - Refunded + Intended + Reserved);
}

/// <summary>Work that waits for somebody to decide.</summary>
/// <param name="ApprovesItselfAt">By then, in milliseconds since 1970; after it the crowd approves and pays.</param>
public sealed record WaitingWork(string Assignment, WorkerId Worker, long? ApprovesItselfAt);

/// <summary>A conversation whose script failed.</summary>
public sealed record RunFault(ConversationId Conversation, string? Detail, long? AtUnixMs);

/// <summary>
/// How a run stands, in numbers: what the command line and the page of a run show. It is made from the store alone, whether or not a process is at work on the run.
/// </summary>
/// <remarks>
/// Words for states are those of the store. One that this version does not know is counted under its own name; nothing is left out for being new.
/// </remarks>
public sealed record RunSummary
{
    /// <summary>The most faults that are named; <see cref="FaultCount"/> has them all.</summary>
    public const int MostFaults = 20;

    public required RunRow Run { get; init; }

    public LaunchRow? Launch { get; init; }

    /// <summary>How many conversations were wanted; null when nobody said.</summary>
    public int? Wanted { get; init; }

    /// <summary>Conversations in which anybody had a seat.</summary>
    public required int Started { get; init; }

    /// <summary>Conversations that came to their end.</summary>
    public required int Finished { get; init; }

    /// <summary>Conversations that go on, tests not counted.</summary>
    public required int Going { get; init; }

    /// <summary>Units by their state.</summary>
    public required IReadOnlyDictionary<string, int> Units { get; init; }

    /// <summary>Workers: <c>waiting</c>, <c>onboarding</c>, <c>talking</c>, <c>over</c>, <c>refused</c>, <c>gone</c>. One who came twice counts twice.</summary>
    public required IReadOnlyDictionary<string, int> Workers { get; init; }

    /// <summary>How the parts ended, and why workers were turned away or went.</summary>
    public required IReadOnlyDictionary<string, int> Endings { get; init; }

    /// <summary>HITs by their state.</summary>
    public required IReadOnlyDictionary<string, int> Hits { get; init; }

    /// <summary>What was handed in, by what the crowd says of it.</summary>
    public required IReadOnlyDictionary<string, int> Submissions { get; init; }

    public required RunMoney Money { get; init; }

    /// <summary>What waits for a decision, the nearest deadline first.</summary>
    public required IReadOnlyList<WaitingWork> Waiting { get; init; }

    /// <summary>Conversations whose script failed, newest first.</summary>
    public required IReadOnlyList<RunFault> Faults { get; init; }

    public required int FaultCount { get; init; }

    public string Crowd => Launch?.Crowd ?? Run.Kind;

    public RunState State => Run.ClosedAtUnixMs is not null ? RunState.Closed : Launch?.StoppedAtUnixMs is not null ? RunState.Stopping : RunState.Open;

    /// <summary>Reads it from a store, as of one moment; null when there is no such run.</summary>
    public static RunSummary? Of(CrowdReader reader, RunId run)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var store = reader.AtOneMoment();
        return store.Run(run) is { } row ? Of(store, row) : null;
    }

    /// <summary>All runs of a store, oldest first.</summary>
    public static IReadOnlyList<RunSummary> All(CrowdReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var store = reader.AtOneMoment();
        return [.. store.Runs().Select(row => Of(store, row))];
    }

    private static RunSummary Of(CrowdMoment store, RunRow run)
    {
        var launch = store.Launch(run.Id);
        var conversations = store.CountConversations(run.Id);
        var talks = conversations.Where(count => count.Kind == ConversationKind.Talk).ToList();
        var work = WorkBook.Of(store, run.Id).Entries;
        var attendances = work.Select(entry => entry.Came).OfType<AttendanceRow>().ToList();
        var open = attendances.Count == 0 ? [] : store.OpenConversations(run.Id).ToDictionary(row => row.Id, row => row.Kind);
        return new RunSummary
        {
            Run = run,
            Launch = launch,
            Wanted = TermsOf(launch)?.Conversations,
            Started = talks.Sum(count => count.Seated),
            Finished = talks.Where(count => count.Ending == "finished").Sum(count => count.Count),
            Going = talks.Where(count => count.IsOpen).Sum(count => count.Count),
            Units = Counted(store.Units(run.Id), unit => unit.State),
            Workers = attendances.Count > 0 ? Counted(attendances, row => PlaceOf(row, open)) : Counted(SeatsOf(store, run.Id), seat => seat.State == SeatRow.Taken ? "talking" : AttendanceState.Over),
            Endings = attendances.Count > 0
                ? Counted(attendances.Where(row => row is { State: not AttendanceState.Here, Detail: not null }), row => row.Detail!)
                : Counted(SeatsOf(store, run.Id).Where(seat => seat.State != SeatRow.Taken), seat => seat.State),
            Hits = Counted(store.Hits(run.Id), hit => hit.State),
            Submissions = Counted(work.Where(entry => entry.HandedIn is not null), entry => entry.HandedIn!.Verdict),
            Money = MoneyOf(store, run.Id, work, launch),
            Waiting =
            [
                .. work.Where(entry => entry is { HandedIn.Verdict: SubmissionVerdict.None, Decision: null })
                    .Select(entry => new WaitingWork(entry.Assignment, new WorkerId(entry.Worker), entry.HandedIn!.ApprovesItselfAtUnixMs))
                    .OrderBy(waiting => waiting.ApprovesItselfAt ?? long.MaxValue),
            ],
            Faults = [.. store.ConversationsThatEnded(run.Id, "fault", MostFaults).Select(row => new RunFault(row.Id, row.Detail, row.EndedAtUnixMs))],
            FaultCount = conversations.Where(count => count.Ending == "fault").Sum(count => count.Count),
        };
    }

    private static IEnumerable<SeatRow> SeatsOf(CrowdReader store, RunId run)
        => store.Seats(run).Where(seat => !seat.Worker.Value.StartsWith("model:", StringComparison.Ordinal));

    private static string PlaceOf(AttendanceRow row, Dictionary<ConversationId, string> open)
    {
        if (row.State != AttendanceState.Here) return row.State;
        if (row.Conversation is not { } conversation || !open.TryGetValue(conversation, out var kind)) return "waiting";
        return kind == ConversationKind.Onboarding ? "onboarding" : "talking";
    }

    private static RunMoney MoneyOf(CrowdReader store, RunId run, IReadOnlyList<WorkEntry> work, LaunchRow? launch)
    {
        var sums = store.LedgerSums(run);
        var reserved = TermsOf(launch) is { } terms ? store.HitsThatAreOut(run) * decimal.ToInt64(terms.PerPlace.Dollars * 100) : 0;
        return new RunMoney(sums.SpentCents, sums.RefundedCents, sums.IntendedCents, work.Sum(Promised), reserved, launch?.CapCents);
    }

    // What is owed is owed whatever the review says; the reward is promised until somebody has rejected the work.
    private static long Promised(WorkEntry entry)
    {
        if (entry.Came is not { DueCents: { } due } came || (came.Due == DueKind.Review && entry.Mark == WorkMark.Rejected)) return 0;
        return Math.Max(0, due - entry.RewardCents - entry.BonusCents - entry.IntendedCents);
    }

    private static LaunchTerms? TermsOf(LaunchRow? launch)
    {
        try
        {
            return launch is null ? null : LaunchTerms.Of(launch);
        }
        catch (JsonException)
        {
            // The terms of another version: everything else about the run can be told all the same.
            return null;
        }
    }

    private static SortedDictionary<string, int> Counted<T>(IEnumerable<T> items, Func<T, string> by)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in items) counts[by(item)] = counts.GetValueOrDefault(by(item)) + 1;
        return counts;
    }
}
