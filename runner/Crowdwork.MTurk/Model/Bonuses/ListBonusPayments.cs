using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ListBonusPaymentsAsync"/>.</summary>
public class ListBonusPaymentsRequest : AmazonMTurkRequest
{
    /// <summary>For the assignments of this HIT. Either this or <see cref="AssignmentId"/>.</summary>
    public string? HITId { get; set; }

    /// <summary>For this assignment. Either this or <see cref="HITId"/>.</summary>
    public string? AssignmentId { get; set; }

    /// <inheritdoc cref="ListHITsRequest.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsRequest.MaxResults"/>
    public int? MaxResults { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ListBonusPaymentsAsync"/>.</summary>
public class ListBonusPaymentsResponse : AmazonWebServiceResponse
{
    /// <summary>The payments of this page.</summary>
    public List<BonusPayment>? BonusPayments { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NumResults"/>
    public int? NumResults { get; set; }
}
