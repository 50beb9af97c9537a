namespace Crowdwork.Marketplace.Assignments;

/// <summary>The names are MTurk's, but for the first, which requesters never see.</summary>
internal enum AssignmentStatus
{
    Accepted,
    Submitted,
    Approved,
    Rejected,
}

/// <summary>A place of a HIT in the hands of a worker, and what became of it.</summary>
internal sealed class Assignment
{
    public required long Seq { get; init; }

    public required string Id { get; init; }

    public required string HitId { get; init; }

    public required long Requester { get; init; }

    public required string Worker { get; init; }

    public required AssignmentStatus Status { get; set; }

    public required long AcceptedAt { get; init; }

    public required long Deadline { get; init; }

    public long? SubmittedAt { get; set; }

    public long? AutoApproveAt { get; set; }

    public long? ApprovedAt { get; set; }

    public long? RejectedAt { get; set; }

    /// <summary>When requesters see that it was submitted: at once, unless a fault was asked for.</summary>
    public long VisibleAt { get; set; }

    /// <summary>What the worker gets, in cents.</summary>
    public required long Reward { get; init; }

    public string? Feedback { get; set; }

    public string? Answer { get; set; }
}
