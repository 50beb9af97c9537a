using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ListWorkersWithQualificationTypeAsync"/>.</summary>
public class ListWorkersWithQualificationTypeRequest : AmazonMTurkRequest
{
    /// <summary>The kind of qualification. Required.</summary>
    public string? QualificationTypeId { get; set; }

    /// <summary>Those who have it, or those who had it. The service takes <c>Granted</c> where nothing is said.</summary>
    public QualificationStatus? Status { get; set; }

    /// <inheritdoc cref="ListHITsRequest.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsRequest.MaxResults"/>
    public int? MaxResults { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ListWorkersWithQualificationTypeAsync"/>.</summary>
public class ListWorkersWithQualificationTypeResponse : AmazonWebServiceResponse
{
    /// <summary>The qualifications of this page.</summary>
    public List<Qualification>? Qualifications { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NumResults"/>
    public int? NumResults { get; set; }
}
