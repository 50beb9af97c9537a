using System.Net;
using Microsoft.AspNetCore.Http;

namespace Crowdwork.Marketplace.Wire;

/// <summary>
/// Who is let in at all. A marketplace on one's own machine can be reached by every web page that its owner looks at: by a form that
/// posts to it (Origin), or by a name that was made to point here (Host). Both are turned away before anything is read.
/// </summary>
internal sealed class Gate
{
    private readonly Uri? _publicUrl;
    private readonly bool _isLocal;
    private readonly string _address;

    public Gate(IPAddress address, Uri? publicUrl)
    {
        _publicUrl = publicUrl;
        _isLocal = IPAddress.IsLoopback(address);
        _address = address.ToString();
    }

    public bool KnowsHost(HttpRequest request) => KnowsHost(request.Host.Host);

    /// <summary>No Origin is no browser, or a page of its own marketplace that asks by GET.</summary>
    public bool KnowsOrigin(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0)
            return true;
        var origin = request.Headers.Origin.ToString();
        if (_publicUrl is not null && IsPublic(request.Host.Host))
            return origin == _publicUrl.GetLeftPart(UriPartial.Authority);
        // "null" and everything else that is no address belongs to nobody we know.
        return Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme == "http" && from.Authority == request.Host.Value;
    }

    /// <summary>
    /// Whether an operator may be taken at their word: when there is nobody but them. Behind a proxy every visitor comes from this very
    /// machine, so a marketplace with a public address asks for the operator's token instead.
    /// </summary>
    public bool IsPrivate => _isLocal && _publicUrl is null;

    private bool IsPublic(string host) => _publicUrl is not null && string.Equals(host, _publicUrl.Host, StringComparison.OrdinalIgnoreCase);

    private bool KnowsHost(string host)
    {
        if (IsPublic(host) || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address))
            return false;
        // An address cannot be made to point elsewhere, as a name can.
        return IPAddress.IsLoopback(address) || !_isLocal || address.ToString() == _address;
    }
}
