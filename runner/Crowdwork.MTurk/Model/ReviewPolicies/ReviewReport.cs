namespace Amazon.MTurk.Model;

/// <summary>What a review policy found and did.</summary>
public class ReviewReport
{
    /// <summary>What it found.</summary>
    public List<ReviewResultDetail>? ReviewResults { get; set; }

    /// <summary>What it did about it.</summary>
    public List<ReviewActionDetail>? ReviewActions { get; set; }
}
