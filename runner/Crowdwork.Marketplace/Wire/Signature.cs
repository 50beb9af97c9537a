using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Crowdwork.Marketplace.Wire;

/// <summary>What of a request a signature can cover.</summary>
/// <param name="Header">A header's value as it came, several values of one name with commas between; null when it is not there.</param>
internal sealed record SignedRequest(string Method, string RawPath, string RawQuery, Func<string, string?> Header, ReadOnlyMemory<byte> Body);

/// <summary>
/// AWS Signature Version 4, the receiving side: who signed, and whether they could. The client says which headers it signed; whichever
/// they are, they have to be as they were.
/// </summary>
internal static class Signature
{
    public const string Service = "mturk-requester";

    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary>AWS takes a signature for a quarter of an hour at most.</summary>
    private static readonly TimeSpan s_validFor = TimeSpan.FromMinutes(15);

    /// <summary>The access key of the caller; refuses whoever cannot prove to have its secret.</summary>
    public static string Check(SignedRequest request, Func<string, string?> secretOf, DateTimeOffset now)
    {
        var header = request.Header("Authorization");
        if (string.IsNullOrEmpty(header))
            throw Refusal.Framework("MissingAuthenticationTokenException", "Missing Authentication Token");
        var claim = Claim.Read(header);
        if (secretOf(claim.AccessKey) is not { } secret)
            throw Refusal.Framework("UnrecognizedClientException", "The security token included in the request is invalid.");
        if (claim.Service != Service)
            throw Invalid($"Credential should be scoped to correct service: '{Service}'.");
        var date = request.Header("X-Amz-Date") ?? throw Incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        CheckTime(date, claim, now);
        var expected = Sign(request, claim, date, secret);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(claim.Signature)))
            throw Invalid("The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
        return claim.AccessKey;
    }

    private static void CheckTime(string date, Claim claim, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
            throw Incomplete($"Date must be in ISO-8601 'basic format'. Got '{date}'.");
        if (!date.StartsWith(claim.Date, StringComparison.Ordinal))
            throw Invalid($"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{claim.Date}' != '{date[..8]}'.");
        var allowed = $"{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
        if (signedAt < now - s_validFor)
            throw Invalid($"Signature expired: {date} is now earlier than {now.UtcDateTime - s_validFor:yyyyMMdd'T'HHmmss'Z'} ({allowed} - 15 min.)");
        if (signedAt > now + s_validFor)
            throw Invalid($"Signature not yet current: {date} is still later than {now.UtcDateTime + s_validFor:yyyyMMdd'T'HHmmss'Z'} ({allowed} + 15 min.)");
    }

    private static string Sign(SignedRequest request, Claim claim, string date, string secret)
    {
        var canonical = new StringBuilder(512)
            .Append(request.Method).Append('\n')
            .Append(CanonicalPath(request.RawPath)).Append('\n')
            .Append(CanonicalQuery(request.RawQuery)).Append('\n');
        foreach (var name in claim.SignedHeaders)
        {
            var value = request.Header(name) ?? throw Invalid($"The signed header '{name}' is not in the request.");
            canonical.Append(name).Append(':').Append(Collapse(value)).Append('\n');
        }

        canonical.Append('\n').AppendJoin(';', claim.SignedHeaders).Append('\n').Append(PayloadHash(request));
        var toSign = $"{Algorithm}\n{date}\n{claim.Scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in claim.Scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string PayloadHash(SignedRequest request)
    {
        var actual = Hex(SHA256.HashData(request.Body.Span));
        return request.Header("X-Amz-Content-Sha256") switch
        {
            null => actual,
            Unsigned => Unsigned,
            var stated when stated == actual => actual,
            _ => throw Invalid("The provided 'x-amz-content-sha256' header does not match what was computed."),
        };
    }

    // Segments are encoded once more than they came (all services but S3 do it so).
    private static string CanonicalPath(string rawPath) =>
        rawPath is "" or "/" ? "/" : string.Join('/', rawPath.Split('/').Select(Uri.EscapeDataString));

    private static string CanonicalQuery(string rawQuery)
    {
        if (rawQuery.Length <= 1)
            return "";
        return string.Join('&', rawQuery.TrimStart('?').Split('&')
            .Select(pair => pair.Contains('=') ? pair : pair + "=")
            .Order(StringComparer.Ordinal));
    }

    private static string Collapse(string value)
    {
        value = value.Trim();
        if (!value.Contains("  ", StringComparison.Ordinal))
            return value;
        return string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static Refusal Invalid(string message) => Refusal.Framework("InvalidSignatureException", message);

    private static Refusal Incomplete(string message) => Refusal.Framework("IncompleteSignatureException", message);

    /// <summary>What the Authorization header says.</summary>
    private sealed record Claim(string AccessKey, string Date, string Scope, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
    {
        public static Claim Read(string header)
        {
            if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
                throw Incomplete($"Unsupported AWS 'algorithm'. This marketplace takes {Algorithm}.");
            var parts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var part in header[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = part.IndexOf('=');
                if (equals > 0)
                    parts[part[..equals]] = part[(equals + 1)..];
            }

            foreach (var name in new[] { "Credential", "SignedHeaders", "Signature" })
            {
                if (!parts.ContainsKey(name))
                    throw Incomplete($"Authorization header requires '{name}' parameter.");
            }

            return Read(parts);
        }

        private static Claim Read(Dictionary<string, string> parts)
        {
            // An access key may hold slashes, the four parts of the scope cannot.
            var credential = parts["Credential"].Split('/');
            if (credential is not [.., _, _, _, _, "aws4_request"] || credential.Length < 5)
                throw Incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.");
            var signed = parts["SignedHeaders"].Split(';', StringSplitOptions.RemoveEmptyEntries);
            if (!signed.Contains("host"))
                throw Incomplete("'Host' must be a 'SignedHeader' in the AWS Authorization.");
            var scope = credential[^4..];
            return new Claim(string.Join('/', credential[..^4]), scope[0], string.Join('/', scope), scope[2], signed, parts["Signature"]);
        }
    }
}
