namespace Crowdwork.Marketplace.WorkerSite;

/// <summary>A worker cannot do this. The reason is all that is known here; how it is said is the site's.</summary>
internal sealed class WorkRefused(WorkRefusal why) : Exception($"Refused: {why}")
{
    public WorkRefusal Why { get; } = why;

    /// <summary>The assignment that stands in the way: the one already held, or the one already handed in.</summary>
    public string? AssignmentId { get; init; }

    /// <summary>When it will be possible, or until when it was.</summary>
    public DateTimeOffset? At { get; init; }
}

internal enum WorkRefusal
{
    /// <summary>There is no such worker.</summary>
    WorkerUnknown,
    WorkerIdTaken,

    /// <summary>Not <c>A</c> and capital letters and digits, or too long.</summary>
    WorkerIdMalformed,

    /// <summary>There is no such group, or it is hidden from this worker.</summary>
    GroupUnknown,

    /// <summary>All HITs of the group have expired or were taken away.</summary>
    GroupExpired,

    /// <summary>Every place is held or done by others.</summary>
    NoPlaceLeft,

    /// <summary>What is left of the group this worker has done already.</summary>
    AlreadyDone,

    /// <summary>The only HIT that is left is the one that this worker holds.</summary>
    AlreadyHeld,
    NotQualified,

    /// <summary>The requester has blocked this worker.</summary>
    Blocked,

    /// <summary>As many are held as can be.</summary>
    QueueFull,
    AssignmentUnknown,

    /// <summary>It is held by another worker.</summary>
    NotYours,
    AlreadySubmitted,
    Returned,

    /// <summary>The deadline passed before it was handed in.</summary>
    Abandoned,
    QualificationUnknown,

    /// <summary>Inactive, being deleted, or given by the requester only.</summary>
    NotRequestable,
    QualificationHeld,
    RequestPending,

    /// <summary>May be asked for again later.</summary>
    TooEarlyToRetry,

    /// <summary>May be asked for once only.</summary>
    NoRetake,
    TestNotStarted,
    TestTimeOver,
}
