using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ListReviewPolicyResultsForHITAsync"/>.</summary>
public class ListReviewPolicyResultsForHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }

    /// <summary>Only these levels. The words are those of <see cref="ReviewPolicyLevel"/>. Null: both.</summary>
    public List<string>? PolicyLevels { get; set; }

    /// <summary>Whether to tell what was done.</summary>
    public bool? RetrieveActions { get; set; }

    /// <summary>Whether to tell what was found.</summary>
    public bool? RetrieveResults { get; set; }

    /// <inheritdoc cref="ListHITsRequest.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsRequest.MaxResults"/>
    public int? MaxResults { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ListReviewPolicyResultsForHITAsync"/>.</summary>
public class ListReviewPolicyResultsForHITResponse : AmazonWebServiceResponse
{
    /// <summary>The HIT.</summary>
    public string? HITId { get; set; }

    /// <summary>The rule for its assignments.</summary>
    public ReviewPolicy? AssignmentReviewPolicy { get; set; }

    /// <summary>The rule for the HIT as a whole.</summary>
    public ReviewPolicy? HITReviewPolicy { get; set; }

    /// <summary>What the rule for assignments found and did.</summary>
    public ReviewReport? AssignmentReviewReport { get; set; }

    /// <summary>What the rule for the HIT found and did.</summary>
    public ReviewReport? HITReviewReport { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NextToken"/>
    public string? NextToken { get; set; }
}
