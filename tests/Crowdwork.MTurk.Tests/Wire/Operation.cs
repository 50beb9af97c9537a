using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.MTurk;
using Amazon.Runtime;

namespace Crowdwork.MTurk.Tests.Wire;

/// <summary>An operation as operations.json has it: its name, a full request and a full answer.</summary>
public sealed record Operation(string Name, JsonObject Request, JsonObject Response)
{
    public static IReadOnlyDictionary<string, Operation> All { get; } = Read();

    public Type RequestType => typeof(IAmazonMTurk).Assembly.GetType($"Amazon.MTurk.Model.{Name}Request", throwOnError: true)!;

    public Type ResponseType => typeof(IAmazonMTurk).Assembly.GetType($"Amazon.MTurk.Model.{Name}Response", throwOnError: true)!;

    public async Task<AmazonWebServiceResponse> Call(IAmazonMTurk client, object request)
    {
        var method = typeof(IAmazonMTurk).GetMethod(Name + "Async") ?? throw new InvalidOperationException($"The client has no {Name}Async.");
        var call = (Task)method.Invoke(client, [request, CancellationToken.None])!;
        await call;
        return (AmazonWebServiceResponse)call.GetType().GetProperty("Result")!.GetValue(call)!;
    }

    private static Dictionary<string, Operation> Read()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", "operations.json"));
        var all = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
        return all.ToDictionary(entry => entry.Key, entry => new Operation(entry.Key, entry.Value!["request"]!.AsObject(), entry.Value["response"]!.AsObject()));
    }
}
