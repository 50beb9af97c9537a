using System.Collections.Concurrent;
using Crowdwork.Harness.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crowdwork.Harness.Tests.Examples;

/// <summary>A language model that answers as the test says, behind an address of this machine that speaks chat completions.</summary>
internal sealed class ChatEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ChatEndpoint(WebApplication app) => _app = app;

    /// <summary>What it was asked, as JSON.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public static async Task<ChatEndpoint> Start(Func<string, string> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new ChatEndpoint(builder.Build());
        endpoint._app.MapPost("/v1/chat/completions", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync();
            endpoint.Asked.Enqueue(body);
            return Results.Json(new { choices = new[] { new { message = new { role = "assistant", content = answer(body) } } } });
        });
        await endpoint._app.StartAsync();
        return endpoint;
    }

    /// <summary>A project with the examples, whose crowd.json calls it "small".</summary>
    public ProjectCopy Project()
    {
        var project = ProjectCopy.WithExamples();
        project.Write("crowd.json", $$"""{ "models": { "small": { "endpoint": "{{_app.Urls.First()}}/v1/chat/completions", "model": "small-1" } } }""");
        return project;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
