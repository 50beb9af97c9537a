using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.MTurk;
using Amazon.MTurk.Model;
using Amazon.Runtime;
using Crowdwork.MTurk.Tests.Wire;

namespace Crowdwork.Marketplace.Tests.Conformance.Clients;

/// <summary>The project's own client, called the way any program calls it: typed requests, typed answers, its paginators.</summary>
internal sealed class OwnClient(string url) : IClient
{
    private readonly Dictionary<(string Key, string Secret), AmazonMTurkClient> _clients = [];

    public async Task<Outcome> Call(Call call)
    {
        var client = ClientOf(call.Key, call.Secret);
        var request = Mirror.Build(Request(call.Operation), call.Parameters);
        try
        {
            if (call.Pages) return new Outcome(await Pages(client, call.Operation, request), null);
            return new Outcome([Mirror.Describe(await One(client, call.Operation, request)).AsObject()], null);
        }
        catch (AmazonMTurkException error)
        {
            var code = (error as RequestErrorException)?.TurkErrorCode ?? (error as ServiceException)?.TurkErrorCode;
            return new Outcome([], new Failure(error.ErrorCode, error.Message, code, (int)error.StatusCode));
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values) client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Type Request(string operation)
        => typeof(IAmazonMTurk).Assembly.GetType($"Amazon.MTurk.Model.{operation}Request")
            ?? throw new InvalidOperationException($"The tour calls {operation}, which is no operation.");

    private static async Task<object> One(AmazonMTurkClient client, string operation, object request)
    {
        var call = (Task)typeof(IAmazonMTurk).GetMethod(operation + "Async")!.Invoke(client, [request, CancellationToken.None])!;
        await call;
        return call.GetType().GetProperty("Result")!.GetValue(call)!;
    }

    private static async Task<IReadOnlyList<JsonObject>> Pages(AmazonMTurkClient client, string operation, object request)
    {
        var paginator = typeof(IMTurkPaginatorFactory).GetMethod(operation)!.Invoke(client.Paginators, [request])!;
        var responses = paginator.GetType().GetProperty("Responses")!;
        var page = responses.PropertyType.GetGenericArguments()[0];
        var all = typeof(OwnClient).GetMethod(nameof(All), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(page);
        return await (Task<IReadOnlyList<JsonObject>>)all.Invoke(null, [responses.GetValue(paginator)])!;
    }

    private static async Task<IReadOnlyList<JsonObject>> All<T>(IPaginatedEnumerable<T> pages)
    {
        var all = new List<JsonObject>();
        await foreach (var page in pages) all.Add(Mirror.Describe(page!).AsObject());
        return all;
    }

    private AmazonMTurkClient ClientOf(string key, string secret)
    {
        if (_clients.TryGetValue((key, secret), out var known)) return known;
        var config = new AmazonMTurkConfig { ServiceURL = url, AuthenticationRegion = "us-east-1" };
        return _clients[(key, secret)] = new AmazonMTurkClient(key, secret, config);
    }
}
