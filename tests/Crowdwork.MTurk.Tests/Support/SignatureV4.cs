using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crowdwork.MTurk.Tests.Support;

/// <summary>
/// Signature Version 4, computed again from what arrived: the bytes that were sent and the secret that both sides know. Shares no line with
/// the SDK.
/// </summary>
internal sealed class SignatureV4
{
    private readonly Sent _sent;
    private readonly Dictionary<string, string> _parts;

    public SignatureV4(Sent sent)
    {
        _sent = sent;
        var header = sent.Headers["Authorization"];
        Assert.StartsWith("AWS4-HMAC-SHA256 ", header);
        _parts = header["AWS4-HMAC-SHA256 ".Length..].Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
    }

    public string Credential => _parts["Credential"];

    public string Given => _parts["Signature"];

    public string[] SignedHeaders => _parts["SignedHeaders"].Split(';');

    public string Computed(string secret)
    {
        var scope = Credential.Split('/')[1..];
        var canonical = string.Join('\n',
        [
            _sent.Method,
            _sent.Path,
            "",
            .. SignedHeaders.Select(name => $"{name}:{_sent.Headers[name].Trim()}"),
            "",
            string.Join(';', SignedHeaders),
            Hex(SHA256.HashData(_sent.Body)),
        ]);
        var toSign = string.Join('\n', "AWS4-HMAC-SHA256", _sent.Headers["X-Amz-Date"], string.Join('/', scope), Hex(SHA256.HashData(Utf8(canonical))));

        var key = scope.Aggregate(Utf8("AWS4" + secret), (previous, part) => HMACSHA256.HashData(previous, Utf8(part)));
        return Hex(HMACSHA256.HashData(key, Utf8(toSign)));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLower(CultureInfo.InvariantCulture);
}
