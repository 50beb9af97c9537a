using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ListReviewableHITsAsync"/>.</summary>
public class ListReviewableHITsRequest : AmazonMTurkRequest
{
    /// <summary>Only HITs of this type. Null: of all types.</summary>
    public string? HITTypeId { get; set; }

    /// <summary>Only those put aside, or only those not. The service takes <c>Reviewable</c> where nothing is said.</summary>
    public ReviewableHITStatus? Status { get; set; }

    /// <inheritdoc cref="ListHITsRequest.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsRequest.MaxResults"/>
    public int? MaxResults { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ListReviewableHITsAsync"/>.</summary>
public class ListReviewableHITsResponse : AmazonWebServiceResponse
{
    /// <summary>The HITs of this page.</summary>
    public List<HIT>? HITs { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NumResults"/>
    public int? NumResults { get; set; }
}
