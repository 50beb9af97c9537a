using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>A paginator for each operation that answers in pages.</summary>
/// <remarks>
/// A paginator can be run through once; a second time is an <see cref="InvalidOperationException"/>. It writes into the request it was given,
/// so give each its own.
/// </remarks>
public interface IMTurkPaginatorFactory
{
    /// <summary>All pages of <see cref="IAmazonMTurk.ListHITsAsync"/>.</summary>
    /// <param name="request">What to ask, and where to begin.</param>
    /// <returns>The paginator.</returns>
    IListHITsPaginator ListHITs(ListHITsRequest request);

    /// <summary>All pages of <see cref="IAmazonMTurk.ListReviewableHITsAsync"/>.</summary>
    /// <param name="request">What to ask, and where to begin.</param>
    /// <returns>The paginator.</returns>
    IListReviewableHITsPaginator ListReviewableHITs(ListReviewableHITsRequest request);

    /// <summary>All pages of <see cref="IAmazonMTurk.ListHITsForQualificationTypeAsync"/>.</summary>
    /// <param name="request">What to ask, and where to begin.</param>
    /// <returns>The paginator.</returns>
    IListHITsForQualificationTypePaginator ListHITsForQualificationType(ListHITsForQualificationTypeRequest request);

    /// <summary>All pages of <see cref="IAmazonMTurk.ListAssignmentsForHITAsync"/>.</summary>
    /// <param name="request">What to ask, and where to begin.</param>
    /// <returns>The paginator.</returns>
    IListAssignmentsForHITPaginator ListAssignmentsForHIT(ListAssignmentsForHITRequest request);

    /// <summary>All pages of <see cref="IAmazonMTurk.ListBonusPaymentsAsync"/>.</summary>
    /// <param name="request">What to ask, and where to begin.</param>
    /// <returns>The paginator.</returns>
    IListBonusPaymentsPaginator ListBonusPayments(ListBonusPaymentsRequest request);

    /// <summary>All pages of <see cref="IAmazonMTurk.ListWorkerBlocksAsync"/>.</summary>
    /// <param name="request">What to ask, and where to begin.</param>
    /// <returns>The paginator.</returns>
    IListWorkerBlocksPaginator ListWorkerBlocks(ListWorkerBlocksRequest request);

    /// <summary>All pages of <see cref="IAmazonMTurk.ListQualificationTypesAsync"/>.</summary>
    /// <param name="request">What to ask, and where to begin.</param>
    /// <returns>The paginator.</returns>
    IListQualificationTypesPaginator ListQualificationTypes(ListQualificationTypesRequest request);

    /// <summary>All pages of <see cref="IAmazonMTurk.ListQualificationRequestsAsync"/>.</summary>
    /// <param name="request">What to ask, and where to begin.</param>
    /// <returns>The paginator.</returns>
    IListQualificationRequestsPaginator ListQualificationRequests(ListQualificationRequestsRequest request);

    /// <summary>All pages of <see cref="IAmazonMTurk.ListWorkersWithQualificationTypeAsync"/>.</summary>
    /// <param name="request">What to ask, and where to begin.</param>
    /// <returns>The paginator.</returns>
    IListWorkersWithQualificationTypePaginator ListWorkersWithQualificationType(ListWorkersWithQualificationTypeRequest request);

    /// <summary>All pages of <see cref="IAmazonMTurk.ListReviewPolicyResultsForHITAsync"/>.</summary>
    /// <param name="request">What to ask, and where to begin.</param>
    /// <returns>The paginator.</returns>
    IListReviewPolicyResultsForHITPaginator ListReviewPolicyResultsForHIT(ListReviewPolicyResultsForHITRequest request);
}

/// <summary>All pages of <see cref="IAmazonMTurk.ListHITsAsync"/>.</summary>
public interface IListHITsPaginator
{
    /// <summary>The pages, asked for one by one while they are enumerated.</summary>
    IPaginatedEnumerable<ListHITsResponse> Responses { get; }
}

/// <summary>All pages of <see cref="IAmazonMTurk.ListReviewableHITsAsync"/>.</summary>
public interface IListReviewableHITsPaginator
{
    /// <summary>The pages, asked for one by one while they are enumerated.</summary>
    IPaginatedEnumerable<ListReviewableHITsResponse> Responses { get; }
}

/// <summary>All pages of <see cref="IAmazonMTurk.ListHITsForQualificationTypeAsync"/>.</summary>
public interface IListHITsForQualificationTypePaginator
{
    /// <summary>The pages, asked for one by one while they are enumerated.</summary>
    IPaginatedEnumerable<ListHITsForQualificationTypeResponse> Responses { get; }
}

/// <summary>All pages of <see cref="IAmazonMTurk.ListAssignmentsForHITAsync"/>.</summary>
public interface IListAssignmentsForHITPaginator
{
    /// <summary>The pages, asked for one by one while they are enumerated.</summary>
    IPaginatedEnumerable<ListAssignmentsForHITResponse> Responses { get; }
}

/// <summary>All pages of <see cref="IAmazonMTurk.ListBonusPaymentsAsync"/>.</summary>
public interface IListBonusPaymentsPaginator
{
    /// <summary>The pages, asked for one by one while they are enumerated.</summary>
    IPaginatedEnumerable<ListBonusPaymentsResponse> Responses { get; }
}

/// <summary>All pages of <see cref="IAmazonMTurk.ListWorkerBlocksAsync"/>.</summary>
public interface IListWorkerBlocksPaginator
{
    /// <summary>The pages, asked for one by one while they are enumerated.</summary>
    IPaginatedEnumerable<ListWorkerBlocksResponse> Responses { get; }
}

/// <summary>All pages of <see cref="IAmazonMTurk.ListQualificationTypesAsync"/>.</summary>
public interface IListQualificationTypesPaginator
{
    /// <summary>The pages, asked for one by one while they are enumerated.</summary>
    IPaginatedEnumerable<ListQualificationTypesResponse> Responses { get; }
}

/// <summary>All pages of <see cref="IAmazonMTurk.ListQualificationRequestsAsync"/>.</summary>
public interface IListQualificationRequestsPaginator
{
    /// <summary>The pages, asked for one by one while they are enumerated.</summary>
    IPaginatedEnumerable<ListQualificationRequestsResponse> Responses { get; }
}

/// <summary>All pages of <see cref="IAmazonMTurk.ListWorkersWithQualificationTypeAsync"/>.</summary>
public interface IListWorkersWithQualificationTypePaginator
{
    /// <summary>The pages, asked for one by one while they are enumerated.</summary>
    IPaginatedEnumerable<ListWorkersWithQualificationTypeResponse> Responses { get; }
}

/// <summary>All pages of <see cref="IAmazonMTurk.ListReviewPolicyResultsForHITAsync"/>.</summary>
public interface IListReviewPolicyResultsForHITPaginator
{
    /// <summary>The pages, asked for one by one while they are enumerated.</summary>
    IPaginatedEnumerable<ListReviewPolicyResultsForHITResponse> Responses { get; }
}
