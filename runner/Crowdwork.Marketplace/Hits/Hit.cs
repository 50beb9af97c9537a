namespace Crowdwork.Marketplace.Hits;

/// <summary>One piece of published work, as the store has it. Read it, change it, save it, all within one call.</summary>
internal sealed class Hit
{
    public required long Seq { get; set; }

    public required string Id { get; init; }

    public required long Requester { get; init; }

    public required HitType Type { get; set; }

    public required long CreatedAt { get; init; }

    public required long ExpiresAt { get; set; }

    public bool Expired { get; set; }

    public bool Reviewing { get; set; }

    public bool Disposed { get; set; }

    public required int Max { get; set; }

    public int Pending { get; set; }

    public int Submitted { get; set; }

    public int Completed { get; set; }

    /// <summary>What an approved assignment costs, fee included. Fixed at creation, because the fee depends on the number of assignments then.</summary>
    public required long UnitCost { get; set; }

    public long LastUsedAt { get; set; }

    public string? LayoutId { get; init; }

    public string? Annotation { get; init; }

    /// <summary>As it was read, to see at saving what the change means for others. Null for a HIT that is not stored yet.</summary>
    public HitStatus? StoredStatus { get; set; }

    public long StoredHold { get; set; }

    public string? StoredTypeId { get; set; }

    public HitCounts Counts => new(Max, Pending, Submitted, Completed);

    public HitStatus Status => HitState.Of(Counts, Expired, Reviewing, Disposed);

    public long Hold => UnitCost * HitState.PlacesToPay(Counts, Expired, Disposed);
}
