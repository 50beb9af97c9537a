using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.GetAssignmentAsync"/> is asked.</summary>
public class GetAssignmentRequest : AmazonMTurkRequest
{
    /// <summary>The assignment. Required.</summary>
    public string? AssignmentId { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.GetAssignmentAsync"/> answers.</summary>
public class GetAssignmentResponse : AmazonWebServiceResponse
{
    /// <summary>The assignment.</summary>
    public Assignment? Assignment { get; set; }

    /// <summary>The HIT it belongs to.</summary>
    public HIT? HIT { get; set; }
}
