using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crowdwork.Marketplace.Tests.Support;

/// <summary>What came back from a call, whole.</summary>
internal sealed record ApiReply(HttpStatusCode Status, string Body, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Type => (string?)Json["__type"] ?? "";

    public string Message => (string?)(Json[nameof(Message)] ?? Json["message"]) ?? "";

    /// <summary>The message without MTurk's time stamp.</summary>
    public string Sentence => System.Text.RegularExpressions.Regex.Replace(Message, @" \(\d{13}\)$", "");

    public string? Code => (string?)Json["TurkErrorCode"];
}

/// <summary>
/// The smallest client that signs: it sends what a test says, wrong things included, which the SDKs would not let through. It shares no
/// code with the marketplace.
/// </summary>
internal sealed class ApiClient(Uri url, TimeProvider time, string accessKey = "local", string secret = "local") : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = url, Timeout = TimeSpan.FromMinutes(1) };

    public Task<ApiReply> Send(string operation, string body, Action<HttpRequestMessage>? change = null) => Send(operation, Encoding.UTF8.GetBytes(body), change);

    public async Task<ApiReply> Send(string operation, byte[] body, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", "MTurkRequesterServiceV20170117." + operation);
        Sign(request, body);
        change?.Invoke(request);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new ApiReply(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers);
    }

    public Task<ApiReply> Send(string operation, object parameters) => Send(operation, JsonSerializer.Serialize(parameters));

    /// <summary>A call that has to succeed; its reply, an empty object when there was none.</summary>
    public async Task<JsonNode> Call(string operation, object? parameters = null)
    {
        var reply = await Send(operation, parameters ?? new { });
        Assert.True(reply.Status is HttpStatusCode.OK, $"{operation}: {reply.Body}");
        return reply.Body.Length == 0 ? new JsonObject() : reply.Json;
    }

    /// <summary>A call that has to be refused.</summary>
    public async Task<ApiReply> Refused(string operation, object parameters)
    {
        var reply = await Send(operation, parameters);
        Assert.True(reply.Status is not HttpStatusCode.OK, $"{operation} was carried out: {reply.Body}");
        return reply;
    }

    public void Dispose() => _http.Dispose();

    private void Sign(HttpRequestMessage request, byte[] body)
    {
        var date = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");
        var scope = $"{date[..8]}/us-east-1/mturk-requester/aws4_request";
        request.Headers.Add("X-Amz-Date", date);
        var canonical = string.Join('\n', "POST", "/", "",
            "content-type:application/x-amz-json-1.1", $"host:{_http.BaseAddress!.Authority}", $"x-amz-date:{date}",
            $"x-amz-target:{request.Headers.GetValues("X-Amz-Target").Single()}", "",
            "content-type;host;x-amz-date;x-amz-target", Hex(SHA256.HashData(body)));
        var toSign = string.Join('\n', "AWS4-HMAC-SHA256", date, scope, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation("Authorization",
            $"AWS4-HMAC-SHA256 Credential={accessKey}/{scope}, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature={signature}");
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
