using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ListHITsForQualificationTypeAsync"/>.</summary>
public class ListHITsForQualificationTypeRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }

    /// <inheritdoc cref="ListHITsRequest.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsRequest.MaxResults"/>
    public int? MaxResults { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ListHITsForQualificationTypeAsync"/>.</summary>
public class ListHITsForQualificationTypeResponse : AmazonWebServiceResponse
{
    /// <summary>The HITs of this page.</summary>
    public List<HIT>? HITs { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NumResults"/>
    public int? NumResults { get; set; }
}
