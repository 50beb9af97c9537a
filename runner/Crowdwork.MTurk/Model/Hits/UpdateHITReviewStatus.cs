using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>What <see cref="IAmazonMTurk.UpdateHITReviewStatusAsync"/> is asked.</summary>
public class UpdateHITReviewStatusRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }

    /// <summary>True: from reviewing back to reviewable. False where nothing is said.</summary>
    public bool? Revert { get; set; }
}

/// <summary>What <see cref="IAmazonMTurk.UpdateHITReviewStatusAsync"/> answers: that it was done, and nothing more.</summary>
public class UpdateHITReviewStatusResponse : AmazonWebServiceResponse
{
}
