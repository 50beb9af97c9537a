using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.UpdateHITReviewStatusAsync"/>.</summary>
public class UpdateHITReviewStatusRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }

    /// <summary>True: from reviewing back to reviewable. False where nothing is said.</summary>
    public bool? Revert { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.UpdateHITReviewStatusAsync"/>: it was done, and there is nothing more to say.</summary>
public class UpdateHITReviewStatusResponse : AmazonWebServiceResponse
{
}
