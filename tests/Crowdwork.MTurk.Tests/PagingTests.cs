using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.MTurk.Model;
using Amazon.Runtime;
using Crowdwork.MTurk.Tests.Support;
using Crowdwork.MTurk.Tests.Wire;

namespace Crowdwork.MTurk.Tests;

public sealed class PagingTests
{
    private static readonly Reply[] ThreePages =
    [
        Reply.Json("""{ "NextToken": "to-2", "NumResults": 1 }"""),
        Reply.Json("""{ "NextToken": "to-3", "NumResults": 1 }"""),
        Reply.Json("""{ "NumResults": 0 }"""),
    ];

    public static TheoryData<string> Lists => [.. Operation.All.Keys.Where(name => name.StartsWith("List", StringComparison.Ordinal))];

    [Fact]
    public void Factory_HasAPaginatorForEachList()
        => Assert.Equal(Lists.Select(row => row.Data).Order(), typeof(IMTurkPaginatorFactory).GetMethods().Select(method => method.Name).Order());

    [Theory, MemberData(nameof(Lists))]
    public async Task Pages_GoOnUntilThereIsNoToken_AlsoOverAnEmptyPage(string list)
    {
        await using var mturk = await ScriptedMTurk.Start(ThreePages);
        using var client = mturk.Client();
        var operation = Operation.All[list];
        var request = Mirror.Build(operation.RequestType, operation.Request);
        operation.RequestType.GetProperty("NextToken")!.SetValue(request, null);

        var paginator = typeof(IMTurkPaginatorFactory).GetMethod(list)!.Invoke(client.Paginators, [request])!;
        var pages = await Count(paginator, operation.ResponseType);

        Assert.Equal(3, pages);
        Assert.All(mturk.Requests, sent => Assert.EndsWith("." + list, sent.Headers["X-Amz-Target"]));
        Assert.Equal([null, "to-2", "to-3"], mturk.Requests.Select(sent => (string?)JsonNode.Parse(sent.Body)!["NextToken"]));
        // Nothing but the token changes from page to page.
        Assert.All(mturk.Requests, sent => Assert.Equal(operation.Request["MaxResults"]!.ToString(), JsonNode.Parse(sent.Body)!["MaxResults"]!.ToString()));
    }

    [Fact]
    public async Task Pages_BeginAtTheTokenOfTheRequest()
    {
        await using var mturk = await ScriptedMTurk.Start(ThreePages[1..]);
        using var client = mturk.Client();

        await foreach (var page in client.Paginators.ListHITs(new() { NextToken = "to-2" }).Responses) Assert.Null(page.HITs);

        Assert.Equal("""{"NextToken":"to-2"}""", mturk.Requests[0].Text);
    }

    [Fact]
    public async Task Pages_RunThroughASecondTime_AreRefused()
    {
        await using var mturk = await ScriptedMTurk.Start(ThreePages);
        using var client = mturk.Client();
        var paginator = client.Paginators.ListWorkerBlocks(new());

        await foreach (var page in paginator.Responses) Assert.NotNull(page);
        var again = async () => { await foreach (var page in paginator.Responses) Assert.NotNull(page); };

        await Assert.ThrowsAsync<InvalidOperationException>(again);
        Assert.Equal(3, mturk.Requests.Count);
    }

    [Fact]
    public async Task Pages_Cancelled_EndAfterThePageAtHand()
    {
        await using var mturk = await ScriptedMTurk.Start(ThreePages);
        using var client = mturk.Client();
        using var enough = new CancellationTokenSource();
        var readAll = async () =>
        {
            await foreach (var page in client.Paginators.ListHITs(new()).Responses.WithCancellation(enough.Token)) await enough.CancelAsync();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(readAll);
        Assert.Single(mturk.Requests);
    }

    [Fact]
    public async Task Pages_ThatFailMidway_TellSo_AndAreNotTakenForTheEnd()
    {
        await using var mturk = await ScriptedMTurk.Start(ThreePages[0], Reply.Error("RequestError", "That token is not valid."));
        using var client = mturk.Client();
        var seen = 0;
        var readAll = async () => { await foreach (var page in client.Paginators.ListHITs(new()).Responses) seen++; };

        await Assert.ThrowsAsync<RequestErrorException>(readAll);
        Assert.Equal(1, seen);
    }

    private static Task<int> Count(object paginator, Type page)
    {
        var counting = typeof(PagingTests).GetMethod(nameof(CountPages), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(page);
        return (Task<int>)counting.Invoke(null, [paginator.GetType().GetProperty("Responses")!.GetValue(paginator)])!;
    }

    private static async Task<int> CountPages<T>(IPaginatedEnumerable<T> pages)
    {
        var count = 0;
        await foreach (var _ in pages) count++;
        return count;
    }
}
