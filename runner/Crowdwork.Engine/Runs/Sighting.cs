using Crowdwork.Engine.Crowds;
using Crowdwork.Engine.Store;

namespace Crowdwork.Engine.Runs;

/// <summary>What a look at the marketplace calls for.</summary>
public abstract record Sighting
{
    private Sighting() { }

    /// <summary>Something was handed in, or decided, that we do not know of: it is to be fetched.</summary>
    public sealed record News(string Hit) : Sighting;

    /// <summary>A HIT that somebody came with is free again: they have given it back, or let its time run out.</summary>
    public sealed record FreeAgain(string Hit, AttendanceRow By) : Sighting;

    /// <summary>A HIT is off the market, and nobody can hand anything in for it any more.</summary>
    public sealed record Over(HitRow Row) : Sighting;

    /// <summary>
    /// Compares what the marketplace says with what we know. It asks nobody and writes nothing.
    /// </summary>
    /// <param name="seen">The HITs of the run, as the marketplace lists them.</param>
    /// <param name="rows">The same as we know them.</param>
    /// <param name="attendances">Who came.</param>
    /// <param name="submissions">What was handed in, as far as we know.</param>
    /// <param name="askedAt">When the marketplace was asked. Whoever came after that is not in its answer.</param>
    /// <param name="lag">By how much its lists may be behind.</param>
    public static IReadOnlyList<Sighting> Of(
        IReadOnlyCollection<PostedHit> seen, IReadOnlyList<HitRow> rows, IReadOnlyList<AttendanceRow> attendances, IReadOnlyList<SubmissionRow> submissions,
        DateTimeOffset askedAt, TimeSpan lag)
    {
        var found = new List<Sighting>();
        var ours = rows.Where(row => row.Hit is not null).ToDictionary(row => row.Hit!);
        var known = submissions.ToLookup(row => row.Hit);
        var came = attendances.Where(row => row.State is AttendanceState.Here or AttendanceState.Over or AttendanceState.Refused).ToLookup(row => row.Hit);
        foreach (var hit in seen)
        {
            if (!ours.TryGetValue(hit.Id, out var row)) continue;
            if (IsNews(hit, [.. known[hit.Id]])) found.Add(new News(hit.Id));
            var isFree = hit is { Available: > 0, Pending: 0, Waiting: 0, Completed: 0 };
            if (isFree)
                foreach (var by in came[hit.Id].Where(by => DateTimeOffset.FromUnixTimeMilliseconds(by.CameAtUnixMs) + lag < askedAt)) found.Add(new FreeAgain(hit.Id, by));
            if (row.State == HitState.Posted && hit.Expires <= askedAt && hit is { Pending: 0, Waiting: 0, Completed: 0 }) found.Add(new Over(row));
        }

        return found;
    }

    private static bool IsNews(PostedHit hit, SubmissionRow[] known)
    {
        if (hit.Waiting + hit.Completed > known.Length) return true;
        // Decided there, and not here: approved by itself, or by somebody on the marketplace's own pages.
        return hit.Completed > known.Count(row => row.Verdict != SubmissionVerdict.None);
    }
}
