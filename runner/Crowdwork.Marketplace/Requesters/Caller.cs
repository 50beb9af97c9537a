namespace Crowdwork.Marketplace.Requesters;

/// <summary>The account whose key signed a call.</summary>
internal sealed record Caller(long Id, string AccessKey, string CustomerId);
