using System.Net;
using System.Security.Cryptography;
using System.Text;
using Crowdwork.Web.Server;
using Crowdwork.Web.Sessions;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Operator;

/// <summary>
/// Keeps operator pages to the operator. They are served on loopback only, under a loopback name (so that no foreign site can have its own name point here), and
/// whatever does something needs the token that is in the page and nowhere else.
/// </summary>
public sealed class OperatorGate
{
    public const string Header = "X-Operator-Token";

    private OperatorGate(string token, string pass) => (Token, Pass) = (token, pass);

    public string Token { get; }

    /// <summary>With secrets that live as long as this process.</summary>
    public static OperatorGate OfThisProcess() => new(PageHeaders.NewSecret(), PageHeaders.NewSecret());

    /// <summary>With secrets that live as long as the key of the store, so that a page of a run that is killed and resumed goes on as if its line had been lost.</summary>
    public static OperatorGate OfStore(SessionTokens tokens) => new(tokens.SecretFor("operator: token"), tokens.SecretFor("operator: pass"));

    public static bool Admits(HttpContext http)
        => http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && IsLoopbackName(http.Request.Host.Host);

    /// <summary>What the cookie of somebody who has shown the token holds. Another secret, so that a cookie that is read somewhere does nothing.</summary>
    public string Pass { get; }

    public bool Knows(string? token) => IsSame(token, Token);

    public bool IsPassed(string? pass) => IsSame(pass, Pass);

    private static bool IsSame(string? given, string secret)
        => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    private static bool IsLoopbackName(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
