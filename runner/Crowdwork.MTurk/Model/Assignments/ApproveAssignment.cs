using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ApproveAssignmentAsync"/>.</summary>
public class ApproveAssignmentRequest : AmazonMTurkRequest
{
    /// <summary>The assignment. Required.</summary>
    public string? AssignmentId { get; set; }

    /// <summary>What the worker is told, up to 1,024 characters.</summary>
    public string? RequesterFeedback { get; set; }

    /// <summary>True: approve it though it was rejected, within 30 days of its submission. False where nothing is said.</summary>
    public bool? OverrideRejection { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ApproveAssignmentAsync"/>: it was done, and there is nothing more to say.</summary>
public class ApproveAssignmentResponse : AmazonWebServiceResponse
{
}
