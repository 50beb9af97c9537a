using Crowdwork.Marketplace.Qualifications;
using Crowdwork.Marketplace.Workers;

namespace Crowdwork.Marketplace.Tests.Qualifications;

public sealed class RulesOfTimeAndRateTests
{
    [Theory]
    [InlineData(0, 0, 0, 100)]
    [InlineData(99, 0, 99, 100)]
    [InlineData(100, 0, 0, 100)]
    [InlineData(100, 95, 5, 95)]
    [InlineData(200, 2, 1, 66)]
    [InlineData(100, 0, 100, 0)]
    public void ApprovalRate_OfARecord_IsAHundredForBeginners(long submitted, long approved, long rejected, int rate) =>
        Assert.Equal(rate, ApprovalRate.Of(new WorkRecord(submitted, approved, rejected)));

    [Theory]
    [InlineData(false, null, null, null, "Open")]
    [InlineData(true, null, null, null, "Held")]
    [InlineData(false, "Pending", 900L, null, "Pending")]
    [InlineData(false, "Pending", 0L, 0L, "Pending")]
    [InlineData(false, "Rejected", 900L, null, "Closed")]
    [InlineData(true, "Granted", 900L, null, "Held")]
    [InlineData(false, "Rejected", 900L, 1L, "Later")]
    [InlineData(true, "Granted", 900L, 1L, "Later")]
    [InlineData(false, "Rejected", 0L, 1L, "Open")]
    [InlineData(true, "Granted", 0L, 1L, "Held")]
    [InlineData(false, "Rejected", 1000L, 0L, "Open")]
    public void Standing_AtMillisecondThousand_FollowsTheRetryDelay(bool held, string? state, long? at, long? delaySeconds, string standing) =>
        Assert.Equal(standing, RetryRules.Standing(held, state, at, delaySeconds, now: 1000).Standing.ToString());
}
