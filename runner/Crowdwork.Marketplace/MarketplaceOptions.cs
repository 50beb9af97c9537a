using System.Net;
using Crowdwork.Marketplace.Requesters;

namespace Crowdwork.Marketplace;

/// <summary>How to run a marketplace.</summary>
/// <param name="StoreFile">The SQLite file with everything that happens; made when it is not there.</param>
public sealed record MarketplaceOptions(string StoreFile)
{
    /// <summary>Where to listen. Anything but loopback is for a lab that hosts a marketplace for others.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0 lets the system choose.</summary>
    public int Port { get; init; } = 8001;

    /// <summary>The address under which others know it, when a proxy with TLS stands in front. Operator's pages then ask for a token.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Opens the operator's pages (<c>/faults</c>, <c>/clock</c>, <c>/events</c>) of a marketplace that others can reach. Without it they stay closed there.</summary>
    public string? OperatorToken { get; init; }

    /// <summary>Who may publish work.</summary>
    public IReadOnlyList<RequesterAccount> Requesters { get; init; } = [RequesterAccount.Local];

    /// <summary>The real time, to which the marketplace adds what it was put forward.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The clock by which clients sign their calls, where it is not that of the marketplace: a simulated one may be hours ahead.</summary>
    public TimeProvider? CallersTime { get; init; }
}
