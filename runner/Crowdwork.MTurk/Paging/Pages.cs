using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Amazon.MTurk.Model;

/// <summary>
/// Asks for one page after the other, until the service gives no further token. A page without items is no end: the last page with items
/// may still carry a token that leads to an empty one.
/// </summary>
/// <remarks>The token is written into the caller's request; so one paginator can be run through once only.</remarks>
internal abstract class Pages<TRequest, TResponse>(TRequest request) : IPaginator<TResponse> where TRequest : AmazonMTurkRequest
{
    private int _used;

    public IPaginatedEnumerable<TResponse> Responses => new PaginatedResponse<TResponse>(this);

    protected TRequest Request { get; } = request;

    /// <summary>Where the next page begins, in the request.</summary>
    protected abstract string? NextToken { get; set; }

    protected abstract Task<TResponse> Fetch(CancellationToken cancellationToken);

    protected abstract string? TokenOf(TResponse response);

    async IAsyncEnumerable<TResponse> IPaginator<TResponse>.PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
            throw new InvalidOperationException("This paginator has been run through already. Ask Paginators for another one.");

        PaginatorUtils.SetUserAgentAdditionOnRequest(Request);
        do
        {
            var page = await Fetch(cancellationToken).ConfigureAwait(false);
            NextToken = TokenOf(page);
            cancellationToken.ThrowIfCancellationRequested();
            yield return page;
        }
        while (!string.IsNullOrEmpty(NextToken));
    }
}
