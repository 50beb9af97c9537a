using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.RejectAssignmentAsync"/>.</summary>
public class RejectAssignmentRequest : AmazonMTurkRequest
{
    /// <summary>The assignment. Required.</summary>
    public string? AssignmentId { get; set; }

    /// <summary>What the worker is told, up to 1,024 characters. Required.</summary>
    public string? RequesterFeedback { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.RejectAssignmentAsync"/>: it was done, and there is nothing more to say.</summary>
public class RejectAssignmentResponse : AmazonWebServiceResponse
{
}
