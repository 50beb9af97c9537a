namespace Crowdwork.Marketplace.Hits;

/// <summary>The names are MTurk's and appear on the wire.</summary>
internal enum HitStatus
{
    Assignable,
    Unassignable,
    Reviewable,
    Reviewing,
    Disposed,
}

/// <summary>
/// Where the places of a HIT are. Every place is in exactly one of four: free, in a worker's hands, submitted and waiting for a decision,
/// decided. MTurk reports three of them; those who wait for a decision are in none of its numbers (observed).
/// </summary>
internal readonly record struct HitCounts(int Max, int Pending, int Submitted, int Completed)
{
    public int Available => Max - Pending - Submitted - Completed;
}

/// <summary>
/// The state machine of a HIT (MTurk's documentation, "HIT data structure"). The state is not remembered, it follows from where the
/// places are and from three things that have happened or not.
/// </summary>
/// <remarks>
/// <code>
///   Assignable ----all places taken, or expired----> Unassignable ----nobody works any more----> Reviewable &lt;--> Reviewing
///       ^                                                 |                                          |              |
///       +------ a place is free again, and unexpired -----+------------------------------------------+--------------+--> Disposed
/// </code>
/// </remarks>
internal static class HitState
{
    public static HitStatus Of(HitCounts counts, bool expired, bool reviewing, bool disposed)
    {
        if (disposed)
            return HitStatus.Disposed;
        if (counts.Available > 0 && !expired)
            return HitStatus.Assignable;
        if (counts.Pending > 0)
            return HitStatus.Unassignable;
        return reviewing ? HitStatus.Reviewing : HitStatus.Reviewable;
    }

    public static bool IsReviewable(this HitStatus status) => status is HitStatus.Reviewable or HitStatus.Reviewing;

    /// <summary>
    /// How many places may still cost money. Nobody can take a free place of an expired HIT, so its money is free again until the HIT is
    /// extended (the marketplace's choice).
    /// </summary>
    public static int PlacesToPay(HitCounts counts, bool expired, bool disposed) =>
        expired || disposed ? counts.Pending + counts.Submitted : counts.Max - counts.Completed;

    /// <summary>MTurk's sentence when an operation does not fit the state; programs look at its end (observed, with the two spaces).</summary>
    public static string Misfit(HitStatus status, string fitting) =>
        $"This HIT is currently in the state '{status}'.  This operation can be called with a status of: {fitting}";
}
