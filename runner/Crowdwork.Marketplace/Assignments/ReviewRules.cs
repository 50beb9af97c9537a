namespace Crowdwork.Marketplace.Assignments;

/// <summary>What a requester may decide about an assignment, from what it is.</summary>
internal static class ReviewRules
{
    /// <summary>A rejection can be taken back for thirty days after the submission (MTurk's documentation of ApproveAssignment).</summary>
    private const long OverrideWithin = 30L * 24 * 60 * 60 * 1000;

    /// <summary>Null when it may be approved, otherwise the states that could have been (as MTurk's message lists them).</summary>
    public static string? ApprovalMisfit(AssignmentStatus status, bool overrideRejection, long submittedAt, bool hitDisposed, long now) => status switch
    {
        AssignmentStatus.Submitted => null,
        // What MTurk says of an assignment that the worker still holds (observed).
        AssignmentStatus.Accepted => "null",
        AssignmentStatus.Rejected when overrideRejection && !hitDisposed && now - submittedAt <= OverrideWithin => null,
        _ => nameof(AssignmentStatus.Submitted),
    };

    public static string? RejectionMisfit(AssignmentStatus status) => status switch
    {
        AssignmentStatus.Submitted => null,
        AssignmentStatus.Accepted => "null",
        _ => nameof(AssignmentStatus.Submitted),
    };

    public static string Misfit(string fitting) => $"This operation can be called with a status of: {fitting}";
}
