namespace Amazon.MTurk.Model;

/// <summary>A worker who may not take any more work of this requester.</summary>
public class WorkerBlock
{
    /// <summary>Who.</summary>
    public string? WorkerId { get; set; }

    /// <summary>Why. The worker does not see it.</summary>
    public string? Reason { get; set; }
}
