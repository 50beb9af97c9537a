using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>The request of <see cref="IAmazonMTurk.ListAssignmentsForHITAsync"/>.</summary>
public class ListAssignmentsForHITRequest : AmazonMTurkRequest
{
    /// <summary>The HIT. Required.</summary>
    public string? HITId { get; set; }

    /// <summary>Only with these statuses. The words are those of <see cref="AssignmentStatus"/>. Null: all.</summary>
    public List<string>? AssignmentStatuses { get; set; }

    /// <inheritdoc cref="ListHITsRequest.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsRequest.MaxResults"/>
    public int? MaxResults { get; set; }
}

/// <summary>The answer of <see cref="IAmazonMTurk.ListAssignmentsForHITAsync"/>.</summary>
public class ListAssignmentsForHITResponse : AmazonWebServiceResponse
{
    /// <summary>The assignments of this page.</summary>
    public List<Assignment>? Assignments { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NextToken"/>
    public string? NextToken { get; set; }

    /// <inheritdoc cref="ListHITsResponse.NumResults"/>
    public int? NumResults { get; set; }
}
