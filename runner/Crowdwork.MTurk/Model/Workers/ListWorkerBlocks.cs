using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ListWorkerBlocksAsync"/>.</summary>
public class ListWorkerBlocksRequest : AmazonMTurkRequest
{
    /// <inheritdoc cref="ListHITsRequest.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsRequest.MaxResults"/>
    public int? MaxResults { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ListWorkerBlocksAsync"/>.</summary>
public class ListWorkerBlocksResponse : AmazonWebServiceResponse
{
    /// <summary>The blocks of this page.</summary>
    public List<WorkerBlock>? WorkerBlocks { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NumResults"/>
    public int? NumResults { get; set; }
}
