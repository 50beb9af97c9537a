using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs;

/// <summary>What to do after a crowd has not simply posted a HIT.</summary>
internal enum AfterFault
{
    /// <summary>It has the HIT: find out which, and make it ours.</summary>
    Adopt,

    /// <summary>Send it again, slower.</summary>
    Slower,

    /// <summary>Send it again in a while. It may have been posted; the token settles it.</summary>
    Later,

    /// <summary>Stop here. The HIT was not posted and may be at any time: the account is empty, the keys are wrong.</summary>
    Halt,

    /// <summary>Stop here. The crowd will not have this HIT, and would not have the next one either.</summary>
    Refuse,
}

/// <summary>Decides what a run posts next. It knows nothing of networks, clocks and disks.</summary>
internal static class OutboxRules
{
    /// <summary>
    /// What is to be sent so that a run has its places: those whose fate is not known, with the tags they have; those that were refused, as the next generation;
    /// those that nobody has begun. A place that was posted is done, even when it is off the market by now.
    /// </summary>
    public static IReadOnlyList<HitTag> ToSend(RunId run, IEnumerable<HitRow> known, int places)
    {
        var latest = known.GroupBy(row => row.Place).ToDictionary(rows => rows.Key, rows => rows.MaxBy(row => row.Generation)!);
        return
        [
            .. Enumerable.Range(0, places).Union(latest.Keys).Order()
                .Select(place => latest.TryGetValue(place, out var row) ? Next(row) : new HitTag(run, place, 0))
                .OfType<HitTag>(),
        ];
    }

    /// <summary>The HITs that may have been posted without our having heard of it.</summary>
    public static IReadOnlyList<HitRow> InDoubt(IEnumerable<HitRow> known) => [.. known.Where(row => row.State == HitState.Intended)];

    public static AfterFault After(CrowdFault fault) => fault.Kind switch
    {
        CrowdFaultKind.AlreadyDone => AfterFault.Adopt,
        CrowdFaultKind.Throttled => AfterFault.Slower,
        CrowdFaultKind.Busy or CrowdFaultKind.Unreachable or CrowdFaultKind.NotYetKnown => AfterFault.Later,
        CrowdFaultKind.NoFunds or CrowdFaultKind.Credentials => AfterFault.Halt,
        CrowdFaultKind.Refused => AfterFault.Refuse,
        _ => throw new InvalidOperationException($"Bug in Crowdwork: no rule for {fault.Kind}.", fault),
    };

    /// <summary>How long to wait before a crowd is called again that failed this often in a row: a second, doubled every time, a minute at most.</summary>
    public static TimeSpan Wait(int failures) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Clamp(failures - 1, 0, 6))));

    private static HitTag? Next(HitRow row) => row.State switch
    {
        HitState.Intended => HitTag.Of(row),
        HitState.Refused => HitTag.Of(row) with { Generation = row.Generation + 1 },
        _ => null,
    };
}
