using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.GetAssignmentAsync"/>.</summary>
public class GetAssignmentRequest : AmazonMTurkRequest
{
    /// <summary>The assignment. Required.</summary>
    public string? AssignmentId { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.GetAssignmentAsync"/>.</summary>
public class GetAssignmentResponse : AmazonWebServiceResponse
{
    /// <summary>The assignment.</summary>
    public Assignment? Assignment { get; set; }

    /// <summary>The HIT it belongs to.</summary>
    public HIT? HIT { get; set; }
}
