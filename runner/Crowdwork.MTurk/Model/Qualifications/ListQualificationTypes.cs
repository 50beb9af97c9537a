using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ListQualificationTypesAsync"/>.</summary>
public class ListQualificationTypesRequest : AmazonMTurkRequest
{
    /// <summary>Words in its name, description or keywords. Null: all.</summary>
    public string? Query { get; set; }

    /// <summary>True: only those that workers can ask for. Required.</summary>
    public bool? MustBeRequestable { get; set; }

    /// <summary>True: only one's own. Otherwise those of the system and of other requesters as well.</summary>
    public bool? MustBeOwnedByCaller { get; set; }

    /// <inheritdoc cref="ListHITsRequest.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsRequest.MaxResults"/>
    public int? MaxResults { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ListQualificationTypesAsync"/>.</summary>
public class ListQualificationTypesResponse : AmazonWebServiceResponse
{
    /// <summary>The types of this page.</summary>
    public List<QualificationType>? QualificationTypes { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NumResults"/>
    public int? NumResults { get; set; }
}
