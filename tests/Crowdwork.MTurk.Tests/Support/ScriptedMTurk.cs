using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crowdwork.MTurk.Tests.Support;

/// <summary>
/// Not MTurk: an HTTP server on this machine that gives the answers it was told, one after the other, and remembers what it was sent. It
/// understands nothing.
/// </summary>
public sealed class ScriptedMTurk : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<Reply> _script = new();
    private readonly ConcurrentQueue<Sent> _sent = new();
    private readonly TaskCompletionSource _asked = new();

    private ScriptedMTurk(WebApplication server) => _server = server;

    public string Url { get; private set; } = "";

    /// <summary>What was sent, in the order it came.</summary>
    public IReadOnlyList<Sent> Requests => [.. _sent];

    /// <summary>Done as soon as something was sent.</summary>
    public Task Asked => _asked.Task;

    public static async Task<ScriptedMTurk> Start(params Reply[] script)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var mturk = new ScriptedMTurk(builder.Build());
        foreach (var reply in script) mturk._script.Enqueue(reply);

        mturk._server.Run(mturk.Answer);
        await mturk._server.StartAsync();
        mturk.Url = mturk._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return mturk;
    }

    public ImpatientClient Client(string? sessionToken = null) => new(Url, sessionToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _sent.Enqueue(new Sent(http.Request.Method, http.Request.Path + http.Request.QueryString, headers, body.ToArray()));
        _asked.TrySetResult();

        if (!_script.TryDequeue(out var reply)) reply = Reply.Error("TheScriptHasEnded", "More was asked than the test expected.");
        if (reply == Reply.Never)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = reply.ContentType;
        if (reply.Clock is { } clock) http.Response.Headers.Date = clock.ToString("R");
        http.Response.Headers["x-amzn-RequestId"] = "5f0c9a1e-0000-4000-8000-000000000001";
        await http.Response.WriteAsync(reply.Body);
    }
}

/// <summary>One HTTP request as it arrived.</summary>
public sealed record Sent(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>One answer of the script.</summary>
public sealed record Reply(int Status, string Body, string ContentType = "application/x-amz-json-1.1")
{
    /// <summary>What the server takes the time to be; null for what it is.</summary>
    public DateTimeOffset? Clock { get; init; }

    public static Reply Nothing { get; } = new(200, "");

    /// <summary>The connection stays open and nothing comes.</summary>
    public static Reply Never { get; } = new(0, "");

    public static Reply Json(string body) => new(200, body);

    public static Reply Error(string type, string message, string? code = null, int status = 400)
        => new(status, System.Text.Json.JsonSerializer.Serialize(code is null
            ? new Dictionary<string, string> { ["__type"] = type, ["Message"] = message }
            : new Dictionary<string, string> { ["__type"] = type, ["Message"] = message, ["TurkErrorCode"] = code }));
}
