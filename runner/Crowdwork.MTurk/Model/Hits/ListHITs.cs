using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ListHITsAsync"/>.</summary>
public class ListHITsRequest : AmazonMTurkRequest
{
    /// <summary>Where the page begins: the token of the answer before. Null for the first page.</summary>
    public string? NextToken { get; set; }

    /// <summary>How many items a page may have, 1 to 100. The service takes 10 where nothing is said.</summary>
    public int? MaxResults { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ListHITsAsync"/>.</summary>
public class ListHITsResponse : AmazonWebServiceResponse
{
    /// <summary>The HITs of this page.</summary>
    public List<HIT>? HITs { get; set; }

    /// <summary>Where the next page begins; null when there is none. A token may lead to an empty page.</summary>
    public string? NextToken { get; set; }

    /// <summary>How many items are on this page, not in all.</summary>
    public int? NumResults { get; set; }
}
