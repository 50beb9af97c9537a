namespace Amazon.MTurk.Model;

/// <summary>One thing that a review policy did.</summary>
public class ReviewActionDetail
{
    /// <summary>Its id.</summary>
    public string? ActionId { get; set; }

    /// <summary>What it did: review, approve, reject or extend.</summary>
    public string? ActionName { get; set; }

    /// <summary>What it did it to.</summary>
    public string? TargetId { get; set; }

    /// <summary><c>HIT</c> or <c>Assignment</c>.</summary>
    public string? TargetType { get; set; }

    /// <summary>How far it has come.</summary>
    public ReviewActionStatus? Status { get; set; }

    /// <summary>When it was finished, UTC.</summary>
    public DateTime? CompleteTime { get; set; }

    /// <summary>What came of it.</summary>
    public string? Result { get; set; }

    /// <summary>Why it failed.</summary>
    public string? ErrorCode { get; set; }
}
