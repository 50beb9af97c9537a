using System.Security.Cryptography;
using System.Text;
using Crowdwork.Marketplace.Wire;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Marketplace.Operators;

/// <summary>Whether somebody may use the operator's pages: on one's own machine everybody, elsewhere whoever has the token, and nobody when there is none.</summary>
internal sealed class OperatorAccess(Gate gate, string? token)
{
    public const string Cookie = "marketplace-operator";

    public bool Admits(HttpRequest request)
    {
        if (gate.IsPrivate && token is null)
            return true;
        return token is not null && (Is(Bearer(request)) || Is(request.Cookies[Cookie]));
    }

    public bool Is(string? given) => given is not null && token is not null
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string? Bearer(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : null;
    }
}
