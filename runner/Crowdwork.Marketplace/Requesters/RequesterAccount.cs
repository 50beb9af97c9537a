namespace Crowdwork.Marketplace.Requesters;

/// <summary>Somebody who may publish work here.</summary>
/// <param name="AccessKey">Names the account, as an AWS access key id does.</param>
/// <param name="Secret">Signs the calls. It is never stored.</param>
/// <param name="Name">What workers see.</param>
/// <param name="StartingBalance">What the account has when the store first hears of it, in dollars. MTurk's sandbox says 10000.00.</param>
public sealed record RequesterAccount(string AccessKey, string Secret, string Name, decimal StartingBalance = 10000.00m)
{
    /// <summary>The account of whoever works alone on one machine.</summary>
    public static RequesterAccount Local { get; } = new("local", "local", "Local requester");
}
