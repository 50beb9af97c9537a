using System.Text.Json.Nodes;
using Amazon.MTurk;
using Crowdwork.MTurk.Tests.Support;

namespace Crowdwork.MTurk.Tests.Wire;

/// <summary>All 39 operations, each with every member it has.</summary>
public sealed class OperationsTests
{
    public static TheoryData<string> Names => [.. Operation.All.Keys];

    public static TheoryData<string> Silent => [.. Operation.All.Values.Where(operation => operation.Response.Count == 0).Select(operation => operation.Name)];

    [Fact]
    public void Client_HasEveryOperation_AndNoOther()
    {
        var methods = typeof(IAmazonMTurk).GetMethods().Select(method => method.Name).Where(name => name.EndsWith("Async", StringComparison.Ordinal));

        Assert.Equal(39, Operation.All.Count);
        Assert.Equal(Operation.All.Keys.Select(name => name + "Async").Order(), methods.Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void Types_HaveTheMembersOfTheOperation_AndNoOthers(string name)
    {
        var operation = Operation.All[name];

        Assert.Equal(MembersOf(operation.Request).Order(), Mirror.Names(operation.RequestType).Order());
        Assert.Equal(MembersOf(operation.Response).Order(), Mirror.Names(operation.ResponseType).Order());
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Request_WithEveryMember_ArrivesAsItWasMeant(string name)
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Nothing);
        using var client = mturk.Client();
        var operation = Operation.All[name];

        await operation.Call(client, Mirror.Build(operation.RequestType, operation.Request));

        var sent = Assert.Single(mturk.Requests);
        Assert.Equal(("POST", "/"), (sent.Method, sent.Path));
        Assert.Equal("MTurkRequesterServiceV20170117." + name, sent.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", sent.Headers["Content-Type"]);
        AssertSame(operation.Request, JsonNode.Parse(sent.Body)!);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Request_WithNothingSet_IsAnEmptyObject(string name)
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Nothing);
        using var client = mturk.Client();
        var operation = Operation.All[name];

        await operation.Call(client, Activator.CreateInstance(operation.RequestType)!);

        Assert.Equal("{}", Assert.Single(mturk.Requests).Text);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Response_WithEveryMember_IsReadWhole(string name)
    {
        var operation = Operation.All[name];
        await using var mturk = await ScriptedMTurk.Start(Reply.Json(operation.Response.ToJsonString()));
        using var client = mturk.Client();

        var response = await operation.Call(client, Activator.CreateInstance(operation.RequestType)!);

        Assert.IsType(operation.ResponseType, response);
        AssertSame(operation.Response, Mirror.Describe(response));
        Assert.Equal("5f0c9a1e-0000-4000-8000-000000000001", response.ResponseMetadata.RequestId);
    }

    [Theory, MemberData(nameof(Silent))]
    public async Task Response_OfAnOperationThatSaysNothing_MayHaveNoBodyOrAnEmptyObject(string name)
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Nothing, Reply.Json("{}"));
        using var client = mturk.Client();
        var operation = Operation.All[name];
        var request = Mirror.Build(operation.RequestType, operation.Request);

        Assert.Equal(200, (int)(await operation.Call(client, request)).HttpStatusCode);
        Assert.Equal(200, (int)(await operation.Call(client, request)).HttpStatusCode);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Response_WithMembersOfALaterVersion_IsReadWithoutThem(string name)
    {
        await using var mturk = await ScriptedMTurk.Start(Reply.Json("""{ "Later": { "More": [1, 2, { "Deep": null }] } }"""));
        using var client = mturk.Client();
        var operation = Operation.All[name];

        var response = await operation.Call(client, Activator.CreateInstance(operation.RequestType)!);

        AssertSame(new JsonObject(), Mirror.Describe(response));
    }

    private static IEnumerable<string> MembersOf(JsonNode? json) => json switch
    {
        JsonObject members => members.SelectMany(member => MembersOf(member.Value).Select(inner => $"{member.Key}.{inner}").Prepend(member.Key)),
        JsonArray items => MembersOf(items[0]),
        _ => [],
    };

    private static void AssertSame(JsonNode expected, JsonNode actual)
        => Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected.ToJsonString()}\n but got {actual.ToJsonString()}");
}
