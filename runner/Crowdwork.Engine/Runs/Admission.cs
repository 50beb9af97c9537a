using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Rooms;
using Crowdwork.Engine.Tasks;

namespace Crowdwork.Engine.Runs;

/// <summary>What is known of a worker who has come with an assignment.</summary>
public sealed record Newcomer
{
    /// <summary>Whether the script, the requester or a list keeps them out.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>Conversations that they had a seat in: in this run, and in all runs of the task. Those of this assignment do not count.</summary>
    public int InThisRun { get; init; }

    public int InAllRuns { get; init; }

    /// <summary>Whether they are marked as one who took part, in a task that shares the mark.</summary>
    public bool HasMarkOfUnique { get; init; }

    /// <summary>Whether they are marked as one who has worked enough today.</summary>
    public bool HasMarkOfTime { get; init; }

    /// <summary>Other assignments of this run that they are here with at this moment.</summary>
    public int HereAlready { get; init; }

    /// <summary>How long they have worked on this task today.</summary>
    public TimeSpan Today { get; init; }

    /// <summary>How often they left conversations within the time of <c>disconnects.per</c>.</summary>
    public int Left { get; init; }

    /// <summary>The qualifications of the requester's own that our store knows of.</summary>
    public IReadOnlyDictionary<string, int> Qualifications { get; init; } = new Dictionary<string, int>();

    /// <summary>How many workers are connected, without this one.</summary>
    public int Connected { get; init; }

    /// <summary>Whether the run still wants anybody.</summary>
    public bool IsWanted { get; init; } = true;

    /// <summary>Whether the requester has ended the run.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether they have all the tries behind them that the onboarding allows.</summary>
    public bool HasFailed { get; init; }
}

/// <summary>
/// Decides who may take part. The crowd was told the same rules as qualifications; but what a marketplace knows lags behind what happens here, and some rules no
/// marketplace has, so everybody who comes is looked at again. Every reason has its own words.
/// </summary>
/// <remarks>The most lasting reason goes first: who is blocked need not be told that the run is full.</remarks>
public static class Admission
{
    /// <summary>Why this worker may not take part; null when they may.</summary>
    public static EntryRefusal? Of(Newcomer worker, TaskConfig config)
    {
        var limits = config.Limits;
        if (worker.IsBlocked) return EntryRefusal.Blocked;
        if (config.Disconnects.Max is { } most && worker.Left > most) return LeftTooOften(worker.Left);
        if (worker.HasFailed) return Failed;
        if (config.Qualifications.FirstOrDefault(rule => !IsOfTheCrowd(rule) && !Holds(rule, worker.Qualifications)) is { } rule) return NotQualified(rule);
        if (limits.Unique && (worker.InAllRuns > 0 || worker.HasMarkOfUnique)) return Unique;
        if (limits.PerWorker is { } perWorker && worker.InThisRun >= perWorker) return PerWorker(perWorker);
        if (limits.TimePerDay is { } time && (worker.Today >= time || worker.HasMarkOfTime)) return TimePerDay(time);
        if (worker.IsStopped) return Stopped;
        if (worker.HereAlready >= limits.ConcurrentPerWorker) return Concurrent(limits.ConcurrentPerWorker);
        if (!worker.IsWanted) return Full(config);
        if (limits.Connections is { } connections && worker.Connected >= connections) return Busy(connections);
        return null;
    }

    public static EntryRefusal Unique { get; } = new("unique", "You have taken part in this task before, and it is for people who have not.", "took part before (limits.unique)");

    public static EntryRefusal Failed { get; } = new("failed", "Thank you. The answers in the test were not what this task needs.", "failed the onboarding");

    public static EntryRefusal Stopped { get; } = new("stopped", "The requester has ended this task. Please return it; there may be others.", "came after the run was stopped");

    /// <summary>Enough people are here or have been. Whoever waited is paid as one for whom nobody came.</summary>
    public static EntryRefusal Full(TaskConfig config) => new(
        "full", "Enough people have taken part, so there is no place left. Thank you for coming.", "came when the run had all it wanted",
        config.Waiting.Pay > 0 ? $"You will be paid {new Money(config.Waiting.Pay)}." : "Nothing is paid for this.");

    private static EntryRefusal LeftTooOften(int left) => new(
        "leftTooOften", $"You have left {left} conversations before their end, which leaves the others with nobody. You cannot take part for now.", $"left {left} conversations (disconnects.max)");

    private static EntryRefusal NotQualified(QualificationRule rule) => new(
        "notQualified", "This task is for people with another qualification than yours.", $"does not meet the condition on '{rule.Name}'");

    private static EntryRefusal PerWorker(int most) => new(
        "perWorker", most == 1 ? "You have done this task once, which is as often as it can be done." : $"You have done this task {most} times, which is as often as it can be done.",
        $"has had {most} conversations (limits.perWorker)");

    private static EntryRefusal TimePerDay(TimeSpan most) => new(
        "timePerDay", $"You have worked on this task for {Duration.Format(most)} today, which is as long as it may be. Come back tomorrow.", $"worked {Duration.Format(most)} today (limits.timePerDay)");

    private static EntryRefusal Concurrent(int most) => new(
        "concurrent", most == 1 ? "You have this task open already. Finish it there first, then you can take another one." : $"You have this task open {most} times already. Finish one first.",
        $"has {most} open (limits.concurrentPerWorker)");

    private static EntryRefusal Busy(int most) => new(
        "busy", "Too many people are taking part at this moment. Please load this page again in a few minutes.", $"{most} workers were connected (limits.connections)");

    // What only the marketplace knows: it has looked before it let them accept.
    internal static bool IsOfTheCrowd(QualificationRule rule) => rule.Name is "approvalRate" or "approvedCount" or "country" or "adult" or "masters";

    // Our store has what was granted here. Of a qualification that was given elsewhere it knows nothing, and the marketplace's word counts; but one that was given
    // here a moment ago and must not be there is refused, though the marketplace may not know of it yet.
    private static bool Holds(QualificationRule rule, IReadOnlyDictionary<string, int> known)
    {
        if (!known.TryGetValue(rule.Name, out var value)) return true;
        return rule.Is switch
        {
            Comparison.Exists => true,
            Comparison.DoesNotExist => false,
            Comparison.EqualTo => value == rule.Value,
            Comparison.NotEqualTo => value != rule.Value,
            Comparison.AtLeast => value >= rule.Value,
            Comparison.AtMost => value <= rule.Value,
            Comparison.In => rule.Values.Contains(value),
            Comparison.NotIn => !rule.Values.Contains(value),
            _ => throw new InvalidOperationException($"Bug in Crowdwork: no rule for {rule.Is}."),
        };
    }
}
