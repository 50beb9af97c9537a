using Crowdwork.Marketplace.Qualifications;

namespace Crowdwork.Marketplace.Workers;

/// <summary>
/// Whether a worker can ask for a qualification (again). Without a retry delay there is one request ever; with one, the next may come when
/// the delay has passed since the last (MTurk's documentation of RetryDelayInSeconds).
/// </summary>
internal static class RetryRules
{
    public static (QualificationStanding Standing, long? AgainAt) Standing(bool held, string? latestState, long? latestAt, long? retryDelaySeconds, long now)
    {
        if (latestState == RequestState.Pending)
            return (QualificationStanding.Pending, null);
        if (latestAt is not { } last)
            return (held ? QualificationStanding.Held : QualificationStanding.Open, null);
        if (retryDelaySeconds is not { } delay)
            return (held ? QualificationStanding.Held : QualificationStanding.Closed, null);
        var again = last + (delay * 1000);
        if (again > now)
            return (QualificationStanding.Later, again);
        return (held ? QualificationStanding.Held : QualificationStanding.Open, null);
    }
}
