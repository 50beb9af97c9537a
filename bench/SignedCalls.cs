using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Crowdwork.Bench;

/// <summary>Signs and sends calls with as little work as possible, so that the server is what is measured.</summary>
internal sealed class SignedCalls : IDisposable
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly MediaTypeHeaderValue s_json = new("application/x-amz-json-1.1");
    private readonly HttpClient _http;
    private readonly string _host;

    // One date for the whole run: a signature counts for a quarter of an hour.
    private readonly string _date = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'");
    private readonly string _scope;
    private readonly byte[] _key;

    public SignedCalls(string address)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri(address) };
        _host = _http.BaseAddress!.Authority;
        _scope = $"{_date[..8]}/us-east-1/mturk-requester/aws4_request";
        _key = _scope.Split('/').Aggregate("AWS4local"u8.ToArray(), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
    }

    public async Task<string> Send(string operation, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = s_json;
        var target = "MTurkRequesterServiceV20170117." + operation;
        var canonical = $"POST\n/\n\nhost:{_host}\nx-amz-date:{_date}\nx-amz-target:{target}\n\nhost;x-amz-date;x-amz-target\n{Hex(SHA256.HashData(bytes))}";
        var toSign = $"{Algorithm}\n{_date}\n{_scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Hex(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation("X-Amz-Date", _date);
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential=local/{_scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature={signature}");
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{operation}: {text}");
        return text;
    }

    public void Dispose() => _http.Dispose();

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
