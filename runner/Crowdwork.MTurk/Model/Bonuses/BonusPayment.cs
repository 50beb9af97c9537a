namespace Amazon.MTurk.Model;

/// <summary>A payment on top of a reward.</summary>
public class BonusPayment
{
    /// <summary>Who got it.</summary>
    public string? WorkerId { get; set; }

    /// <summary>How much, in US dollars, such as <c>1.00</c>.</summary>
    public string? BonusAmount { get; set; }

    /// <summary>The assignment it was for.</summary>
    public string? AssignmentId { get; set; }

    /// <summary>What the worker was told.</summary>
    public string? Reason { get; set; }

    /// <summary>When it was paid, UTC.</summary>
    public DateTime? GrantTime { get; set; }
}
