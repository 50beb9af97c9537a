using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.RejectAssignmentAsync"/> is asked.</summary>
public class RejectAssignmentRequest : AmazonMTurkRequest
{
    /// <summary>The assignment. Required.</summary>
    public string? AssignmentId { get; set; }

    /// <summary>What the worker is told, up to 1,024 characters. Required.</summary>
    public string? RequesterFeedback { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.RejectAssignmentAsync"/> answers: that it was done, and nothing more.</summary>
public class RejectAssignmentResponse : AmazonWebServiceResponse
{
}
