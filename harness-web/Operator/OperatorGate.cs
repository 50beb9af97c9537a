using System.Net;
using System.Security.Cryptography;
using System.Text;
using Crowdwork.Web.Server;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Web.Operator;

/// <summary>
/// Keeps operator pages to the operator. They are served on loopback only, under a loopback name (so that no foreign site can have its own name point here), and
/// whatever does something needs the token that is in the page and nowhere else.
/// </summary>
public sealed class OperatorGate
{
    public const string Header = "X-Operator-Token";

    public string Token { get; } = PageHeaders.NewSecret();

    public static bool Admits(HttpContext http)
        => http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && IsLoopbackName(http.Request.Host.Host);

    public bool Knows(string? token)
        => token is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token));

    private static bool IsLoopbackName(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
