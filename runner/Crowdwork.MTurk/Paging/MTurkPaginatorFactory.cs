namespace Amazon.MTurk.Model;

/// <summary>The ten lists; what they do is in <see cref="Pages{TRequest,TResponse}"/>.</summary>
internal sealed class MTurkPaginatorFactory(IAmazonMTurk client) : IMTurkPaginatorFactory
{
    public IListHITsPaginator ListHITs(ListHITsRequest request) => new ListHITsPages(client, request);

    public IListReviewableHITsPaginator ListReviewableHITs(ListReviewableHITsRequest request) => new ListReviewableHITsPages(client, request);

    public IListHITsForQualificationTypePaginator ListHITsForQualificationType(ListHITsForQualificationTypeRequest request) => new ListHITsForQualificationTypePages(client, request);

    public IListAssignmentsForHITPaginator ListAssignmentsForHIT(ListAssignmentsForHITRequest request) => new ListAssignmentsForHITPages(client, request);

    public IListBonusPaymentsPaginator ListBonusPayments(ListBonusPaymentsRequest request) => new ListBonusPaymentsPages(client, request);

    public IListWorkerBlocksPaginator ListWorkerBlocks(ListWorkerBlocksRequest request) => new ListWorkerBlocksPages(client, request);

    public IListQualificationTypesPaginator ListQualificationTypes(ListQualificationTypesRequest request) => new ListQualificationTypesPages(client, request);

    public IListQualificationRequestsPaginator ListQualificationRequests(ListQualificationRequestsRequest request) => new ListQualificationRequestsPages(client, request);

    public IListWorkersWithQualificationTypePaginator ListWorkersWithQualificationType(ListWorkersWithQualificationTypeRequest request) => new ListWorkersWithQualificationTypePages(client, request);

    public IListReviewPolicyResultsForHITPaginator ListReviewPolicyResultsForHIT(ListReviewPolicyResultsForHITRequest request) => new ListReviewPolicyResultsForHITPages(client, request);

    private sealed class ListHITsPages(IAmazonMTurk client, ListHITsRequest request)
        : Pages<ListHITsRequest, ListHITsResponse>(request), IListHITsPaginator
    {
        protected override string? NextToken { get => Request.NextToken; set => Request.NextToken = value; }

        protected override Task<ListHITsResponse> Fetch(CancellationToken cancellationToken) => client.ListHITsAsync(Request, cancellationToken);

        protected override string? TokenOf(ListHITsResponse response) => response.NextToken;
    }

    private sealed class ListReviewableHITsPages(IAmazonMTurk client, ListReviewableHITsRequest request)
        : Pages<ListReviewableHITsRequest, ListReviewableHITsResponse>(request), IListReviewableHITsPaginator
    {
        protected override string? NextToken { get => Request.NextToken; set => Request.NextToken = value; }

        protected override Task<ListReviewableHITsResponse> Fetch(CancellationToken cancellationToken) => client.ListReviewableHITsAsync(Request, cancellationToken);

        protected override string? TokenOf(ListReviewableHITsResponse response) => response.NextToken;
    }

    private sealed class ListHITsForQualificationTypePages(IAmazonMTurk client, ListHITsForQualificationTypeRequest request)
        : Pages<ListHITsForQualificationTypeRequest, ListHITsForQualificationTypeResponse>(request), IListHITsForQualificationTypePaginator
    {
        protected override string? NextToken { get => Request.NextToken; set => Request.NextToken = value; }

        protected override Task<ListHITsForQualificationTypeResponse> Fetch(CancellationToken cancellationToken) => client.ListHITsForQualificationTypeAsync(Request, cancellationToken);

        protected override string? TokenOf(ListHITsForQualificationTypeResponse response) => response.NextToken;
    }

    private sealed class ListAssignmentsForHITPages(IAmazonMTurk client, ListAssignmentsForHITRequest request)
        : Pages<ListAssignmentsForHITRequest, ListAssignmentsForHITResponse>(request), IListAssignmentsForHITPaginator
    {
        protected override string? NextToken { get => Request.NextToken; set => Request.NextToken = value; }

        protected override Task<ListAssignmentsForHITResponse> Fetch(CancellationToken cancellationToken) => client.ListAssignmentsForHITAsync(Request, cancellationToken);

        protected override string? TokenOf(ListAssignmentsForHITResponse response) => response.NextToken;
    }

    private sealed class ListBonusPaymentsPages(IAmazonMTurk client, ListBonusPaymentsRequest request)
        : Pages<ListBonusPaymentsRequest, ListBonusPaymentsResponse>(request), IListBonusPaymentsPaginator
    {
        protected override string? NextToken { get => Request.NextToken; set => Request.NextToken = value; }

        protected override Task<ListBonusPaymentsResponse> Fetch(CancellationToken cancellationToken) => client.ListBonusPaymentsAsync(Request, cancellationToken);

        protected override string? TokenOf(ListBonusPaymentsResponse response) => response.NextToken;
    }

    private sealed class ListWorkerBlocksPages(IAmazonMTurk client, ListWorkerBlocksRequest request)
        : Pages<ListWorkerBlocksRequest, ListWorkerBlocksResponse>(request), IListWorkerBlocksPaginator
    {
        protected override string? NextToken { get => Request.NextToken; set => Request.NextToken = value; }

        protected override Task<ListWorkerBlocksResponse> Fetch(CancellationToken cancellationToken) => client.ListWorkerBlocksAsync(Request, cancellationToken);

        protected override string? TokenOf(ListWorkerBlocksResponse response) => response.NextToken;
    }

    private sealed class ListQualificationTypesPages(IAmazonMTurk client, ListQualificationTypesRequest request)
        : Pages<ListQualificationTypesRequest, ListQualificationTypesResponse>(request), IListQualificationTypesPaginator
    {
        protected override string? NextToken { get => Request.NextToken; set => Request.NextToken = value; }

        protected override Task<ListQualificationTypesResponse> Fetch(CancellationToken cancellationToken) => client.ListQualificationTypesAsync(Request, cancellationToken);

        protected override string? TokenOf(ListQualificationTypesResponse response) => response.NextToken;
    }

    private sealed class ListQualificationRequestsPages(IAmazonMTurk client, ListQualificationRequestsRequest request)
        : Pages<ListQualificationRequestsRequest, ListQualificationRequestsResponse>(request), IListQualificationRequestsPaginator
    {
        protected override string? NextToken { get => Request.NextToken; set => Request.NextToken = value; }

        protected override Task<ListQualificationRequestsResponse> Fetch(CancellationToken cancellationToken) => client.ListQualificationRequestsAsync(Request, cancellationToken);

        protected override string? TokenOf(ListQualificationRequestsResponse response) => response.NextToken;
    }

    private sealed class ListWorkersWithQualificationTypePages(IAmazonMTurk client, ListWorkersWithQualificationTypeRequest request)
        : Pages<ListWorkersWithQualificationTypeRequest, ListWorkersWithQualificationTypeResponse>(request), IListWorkersWithQualificationTypePaginator
    {
        protected override string? NextToken { get => Request.NextToken; set => Request.NextToken = value; }

        protected override Task<ListWorkersWithQualificationTypeResponse> Fetch(CancellationToken cancellationToken) => client.ListWorkersWithQualificationTypeAsync(Request, cancellationToken);

        protected override string? TokenOf(ListWorkersWithQualificationTypeResponse response) => response.NextToken;
    }

    private sealed class ListReviewPolicyResultsForHITPages(IAmazonMTurk client, ListReviewPolicyResultsForHITRequest request)
        : Pages<ListReviewPolicyResultsForHITRequest, ListReviewPolicyResultsForHITResponse>(request), IListReviewPolicyResultsForHITPaginator
    {
        protected override string? NextToken { get => Request.NextToken; set => Request.NextToken = value; }

        protected override Task<ListReviewPolicyResultsForHITResponse> Fetch(CancellationToken cancellationToken) => client.ListReviewPolicyResultsForHITAsync(Request, cancellationToken);

        protected override string? TokenOf(ListReviewPolicyResultsForHITResponse response) => response.NextToken;
    }
}
