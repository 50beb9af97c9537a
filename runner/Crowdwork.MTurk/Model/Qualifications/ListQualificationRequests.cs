using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ListQualificationRequestsAsync"/>.</summary>
public class ListQualificationRequestsRequest : AmazonMTurkRequest
{
    /// <summary>Only for this kind of qualification. Null: for all of one's own.</summary>
    public string? QualificationTypeId { get; set; }

    /// <inheritdoc cref="ListHITsRequest.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsRequest.MaxResults"/>
    public int? MaxResults { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ListQualificationRequestsAsync"/>.</summary>
public class ListQualificationRequestsResponse : AmazonWebServiceResponse
{
    /// <summary>The requests of this page.</summary>
    public List<QualificationRequest>? QualificationRequests { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NumResults"/>
    public int? NumResults { get; set; }
}
